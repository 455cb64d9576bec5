//! An event told to a person: a heading and a text for the timeline.

use crate::App;
use stadga_core::calendar::{stockholm, text};
use stadga_core::fact::arende::{AnsokanInkommen, Flytt, Kanal, TillForetradare};
use stadga_core::fact::intag::{Lamnare, Utredningsgrund};
use stadga_core::fact::uppdrag::{Deltagare, UppdragAndrat, UppfoljningGjord};
use stadga_core::fact::utlamnande::Fragande;
use stadga_core::state::Organisation;
use stadga_core::{Event, Fact};

/// An event as a heading and a text.
pub(crate) fn told(app: &App, event: &Event, organisation: &Organisation) -> (String, String) {
    let fact = &event.fact;
    let known = at_intake(fact)
        .or_else(|| in_case(app, fact, organisation))
        .or_else(|| of_access(fact, organisation))
        .or_else(|| of_meetings(fact))
        .or_else(|| after_decision(fact))
        .or_else(|| super::told_lvm::told(fact))
        .or_else(|| of_execution(fact))
        .or_else(|| at_provider(fact, organisation))
        .or_else(|| of_documents(fact))
        .or_else(|| of_disclosure(fact));
    known.unwrap_or_else(|| (fact.label().to_owned(), String::new()))
}

/// How something was sent, and to whom besides the person.
fn sent(channel: Kanal, to: Option<&TillForetradare>) -> String {
    match to {
        None => channel.label().to_owned(),
        Some(to) if to.kopia => format!("{}, med kopia till företrädaren", channel.label()),
        Some(_) => format!("{}, till företrädaren", channel.label()),
    }
}

/// Who is kept out of the case, who was let in, and whose name is left out.
fn of_access(fact: &Fact, organisation: &Organisation) -> Option<(String, String)> {
    let label = fact.label().to_owned();
    Some(match fact {
        Fact::SparrRegistrerad(fact) => (label, organisation.user_name(fact.anvandare).to_owned()),
        Fact::SparrHavd(fact) => (label, format!("{}. {}", organisation.user_name(fact.anvandare), fact.skal)),
        // Who the other is stands in the strip of whoever reaches both, and nowhere else.
        Fact::OmsesidigSparrRegistrerad(fact) => {
            let note = fact.beskrivning.as_ref().map(|note| format!("\n{note}")).unwrap_or_default();
            (label, format!("{}.{note}", fact.grund.label()))
        }
        Fact::OmsesidigSparrHavd(fact) => (label, fact.skal.clone()),
        Fact::NamnuppgiftUtelamnad(fact) => {
            (label, format!("{}. {}", organisation.user_name(fact.anvandare), fact.skal))
        }
        Fact::NodoppningGjord(fact) => {
            let until = fact.upphor.map(|until| until.to_zoned(stockholm()).time());
            let until = until.map_or_else(
                || format!("och med {}", fact.till),
                |at| format!("{} kl. {}", fact.till, text::clock(at)),
            );
            (label, format!("{}\nKan läsas till {until}.", fact.skal))
        }
        Fact::NodoppningGranskad(fact) => {
            let note = fact.anteckning.as_ref().map(|note| format!("\n{note}")).unwrap_or_default();
            (label, format!("{}.{note}", fact.bedomning.label()))
        }
        _ => return None,
    })
}

