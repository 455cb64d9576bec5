//! Everything with legal meaning that can be recorded: a closed list with stored names.
//!
//! Steps that only a routine knows are open: [`StegUtfort`](routine::StegUtfort) names a step that a
//! pack declares. Stored names are written out here and pinned by a test; they never change.

use crate::event::StreamKind;
use serde::{Deserialize, Serialize};

#[macro_use]
mod record;

pub mod arende;
pub mod arkiv;
pub mod atkomst;
pub mod beredskap;
pub mod beslut;
pub mod delgivning;
mod files;
pub mod gallring;
pub mod handling;
pub mod intag;
pub mod jour;
pub mod lvm;
pub mod mote;
pub mod organisation;
pub mod overklagan;
pub mod person;
pub mod protokoll;
pub mod rakning;
pub mod routine;
pub mod samarbete;
pub mod tvangsvard;
pub mod uppdrag;
pub mod uppdragsakt;
pub mod utlamnande;
pub mod utredning;
pub mod utskick;
pub mod verksamhet;
pub mod verkstallighet;

macro_rules! facts {
    ($($(#[$meta:meta])* $Variant:ident($module:ident) = $name:literal in $($kind:ident)|+, $label:literal;)+) => {
        /// A recorded fact. Serialised as its stored name and its fields.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "faktum", content = "uppgifter")]
        pub enum Fact { $($(#[$meta])* #[serde(rename = $name)] $Variant($module::$Variant),)+ }

        impl Fact {
            /// Every stored name with its Swedish label, in the order of this file.
            pub const NAMES: &'static [(&'static str, &'static str)] = &[$(($name, $label)),+];

            /// Every stored name with the names of its fields, for packs to be checked against.
            pub const FIELDS: &'static [(&'static str, &'static [&'static str])] =
                &[$(($name, $module::$Variant::FIELDS)),+];

            /// The stored name.
            pub const fn name(&self) -> &'static str {
                match self { $(Self::$Variant(_) => $name),+ }
            }

            /// The Swedish label, for timelines and exports.
            pub const fn label(&self) -> &'static str {
                match self { $(Self::$Variant(_) => $label),+ }
            }

            /// Whether the fact belongs in a stream of this kind.
            pub const fn belongs_in(&self, stream: StreamKind) -> bool {
                match self { $(Self::$Variant(_) => matches!(stream, $(StreamKind::$kind)|+)),+ }
            }
        }

        $(impl From<$module::$Variant> for Fact {
            fn from(fact: $module::$Variant) -> Self { Self::$Variant(fact) }
        })+
    };
}

