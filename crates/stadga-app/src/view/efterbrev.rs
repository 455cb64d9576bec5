//! The letters of what follows a decision, simplified service, a dismissed appeal, the hand-over, a correction; and
//! the one that tells of a new caseworker.

use super::beslut::title_of;
use super::brev::NO_SENDER;
use crate::App;
use crate::load::Loaded;
use jiff::civil::Date;
use stadga_core::calendar::text::{long_date, sentence_case};
use stadga_core::event::standing;
use stadga_core::fact::arende::Kanal;
use stadga_core::fact::delgivning::{DelgivningUpplyst, KontrollmeddelandeSkickat, Upplysningssatt};
use stadga_core::fact::organisation::Roll;
use stadga_core::fact::overklagan::{BeslutRattat, OverklagandeOverlamnat, OverklagandeProvat, Rattidsutfall};
use stadga_core::form::Form;
use stadga_core::state::{Appeal, Delivery, Served};
use stadga_core::{Fact, Id};
use stadga_letters::remedy::{self, HandedOver, Late, Matter, TakenDown};
use stadga_letters::{Court, Letter, Notice, Official, Recipient};

/// The use cases that send one.
pub(super) const SENDS: &[&str] =
    &["delgivning.upplys", "kontrollmeddelande.skicka", "overklagande.prova", "overklagande.overlamna", "beslut.ratta"];

/// A letter, or why there is none.
type Written = Result<Letter, String>;

impl App {
    /// The letter that a fact sends, with the name of its file; none for what sends none.
    pub(super) fn letter_after(
        &self,
        (user, role): (Id, Roll),
        loaded: &Loaded,
        fact: &Fact,
        on: Date,
    ) -> Option<(&'static str, Written)> {
        let remedies = &loaded.file.case.remedies;
        Some(match fact {
            Fact::DelgivningUpplyst(fact) if fact.satt == Upplysningssatt::Delgivet => (
                "forenklad-delgivning.pdf",
                self.matter(loaded, on).map(|matter| remedy::about_simplified_service(&matter)),
            ),
            Fact::KontrollmeddelandeSkickat(fact) => {
                let sent = remedies.deliveries.iter().find(|known| known.id == fact.delgivning)?.on;
                ("kontrollmeddelande.pdf", self.matter(loaded, on).map(|data| remedy::control_message(&data, sent)))
            }
            Fact::OverklagandeProvat(fact) if fact.utfall == Rattidsutfall::Avvisas => {
                let appeal = remedies.appeal(Some(fact.overklagande))?;
                ("avvisning.pdf", self.dismissal((user, role), loaded, appeal, fact, on))
            }
            Fact::OverklagandeOverlamnat(fact) => {
                let appeal = remedies.appeal(Some(fact.overklagande))?;
                ("overlamnande.pdf", self.hand_over(loaded, appeal, fact, on))
            }
            Fact::BeslutRattat(fact) => {
                let decided_on = loaded.file.case.decision(fact.beslut)?.on;
                let letter = |data: Matter| remedy::correction(&data, decided_on, &fact.rattelse, &fact.skal);
                ("rattelse.pdf", self.matter(loaded, on).map(letter))
            }
            _ => return None,
        })
    }

    /// The letter that a form would send, as it stands half filled in.
    pub(super) fn letter_after_form(
        &self,
        signed: (Id, Roll),
        loaded: &Loaded,
        use_case: &str,
        form: &Form,
        on: Date,
    ) -> Option<Written> {
        let case = &loaded.file.case;
        let id = |name: &str| form.text(name).parse::<Id>().ok();
        let appeal = || case.remedies.appeal(id("overklagande"));
        let fact: Fact = match use_case {
            "delgivning.upplys" => DelgivningUpplyst { satt: form.text("satt").parse().ok()?, brev: Vec::new() }.into(),
            "kontrollmeddelande.skicka" => {
                let waits = |known: &&Delivery| known.control_due().is_some() && known.control_on.is_none();
                let sent = case.remedies.deliveries.iter().rfind(waits)?;
                KontrollmeddelandeSkickat { delgivning: sent.id, beslut: sent.decision, brev: Vec::new() }.into()
            }
            "overklagande.prova" => OverklagandeProvat {
                overklagande: appeal()?.id,
                beslut: appeal()?.fact.beslut,
                utfall: form.text("utfall").parse().ok()?,
                undantag: None,
                skal: Some(form.text("skal").to_owned()).filter(|text| !text.is_empty()),
                brev: Vec::new(),
            }
            .into(),
            "overklagande.overlamna" => OverklagandeOverlamnat {
                overklagande: appeal()?.id,
                beslut: appeal()?.fact.beslut,
                domstol: form.text("domstol").to_owned(),
                nytt_beslut: stadga_core::command::appeal::changed_since(&loaded.file, appeal()?),
                brev: Vec::new(),
            }
            .into(),
            "beslut.ratta" => BeslutRattat {
                beslut: id("beslut").or_else(|| case.decisions.last().map(|decision| decision.id))?,
                rattelse: form.text("rattelse").to_owned(),
                skal: form.text("skal").to_owned(),
                brev: Vec::new(),
            }
            .into(),
            _ => return None,
        };
        self.letter_after(signed, loaded, &fact, on).map(|(_, letter)| letter)
    }

