//! What leaves in a matter of compulsory care: the letters, and every document the court needs as one file.

use super::LetterFile;
use crate::load::Loaded;
use crate::{App, AppError};
use jiff::civil::Date;
use stadga_core::calendar::text::{long_date, parse_date};
use stadga_core::event::standing;
use stadga_core::fact::lvm::{Lvmbeslutare, OmhandertagandeUnderstallt, OmhandertagandeUpplyst, TvangsvardAnsokt};
use stadga_core::fact::organisation::Roll;
use stadga_core::form::Form;
use stadga_core::state::{CaseState, Custody};
use stadga_core::{Ctx, Event, Fact};
use stadga_letters::compulsory::{self, Entry, Matter};
use stadga_letters::{Attachment, Court, Letter};
use stadga_store::AuditKind;

/// What the file for the court is called.
pub(super) const BUNDLE: &str = "handlingar-till-domstolen.pdf";

/// What the court does not have yet of what the act asks for.
pub(super) fn missing(case: &CaseState) -> Vec<&'static str> {
    let lvm = &case.lvm;
    let wanted = [
        (lvm.findings.is_none(), "Utredningen är inte sammanställd (10 §)"),
        (lvm.examination.is_none(), "Läkarundersökning är inte beslutad (9 §)"),
        (lvm.certificates.is_empty(), "Läkarintyg saknas (11 §)"),
        (case.communication.is_none(), "Utredningen är inte kommunicerad eller undantagen (25 § FL)"),
        (lvm.custody().is_some_and(|known| known.informed_on.is_none()), "Personen är inte upplyst om sin rätt (16 §)"),
        (lvm.care.asked_on.is_none(), "Plats är inte begärd hos SiS (25 §)"),
    ];
    wanted.into_iter().filter(|(lacks, _)| *lacks).map(|(_, what)| what).collect()
}

impl App {
    /// Every document the court needs, as one file, as they are today. It is written down as exported first.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the case is not the user's to see, or nothing of compulsory care is known in it.
    pub fn court_bundle(&self, ctx: &Ctx, case: stadga_core::Id) -> Result<LetterFile, AppError> {
        const WHAT: &str = "lvm.handlingar";
        let loaded = self.case_to_show(ctx, WHAT, case)?;
        let nothing = || self.denied(ctx, WHAT, Some(case), AppError::NotFound);
        if !loaded.file.case.lvm.is_known() {
            return Err(nothing());
        }
        let bytes = self.court_file(&loaded, ctx.today)?.ok_or_else(nothing)?;
        let subjects = std::iter::once(loaded.case).chain(loaded.file.case.person).collect();
        self.store().audit(self.audit_row(ctx, WHAT, AuditKind::Export, subjects, ""))?;
        Ok(LetterFile { name: BUNDLE, bytes })
    }

    /// The bytes of that file; none while the municipality has not said who sends it.
    pub(super) fn court_file(&self, loaded: &Loaded, on: Date) -> Result<Option<Vec<u8>>, AppError> {
        let Ok(documents) = self.court_documents(loaded, on) else { return Ok(None) };
        let documents = documents.into_iter().map(|document| self.without_names(loaded, document));
        let documents = documents.collect::<Result<Vec<Letter>, AppError>>()?;
        let attachments = self.certificates(loaded)?;
        let bytes = stadga_letters::bundle(&documents, attachments);
        bytes.map(Some).map_err(|error| AppError::Fault(error.to_string()))
    }

    /// The documents in the order the court reads them.
    fn court_documents(&self, loaded: &Loaded, today: Date) -> Result<Vec<Letter>, String> {
        let lvm = &loaded.file.case.lvm;
        let matter = self.court_matter(loaded, today)?;
        let findings = lvm.findings.as_ref().map(|known| known.fact.as_ref());
        let enclosed = enclosed(&loaded.file.case);
        let decided = lvm.applications.last().map(|(_, _, fact)| fact);
        let mut documents = vec![compulsory::application(&matter, findings, decided, &enclosed)];
        if let Some(custody) = lvm.custodies.last() {
            let told = submitted(loaded, custody);
            documents.push(compulsory::submission(&matter, custody, told.as_deref(), &enclosed));
            documents.push(compulsory::custody_decision(&matter, custody));
            documents.push(compulsory::rights(&matter, custody, told_by(loaded, custody)));
        }
        documents.extend(findings.map(|findings| compulsory::investigation(&matter, findings)));
        documents.push(examination(&matter, loaded));
        let organisation = self.organisation().map_err(|error| error.to_string())?;
        let entry = |event: &Event| {
            let (what, text) = super::told::told(self, event, &organisation);
            Entry { on: event.occurred_on, what, text }
        };
        let rows = standing(&loaded.file.events);
        let own = rows.iter().map(|row| row.event).filter(|event| event.subject == loaded.case && in_extract(event));
        let mut entries: Vec<Entry> = own.map(entry).collect();
        entries.sort_by_key(|entry| entry.on);
        documents.push(compulsory::extract(&matter, &entries));
        Ok(documents)
    }

