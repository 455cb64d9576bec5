//! Compulsory care told to a person: a heading and a text for the timeline.

use stadga_core::Fact;
use stadga_core::fact::lvm::{OmhandertagandeBeslutat, TvangsvardsutredningSammanstalld};

/// An event of compulsory care as a heading and a text.
pub(crate) fn told(fact: &Fact) -> Option<(String, String)> {
    before_court(fact).or_else(|| in_care(fact))
}

fn before_court(fact: &Fact) -> Option<(String, String)> {
    let label = fact.label().to_owned();
    Some(match fact {
        Fact::LakarundersokningProvad(fact) => {
            let physician = fact.lakare.as_ref().map(|name| format!("Läkare: {name}.\n")).unwrap_or_default();
            (fact.utfall.label().to_owned(), format!("{physician}{}", fact.skal))
        }
        Fact::LakarintygInkommet(fact) => {
            (label, format!("{}, undersökt {}.\n{}", fact.lakare, fact.undersokt, fact.halsotillstand))
        }
        Fact::TvangsvardsutredningSammanstalld(fact) => (label, findings(fact)),
        Fact::OmhandertagandeBeslutat(fact) => (label, custody(fact)),
        Fact::OmhandertagandeVerkstallt(fact) => (label, fact.var.clone()),
        Fact::OmhandertagandeUnderstallt(fact) => (label, with(fact.domstol.clone(), &fact.omstandigheter)),
        Fact::OmhandertagandeUpplyst(fact) => {
            let until = fact.yttrande_senast.map(|day| format!("Kan yttra sig till rätten senast {day}."));
            let why = fact.hinder.as_ref().map(|why| format!("Inte möjligt: {why}"));
            let seen = fact.handlingar.then(|| String::from("Har fått se handlingarna."));
            (label, [seen, until, why].into_iter().flatten().collect::<Vec<_>>().join(" "))
        }
        Fact::OmhandertagandeProvat(fact) => {
            (fact.utfall.label().to_owned(), format!("{}, mål {}.", fact.domstol, fact.malnummer))
        }
        Fact::FristForlangd(fact) => {
            (label, with(format!("{}, till och med {}.", fact.frist.label(), fact.till), &fact.skal))
        }
        Fact::OmhandertagandeAnmalt(fact) => {
            (label, fact.paragraf.as_ref().map(|paragraph| format!("Paragraf {paragraph}.")).unwrap_or_default())
        }
        Fact::OmhandertagandeUpphort(fact) => (label, with(format!("{}.", fact.orsak.label()), &fact.skal)),
        Fact::TvangsvardAnsokt(fact) => {
            let paragraph =
                fact.paragraf.as_ref().map(|paragraph| format!(", paragraf {paragraph}")).unwrap_or_default();
            let by = fact.beslutat_av.label();
            (label, format!("{}. Beslutat av {} {}{paragraph}.", fact.domstol, by.to_lowercase(), fact.sammantradesdag))
        }
        _ => return None,
    })
}

fn in_care(fact: &Fact) -> Option<(String, String)> {
    let label = fact.label().to_owned();
    Some(match fact {
        Fact::VardplatsBegard(fact) => {
            let acute = if fact.akut { "Akut. " } else { "" };
            (label, format!("{acute}{}", fact.behov))
        }
        Fact::VardplatsAnvisad(fact) => {
            let from = fact.fran.map(|day| format!(", från och med {day}")).unwrap_or_default();
            (label, format!("{}{from}.", fact.hem))
        }
        Fact::HandrackningBegard(fact) => {
            (label, format!("{}: {}.\n{}", fact.hos.label(), fact.syfte.label().to_lowercase(), fact.omstandigheter))
        }
        Fact::TvangsvardsdomInkommen(fact) => {
            let at_once = if fact.omedelbart { " Domen gäller omedelbart." } else { "" };
            (
                format!("Dom: {}", fact.utfall.label().to_lowercase()),
                format!("{}, mål {}.{at_once}", fact.domstol, fact.malnummer),
            )
        }
        Fact::TvangsvardPaborjad(fact) => (label, format!("{}: {}.", fact.stalle.label(), fact.namn)),
        Fact::TvangsvardAvbruten(fact) => (label, with(format!("{}.", fact.orsak.label()), &fact.anteckning)),
        Fact::VardformPlanerad(fact) => (label, fact.plan.clone()),
        Fact::VardformPaborjad(fact) => (label, fact.var.clone()),
        Fact::VardformAvslutad(fact) => (label, fact.skal.clone()),
        Fact::EftervardPlanerad(fact) => {
            let parts = [
                ("Bostad", &fact.bostad),
                ("Sysselsättning", &fact.sysselsattning),
                ("Erbjudet", &fact.frivillig_vard),
            ];
            let told = parts.iter().filter_map(|(name, text)| text.as_ref().map(|text| format!("{name}: {text}")));
            (label, told.chain([fact.egen_syn.clone()]).collect::<Vec<_>>().join("\n"))
        }
        Fact::TvangsvardUpphord(fact) => (label, with(format!("{}.", fact.orsak.label()), &fact.anteckning)),
        _ => return None,
    })
}

/// Each finding by the point of the act it answers, and what they lead to.
pub(crate) fn findings(fact: &TvangsvardsutredningSammanstalld) -> String {
    let mut lines = vec![format!("{}.", fact.slutsats.label()), fact.bedomning.clone()];
    lines.push(format!("4 § 1: {}", fact.missbruk));
    lines.push(format!("4 § 2: {}", fact.frivilligt));
    let dangers = [("a", &fact.halsa), ("b", &fact.livet), ("c", &fact.skada)];
    lines.extend(dangers.iter().filter_map(|(point, text)| text.as_ref().map(|text| format!("4 § 3 {point}: {text}"))));
    lines.join("\n")
}

fn custody(fact: &OmhandertagandeBeslutat) -> String {
    let name = fact.beslutsfattare.as_ref().map(|name| format!(", {name}")).unwrap_or_default();
    let mut lines = vec![format!("Beslutat av {}{name}.", fact.beslutat_av.label().to_lowercase())];
    lines.extend(fact.varfor_inte_vanta.as_ref().map(|why| format!("Kunde inte vänta: {why}")));
    lines.push(format!("13 § 1: {}", fact.sannolikt));
    lines.push(format!("13 § 2: {}. {}", fact.fara.label(), fact.faran));
    lines.push(String::from("Beslutet gäller omedelbart och kan inte överklagas (43 och 44 §§ LVM)."));
    lines.join("\n")
}

/// A text with what was added to it on a line of its own.
fn with(text: String, more: &Option<String>) -> String {
    more.as_ref().map_or_else(|| text.clone(), |more| format!("{text}\n{more}"))
}