    /// The letter that tells who handles the case from now on.
    pub(super) fn handover_letter(&self, loaded: &Loaded, channel: Kanal, on: Date) -> Result<Letter, String> {
        let organisation = self.organisation().map_err(|error| error.to_string())?;
        let sender = self.sender(loaded)?;
        let named = loaded.file.case.caseworkers.as_slice();
        let newest = named.last().ok_or("Ärendet har ingen handläggare.")?;
        let name = |user: Id| organisation.user_name(user);
        let before = named.iter().rev().find(|known| known.user != newest.user);
        let before = before.map(|known| format!(" Tidigare var det {}.", name(known.user))).unwrap_or_default();
        let text = format!(
            "Från och med den {} är det {} som handlägger ditt ärende.{before}\n\n\
             Du behöver inte göra något. Det du har berättat för oss finns kvar i ärendet.",
            long_date(newest.from),
            name(newest.user),
        );
        let contact = vec![(String::from("Ring"), sender.phone.clone())];
        Ok(stadga_letters::notice(&Notice {
            recipient: self.recipient(loaded, channel)?,
            date: on,
            case_number: loaded.number.clone(),
            subject: String::from("Du har fått en ny handläggare"),
            text,
            contact,
            title: Roll::Socialsekreterare.label().to_owned(),
            sender,
        }))
    }

    fn matter(&self, loaded: &Loaded, on: Date) -> Result<Matter, String> {
        Ok(Matter {
            sender: self.sender(loaded)?,
            recipient: self.recipient(loaded, Kanal::Brev)?,
            date: on,
            case_number: loaded.number.clone(),
            title: Roll::Socialsekreterare.label().to_owned(),
        })
    }

    fn court(&self) -> Result<Court, String> {
        let stack = self.stack();
        let settings = stack.letters().ok_or(NO_SENDER)?;
        Ok(Court { name: settings.court.clone(), address_lines: settings.court_address.clone() })
    }

    fn dismissal(
        &self,
        (user, role): (Id, Roll),
        loaded: &Loaded,
        appeal: &Appeal,
        fact: &OverklagandeProvat,
        on: Date,
    ) -> Written {
        let case = &loaded.file.case;
        let organisation = self.organisation().map_err(|error| error.to_string())?;
        let decided_on = case.decision(fact.beslut).map(|decision| decision.on).ok_or("Beslutet finns inte.")?;
        let served = case.remedies.served(fact.beslut).map(|served| match served {
            Served::Proven(on, proof) => (on, proof.label().to_lowercase()),
            Served::Simplified(on) => (on, String::from("två veckor efter att det skickades, förenklad delgivning")),
        });
        let late = Late {
            decided_on,
            served,
            last_day: case.remedies.appeal_until(fact.beslut).map(|due| due.legal),
            came_in: appeal.on,
            reasons: fact.skal.clone(),
            decided_by: Official {
                name: Some(organisation.user_name(user).to_owned()),
                title: sentence_case(&role.label().to_lowercase()),
            },
            court: self.court()?,
        };
        Ok(remedy::dismissal(&self.matter(loaded, on)?, &late))
    }