    /// What every document of the matter has in common.
    pub(super) fn court_matter(&self, loaded: &Loaded, on: Date) -> Result<Matter, String> {
        let stack = self.stack();
        let settings = stack.letters().ok_or(super::brev::NO_SENDER)?;
        let person = loaded.file.case.person.map(|person| self.load_person(person));
        let person = person.and_then(Result::ok).ok_or("Ärendet har ingen part.")?;
        Ok(Matter {
            sender: self.sender(loaded)?,
            court: Court { name: settings.court.clone(), address_lines: settings.court_address.clone() },
            date: on,
            case_number: loaded.number.clone(),
            name: person.name.clone(),
            number: person.number.as_ref().map(stadga_core::identity::PersonNumber::full),
            title: Roll::Socialsekreterare.label().to_owned(),
        })
    }

    /// The letter that a fact of compulsory care sends, with the name of its file.
    pub(super) fn lvm_letter(
        &self,
        loaded: &Loaded,
        fact: &Fact,
        on: Date,
    ) -> Option<(&'static str, Result<Letter, String>)> {
        let lvm = &loaded.file.case.lvm;
        let matter = self.court_matter(loaded, on);
        Some(match fact {
            Fact::OmhandertagandeUnderstallt(fact) => {
                let custody = lvm.custodies.iter().find(|known| known.id == fact.omhandertagande)?;
                let text = fact.omstandigheter.as_deref();
                let enclosed = enclosed(&loaded.file.case);
                ("understallning.pdf", matter.map(|matter| compulsory::submission(&matter, custody, text, &enclosed)))
            }
            Fact::OmhandertagandeUpplyst(fact) => {
                let custody = lvm.custodies.iter().find(|known| known.id == fact.omhandertagande)?;
                ("upplysning.pdf", matter.map(|matter| compulsory::rights(&matter, custody, fact.yttrande_senast)))
            }
            Fact::TvangsvardAnsokt(fact) => {
                let findings = lvm.findings.as_ref().map(|known| known.fact.as_ref());
                let enclosed = enclosed(&loaded.file.case);
                ("ansokan.pdf", matter.map(|matter| compulsory::application(&matter, findings, Some(fact), &enclosed)))
            }
            _ => return None,
        })
    }

    /// The files of the physicians' certificates, to go along as they came in.
    fn certificates(&self, loaded: &Loaded) -> Result<Vec<Attachment>, AppError> {
        let mut attachments = Vec::new();
        let rows = standing(&loaded.file.events);
        let certificates = rows.iter().filter(|row| matches!(row.event.fact, Fact::LakarintygInkommet(_)));
        for (place, file) in certificates.flat_map(|row| row.event.fact.files()).enumerate() {
            let content = self.store().blob(loaded.case, &file.sha256)?;
            let content = content.ok_or_else(|| AppError::Fault(format!("en fil i akt {} saknas", loaded.case)))?;
            let ending = stadga_core::file::endings(file.typ).first().copied().unwrap_or_default();
            attachments.push(Attachment {
                name: format!("lakarintyg-{}.{ending}", place + 1),
                description: String::from("Läkarintyg"),
                media_type: stadga_core::file::media_type(file.typ),
                content,
            });
        }
        Ok(attachments)
    }
}

