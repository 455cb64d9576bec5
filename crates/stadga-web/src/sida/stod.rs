//! The public page of support: read from the packs, open to anybody, nothing about anybody.
//!
//! Whoever offers support without an assessment of needs tells that one may also apply (SoL 11 kap. 6 §).

use crate::answer::page;
use crate::router::Web;
use crate::shell::bare;
use crate::sida::valj::on_thread;
use crate::view::{Service, StodPage, SupportGroup};
use axum::extract::State;
use axum::response::Response;
use stadga_core::fact::organisation::EnhetArt;
use stadga_rules::{Insats, Stack};
use std::sync::Arc;

/// The kinds of support, by the packs' word: heading, and whether one applies.
const GROUPS: [(&str, &str, &str); 4] = [
    ("utan_provning", "Öppet för alla", "Du behöver inte ansöka. Vill du ha mer stöd kan du alltid ansöka om det."),
    ("oppenvard", "Behandling och stöd i vardagen", "Du bor hemma. Du ansöker, och vi utreder vad du behöver."),
    ("boende", "Boende med stöd", "Du ansöker, och vi utreder vad du behöver."),
    ("heldygnsvard", "Vård dygnet runt", "Du ansöker, och vi utreder vad du behöver. Stöd hemma prövas oftast först."),
];

/// The page.
pub async fn show(State(web): State<Arc<Web>>) -> Response {
    on_thread(move || {
        let organisation = web.app.organisation()?;
        let desks = organisation.units_of(EnhetArt::Mottagning);
        let contact = desks.first().map_or_else(|| String::from("socialtjänsten"), |unit| unit.name.clone());
        let mut shell = bare("Stöd vid skadligt bruk och beroende");
        shell.municipality.clone_from(&web.settings.municipality);
        page(&StodPage { shell, contact, groups: groups(&web.app.stack()) })
    })
    .await
}

fn groups(stack: &Stack) -> Vec<SupportGroup> {
    let group = |(level, heading, intro): &(&str, &str, &str)| {
        let own = |insats: &&Insats| insats.level.as_deref() == Some(level) && insats.parent.is_none();
        SupportGroup {
            id: (*level).to_owned(),
            heading: (*heading).to_owned(),
            intro: (*intro).to_owned(),
            services: stack.insatser().filter(own).map(|insats| service(stack, insats)).collect(),
        }
    };
    GROUPS.iter().map(group).filter(|group| !group.services.is_empty()).collect()
}

fn service(stack: &Stack, insats: &Insats) -> Service {
    let kinds = stack.insatser().filter(|kind| kind.parent.as_deref() == Some(&insats.key));
    Service {
        name: insats.name.clone(),
        text: stack.say(&insats.description),
        kinds: kinds.map(|kind| kind.name.clone()).collect(),
    }
}