    fn hand_over(&self, loaded: &Loaded, appeal: &Appeal, fact: &OverklagandeOverlamnat, on: Date) -> Written {
        let case = &loaded.file.case;
        let court = self.court()?;
        let known = court.name == fact.domstol || fact.domstol.is_empty();
        let recipient = Recipient {
            name: if fact.domstol.is_empty() { court.name } else { fact.domstol.clone() },
            address_lines: if known { court.address_lines } else { Vec::new() },
            channel: Kanal::Brev,
        };
        let (party, (decided_on, about)) = self.appealed(loaded, appeal)?;
        let tested = appeal.tested.map_or(Rattidsutfall::ITid, |(_, outcome)| outcome);
        let changed = fact.nytt_beslut.and_then(|id| case.decision(id));
        let what = HandedOver {
            party,
            decision: (decided_on, format!("{about}. Beslutat av {}", self.decider(loaded, appeal.fact.beslut))),
            changed_by: changed.map(|changed| changed.on),
            appeal: (appeal.on, tested.label().to_owned()),
            documents: documents(loaded),
        };
        Ok(remedy::hand_over(&Matter { recipient, ..self.matter(loaded, on)? }, &what))
    }

    /// An appeal that was told and taken down, as the document to read out and sign.
    pub(super) fn taken_down(&self, loaded: &Loaded, event: Id) -> Written {
        let taken = loaded.file.events.iter().find(|known| known.id == event);
        let (taken, appeal) = taken.zip(loaded.file.case.remedies.appeal(Some(event))).ok_or("Det finns inte.")?;
        let organisation = self.organisation().map_err(|error| error.to_string())?;
        let court = self.court()?;
        let recipient = Recipient { name: court.name, address_lines: court.address_lines, channel: Kanal::Brev };
        let (party, decision) = self.appealed(loaded, appeal)?;
        let what = TakenDown {
            party,
            decision,
            words: appeal.fact.innehall.clone(),
            taken_by: organisation.user_name(taken.signature.user).to_owned(),
        };
        Ok(remedy::taken_down(&Matter { recipient, ..self.matter(loaded, appeal.on)? }, &what))
    }

    /// Who appeals, with the number, and the day and kind of the decision.
    fn appealed(&self, loaded: &Loaded, appeal: &Appeal) -> Result<(String, (Date, String)), String> {
        let case = &loaded.file.case;
        let person = case.person.map(|person| self.load_person(person)).and_then(Result::ok);
        let person = person.ok_or("Ärendet har ingen part.")?;
        let number = person.number.as_ref().map(|number| format!(", {}", number.full())).unwrap_or_default();
        let decision = case.decision(appeal.fact.beslut).ok_or("Beslutet finns inte.")?;
        let outcome = decision.fact.utfall.label().to_lowercase();
        let about = format!("{outcome}, {}", self.insats_name(&decision.fact.insats));
        Ok((format!("{}{number}", person.name), (decision.on, about)))
    }

    fn decider(&self, loaded: &Loaded, decision: Id) -> String {
        let committee = loaded.file.case.decision(decision).and_then(|known| known.fact.namnd.clone());
        committee.unwrap_or_else(|| title_of(loaded, decision))
    }
}

/// What is handed over, the oldest first: the application, the investigation, what was answered, the decisions, the
/// appeal and what has come in. Never who made a report.
fn documents(loaded: &Loaded) -> Vec<(Date, String)> {
    let own = |fact: &Fact| {
        matches!(
            fact,
            Fact::UtredningSammanstalld(_)
                | Fact::BeslutFattat(_)
                | Fact::KommuniceringSkickad(_)
                | Fact::BeslutOmprovat(_)
        )
    };
    let came = |fact: &Fact| {
        matches!(
            fact,
            Fact::AnsokanInkommen(_)
                | Fact::YttrandeInkommet(_)
                | Fact::HandlingRegistrerad(_)
                | Fact::UppgiftInkommen(_)
                | Fact::OverklagandeInkommet(_)
                | Fact::DelgivningSkedd(_)
        )
    };
    let rows = standing(&loaded.file.events).into_iter();
    let mut rows: Vec<(Date, String)> = rows
        .filter(|row| row.event.subject == loaded.case && (own(&row.event.fact) || came(&row.event.fact)))
        .map(|row| {
            let label = row.event.fact.label().to_owned();
            let files = match row.event.fact.files().len() {
                0 => String::new(),
                1 => String::from(", en fil"),
                many => format!(", {many} filer"),
            };
            (row.event.occurred_on, format!("{label}{files}"))
        })
        .collect();
    rows.sort_by_key(|(on, _)| *on);
    rows
}