/// The fact that a form would lead to, as far as it is filled in; none for a form that sends nothing to the court.
pub(super) fn of_form(loaded: &Loaded, use_case: &str, form: &Form, today: Date) -> Option<Fact> {
    let lvm = &loaded.file.case.lvm;
    let text = |name: &str| Some(form.text(name).to_owned()).filter(|text| !text.is_empty());
    let day = |name: &str| parse_date(form.text(name), today).ok();
    Some(match use_case {
        "omhandertagande.understall" => OmhandertagandeUnderstallt {
            omhandertagande: lvm.custody()?.id,
            domstol: form.text("domstol").to_owned(),
            omstandigheter: text("omstandigheter"),
            brev: Vec::new(),
        }
        .into(),
        "omhandertagande.upplys" => OmhandertagandeUpplyst {
            omhandertagande: lvm.custody()?.id,
            handlingar: true,
            yttrande_senast: day("yttrande_senast"),
            hinder: None,
            brev: Vec::new(),
        }
        .into(),
        "tvangsvard.ansok" => TvangsvardAnsokt {
            beslutat_av: form.text("beslutat_av").parse().unwrap_or(Lvmbeslutare::Utskott),
            sammantradesdag: day("sammantradesdag").unwrap_or(today),
            paragraf: text("paragraf"),
            domstol: form.text("domstol").to_owned(),
            brev: Vec::new(),
        }
        .into(),
        _ => return None,
    })
}

/// What goes along, by what there is.
fn enclosed(case: &CaseState) -> Vec<String> {
    let lvm = &case.lvm;
    let mut list = Vec::new();
    if let Some(custody) = lvm.custodies.last() {
        list.push(format!("Beslut om omedelbart omhändertagande {}", custody.on));
    }
    list.extend(lvm.findings.as_ref().map(|known| format!("Utredning enligt 7 § LVM, {}", known.on)));
    list.extend(lvm.certificates.iter().map(|(_, on)| format!("Läkarintyg, inkommet {on}")));
    list.push(String::from("Utdrag ur akten"));
    list
}

/// The other circumstances that were told when the custody was submitted.
fn submitted(loaded: &Loaded, custody: &Custody) -> Option<String> {
    standing(&loaded.file.events).iter().rev().find_map(|row| match &row.event.fact {
        Fact::OmhandertagandeUnderstallt(fact) if fact.omhandertagande == custody.id => fact.omstandigheter.clone(),
        _ => None,
    })
}

/// The last day to write to the court, as the person was told.
fn told_by(loaded: &Loaded, custody: &Custody) -> Option<Date> {
    standing(&loaded.file.events).iter().rev().find_map(|row| match &row.event.fact {
        Fact::OmhandertagandeUpplyst(fact) if fact.omhandertagande == custody.id => fact.yttrande_senast,
        _ => None,
    })
}

/// What was decided of the examination, and what the certificates say.
fn examination(matter: &Matter, loaded: &Loaded) -> Letter {
    let (mut facts, mut certificates) = (Vec::new(), Vec::new());
    for row in standing(&loaded.file.events) {
        let on = row.event.occurred_on;
        match &row.event.fact {
            Fact::LakarundersokningProvad(fact) => {
                let physician = fact.lakare.as_ref().map(|name| format!(", {name}")).unwrap_or_default();
                facts.push((long_date(on), format!("{}{physician}. {}", fact.utfall.label(), fact.skal)));
            }
            Fact::LakarintygInkommet(fact) => {
                let files = if fact.filer.is_empty() {
                    ""
                } else {
                    "\n\nIntyget ligger som bifogad fil i det här dokumentet."
                };
                certificates.push(Entry {
                    on,
                    what: format!("Intyg av {}, undersökt {}", fact.lakare, long_date(fact.undersokt)),
                    text: format!("{}{files}", fact.halsotillstand),
                });
            }
            _ => {}
        }
    }
    compulsory::examination(matter, facts, &certificates)
}

/// Who made a report stays where it is, and the desk's own handling is not the court's.
fn in_extract(event: &Event) -> bool {
    !matches!(
        event.fact,
        Fact::AnmalareUppgiven(_)
            | Fact::HandlaggareUtsedd(_)
            | Fact::HandlaggarbyteMeddelat(_)
            | Fact::MoteBokat(_)
            | Fact::AvstegMotiverat(_)
            | Fact::HandelseAterkallad(_)
            | Fact::AnteckningFlyttad(_)
    )
}