/// What the authority does in the case.
fn in_case(app: &App, fact: &Fact, organisation: &Organisation) -> Option<(String, String)> {
    let label = fact.label().to_owned();
    Some(match fact {
        Fact::JournalanteckningSkriven(fact) => {
            (fact.rubrik.clone(), moved_here(&fact.text, fact.flyttad.as_ref(), organisation))
        }
        Fact::HandlaggareUtsedd(fact) => {
            let name = organisation.user_name(fact.handlaggare);
            let label = if fact.byte { String::from("Ny handläggare") } else { label };
            (label, fact.overlamning.as_ref().map_or_else(|| name.to_owned(), |note| format!("{name}\n{note}")))
        }
        Fact::HandlaggarbyteMeddelat(fact) => (label, sent(fact.kanal, fact.till.as_ref())),
        Fact::DodsfallRegistrerat(fact) => (label, format!("Avliden {}. {}", fact.dag, fact.kalla)),
        Fact::SkyddRegistrerat(fact) => {
            let again = fact.omprovas.map(|day| format!(" Kontrolleras igen {day}.")).unwrap_or_default();
            (label, format!("{}. {}.{again}", fact.art.label(), fact.kalla.trim_end_matches('.')))
        }
        Fact::SkyddUpphort(fact) => (label, format!("{}. {}", fact.art.label(), fact.kalla)),
        Fact::InvandningAntecknad(fact) => (label, fact.invandning.clone()),
        Fact::UtredningInledd(fact) if Utredningsgrund::Lvm.is(&fact.lagrum) => {
            (label, format!("{} Utan samtycke, {}.", fact.skal, fact.lagrum))
        }
        Fact::UtredningInledd(fact) => (label, format!("{} {}", fact.skal, fact.lagrum)),
        Fact::BedomningsinstrumentAnvant(fact) => {
            (format!("{} · {}", fact.instrument.label(), fact.utfall.label()), fact.sammanfattning.clone())
        }
        Fact::UtredningSammanstalld(fact) => (label, fact.bedomning.clone()),
        Fact::KommuniceringSkickad(fact) => {
            (label, format!("{}. Svar senast {}.", sent(fact.kanal, fact.till.as_ref()), fact.svar_senast))
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
        Fact::BeslutUnderrattat(fact) => (label, sent(fact.kanal, fact.till.as_ref())),
        Fact::BestallningSkickad(fact) => {
            (label, format!("{} hos {}.", app.insats_name(&fact.insats), organisation.unit_name(fact.utforare)))
        }
        Fact::VerksamhetsarendeFordelat(fact) => (label, organisation.user_name(fact.handlaggare).to_owned()),
        Fact::VerksamhetsarendeAvslutat(fact) => (label, fact.slutsats.clone()),
        Fact::ArendeAvslutat(fact) => (label, format!("{}. {}", fact.orsak.label(), fact.skal)),
        Fact::AvstegMotiverat(fact) => (label, fact.skal.clone()),
        Fact::HandelseAterkallad(fact) => (label, fact.skal.clone()),
        Fact::AnteckningFlyttad(fact) => (label, fact.skal.clone()),
        Fact::StegUtfort(fact) => (fact.rubrik.clone().unwrap_or(label), fact.in_words()),
        _ => return None,
    })
}

/// What happens in an assignment.
fn at_provider(fact: &Fact, organisation: &Organisation) -> Option<(String, String)> {
    let label = fact.label().to_owned();
    Some(match fact {
        Fact::UppdragAndrat(fact) => (label, changed_terms(fact)),
        Fact::UppdragAterlamnat(fact) => (label, fact.skal.clone()),
        Fact::UppdragsaktOverlamnad(fact) => (label, format!("{}.", fact.grund.label())),
        Fact::UppdragsaktGallrad(fact) => (
            label,
            format!("Det som utföraren hade berättat för nämnden finns kvar här, {} händelser.", fact.avskrifter.len()),
        ),
        Fact::PersonalgruppAngiven(fact) => {
            let who = if fact.alla { "Alla i personalen." } else { "Bara de som är utsedda." };
            (label, String::from(who))
        }
        Fact::BehandlareUtsedd(fact) => (label, organisation.user_name(fact.behandlare).to_owned()),
        Fact::BehandlareAvslutad(fact) => {
            let who = organisation.user_name(fact.behandlare);
            (label, [who, fact.overlamning.as_deref().unwrap_or_default()].join("\n").trim().to_owned())
        }
        Fact::VardplanSkickad(fact) => match &fact.andring {
            Some(change) => (String::from("Vårdplan ändrad"), change.clone()),
            None => (label, fact.mal.join("\n")),
        },
        Fact::FragaStalld(fact) => (format!("{label} till {}", fact.till.label().to_lowercase()), fact.fraga.clone()),
        Fact::FragaBesvarad(fact) => (label, fact.svar.clone()),
        Fact::MoteHallet(fact) => (fact.art.label().to_owned(), fact.sammanfattning.clone()),
        Fact::GenomforandeplanUpprattad(fact) => {
            let about = format!("{} mål. {}.", fact.mal.len(), fact.godkannande.label());
            let change = fact.andring.iter().map(|change| format!("Ändrat: {change}"));
            let label = fact.lage.map_or(label.clone(), |stage| format!("{label}: {}", stage.label().to_lowercase()));
            (label, std::iter::once(about).chain(change).collect::<Vec<_>>().join("\n"))
        }
        Fact::GenomforandeanteckningSkriven(fact) => {
            let text = moved_here(&fact.text, fact.flyttad.as_ref(), organisation);
            (fact.art.map_or(label, |kind| kind.label().to_owned()), text)
        }
        Fact::UppfoljningGjord(fact) => (label, follow_up(fact)),
        Fact::AvslutningssamtalHallet(fact) => {
            (label, format!("Med: {}\n{}", taking_part(&fact.deltagare), fact.sammanfattning))
        }
        Fact::InsatsAvslutad(fact) => (label, fact.skal.clone()),
        _ => return None,
    })
}

/// Meetings: booked, confirmed, called off, missed.
fn of_meetings(fact: &Fact) -> Option<(String, String)> {
    let label = fact.label().to_owned();
    let new_time = |needed: bool| if needed { "En ny tid behövs." } else { "" };
    let lines = |lines: &[&str]| lines.iter().filter(|line| !line.is_empty()).copied().collect::<Vec<_>>().join("\n");
    Some(match fact {
        Fact::MoteBokat(fact) => {
            let label = if fact.ersatter.is_some() { String::from("Möte flyttat") } else { label };
            let when = format!("{} kl. {}. {}.", fact.dag, text::clock(fact.klockan), fact.form.label());
            let with: Vec<String> = fact.deltagare.iter().map(|part| part.word().to_owned()).collect();
            let with = format!("Med: {}", taking_part(&with));
            let interpreter = fact.tolk.map(|tolk| tolk.label()).unwrap_or_default();
            let place = fact.plats.clone().unwrap_or_default();
            (format!("{label}: {}", fact.art.label().to_lowercase()), lines(&[&when, &place, &with, interpreter]))
        }
        Fact::MoteBekraftat(fact) => (label, fact.kallelse.label().to_owned()),
        Fact::MoteAvbokat(fact) => {
            let head = format!("{label}: {}", fact.art.label().to_lowercase());
            let why = fact.skal.clone().unwrap_or_default();
            (head, lines(&[&format!("Avbokat av: {}.", fact.av.label().to_lowercase()), &why, new_time(fact.ny_tid)]))
        }
        Fact::MoteUteblivet(fact) => {
            let head = format!("{label}: {}", fact.art.label().to_lowercase());
            (head, lines(&[fact.atgard.as_deref().unwrap_or_default(), new_time(fact.ny_tid)]))
        }
        _ => return None,
    })
}

/// What follows a decision: service, appeal, ruling, correction, review.
fn after_decision(fact: &Fact) -> Option<(String, String)> {
    let label = fact.label().to_owned();
    let with = |text: &Option<String>| text.as_ref().map(|text| format!("\n{text}")).unwrap_or_default();
    Some(match fact {
        Fact::DelgivningUpplyst(fact) => (label, fact.satt.label().to_owned()),
        Fact::DelgivningSkickad(fact) => (label, format!("{}.", fact.satt.label())),
        Fact::DelgivningSkedd(fact) => (label, format!("{}.{}", fact.bevis.label(), with(&fact.anteckning))),
        Fact::OverklagandeInkommet(fact) => {
            (label, format!("Av: {}. {}.\n{}", fact.av.label().to_lowercase(), fact.form.label(), fact.innehall))
        }
        Fact::OverklagandeProvat(fact) => {
            let exception = fact.undantag.map(|ground| format!(" {}.", ground.label())).unwrap_or_default();
            (label, format!("{}.{exception}{}", fact.utfall.label(), with(&fact.skal)))
        }
        Fact::OverklagandeOverlamnat(fact) => (label, fact.domstol.clone()),
        Fact::DomInkommen(fact) => {
            let head = format!("{label}: {}", fact.utfall.label().to_lowercase());
            (head, format!("{}, mål {}.\n{}", fact.domstol, fact.malnummer, fact.innebord))
        }
        Fact::DelegationsbeslutAnmalt(fact) => {
            let paragraph = fact.paragraf.as_ref().map(|text| format!(", {text}")).unwrap_or_default();
            (label, format!("{}{paragraph}.", fact.namnd))
        }
        Fact::ProtokollFort(fact) => (label, fact.beteckning.clone().unwrap_or_default()),
        Fact::ProtokollAnslaget(fact) => (label, format!("Protokollet finns: {}", fact.forvaras)),
        Fact::BeslutRattat(fact) => (label, format!("{}\n{}", fact.rattelse, fact.skal)),
        Fact::BeslutOmprovat(fact) => {
            let what = if fact.andras { "Beslutet ska ändras." } else { "Beslutet ändras inte." };
            (label, format!("{what}\n{}", fact.skal))
        }
        _ => return None,
    })
}

/// Carrying a decision out: offers, delay, interruption, what was reported.
fn of_execution(fact: &Fact) -> Option<(String, String)> {
    let label = fact.label().to_owned();
    let with = |text: &Option<String>| text.as_ref().map(|text| format!("\n{text}")).unwrap_or_default();
    let to = |ivo: bool, auditors: bool| match (ivo, auditors) {
        (true, true) => "IVO och revisorerna",
        (true, false) => "IVO",
        _ => "revisorerna",
    };
    Some(match fact {
        Fact::ErbjudandeLamnat(fact) => (label, format!("{}\n{}.{}", fact.vad, fact.svar.label(), with(&fact.skal))),
        Fact::ErbjudandeBesvarat(fact) => (label, format!("{}.{}", fact.svar.label(), with(&fact.skal))),
        Fact::DrojsmalAntecknat(fact) => {
            let rest = format!("{}{}", with(&fact.foljder), with(&fact.under_tiden));
            (label, format!("{}. {}{rest}", fact.orsak.label(), fact.skal))
        }
        Fact::VerkstallighetDelvis(fact) => (label, format!("Återstår: {}", fact.aterstar)),
        Fact::BeslutVerkstallt(fact) => (label, fact.anteckning.clone().unwrap_or_default()),
        Fact::VerkstallighetAvbruten(fact) => (label, fact.skal.clone()),
        Fact::VerkstallighetUpphort(fact) => (label, format!("{}.{}", fact.grund.label(), with(&fact.anteckning))),
        Fact::IvoRapporterat(fact) => {
            (label, format!("Kvartal {} till {}.\n{}", fact.kvartal, to(fact.ivo, fact.revisorer), fact.skal))
        }
        Fact::IvoVerkstallt(fact) => {
            (label, format!("Verkställt {}. Till {}.", fact.verkstallt_den, to(fact.ivo, fact.revisorer)))
        }
        _ => return None,
    })
}

/// Documents, and what others are asked for.
fn of_documents(fact: &Fact) -> Option<(String, String)> {
    let label = fact.label().to_owned();
    Some(match fact {
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
        Fact::UtskickAvfort(fact) => (label, fact.skal.clone()),
        _ => return None,
    })
}

/// What was asked for out of the file, and what became of it.
fn of_disclosure(fact: &Fact) -> Option<(String, String)> {
    let label = fact.label().to_owned();
    let with = |text: &Option<String>| text.as_ref().map(|text| format!("\n{text}")).unwrap_or_default();
    let to = |asks: Fragande, name: &Option<String>| match (asks, name) {
        (Fragande::Part, _) | (_, None) => asks.label().to_owned(),
        (_, Some(name)) => format!("{name}, {}", asks.label().to_lowercase()),
    };
    Some(match fact {
        Fact::UtlamnandeProvat(fact) => {
            let about = format!("{}.\n{}\n{}.", to(fact.fragande, &fact.till), fact.vad, fact.grund.label());
            (format!("{label}: {}", fact.utfall.label().to_lowercase()), format!("{about}{}", with(&fact.skal)))
        }
        Fact::UtlamnandeGjort(fact) => {
            let masked = match fact.maskerat {
                0 => String::from("Inget är maskerat."),
                1 => String::from("Ett ställe är maskerat."),
                many => format!("{many} ställen är maskerade."),
            };
            let reservation = fact.forbehall.as_ref().map(|text| format!("\nFörbehåll: {text}")).unwrap_or_default();
            let what = if fact.akter.is_empty() { "" } else { "Registerutdrag. " };
            (label, format!("{what}Till {}. {masked}{reservation}", to(fact.fragande, &fact.till)))
        }
        Fact::UtlamnandeNekat(fact) => (label, format!("{}\n{}\n{}", fact.nekas, fact.lagrum, fact.skal)),
        Fact::UtlamnandebeslutDelgivet(fact) => (label, format!("{}.", fact.bevis.label())),
        Fact::UtlamnandebeslutOverklagat(fact) => (label, fact.innehall.clone()),
        _ => return None,
    })
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

/// Who took part, in words; a name in an older talk stands as it was written.
fn taking_part(words: &[String]) -> String {
    let word = |word: &String| word.parse().map_or_else(|()| word.clone(), |part: Deltagare| part.label().to_owned());
    words.iter().map(word).collect::<Vec<_>>().join(", ")
}

/// A follow-up, the person's own view first.
fn follow_up(fact: &UppfoljningGjord) -> String {
    let mut lines = vec![fact.egen_syn.clone()];
    lines.extend(fact.malbedomning.iter().map(|goal| format!("{}: {}", goal.mal, goal.grad.label().to_lowercase())));
    lines.push(fact.maluppfyllelse.clone());
    lines.push(fact.fortsattning.label().to_owned());
    lines.extend(fact.nasta.map(|day| format!("Nästa uppföljning {day}")));
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

/// What came in and what was made of it. Who made a report is told on a page of its own.
fn at_intake(fact: &Fact) -> Option<(String, String)> {
    let label = fact.label();
    let with = |text: &Option<String>| text.as_ref().map(|text| format!("\n{text}")).unwrap_or_default();
    Some(match fact {
        Fact::AnsokanInkommen(fact) => {
            let head = format!("{label} · {}", fact.kanal.label());
            (head, format!("{}{}{}", fact.galler, handed_in(fact), with(&fact.anteckning)))
        }
        Fact::AnmalanInkommen(fact) => {
            let head = format!("{} · {}", fact.slag.label(), fact.kanal.label());
            (head, format!("{}{}", fact.innehall, with(&fact.anteckning)))
        }
        Fact::ForhandsbedomningGjord(fact) => {
            (format!("Förhandsbedömning: {}", fact.utfall.label().to_lowercase()), fact.skal.clone())
        }
        Fact::FullmaktRegistrerad(fact) => {
            let until = fact.galler_till.map(|day| format!(", till och med {day}")).unwrap_or_default();
            let whom =
                format!("{}, {}. {}{until}.", fact.foretradare, fact.roll.label().to_lowercase(), fact.art.label());
            (label.to_owned(), format!("{whom}{}", with(&fact.omfattning)))
        }
        Fact::FullmaktAterkallad(fact) => (label.to_owned(), fact.anteckning.clone().unwrap_or_default()),
        Fact::AnsokanAterkallad(fact) => {
            (format!("{label} · {}", fact.kanal.label()), format!("{}.{}", fact.omfattning.label(), with(&fact.galler)))
        }
        _ => return None,
    })
}

/// Who handed an application in, and what authority was shown; nothing when the person did.
fn handed_in(fact: &AnsokanInkommen) -> String {
    let role = fact.lamnare.filter(|role| *role != Lamnare::DenEnskilde);
    if role.is_none() && fact.lamnad_av.is_none() {
        return String::new();
    }
    let role = role.map(|role| role.label().to_owned());
    let parts =
        role.into_iter().chain(fact.lamnad_av.clone()).chain(fact.behorighet.map(|shown| shown.label().to_owned()));
    format!("\nLämnades av: {}.", parts.collect::<Vec<_>>().join(", "))
}

/// What a note says, and who first wrote it when it was moved here.
fn moved_here(text: &str, moved: Option<&Flytt>, organisation: &Organisation) -> String {
    let Some(Flytt { skriven_av, skriven }) = moved else { return text.to_owned() };
    format!("{text}\n\nFlyttad hit. Skrevs {skriven} av {}.", organisation.user_name(*skriven_av))
}
