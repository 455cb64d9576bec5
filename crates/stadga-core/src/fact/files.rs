//! The files that facts name: what came in, and the letters as they were sent.

use super::{Fact, handling};

impl Fact {
    /// The stored names of the facts that may carry files: those [`Self::files`] answers for.
    pub const WITH_FILES: &'static [&'static str] = &[
        "ansokan.inkommen",
        "yttrande.inkommet",
        "handling.registrerad",
        "handling.bifogad",
        "uppgift.inkommen",
        "overklagande.inkommet",
        "dom.inkommen",
        "kommunicering.skickad",
        "beslut.underrattat",
        "handlaggarbyte.meddelat",
        "delgivning.upplyst",
        "kontrollmeddelande.skickat",
        "overklagande.provat",
        "overklagande.overlamnat",
        "beslut.rattat",
        "lakarintyg.inkommet",
        "omhandertagande.understallt",
        "omhandertagande.upplyst",
        "omhandertagande.provat",
        "tvangsvard.ansokt",
        "tvangsvardsdom.inkommen",
        "utlamnande.gjort",
        "utlamnande.nekat",
        "utlamnandebeslut.overklagat",
        "steg.utfort",
    ];

    /// The files the fact names.
    pub fn files(&self) -> &[handling::Fil] {
        match self {
            Self::AnsokanInkommen(fact) => &fact.filer,
            Self::YttrandeInkommet(fact) => &fact.filer,
            Self::HandlingRegistrerad(fact) => &fact.filer,
            Self::HandlingBifogad(fact) => &fact.filer,
            Self::UppgiftInkommen(fact) => &fact.filer,
            Self::OverklagandeInkommet(fact) => &fact.filer,
            Self::DomInkommen(fact) => &fact.filer,
            Self::KommuniceringSkickad(fact) => &fact.brev,
            Self::BeslutUnderrattat(fact) => &fact.brev,
            Self::HandlaggarbyteMeddelat(fact) => &fact.brev,
            Self::DelgivningUpplyst(fact) => &fact.brev,
            Self::KontrollmeddelandeSkickat(fact) => &fact.brev,
            Self::OverklagandeProvat(fact) => &fact.brev,
            Self::OverklagandeOverlamnat(fact) => &fact.brev,
            Self::BeslutRattat(fact) => &fact.brev,
            Self::LakarintygInkommet(fact) => &fact.filer,
            Self::OmhandertagandeUnderstallt(fact) => &fact.brev,
            Self::OmhandertagandeUpplyst(fact) => &fact.brev,
            Self::OmhandertagandeProvat(fact) => &fact.filer,
            Self::TvangsvardAnsokt(fact) => &fact.brev,
            Self::TvangsvardsdomInkommen(fact) => &fact.filer,
            Self::UtlamnandeGjort(fact) => &fact.brev,
            Self::UtlamnandeNekat(fact) => &fact.brev,
            Self::UtlamnandebeslutOverklagat(fact) => &fact.filer,
            Self::StegUtfort(fact) => &fact.filer,
            _ => &[],
        }
    }

    /// The same fact naming the letters that were sent; one that is no letter stays as it is.
    #[must_use]
    pub fn with_letters(mut self, letters: Vec<handling::Fil>) -> Self {
        match &mut self {
            Self::KommuniceringSkickad(fact) => fact.brev = letters,
            Self::BeslutUnderrattat(fact) => fact.brev = letters,
            Self::HandlaggarbyteMeddelat(fact) => fact.brev = letters,
            Self::DelgivningUpplyst(fact) => fact.brev = letters,
            Self::KontrollmeddelandeSkickat(fact) => fact.brev = letters,
            Self::OverklagandeProvat(fact) => fact.brev = letters,
            Self::OverklagandeOverlamnat(fact) => fact.brev = letters,
            Self::BeslutRattat(fact) => fact.brev = letters,
            Self::OmhandertagandeUnderstallt(fact) => fact.brev = letters,
            Self::OmhandertagandeUpplyst(fact) => fact.brev = letters,
            Self::TvangsvardAnsokt(fact) => fact.brev = letters,
            Self::UtlamnandeGjort(fact) => fact.brev = letters,
            Self::UtlamnandeNekat(fact) => fact.brev = letters,
            Self::StegUtfort(fact) => fact.filer.splice(..0, letters).for_each(drop),
            _ => {}
        }
        self
    }
}