facts! {
    /// A unit exists.
    EnhetRegistrerad(organisation) = "enhet.registrerad" in Organisation, "Enhet registrerad";
    /// A user exists.
    AnvandareRegistrerad(organisation) = "anvandare.registrerad" in Organisation, "Användare registrerad";
    /// A user holds a role in a unit from a date.
    RollTilldelad(organisation) = "roll.tilldelad" in Organisation, "Roll tilldelad";
    /// A user no longer holds a role in a unit.
    RollAvslutad(organisation) = "roll.avslutad" in Organisation, "Roll avslutad";
    /// A user is away for some days, and others stand in.
    FranvaroRegistrerad(organisation) = "franvaro.registrerad" in Organisation, "Frånvaro registrerad";
    /// It was said who runs a unit.
    DriftformAngiven(organisation) = "driftform.angiven" in Organisation, "Vem som driver enheten";
    /// A pack was decided and its bytes stored.
    RutinBeslutad(organisation) = "rutin.beslutad" in Organisation, "Rutin beslutad";

    /// A person is known to the authority.
    PersonRegistrerad(person) = "person.registrerad" in Person, "Person registrerad";
    /// The person's number became known or was corrected.
    IdentitetFaststalld(person) = "identitet.faststalld" in Person, "Identitet fastställd";
    /// How the person wants to be reached.
    KontaktvagAngiven(person) = "kontaktvag.angiven" in Person, "Kontaktväg angiven";
    /// The number a person without one goes under in reports.
    RapportnummerSatt(verkstallighet) = "rapportnummer.satt" in Person, "Nummer i rapporter";
    /// A minor child was noted.
    BarnAntecknat(person) = "barn.antecknat" in Person, "Barn antecknat";
    /// The person is protected by a mark.
    SkyddRegistrerat(person) = "skydd.registrerat" in Person | Arende, "Skydd registrerat";
    /// A mark that protects the person has ended.
    SkyddUpphort(person) = "skydd.upphort" in Person | Arende, "Skydd upphört";
    /// Somebody among the staff must not see anything of the person.
    SparrRegistrerad(atkomst) = "sparr.registrerad" in Person | Arende, "Spärr registrerad";
    /// A bar was lifted.
    SparrHavd(atkomst) = "sparr.havd" in Person | Arende, "Spärr hävd";
    /// The person and another are kept apart.
    OmsesidigSparrRegistrerad(atkomst) = "omsesidig_sparr.registrerad" in Person | Arende, "Spärrad mot en annan person";
    /// Two persons are kept apart no longer.
    OmsesidigSparrHavd(atkomst) = "omsesidig_sparr.havd" in Person | Arende, "Spärr mot en annan person hävd";
    /// The name of somebody among the staff is left out of what goes to the person.
    NamnuppgiftUtelamnad(atkomst) = "namnuppgift.utelamnad" in Arende, "Namn utelämnas i brev";
    /// Somebody without a part in the case opened it.
    NodoppningGjord(atkomst) = "nodoppning.gjord" in Arende, "Nödöppning";
    /// The head has looked at an emergency opening.
    NodoppningGranskad(atkomst) = "nodoppning.granskad" in Arende, "Nödöppning granskad";
    /// A head has gone through a month's log or changes.
    GranskningSignerad(atkomst) = "granskning.signerad" in Organisation, "Granskning signerad";
    /// A numbered copy of a unit's emergency binder was made.
    NodparmFramstalld(beredskap) = "nodparm.framstalld" in Organisation, "Exemplar av nödpärmen gjort";
    /// A copy of the binder was handed to somebody.
    NodparmUtlamnad(beredskap) = "nodparm.utlamnad" in Organisation, "Exemplar av nödpärmen utlämnat";
    /// A copy of the binder was destroyed.
    NodparmForstord(beredskap) = "nodparm.forstord" in Organisation, "Exemplar av nödpärmen förstört";
    /// Files were proposed for erasure.
    GallringForeslagen(gallring) = "gallring.foreslagen" in Organisation, "Gallring föreslagen";
    /// Files were erased by decision.
    GallringGenomford(gallring) = "gallring.genomford" in Organisation, "Gallring genomförd";
    /// A proposal was turned down.
    GallringAvbojd(gallring) = "gallring.avbojd" in Organisation, "Gallring avböjd";
    /// Files were prepared for an archive.
    ArkivForberett(arkiv) = "arkiv.forberett" in Organisation, "Överlämnande till arkiv förberett";
    /// The archive has them, and they are here no longer.
    ArkivOverlamnat(arkiv) = "arkiv.overlamnat" in Organisation, "Överlämnat till arkiv";
    /// A handing over to an archive was broken off.
    ArkivAvbrutet(arkiv) = "arkiv.avbrutet" in Organisation, "Överlämnande till arkiv avbrutet";

    /// The person has died.
    DodsfallRegistrerat(person) = "dodsfall.registrerat" in Person | Arende, "Dödsfall registrerat";

    /// A case was opened.
    ArendeOppnat(arende) = "arende.oppnat" in Arende, "Ärende öppnat";
    /// An application came in.
    AnsokanInkommen(arende) = "ansokan.inkommen" in Arende, "Ansökan inkommen";
    /// A report or other information came in.
    AnmalanInkommen(intag) = "anmalan.inkommen" in Arende, "Anmälan inkommen";
    /// Who made the report; protected.
    AnmalareUppgiven(intag) = "anmalare.uppgiven" in Arende, "Anmälare uppgiven";
    /// Whether the report leads to an investigation.
    ForhandsbedomningGjord(intag) = "forhandsbedomning.gjord" in Arende, "Förhandsbedömning gjord";
    /// Somebody showed authority to speak for the person.
    FullmaktRegistrerad(intag) = "fullmakt.registrerad" in Arende, "Fullmakt registrerad";
    /// An authority to represent was withdrawn.
    FullmaktAterkallad(intag) = "fullmakt.aterkallad" in Arende, "Fullmakt återkallad";
    /// The application was withdrawn, wholly or in part.
    AnsokanAterkallad(intag) = "ansokan.aterkallad" in Arende, "Ansökan återkallad";
    /// The three safety questions at intake were answered.
    SkyddsfragorStallda(arende) = "skyddsfragor.stallda" in Arende, "Skyddsfrågor ställda";
    /// A caseworker was named.
    HandlaggareUtsedd(arende) = "handlaggare.utsedd" in Arende, "Handläggare utsedd";
    /// The person was told who the new caseworker is.
    HandlaggarbyteMeddelat(arende) = "handlaggarbyte.meddelat" in Arende, "Personen har fått veta vem som är ny handläggare";
    /// The person objects to something in the record.
    InvandningAntecknad(arende) = "invandning.antecknad" in Arende | Uppdrag, "Invändning antecknad";
    /// A note in the authority's journal.
    JournalanteckningSkriven(arende) = "journalanteckning.skriven" in Arende, "Journalanteckning";
    /// A guideline was departed from, with the reason.
    AvstegMotiverat(arende) = "avsteg.motiverat" in Arende | Uppdrag | Verksamhet, "Avsteg motiverat";
    /// A note was moved to the record it belongs in.
    AnteckningFlyttad(arende) = "anteckning.flyttad" in Arende | Uppdrag, "Anteckning flyttad";
    /// An event was withdrawn, with the reason.
    HandelseAterkallad(arende) = "handelse.aterkallad" in Arende | Uppdrag | Person | Organisation | Enhet, "Händelse återkallad";
    /// The case was closed.
    ArendeAvslutat(arende) = "arende.avslutat" in Arende, "Ärende avslutat";

    /// The investigation was opened.
    UtredningInledd(utredning) = "utredning.inledd" in Arende, "Utredning inledd";
    /// An instrument such as ASI was used, declined or not relevant.
    BedomningsinstrumentAnvant(utredning) = "bedomningsinstrument.anvant" in Arende | Uppdrag, "Bedömningsinstrument";
    /// The investigation was put together.
    UtredningSammanstalld(utredning) = "utredning.sammanstalld" in Arende, "Utredning sammanställd";
    /// The basis for the decision was sent for comments.
    KommuniceringSkickad(utredning) = "kommunicering.skickad" in Arende, "Utredning kommunicerad";
    /// Communication was left out on a statutory ground.
    KommuniceringUndantagen(utredning) = "kommunicering.undantagen" in Arende, "Kommunicering undantagen";
    /// Comments came in.
    YttrandeInkommet(utredning) = "yttrande.inkommet" in Arende, "Yttrande inkommet";

    /// A decision was made.
    BeslutFattat(beslut) = "beslut.fattat" in Arende, "Beslut fattat";
    /// The person was told of the decision.
    BeslutUnderrattat(beslut) = "beslut.underrattat" in Arende, "Underrättad om beslut";
    /// A complete decision was handed over to whoever may make it.
    BeslutForeslaget(beslut) = "beslut.foreslaget" in Arende, "Lämnat till beslut";
    /// A proposal was given back with a reason.
    BeslutAterlamnat(beslut) = "beslut.aterlamnat" in Arende, "Förslag till beslut återlämnat";
    /// The person was told that simplified service may be used.
    DelgivningUpplyst(delgivning) = "delgivning.upplyst" in Arende, "Upplyst om förenklad delgivning";
    /// A decision was sent or handed over to be served.
    DelgivningSkickad(delgivning) = "delgivning.skickad" in Arende, "Beslut skickat för delgivning";
    /// The control message of simplified service was sent.
    KontrollmeddelandeSkickat(delgivning) = "kontrollmeddelande.skickat" in Arende, "Kontrollmeddelande skickat";
    /// It is proven that the person got the decision.
    DelgivningSkedd(delgivning) = "delgivning.skedd" in Arende, "Beslut delgivet";
    /// An appeal came in.
    OverklagandeInkommet(overklagan) = "overklagande.inkommet" in Arende, "Överklagande inkommet";
    /// Whether an appeal came in time was tested.
    OverklagandeProvat(overklagan) = "overklagande.provat" in Arende, "Prövat om överklagandet kom in i tid";
    /// The appeal was handed over to the court.
    OverklagandeOverlamnat(overklagan) = "overklagande.overlamnat" in Arende, "Överklagande överlämnat till domstolen";
    /// Whoever appealed took it back.
    OverklagandeAterkallat(overklagan) = "overklagande.aterkallat" in Arende, "Överklagande återkallat";
    /// The court ruled.
    DomInkommen(overklagan) = "dom.inkommen" in Arende, "Dom";
    /// An obvious clerical error in a decision was put right.
    BeslutRattat(overklagan) = "beslut.rattat" in Arende, "Skrivfel rättat i beslutet";
    /// A decision was considered again.
    BeslutOmprovat(overklagan) = "beslut.omprovat" in Arende, "Beslut omprövat";
    /// A decision made by delegation was reported to the board.
    DelegationsbeslutAnmalt(protokoll) = "delegationsbeslut.anmalt" in Arende, "Beslut anmält till nämnden";
    /// Separate minutes were kept of a decision.
    ProtokollFort(protokoll) = "protokoll.fort" in Arende, "Eget protokoll fört för beslutet";
    /// Minutes were adjusted.
    ProtokollJusterat(protokoll) = "protokoll.justerat" in Arende, "Protokoll justerat";
    /// The adjustment was announced on the notice board.
    ProtokollAnslaget(protokoll) = "protokoll.anslaget" in Arende, "Justering tillkännagiven på anslagstavlan";
    /// The insats was offered.
    ErbjudandeLamnat(verkstallighet) = "erbjudande.lamnat" in Arende, "Insatsen erbjuden";
    /// The person answered an offer.
    ErbjudandeBesvarat(verkstallighet) = "erbjudande.besvarat" in Arende, "Svar på erbjudande";
    /// Why it takes time to carry a decision out.
    DrojsmalAntecknat(verkstallighet) = "drojsmal.antecknat" in Arende, "Varför det dröjer";
    /// Only a part of a decision is carried out.
    VerkstallighetDelvis(verkstallighet) = "verkstallighet.delvis" in Arende, "Beslutet delvis verkställt";
    /// The whole decision is carried out.
    BeslutVerkstallt(verkstallighet) = "beslut.verkstallt" in Arende, "Beslutet verkställt";
    /// What had begun was interrupted.
    VerkstallighetAvbruten(verkstallighet) = "verkstallighet.avbruten" in Arende, "Verkställigheten avbruten";
    /// The insats is given again.
    VerkstallighetAterupptagen(verkstallighet) = "verkstallighet.aterupptagen" in Arende, "Verkställigheten återupptagen";
    /// The decision will not be carried out.
    VerkstallighetUpphort(verkstallighet) = "verkstallighet.upphort" in Arende, "Beslutet verkställs inte";
    /// A decision was reported as not carried out.
    IvoRapporterat(verkstallighet) = "ivo.rapporterat" in Arende, "Rapporterat som ej verkställt";
    /// It was told that a reported decision has been carried out.
    IvoVerkstallt(verkstallighet) = "ivo.verkstallt" in Arende, "Anmält som verkställt";
    /// The insats was ordered from a provider.
    BestallningSkickad(beslut) = "bestallning.skickad" in Arende, "Beställning skickad";

    /// Whether a physician is to examine the person (LVM 9 §).
    LakarundersokningProvad(lvm) = "lakarundersokning.provad" in Arende, "Läkarundersökning prövad";
    /// A physician's certificate came in.
    LakarintygInkommet(lvm) = "lakarintyg.inkommet" in Arende, "Läkarintyg inkommet";
    /// The findings of an investigation of compulsory care.
    TvangsvardsutredningSammanstalld(lvm) = "tvangsvardsutredning.sammanstalld" in Arende, "Utredning om tvångsvård sammanställd";
    /// Immediate custody was decided.
    OmhandertagandeBeslutat(lvm) = "omhandertagande.beslutat" in Arende, "Omedelbart omhändertagande beslutat";
    /// The custody was executed.
    OmhandertagandeVerkstallt(lvm) = "omhandertagande.verkstallt" in Arende, "Omhändertagande verkställt";
    /// The custody was submitted to the court.
    OmhandertagandeUnderstallt(lvm) = "omhandertagande.understallt" in Arende, "Omhändertagande underställt domstolen";
    /// The person was told of the file and of the rights before the court.
    OmhandertagandeUpplyst(lvm) = "omhandertagande.upplyst" in Arende, "Upplyst om rätten inför domstolen";
    /// The court tested the custody.
    OmhandertagandeProvat(lvm) = "omhandertagande.provat" in Arende, "Omhändertagande prövat av domstolen";
    /// The custody was reported at a meeting of the board.
    OmhandertagandeAnmalt(lvm) = "omhandertagande.anmalt" in Arende, "Omhändertagande anmält till nämnden";
    /// The custody ended.
    OmhandertagandeUpphort(lvm) = "omhandertagande.upphort" in Arende, "Omhändertagande upphört";
    /// The court prolonged its own time.
    FristForlangd(lvm) = "frist.forlangd" in Arende, "Domstolen har förlängt tiden";
    /// An application for compulsory care came in to the court.
    TvangsvardAnsokt(lvm) = "tvangsvard.ansokt" in Arende, "Ansökan om tvångsvård inlämnad";
    /// Statens institutionsstyrelse was asked for a place.
    VardplatsBegard(tvangsvard) = "vardplats.begard" in Arende, "Plats i LVM-hem begärd";
    /// A place was given.
    VardplatsAnvisad(tvangsvard) = "vardplats.anvisad" in Arende, "Plats i LVM-hem anvisad";
    /// Help was asked of the police or the prison service.
    HandrackningBegard(tvangsvard) = "handrackning.begard" in Arende, "Hjälp av polisen begärd";
    /// The court decided on compulsory care.
    TvangsvardsdomInkommen(tvangsvard) = "tvangsvardsdom.inkommen" in Arende, "Dom om tvångsvård";
    /// The ruling gained legal force.
    TvangsvardsdomLagakraft(tvangsvard) = "tvangsvardsdom.laga_kraft" in Arende, "Domen om tvångsvård har vunnit laga kraft";
    /// Compulsory care began.
    TvangsvardPaborjad(tvangsvard) = "tvangsvard.paborjad" in Arende, "Tvångsvård påbörjad";
    /// Time that is not counted as care began.
    TvangsvardAvbruten(tvangsvard) = "tvangsvard.avbruten" in Arende, "Vårdtiden står still";
    /// The time is counted again.
    TvangsvardAterupptagen(tvangsvard) = "tvangsvard.aterupptagen" in Arende, "Vårdtiden löper igen";
    /// A plan for care in another form was drawn up.
    VardformPlanerad(tvangsvard) = "vardform.planerad" in Arende, "Vård i annan form planerad";
    /// Care in another form began.
    VardformPaborjad(tvangsvard) = "vardform.paborjad" in Arende, "Vård i annan form påbörjad";
    /// The person was fetched back to the home.
    VardformAvslutad(tvangsvard) = "vardform.avslutad" in Arende, "Vård i annan form avslutad";
    /// What comes after compulsory care was planned.
    EftervardPlanerad(tvangsvard) = "eftervard.planerad" in Arende, "Tiden efter tvångsvården planerad";
    /// Compulsory care ended.
    TvangsvardUpphord(tvangsvard) = "tvangsvard.upphord" in Arende, "Tvångsvård upphörd";

    /// An assignment reached a provider: the first event of its stream.
    UppdragBestallt(uppdrag) = "uppdrag.bestallt" in Uppdrag, "Uppdrag beställt";
    /// The decision behind the assignment was changed or ended.
    UppdragAndrat(uppdrag) = "uppdrag.andrat" in Uppdrag, "Uppdraget ändrat";
    /// The provider's manager accepted the assignment.
    UppdragMottaget(uppdrag) = "uppdrag.mottaget" in Uppdrag, "Uppdrag mottaget";
    /// The provider's manager returned the assignment with a reason.
    UppdragAterlamnat(uppdrag) = "uppdrag.aterlamnat" in Uppdrag, "Uppdrag återlämnat";
    /// Who of the provider's staff works with the person.
    PersonalgruppAngiven(uppdrag) = "personalgrupp.angiven" in Uppdrag, "Vilka som arbetar med personen";
    /// A therapist was named.
    BehandlareUtsedd(uppdrag) = "behandlare.utsedd" in Uppdrag, "Behandlare utsedd";
    /// A therapist no longer takes part; reach ends that day.
    BehandlareAvslutad(uppdrag) = "behandlare.avslutad" in Uppdrag, "Behandlare avslutad";
    /// The care plan was sent to the therapists, or sent anew when needs have changed.
    VardplanSkickad(samarbete) = "vardplan.skickad" in Uppdrag, "Vårdplan skickad";
    /// A therapist has read the care plan.
    VardplanLast(samarbete) = "vardplan.last" in Uppdrag, "Vårdplan läst";
    /// Caseworker or therapist asked the other something.
    FragaStalld(samarbete) = "fraga.stalld" in Uppdrag, "Fråga ställd";
    /// The question was answered.
    FragaBesvarad(samarbete) = "fraga.besvarad" in Uppdrag, "Fråga besvarad";
    /// A meeting took place.
    MoteHallet(uppdrag) = "mote.hallet" in Uppdrag, "Möte hållet";
    /// A time was booked for a meeting.
    MoteBokat(mote) = "mote.bokat" in Arende | Uppdrag, "Möte bokat";
    /// The person said that the time suits, or got to know of it.
    MoteBekraftat(mote) = "mote.bekraftat" in Arende | Uppdrag, "Bokat möte bekräftat";
    /// The meeting was called off.
    MoteAvbokat(mote) = "mote.avbokat" in Arende | Uppdrag, "Möte avbokat";
    /// The person did not come.
    MoteUteblivet(mote) = "mote.uteblivet" in Arende | Uppdrag, "Personen kom inte";
    /// The meeting was held, as another event of the same act tells.
    MoteGenomfort(mote) = "mote.genomfort" in Arende | Uppdrag, "Bokat möte genomfört";
    /// The insats began for the person: this is what executing the decision means (SoL 34:1).
    InsatsPaborjad(uppdrag) = "insats.paborjad" in Uppdrag, "Insats påbörjad";
    /// The implementation plan was drawn up or revised.
    GenomforandeplanUpprattad(uppdrag) = "genomforandeplan.upprattad" in Uppdrag, "Genomförandeplan upprättad";
    /// A note in the provider's journal.
    GenomforandeanteckningSkriven(uppdrag) = "genomforandeanteckning.skriven" in Uppdrag, "Genomförandeanteckning";
    /// A follow-up was made together with the person.
    UppfoljningGjord(uppdrag) = "uppfoljning.gjord" in Uppdrag, "Uppföljning gjord";
    /// The closing talk was held.
    AvslutningssamtalHallet(uppdrag) = "avslutningssamtal.hallet" in Uppdrag, "Avslutningssamtal hållet";
    /// The insats ended.
    InsatsAvslutad(uppdrag) = "insats.avslutad" in Uppdrag, "Insats avslutad";
    /// A private provider handed its file over to the board.
    UppdragsaktOverlamnad(uppdragsakt) = "uppdragsakt.overlamnad" in Uppdrag, "Utförarens akt överlämnad till nämnden";
    /// A private provider's file was erased.
    UppdragsaktGallrad(uppdragsakt) = "uppdragsakt.gallrad" in Arende, "Utförarens akt gallrad";

    /// A document came in.
    HandlingRegistrerad(handling) = "handling.registrerad" in Arende | Uppdrag, "Inkommen handling";
    /// A document one has drawn up oneself was put on file.
    HandlingBifogad(handling) = "handling.bifogad" in Arende | Uppdrag, "Egen handling";
    /// Another authority or person was asked for something.
    UppgiftBegard(handling) = "uppgift.begard" in Arende, "Uppgift begärd";
    /// What matters for the outcome came in from somebody.
    UppgiftInkommen(handling) = "uppgift.inkommen" in Arende, "Uppgift inkommen";
    /// A request was taken back.
    UppgiftAtertagen(handling) = "uppgift.atertagen" in Arende, "Begäran återtagen";

    /// Whether something may be disclosed was assessed.
    UtlamnandeProvat(utlamnande) = "utlamnande.provat" in Arende, "Sekretessprövning";
    /// A copy left the file.
    UtlamnandeGjort(utlamnande) = "utlamnande.gjort" in Arende, "Handlingar utlämnade";
    /// It was decided not to disclose something.
    UtlamnandeNekat(utlamnande) = "utlamnande.nekat" in Arende, "Beslut att inte lämna ut";
    /// Whoever asked has got that decision.
    UtlamnandebeslutDelgivet(utlamnande) = "utlamnandebeslut.delgivet" in Arende, "Beslut att inte lämna ut delgivet";
    /// That decision was appealed.
    UtlamnandebeslutOverklagat(utlamnande) = "utlamnandebeslut.overklagat" in Arende, "Beslut att inte lämna ut överklagat";
    /// A letter waits to be printed and posted.
    UtskickKoat(utskick) = "utskick.koat" in Arende, "Brev lagt till utskrift";
    /// A letter was posted.
    UtskickPostat(utskick) = "utskick.postat" in Arende, "Brev postat";
    /// A letter that waited will not be posted.
    UtskickAvfort(utskick) = "utskick.avfort" in Arende, "Brev ska inte postas";
    /// A matter was opened in a register.
    VerksamhetsarendeOppnat(verksamhet) = "verksamhetsarende.oppnat" in Verksamhet, "Ärende i ett register öppnat";
    /// Somebody was named to handle the matter.
    VerksamhetsarendeFordelat(verksamhet) = "verksamhetsarende.fordelat" in Verksamhet, "Utredare utsedd";
    /// The matter was closed.
    VerksamhetsarendeAvslutat(verksamhet) = "verksamhetsarende.avslutat" in Verksamhet, "Ärendet i registret avslutat";

    /// A step that only a routine knows was done.
    StegUtfort(routine) = "steg.utfort" in Arende | Uppdrag | Enhet | Verksamhet, "Steg utfört";

    /// Somebody is on duty for a unit.
    JourInlagd(jour) = "jour.inlagd" in Organisation, "Jour inlagd";

    /// So many came to a service without an assessment of needs, or were met there; names nobody.
    TillfalleRaknat(rakning) = "tillfalle.raknat" in Enhet, "Räknat";
}

