//! Copies that leave the file: what can be chosen, what is masked, and the file that is handed out.

use super::historik::HISTORY;
use super::lvm_brev::BUNDLE;
use super::maskering::{mask, suggestions};
use super::mottagare::{copies, first_copy, of_form};
use super::utdragsbrev::EXTRACT;
use crate::load::Loaded;
use crate::{App, AppError};
use jiff::civil::Date;
use stadga_core::access::shows;
use stadga_core::event::{Event, NewEvent, standing};
use stadga_core::fact::arende::{Kanal, TillForetradare};
use stadga_core::fact::handling::{Fil, Filtyp};
use stadga_core::fact::organisation::Roll;
use stadga_core::fact::utlamnande::{
    Fragande, UtlamnandeGjort, UtlamnandeNekat, UtlamnandeProvat, Utlamnandegrund, Utlamnandeutfall,
};
use stadga_core::form::Form;
use stadga_core::state::{Assessment, Organisation};
use stadga_core::{Ctx, Fact, Hinder, Id, Refusal as Stopped};
use stadga_letters::{Attachment, Copy, Court, Letter, Mask, Official, Recipient, Refusal};
use stadga_store::{NewBlob, sha256};

/// The use case that hands out a copy.
pub(super) const GIVES: &str = "utlamnande.gor";
/// The one that sends every document of a matter of compulsory care to the court.
const TO_COURT: &str = "utlamnande.domstol";
/// What the file is called; names no person.
const COPY: &str = "kopia.pdf";
/// The same of a decision not to hand anything out.
pub(super) const REFUSAL: &str = "beslut.pdf";

/// Something in a case that can be handed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disclosable {
    /// The event.
    pub event: Id,
    /// The day.
    pub on: Date,
    /// What it is.
    pub what: String,
    /// What it says.
    pub text: String,
    /// Its files.
    pub files: Vec<Fil>,
}

/// A copy before it is a file.
struct Made {
    letter: Letter,
    masked: u32,
    to: Option<TillForetradare>,
}

