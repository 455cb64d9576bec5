//! A matter of a register: what makes a case of it, where there is no person.

use super::arende::{CaseState, Caseworker};
use crate::event::Standing;
use crate::fact::Fact;
use crate::fact::organisation::Roll;
use crate::id::Id;
use jiff::civil::Date;

/// What is known of a matter that is in nobody's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matter {
    /// The register's key in its pack.
    pub register: String,
    /// The role that heads the unit.
    pub head: Roll,
    /// The role in which somebody may be named to handle it.
    pub handled_by: Roll,
    /// Who opened it: they get to know that it was received, and no more.
    pub opened_by: Id,
}

impl CaseState {
    /// The role that heads the unit which handles it.
    pub fn head_role(&self) -> Roll {
        self.matter.as_ref().map_or(Roll::Enhetschef, |matter| matter.head)
    }

    /// Whether it is a matter that the whole desk of a reception answers for.
    pub fn is_desks(&self) -> bool {
        self.matter.as_ref().is_some_and(|matter| matter.head == Roll::Mottagningssekreterare)
    }

    /// The role in which somebody is named to handle it.
    pub fn handler_role(&self) -> Roll {
        self.matter.as_ref().map_or(Roll::Socialsekreterare, |matter| matter.handled_by)
    }

    /// Somebody is named to handle it; whoever was before is that no longer.
    pub(super) fn name_caseworker(&mut self, user: Id, on: Date) {
        if self.caseworker == Some(user) {
            return;
        }
        if let Some(before) = self.caseworkers.last_mut() {
            before.to = Some(on.max(before.from));
        }
        self.caseworker = Some(user);
        self.caseworkers.push(Caseworker { user, from: on, to: None });
    }

    /// Takes in a standing event of a matter.
    pub(super) fn apply_matter(&mut self, row: Standing<'_>) {
        let on = row.event.occurred_on;
        match &row.event.fact {
            Fact::VerksamhetsarendeOppnat(fact) => {
                self.id = Some(row.event.subject);
                self.unit = Some(fact.enhet);
                self.opened_on = Some(on);
                self.matter = Some(Matter {
                    register: fact.register.clone(),
                    head: fact.chef,
                    handled_by: fact.handlaggs_av,
                    opened_by: row.event.signature.user,
                });
            }
            Fact::VerksamhetsarendeFordelat(fact) => self.name_caseworker(fact.handlaggare, on),
            Fact::VerksamhetsarendeAvslutat(fact) => (self.closed_on, self.shut_after) = (Some(on), fact.nas_till),
            _ => {}
        }
    }
}
