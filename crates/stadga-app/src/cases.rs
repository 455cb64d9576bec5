//! The one table of use cases: name, input, access, what it decides.

use crate::AppError;
use stadga_core::command::{
    Access, Command, Place, absence, access, apart, appeal, archive, binder, booking, care_place, care_plan, closing,
    compulsory_care, custody, death, decision, disclosure, documents, duty, execution, extension, extract, follow_up,
    handover, intake, investigation, ivo, lvm, mailing, members, minutes, moved, names, notes, order, person,
    protection, provider, question, report, retention, service, tally, therapists, verksamhet,
};
use stadga_core::event::NewEvent;
use stadga_core::form::{Field, FieldKind, Form, Reading};
use stadga_core::identity::PersonNumber;
use stadga_core::state::CaseFile;
use stadga_core::{Ctx, Id};

/// Reads an input and decides.
pub type Decide = fn(&Form, &Reading, &Place<'_>, &mut Ctx) -> Result<Vec<NewEvent>, AppError>;

/// A use case that changes something.
pub struct UseCase {
    /// Its name, the same in forms, the API and scenarios.
    pub name: &'static str,
    /// What a person would call it.
    pub title: &'static str,
    /// What the record calls what came of it, where that has a name of its own: a step's.
    pub done: &'static str,
    /// Its fields.
    pub fields: &'static [Field],
    /// Who may ask for it.
    pub access: Access,
    /// Reads the input and decides.
    pub decide: Decide,
    /// The version of the text it replaces.
    pub replaces: fn(&CaseFile, Id) -> Option<Id>,
    /// Whether it is about everything the authority has on the person.
    pub whole_person: bool,
    /// Whether it is also about everything the authority has on somebody else.
    pub both_persons: bool,
    /// Whether it also writes in another case or assignment, which the input names.
    pub two_records: bool,
    /// Whether it sets a time for a meeting, and so depends on when people are busy.
    pub books: bool,
}

const fn of<C: Command>() -> UseCase {
    UseCase {
        name: C::NAME,
        title: C::TITLE,
        done: C::TITLE,
        fields: C::FIELDS,
        access: C::ACCESS,
        decide: decide::<C>,
        replaces: C::replaces,
        whole_person: C::WHOLE_PERSON,
        both_persons: C::BOTH_PERSONS,
        two_records: C::TWO_RECORDS,
        books: C::BOOKS,
    }
}

fn decide<C: Command>(
    form: &Form,
    reading: &Reading,
    place: &Place<'_>,
    ctx: &mut Ctx,
) -> Result<Vec<NewEvent>, AppError> {
    let input = C::read(form, reading).map_err(AppError::Problems)?;
    input.decide(place, ctx).map_err(AppError::Refused)
}

/// Every use case that changes something. Pages, API and scenarios walk this table.
pub const USE_CASES: &[UseCase] = &[
    of::<intake::RegistreraAnsokan>(),
    of::<intake::AntecknaAnsokan>(),
    of::<intake::AterkallaAnsokan>(),
    of::<report::RegistreraAnmalan>(),
    of::<report::UppgeAnmalare>(),
    of::<report::GorForhandsbedomning>(),
    of::<person::FaststallIdentitet>(),
    of::<person::AngeKontaktvag>(),
    of::<person::AntecknaBarn>(),
    of::<protection::RegistreraSkydd>(),
    of::<protection::AvslutaSkydd>(),
    of::<access::RegistreraSparr>(),
    of::<access::HavSparr>(),
    of::<apart::RegistreraOmsesidigSparr>(),
    of::<apart::HavOmsesidigSparr>(),
    of::<names::UtelamnaNamnuppgift>(),
    of::<access::GorNodoppning>(),
    of::<access::GranskaNodoppning>(),
    of::<access::SigneraGranskning>(),
    of::<binder::FramstallNodparm>(),
    of::<binder::LamnaUtNodparm>(),
    of::<binder::ForstorNodparm>(),
    of::<retention::ForeslaGallring>(),
    of::<retention::BeslutaGallring>(),
    of::<retention::AvbojGallring>(),
    of::<retention::LamnaOverUppdragsakt>(),
    of::<archive::ForberedArkiv>(),
    of::<archive::KvitteraArkiv>(),
    of::<archive::AvbrytArkiv>(),
    of::<person::RegistreraFullmakt>(),
    of::<person::AterkallaFullmakt>(),
    of::<intake::UtseHandlaggare>(),
    of::<investigation::RegistreraInstrument>(),
    of::<investigation::SammanstallUtredning>(),
    of::<investigation::SkickaKommunicering>(),
    of::<investigation::UndantaKommunicering>(),
    of::<investigation::RegistreraYttrande>(),
    of::<decision::FattaBeslut>(),
    of::<decision::LamnaTillBeslut>(),
    of::<decision::AterlamnaBeslut>(),
    of::<decision::RegistreraNamndbeslut>(),
    of::<decision::UnderrattaBeslut>(),
    of::<service::UpplysOmForenklad>(),
    of::<service::DelgeBeslut>(),
    of::<service::SkickaKontrollmeddelande>(),
    of::<service::RegistreraDelgivning>(),
    of::<appeal::RegistreraOverklagande>(),
    of::<appeal::ProvaOverklagande>(),
    of::<appeal::OverlamnaOverklagande>(),
    of::<appeal::AterkallaOverklagande>(),
    of::<appeal::RegistreraDom>(),
    of::<appeal::RattaBeslut>(),
    of::<appeal::OmprovaBeslut>(),
    of::<minutes::AnmalDelegationsbeslut>(),
    of::<minutes::ForProtokoll>(),
    of::<minutes::JusteraProtokoll>(),
    of::<minutes::AnslaProtokoll>(),
    of::<mailing::PostaUtskick>(),
    of::<mailing::AvforUtskick>(),
    of::<lvm::RegistreraLvmanmalan>(),
    of::<lvm::InledLvm>(),
    of::<lvm::ProvaLakarundersokning>(),
    of::<lvm::RegistreraLakarintyg>(),
    of::<lvm::SammanstallTvangsvardsutredning>(),
    of::<custody::BeslutaOmhandertagande>(),
    of::<custody::VerkstallOmhandertagande>(),
    of::<custody::UnderstallOmhandertagande>(),
    of::<custody::UpplysOmhandertagen>(),
    of::<custody::RegistreraProvning>(),
    of::<extension::ForlangFrist>(),
    of::<custody::AnmalOmhandertagande>(),
    of::<custody::AvslutaOmhandertagande>(),
    of::<lvm::AnsokTvangsvard>(),
    of::<care_place::BegarVardplats>(),
    of::<care_place::RegistreraVardplats>(),
    of::<care_place::BegarHandrackning>(),
    of::<compulsory_care::RegistreraTvangsvardsdom>(),
    of::<compulsory_care::RegistreraLagakraft>(),
    of::<compulsory_care::PaborjaTvangsvard>(),
    of::<compulsory_care::AvbrytTvangsvard>(),
    of::<compulsory_care::AterupptaTvangsvard>(),
    of::<compulsory_care::PlaneraVardform>(),
    of::<compulsory_care::PaborjaVardform>(),
    of::<compulsory_care::AvslutaVardform>(),
    of::<compulsory_care::PlaneraEftervard>(),
    of::<compulsory_care::AvslutaTvangsvard>(),
    of::<execution::LamnaErbjudande>(),
    of::<execution::BesvaraErbjudande>(),
    of::<execution::AntecknaDrojsmal>(),
    of::<execution::RegistreraDelvisVerkstallt>(),
    of::<execution::RegistreraVerkstallt>(),
    of::<execution::AvbrytVerkstallighet>(),
    of::<execution::AterupptaVerkstallighet>(),
    of::<execution::AvslutaVerkstallighet>(),
    of::<ivo::RapporteraEjVerkstallt>(),
    of::<ivo::AnmalVerkstallt>(),
    of::<order::SkickaBestallning>(),
    of::<provider::TaEmotUppdrag>(),
    of::<provider::AterlamnaUppdrag>(),
    of::<provider::AngePersonalgrupp>(),
    of::<therapists::UtseBehandlare>(),
    of::<therapists::AvslutaBehandlare>(),
    of::<care_plan::SkickaVardplan>(),
    of::<care_plan::LasVardplan>(),
    of::<question::StallFraga>(),
    of::<question::BesvaraFraga>(),
    of::<booking::BokaMote>(),
    of::<booking::BekraftaMote>(),
    of::<booking::AvbokaMote>(),
    of::<booking::MoteUteblev>(),
    of::<provider::RegistreraMote>(),
    of::<provider::UpprattaGenomforandeplan>(),
    of::<provider::SkrivGenomforandeanteckning>(),
    of::<follow_up::RegistreraUppfoljning>(),
    of::<closing::RegistreraAvslutningssamtal>(),
    of::<closing::AvslutaInsats>(),
    of::<closing::AvslutaArende>(),
    of::<notes::SkrivAnteckning>(),
    of::<notes::RattaAnteckning>(),
    of::<notes::RattaGenomforandeanteckning>(),
    of::<moved::FlyttaAnteckning>(),
    of::<notes::AterkallaHandelse>(),
    of::<documents::RegistreraHandling>(),
    of::<documents::RattaHandling>(),
    of::<documents::AterkallaHandling>(),
    of::<documents::BifogaHandling>(),
    of::<documents::BegarUppgift>(),
    of::<documents::RegistreraUppgift>(),
    of::<documents::AtertaBegaran>(),
    of::<disclosure::ProvaUtlamnande>(),
    of::<disclosure::LamnaUt>(),
    of::<extract::LamnaUtHistorik>(),
    of::<extract::LamnaUtRegisterutdrag>(),
    of::<disclosure::LamnaTillDomstol>(),
    of::<disclosure::NekaUtlamnande>(),
    of::<disclosure::DelgeUtlamnandebeslut>(),
    of::<disclosure::OverklagaUtlamnandebeslut>(),
    of::<handover::BytHandlaggare>(),
    of::<handover::MeddelaHandlaggarbyte>(),
    of::<death::RegistreraDodsfall>(),
    of::<death::AterkallaDodsfall>(),
    of::<notes::AntecknaInvandning>(),
    of::<verksamhet::FordelaVerksamhetsarende>(),
    of::<verksamhet::AvslutaVerksamhetsarende>(),
    of::<duty::LaggInJour>(),
    of::<duty::AvslutaJour>(),
    of::<absence::RegistreraFranvaro>(),
    of::<absence::AndraFranvaro>(),
    of::<absence::AvslutaFranvaro>(),
    of::<members::RegistreraAnvandare>(),
    of::<members::TilldelaRoll>(),
    of::<members::AvslutaRoll>(),
    of::<members::AvslutaAnvandare>(),
    of::<members::AngeDriftform>(),
    of::<tally::RaknaTillfalle>(),
    of::<tally::RattaTillfalle>(),
];

/// The use case with a name. A step is the one that was declared last under that name by any pack this process
/// has read, which is enough for its words and its address: [`App::case`](crate::App::case) knows whether it is
/// in force.
pub fn find(name: &str) -> Option<&'static UseCase> {
    USE_CASES.iter().find(|case| case.name == name).or_else(|| crate::steps::named(name))
}