impl App {
    /// What of a case can be handed out, oldest first, and what to think of masking in it: others who are named in
    /// the case, and numbers and addresses in its texts. Who made a report is always masked and never suggested.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn disclosable(&self, ctx: &Ctx, case: Id) -> Result<(Vec<Disclosable>, Vec<String>), AppError> {
        let loaded = self.case_to_show(ctx, GIVES, case)?;
        let organisation = self.organisation_for(&loaded)?;
        let parts = self.parts(ctx, &loaded, &organisation);
        let person = self.load_person(loaded.file.case.person.ok_or(AppError::NotFound)?)?;
        let suggested = suggestions(&loaded, &person, &parts, &organisation);
        Ok((parts, suggested))
    }

    pub(super) fn parts(&self, ctx: &Ctx, loaded: &Loaded, organisation: &Organisation) -> Vec<Disclosable> {
        let grounds = loaded.grounds(ctx, loaded.case);
        let own = |event: &&Event| event.subject == loaded.case && shows(&event.fact, &grounds) && leaves(&event.fact);
        let part = |event: &Event| {
            let (what, short) = super::told::told(self, event, organisation);
            let text = self.in_full(&event.fact).unwrap_or(short);
            Disclosable { event: event.id, on: event.occurred_on, what, text, files: event.fact.files().to_vec() }
        };
        let rows = standing(&loaded.file.events);
        let mut parts: Vec<Disclosable> = rows.iter().map(|row| row.event).filter(own).map(part).collect();
        parts.sort_by_key(|part| part.on);
        parts
    }

    /// The whole text of what the timeline only begins.
    pub(super) fn in_full(&self, fact: &Fact) -> Option<String> {
        let pairs: Vec<(&str, Option<String>)> = match fact {
            Fact::UtredningSammanstalld(fact) => vec![
                ("Delaktighet och egen syn", Some(fact.delaktighet.clone())),
                ("Situation och behov", Some(fact.behov.clone())),
                ("Barn", fact.barn.clone()),
                ("Våld i nära relation", fact.vald.clone()),
                ("Bedömning", Some(fact.bedomning.clone())),
                ("Mål", Some(fact.mal.clone())),
                ("Förslag", Some(self.insats_name(&fact.forslag))),
            ],
            Fact::BeslutFattat(fact) => vec![
                ("Omfattning", fact.omfattning.clone()),
                ("Mål", fact.mal.clone()),
                ("Från och med", fact.fran.map(|day| day.to_string())),
                ("Till och med", fact.till.map(|day| day.to_string())),
                ("Det här avslås", fact.avslaget.clone()),
                ("Skäl", Some(fact.skal.clone())),
                ("Lagrum", Some(fact.lagrum.clone())),
            ],
            Fact::UppgiftInkommen(fact) => vec![("Från", Some(fact.fran.clone())), ("", Some(fact.innehall.clone()))],
            _ => return None,
        };
        let told = pairs.into_iter().filter_map(|(name, text)| match name {
            "" => text,
            name => Some(format!("{name}:\n{}", text?)),
        });
        Some(told.collect::<Vec<_>>().join("\n\n"))
    }

    /// The copy that a form would hand out, as far as it is filled in.
    pub(super) fn copy_of_form(&self, ctx: &Ctx, loaded: &Loaded, form: &Form, on: Date) -> Result<Letter, String> {
        let fact = handed(loaded, form, on);
        let made = self.copied(ctx, loaded, &fact, form, on).map_err(|stopped| AppError::Refused(stopped).told())?;
        Ok(first_copy(loaded, made.letter, made.to.as_ref()))
    }

    fn copied(
        &self,
        ctx: &Ctx,
        loaded: &Loaded,
        fact: &UtlamnandeGjort,
        form: &Form,
        on: Date,
    ) -> Result<Made, Stopped> {
        let stop = |why: String| Stopped::from(Hinder::state(why, ""));
        let broken = |error: AppError| stop(error.to_string());
        let organisation = self.organisation_for(loaded).map_err(broken)?;
        let assessed = fact.provning.and_then(|id| loaded.file.case.disclosures.assessment(id));
        let channel = form.text("kanal").parse().unwrap_or(Kanal::Brev);
        let party = loaded.file.case.person.map(|id| self.load_person(id)).transpose().map_err(broken)?;
        let recipient = match assessed {
            Some(known) => self.asker(loaded, &known.fact, channel),
            None => self.recipient(loaded, channel),
        };
        let recipient = recipient.map_err(stop)?;
        let mask = mask(loaded, form.text("maskera"), &recipient);
        let mut about = Vec::new();
        // Whoever asks for a public document is not told here whose case it is.
        if let Some(party) = party.filter(|_| fact.fragande != Fragande::Allmanhet) {
            about.push((String::from("Gäller"), party.name.clone()));
            about.extend(party.number.as_ref().map(|number| (String::from("Personnummer"), number.full())));
        }
        let ground = assessed.map(|known| known.fact.grund.label().to_owned());
        let stated = || form.text("grund").parse().ok().map(|known: Utlamnandegrund| known.label().to_owned());
        about.extend(ground.or_else(stated).map(|ground| (String::from("Grund"), ground)));
        let all = self.parts(ctx, loaded, &organisation);
        let chosen = |part: &&Disclosable| fact.delar.contains(&part.event);
        let (enclosed, left_out) = files(&all, fact);
        let role = ctx.actor.post.role;
        let copy = Copy {
            sender: self.sender(loaded).map_err(stop)?,
            recipient,
            date: on,
            case_number: loaded.number.clone(),
            about,
            parts: all.iter().filter(chosen).map(|part| (part.on, part.what.clone(), part.text.clone())).collect(),
            enclosed,
            left_out,
            reservation: fact.forbehall.clone(),
            signed_by: (Some(organisation.user_name(ctx.actor.user).to_owned()), role.label().to_owned()),
        };
        let (letter, masked) = stadga_letters::copy(&copy, &mask).map_err(|hit| {
            let message = format!("”{hit}” står i brevhuvudet och kan inte maskeras. Ta bort det ur det som maskeras");
            Stopped::from(Hinder::field("maskera", message))
        })?;
        Ok(Made { letter, masked, to: fact.foretradare.clone() })
    }

    /// The copies that the events hand out, each as the file that leaves; the events name them from now on.
    pub(crate) fn file_copies(
        &self,
        ctx: &Ctx,
        use_case: &str,
        loaded: &Loaded,
        form: &Form,
        events: &mut [NewEvent],
    ) -> Result<Vec<NewBlob>, AppError> {
        let mut blobs = Vec::new();
        if ![GIVES, HISTORY, EXTRACT, TO_COURT].contains(&use_case) {
            return Ok(blobs);
        }
        // What says where somebody protected is does not leave either.
        let loaded = &self.veil(loaded.clone())?;
        if use_case == HISTORY {
            return self.file_history(ctx, loaded, form, events);
        }
        if use_case == EXTRACT {
            return self.file_extract(ctx, loaded, form, events);
        }
        if use_case == TO_COURT {
            for event in events.iter_mut().filter(|event| matches!(event.fact, Fact::UtlamnandeGjort(_))) {
                let Some(content) = self.court_file(loaded, event.occurred_on)? else { continue };
                event.fact = event.fact.clone().with_letters(vec![file_of(BUNDLE, &content)]);
                blobs.push(NewBlob { subject: event.subject, content: content.into() });
            }
            return Ok(blobs);
        }
        for event in events.iter_mut() {
            let Fact::UtlamnandeGjort(fact) = &event.fact else { continue };
            let made = self.copied(ctx, loaded, fact, form, event.occurred_on);
            let made = made.map_err(AppError::Refused)?;
            let enclosed = self.enclosed(ctx, loaded, &fact.bilagor, form.text("maskera"))?;
            let mut files = Vec::new();
            for letter in copies(loaded, made.letter, made.to.as_ref()) {
                let letter = self.leaving(loaded, use_case, letter)?;
                let content = match enclosed.is_empty() {
                    true => stadga_letters::pdf(&letter),
                    false => stadga_letters::bundle(&[letter], enclosed.clone()),
                };
                let content = content.map_err(|error| AppError::Fault(error.to_string()))?;
                files.push(file_of(COPY, &content));
                blobs.push(NewBlob { subject: event.subject, content: content.into() });
            }
            let masked = made.masked;
            event.fact = event.fact.clone().with_letters(files);
            if let Fact::UtlamnandeGjort(fact) = &mut event.fact {
                fact.maskerat = masked;
            }
        }
        Ok(blobs)
    }

    /// The letter of a decision not to disclose.
    pub(super) fn refusal_letter(
        &self,
        loaded: &Loaded,
        fact: &UtlamnandeNekat,
        (user, role): (Id, Roll),
        on: Date,
    ) -> Result<Letter, String> {
        let told = |error: AppError| error.to_string();
        let assessed = loaded.file.case.disclosures.assessment(fact.provning).ok_or("Prövningen finns inte.")?;
        let (stack, organisation) = (self.stack(), self.organisation().map_err(told)?);
        let court = stack.letters().and_then(|known| known.appeal_court.clone());
        Ok(stadga_letters::refusal(&Refusal {
            sender: self.sender(loaded)?,
            recipient: self.asker(loaded, &assessed.fact, Kanal::Brev)?,
            date: on,
            case_number: loaded.number.clone(),
            asked: (assessed.on, assessed.fact.vad.clone()),
            refused: fact.nekas.clone(),
            reservation: fact.forbehall.clone(),
            sections: fact.lagrum.clone(),
            reasons: fact.skal.clone(),
            decided_by: Official {
                name: Some(organisation.user_name(user).to_owned()),
                title: role.label().to_owned(),
            },
            court: Court { name: court.unwrap_or_else(|| String::from("Kammarrätten")), address_lines: Vec::new() },
        }))
    }

    /// The same of a form, as far as it is filled in.
    pub(super) fn refusal_of_form(
        &self,
        loaded: &Loaded,
        form: &Form,
        signed: (Id, Roll),
        on: Date,
    ) -> Option<Result<Letter, String>> {
        let disclosures = &loaded.file.case.disclosures;
        let named = form.text("provning").parse().ok().and_then(|id| disclosures.assessment(id));
        let keeps = |known: &&Assessment| known.fact.utfall != Utlamnandeutfall::Lamnas;
        let given = |name: &str| form.text(name).to_owned();
        let fact = UtlamnandeNekat {
            provning: named.or_else(|| disclosures.assessed.iter().rfind(keeps))?.id,
            nekas: given("nekas"),
            lagrum: given("lagrum"),
            skal: given("skal"),
            forbehall: Some(given("forbehall")).filter(|text| !text.is_empty()),
            brev: Vec::new(),
        };
        Some(self.refusal_letter(loaded, &fact, signed, on))
    }

    /// Whoever asked, as the recipient of a letter.
    pub(super) fn asker(&self, loaded: &Loaded, asked: &UtlamnandeProvat, channel: Kanal) -> Result<Recipient, String> {
        match &asked.till {
            Some(name) if asked.fragande != Fragande::Part => {
                let lines = asked.adress.as_deref().unwrap_or_default().lines();
                let address_lines = lines.map(|line| line.trim().to_owned()).collect();
                Ok(Recipient { name: name.clone(), address_lines, channel: Kanal::Brev })
            }
            _ => self.recipient(loaded, channel),
        }
    }

    /// The files that go along whole. One whose text can be read is held against what is masked.
    fn enclosed(
        &self,
        ctx: &Ctx,
        loaded: &Loaded,
        named: &[String],
        masked: &str,
    ) -> Result<Vec<Attachment>, AppError> {
        let grounds = loaded.grounds(ctx, loaded.case);
        let stop = |message: &str| AppError::Refused(Hinder::field("bilagor", message).into());
        let (mask, apart) = (Mask::new(masked.lines()), self.kept_apart(loaded)?);
        let mut all = Vec::new();
        for name in named {
            let found = name.split_once('/').and_then(|(event, place)| {
                let (event, place): (Id, usize) = (event.parse().ok()?, place.parse().ok()?);
                let event =
                    loaded.file.events.iter().find(|known| known.id == event && known.subject == loaded.case)?;
                let allowed = shows(&event.fact, &grounds) && leaves(&event.fact) && !self.says_where(loaded, event.id);
                event.fact.files().get(place).filter(|_| allowed)
            });
            let file = found.ok_or_else(|| stop("Välj bland filerna i ärendet"))?;
            let content = self.store().blob(loaded.case, &file.sha256)?;
            let content = content.ok_or_else(|| AppError::Fault(format!("en fil i akt {} saknas", loaded.case)))?;
            let readable = matches!(file.typ, Filtyp::Text | Filtyp::Epost);
            if readable && mask.hits(&String::from_utf8_lossy(&content)) {
                return Err(stop("En fil innehåller något som ska maskeras. Lämna filen utanför"));
            }
            if readable && apart.hits(&String::from_utf8_lossy(&content)) {
                return Err(stop("En fil nämner någon som personen är spärrad mot. Lämna filen utanför"));
            }
            let ending = stadga_core::file::endings(file.typ).first().copied().unwrap_or_default();
            all.push(Attachment {
                name: format!("bilaga-{}.{ending}", all.len() + 1),
                description: String::from("Bilaga"),
                media_type: stadga_core::file::media_type(file.typ),
                content,
            });
        }
        Ok(all)
    }
}