#[cfg(test)]
mod tests {
    use super::Fact;

    #[test]
    fn stored_names_never_change() {
        let names: Vec<&str> = Fact::NAMES.iter().map(|(name, _)| *name).collect();
        insta::assert_snapshot!(names.chunks(3).map(|three| three.join(" ")).collect::<Vec<_>>().join("\n"), @r"
        enhet.registrerad anvandare.registrerad roll.tilldelad
        roll.avslutad franvaro.registrerad driftform.angiven
        rutin.beslutad person.registrerad identitet.faststalld
        kontaktvag.angiven rapportnummer.satt barn.antecknat
        skydd.registrerat skydd.upphort sparr.registrerad
        sparr.havd omsesidig_sparr.registrerad omsesidig_sparr.havd
        namnuppgift.utelamnad nodoppning.gjord nodoppning.granskad
        granskning.signerad nodparm.framstalld nodparm.utlamnad
        nodparm.forstord gallring.foreslagen gallring.genomford
        gallring.avbojd arkiv.forberett arkiv.overlamnat
        arkiv.avbrutet dodsfall.registrerat arende.oppnat
        ansokan.inkommen anmalan.inkommen anmalare.uppgiven
        forhandsbedomning.gjord fullmakt.registrerad fullmakt.aterkallad
        ansokan.aterkallad skyddsfragor.stallda handlaggare.utsedd
        handlaggarbyte.meddelat invandning.antecknad journalanteckning.skriven
        avsteg.motiverat anteckning.flyttad handelse.aterkallad
        arende.avslutat utredning.inledd bedomningsinstrument.anvant
        utredning.sammanstalld kommunicering.skickad kommunicering.undantagen
        yttrande.inkommet beslut.fattat beslut.underrattat
        beslut.foreslaget beslut.aterlamnat delgivning.upplyst
        delgivning.skickad kontrollmeddelande.skickat delgivning.skedd
        overklagande.inkommet overklagande.provat overklagande.overlamnat
        overklagande.aterkallat dom.inkommen beslut.rattat
        beslut.omprovat delegationsbeslut.anmalt protokoll.fort
        protokoll.justerat protokoll.anslaget erbjudande.lamnat
        erbjudande.besvarat drojsmal.antecknat verkstallighet.delvis
        beslut.verkstallt verkstallighet.avbruten verkstallighet.aterupptagen
        verkstallighet.upphort ivo.rapporterat ivo.verkstallt
        bestallning.skickad lakarundersokning.provad lakarintyg.inkommet
        tvangsvardsutredning.sammanstalld omhandertagande.beslutat omhandertagande.verkstallt
        omhandertagande.understallt omhandertagande.upplyst omhandertagande.provat
        omhandertagande.anmalt omhandertagande.upphort frist.forlangd
        tvangsvard.ansokt vardplats.begard vardplats.anvisad
        handrackning.begard tvangsvardsdom.inkommen tvangsvardsdom.laga_kraft
        tvangsvard.paborjad tvangsvard.avbruten tvangsvard.aterupptagen
        vardform.planerad vardform.paborjad vardform.avslutad
        eftervard.planerad tvangsvard.upphord uppdrag.bestallt
        uppdrag.andrat uppdrag.mottaget uppdrag.aterlamnat
        personalgrupp.angiven behandlare.utsedd behandlare.avslutad
        vardplan.skickad vardplan.last fraga.stalld
        fraga.besvarad mote.hallet mote.bokat
        mote.bekraftat mote.avbokat mote.uteblivet
        mote.genomfort insats.paborjad genomforandeplan.upprattad
        genomforandeanteckning.skriven uppfoljning.gjord avslutningssamtal.hallet
        insats.avslutad uppdragsakt.overlamnad uppdragsakt.gallrad
        handling.registrerad handling.bifogad uppgift.begard
        uppgift.inkommen uppgift.atertagen utlamnande.provat
        utlamnande.gjort utlamnande.nekat utlamnandebeslut.delgivet
        utlamnandebeslut.overklagat utskick.koat utskick.postat
        utskick.avfort verksamhetsarende.oppnat verksamhetsarende.fordelat
        verksamhetsarende.avslutat steg.utfort jour.inlagd
        tillfalle.raknat
        ");
    }
}