/// What can be read of a form so far, as the guards see it: the live check works on half-filled forms.
pub fn input_table(case: &UseCase, form: &Form, reading: &Reading) -> toml::Table {
    let mut table = toml::Table::new();
    for field in case.fields {
        if let Some(value) = value_of(field, form, reading) {
            table.insert(field.name.to_owned(), value);
        }
    }
    table
}

fn value_of(field: &Field, form: &Form, reading: &Reading) -> Option<toml::Value> {
    let text = form.text(field.name);
    let quiet = &mut Vec::new();
    let value = match field.kind {
        FieldKind::Flag => toml::Value::Boolean(form.read::<bool>(field, reading, quiet)?),
        FieldKind::List | FieldKind::Choices(_) | FieldKind::File | FieldKind::Ids | FieldKind::Graded(_) => {
            let filled = form.values(field.name).iter().filter(|value| !value.trim().is_empty());
            toml::Value::Array(filled.map(|value| toml::Value::String(value.trim().to_owned())).collect())
        }
        _ if text.is_empty() => return None,
        FieldKind::Number => toml::Value::Integer(i64::from(form.read::<u32>(field, reading, quiet)?)),
        FieldKind::Date => {
            let date = form.read::<jiff::civil::Date>(field, reading, quiet)?;
            toml::Value::String(date.to_string())
        }
        FieldKind::PersonNumber => toml::Value::String(form.read::<PersonNumber>(field, reading, quiet)?.full()),
        FieldKind::Text | FieldKind::Time | FieldKind::Id | FieldKind::Choice(_) => {
            toml::Value::String(text.to_owned())
        }
    };
    Some(value)
}