/// The files that go along, and those of what goes along that do not, each with the reason.
fn files(parts: &[Disclosable], fact: &UtlamnandeGjort) -> (Vec<String>, Vec<(String, String)>) {
    let (mut enclosed, mut left_out) = (Vec::new(), Vec::new());
    for part in parts {
        for (place, file) in part.files.iter().enumerate() {
            let named = format!("{} {}: {}", part.on, part.what, file.namn);
            if fact.bilagor.contains(&format!("{}/{place}", part.event)) {
                enclosed.push(named);
            } else if fact.delar.contains(&part.event) {
                left_out.push((named, String::from("En fil lämnas ut hel eller inte alls. Den här lämnas inte ut.")));
            }
        }
    }
    (enclosed, left_out)
}

/// What a form would hand out, as far as it is filled in. Who asks stands in the assessment.
pub(super) fn handed(loaded: &Loaded, form: &Form, on: Date) -> UtlamnandeGjort {
    let known = form.text("provning").parse().ok().and_then(|id| loaded.file.case.disclosures.assessment(id));
    let fragande = known.map_or(Fragande::Part, |known| known.fact.fragande);
    UtlamnandeGjort {
        provning: known.map(|known| known.id),
        fragande,
        till: known.and_then(|known| known.fact.till.clone()),
        foretradare: of_form(loaded, form, on).filter(|_| fragande == Fragande::Part),
        delar: form.values("delar").iter().filter_map(|id| id.parse().ok()).collect(),
        bilagor: form.values("bilagor").iter().filter(|file| !file.is_empty()).cloned().collect(),
        akter: Vec::new(),
        maskerat: 0,
        forbehall: Some(form.text("forbehall").to_owned()).filter(|text| !text.is_empty()),
        brev: Vec::new(),
    }
}

