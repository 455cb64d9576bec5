//! An event told to a person: a heading and a text for the timeline.

use crate::App;
use stadga_core::fact::uppdrag::UppdragAndrat;
use stadga_core::state::Organisation;
use stadga_core::{Event, Fact};

/// An event as a heading and a text.
pub(crate) fn told(app: &App, event: &Event, organisation: &Organisation) -> (String, String) {
    let label = event.fact.label().to_owned();
    match &event.fact {
        Fact::JournalanteckningSkriven(fact) => (fact.rubrik.clone(), fact.text.clone()),
        Fact::AnsokanInkommen(fact) => (format!("{label} · {}", fact.kanal.label()), fact.galler.clone()),
        Fact::HandlaggareUtsedd(fact) => (label, organisation.user_name(fact.handlaggare).to_owned()),
        Fact::UtredningInledd(fact) => (label, format!("{} {}", fact.skal, fact.lagrum)),
        Fact::BedomningsinstrumentAnvant(fact) => {
            (format!("{} · {}", fact.instrument.label(), fact.utfall.label()), fact.sammanfattning.clone())
        }
        Fact::UtredningSammanstalld(fact) => (label, fact.bedomning.clone()),
        Fact::KommuniceringSkickad(fact) => {
            (label, format!("{}. Svar senast {}.", fact.kanal.label(), fact.svar_senast))
        }
        Fact::KommuniceringUndantagen(fact) => (label, format!("{}. {}", fact.grund.label(), fact.skal)),
        Fact::YttrandeInkommet(fact) => (label, fact.innehall.clone()),
        Fact::BeslutFattat(fact) => {
            let name = app.insats_name(&fact.insats);
            (format!("Beslut: {}, {}", fact.utfall.label().to_lowercase(), name), fact.skal.clone())
        }
        Fact::BeslutForeslaget(fact) => {
            let (name, outcome) = (app.insats_name(&fact.forslag.insats), fact.forslag.utfall.label().to_lowercase());
            (format!("{label}: {outcome}, {name}"), fact.meddelande.clone().unwrap_or_default())
        }
        Fact::BeslutAterlamnat(fact) => (label, fact.skal.clone()),
        Fact::UppdragAndrat(fact) => (label, changed_terms(fact)),
        Fact::BeslutUnderrattat(fact) => (label, fact.kanal.label().to_owned()),
        Fact::BestallningSkickad(fact) => {
            (label, format!("{} hos {}.", app.insats_name(&fact.insats), organisation.unit_name(fact.utforare)))
        }
        Fact::UppdragAterlamnat(fact) => (label, fact.skal.clone()),
        Fact::BehandlareUtsedd(fact) => (label, organisation.user_name(fact.behandlare).to_owned()),
        Fact::MoteHallet(fact) => (fact.art.label().to_owned(), fact.sammanfattning.clone()),
        Fact::GenomforandeplanUpprattad(fact) => {
            (label, format!("{} mål. {}.", fact.mal.len(), fact.godkannande.label()))
        }
        Fact::GenomforandeanteckningSkriven(fact) => (label, fact.text.clone()),
        Fact::UppfoljningGjord(fact) => (label, format!("{}\n{}", fact.maluppfyllelse, fact.fortsattning.label())),
        Fact::AvslutningssamtalHallet(fact) => (label, fact.sammanfattning.clone()),
        Fact::InsatsAvslutad(fact) => (label, fact.skal.clone()),
        Fact::ArendeAvslutat(fact) => (label, format!("{}. {}", fact.orsak.label(), fact.skal)),
        Fact::HandlingRegistrerad(fact) => {
            let files = files(fact.filer.len());
            (format!("{label}: {}", fact.art.label().to_lowercase()), format!("Från {}.{files}", fact.fran))
        }
        Fact::HandlingBifogad(fact) => (format!("{label}: {}", fact.rubrik), files(fact.filer.len())),
        Fact::UppgiftBegard(fact) => {
            let until = fact.svar_senast.map(|day| format!(" Svar senast {day}.")).unwrap_or_default();
            (format!("{label} av {}", fact.hos), format!("{}{until}\n{}", fact.vad, fact.grund.label()))
        }
        Fact::UppgiftInkommen(fact) => (format!("{label} från {}", fact.fran), fact.innehall.clone()),
        Fact::UppgiftAtertagen(fact) => (label, fact.skal.clone()),
        Fact::AvstegMotiverat(fact) => (label, fact.skal.clone()),
        Fact::HandelseAterkallad(fact) => (label, fact.skal.clone()),
        _ => (label, String::new()),
    }
}

/// What became of an assignment whose decision was changed.
fn changed_terms(fact: &UppdragAndrat) -> String {
    match (fact.upphor, fact.till) {
        (true, Some(last)) => format!("Insatsen upphör. Sista dag är {last}."),
        (true, None) => String::from("Insatsen upphör."),
        (false, Some(last)) => format!("Nya villkor i beslutet. Insatsen gäller till och med {last}."),
        (false, None) => String::from("Nya villkor i beslutet. Insatsen gäller tills vidare."),
    }
}

/// How many files there are, as a sentence of its own.
fn files(count: usize) -> String {
    match count {
        0 => String::new(),
        1 => String::from(" En fil."),
        many => format!(" {many} filer."),
    }
}