/// What a PDF of ours is, for the event that names it.
pub(super) fn file_of(name: &str, content: &[u8]) -> Fil {
    let storlek = u32::try_from(content.len()).unwrap_or(u32::MAX);
    Fil { namn: name.to_owned(), typ: Filtyp::Pdf, storlek, sha256: sha256(content) }
}

/// What is handed out at all. Who reported, who is kept out and what protects somebody lies in the record and stays
/// there, and what was left out or handed out before is no part of a copy.
pub(super) fn leaves(fact: &Fact) -> bool {
    !matches!(
        fact,
        Fact::AnmalareUppgiven(_)
            | Fact::AvstegMotiverat(_)
            | Fact::HandelseAterkallad(_)
            | Fact::AnteckningFlyttad(_)
            | Fact::NodoppningGjord(_)
            | Fact::NodoppningGranskad(_)
            | Fact::SparrRegistrerad(_)
            | Fact::SparrHavd(_)
            | Fact::OmsesidigSparrRegistrerad(_)
            | Fact::OmsesidigSparrHavd(_)
            | Fact::NamnuppgiftUtelamnad(_)
            | Fact::SkyddRegistrerat(_)
            | Fact::SkyddUpphort(_)
            | Fact::UtlamnandeProvat(_)
            | Fact::UtlamnandeGjort(_)
            | Fact::UtlamnandeNekat(_)
    )
}
