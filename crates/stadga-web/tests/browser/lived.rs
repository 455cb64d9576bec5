//! The town whose pages are looked at.

use crate::steps::{GOAL, PERSON};
use stadga_core::Id;
use stadga_testkit::Municipality;

/// An investigation of compulsory care and a custody that runs, in the newest case.
fn taken_in_charge(town: &Municipality) {
    act(town, "2026-11-20T10:00", "sara", "lvm.inled", &[("skal", "Polisens anmälan.")]);
    let custody = [
        ("beslutat_av", "utskott"),
        ("sannolikt", "Dricker dagligen."),
        ("fara", "halsa"),
        ("faran", "Leverprov visar livsfara."),
    ];
    act(town, "2026-11-22T16:00", "sara", "omhandertagande.besluta", &custody);
}

/// What the pages are about.
pub struct Lived {
    pub treated: Id,
    pub running: Id,
    pub unanswered: Id,
    pub unordered: Id,
    pub decision: Id,
    pub investigated: Id,
    pub reported: Id,
    pub matter: Id,
    pub person: Id,
}

/// Three cases: in investigation, decided but not ordered, in treatment; one order not answered, a report, and a
/// matter in a register.
pub fn lived(town: &Municipality) -> Lived {
    let treated = opened(town, "2026-09-01T09:10", PERSON);
    decided(town);
    ordered(town);
    let running = town.assignment();
    treatment(town);
    opened(town, "2026-10-06T09:10", "Eva Lind");
    decided(town);
    ordered(town);
    let unanswered = town.assignment();
    let unordered = opened(town, "2026-10-13T09:10", "Ali Rezania");
    decided(town);
    let investigated = opened(town, "2026-11-16T09:10", "Maja Törnkvist");
    let note = [("rubrik", "Samtal"), ("text", "Vill komma på besök.")];
    act(town, "2026-11-17T10:00", "sara", "anteckning.skriv", &note);
    let decision = town.app().newest_decision(unordered).expect("the case is read").expect("it is decided");
    act(town, "2026-11-18T10:00", "sara", "barn.anteckna", &[("fornamn", "Alva"), ("boende", "hos")]);
    let mark = [("art", "sekretessmarkering"), ("kalla", "Folkbokföringen")];
    act(town, "2026-11-18T10:10", "sara", "skydd.registrera", &mark);
    taken_in_charge(town);
    let person = town.person();
    let reported = report(town);
    let misconduct = [("slag", "missforhallande"), ("vad", "En klient stod utan sin medicin i två dygn.")];
    act(town, "2026-11-20T16:00", "omar", "steg.lex-sarah.rapportera", &misconduct);
    let matter = town.case();
    let talk = [("verksamhet", "anhorigsamtal"), ("vad", "samtal"), ("val", "kanal:telefon")];
    act(town, "2026-11-20T16:10", "omar", "tillfalle.rakna", &talk);
    town.set("2026-11-23T08:00");
    Lived { treated, running, unanswered, unordered, decision, investigated, reported, matter, person }
}

fn act(town: &Municipality, at: &str, who: &str, use_case: &str, fields: &[(&str, &str)]) {
    town.set(at);
    town.execute(who, use_case, fields).unwrap_or_else(|why| panic!("{at} {who} {use_case}: {why:?}"));
}

fn report(town: &Municipality) -> Id {
    let fields = [
        ("slag", "oro"),
        ("kanal", "telefon"),
        ("innehall", "Hon har inte öppnat på en vecka."),
        ("anmalare", "Rut Berg"),
        ("akut", "ja"),
        ("enhet", "vuxen"),
    ];
    act(town, "2026-11-20T15:00", "amina", "anmalan.registrera", &fields);
    town.case()
}

fn opened(town: &Municipality, at: &str, name: &str) -> Id {
    let fields = [
        ("namn", name),
        ("kanal", "telefon"),
        ("galler", "Hjälp att sluta dricka"),
        ("enhet", "vuxen"),
        ("handlaggare", "sara"),
    ];
    act(town, at, "amina", "ansokan.registrera", &fields);
    town.case()
}

/// From investigation to decision within a week, by the exemption for what is granted in full.
fn decided(town: &Municipality) {
    let text = [
        ("delaktighet", "Vi har träffats två gånger."),
        ("behov", "Boende och ekonomi fungerar."),
        ("bedomning", "Behovet kan inte tillgodoses på annat sätt."),
        ("mal", GOAL),
        ("forslag", "oppenvard"),
    ];
    let decision = [
        ("utfall", "bifall"),
        ("insats", "oppenvard"),
        ("omfattning", "En gång i veckan"),
        ("fran", "2026-10-20"),
        ("till", "2027-02-26"),
        ("mal", GOAL),
        ("skal", "Behovet kan inte tillgodoses på annat sätt."),
    ];
    let interview =
        [("instrument", "asi"), ("utfall", "genomfort"), ("sammanfattning", "Behov av stöd kring alkohol.")];
    let exempt = [("grund", "uppenbart_obehovligt"), ("skal", "Personen beviljas det som ansökan gäller.")];
    town.execute("sara", "instrument.registrera", &interview).expect("an interview is recorded");
    town.execute("sara", "utredning.sammanstall", &text).expect("an investigation is put together");
    town.execute("sara", "kommunicering.undanta", &exempt).expect("an exemption is made");
    town.execute("sara", "beslut.fatta", &decision).expect("a decision is made");
}

fn ordered(town: &Municipality) {
    let order = [("utforare", "oppenvarden"), ("dela_mal", "ja"), ("dela_omfattning", "ja")];
    town.execute("sara", "bestallning.skicka", &order).expect("an order is sent");
}

fn treatment(town: &Municipality) {
    let met = [
        ("art", "inledande"),
        ("deltagare", PERSON),
        ("sammanfattning", "Vi gick igenom målen."),
        ("insatsen_paborjas", "ja"),
    ];
    let plan = [
        ("egna_ord", "Jag vill orka jobba igen."),
        ("mal", GOAL),
        ("arbetssatt", "Samtal."),
        ("godkannande", "godkand"),
    ];
    act(town, "2026-09-03T09:00", "robert", "uppdrag.ta_emot", &[("behandlare", "omar")]);
    act(town, "2026-09-07T10:00", "omar", "mote.registrera", &met);
    let booked =
        [("art", "samtal"), ("dag", "2026-11-23"), ("klockan", "07.00"), ("plats", "Rum 4"), ("kallelse", "brev")];
    act(town, "2026-09-07T11:00", "omar", "mote.boka", &booked);
    act(town, "2026-09-21T10:00", "omar", "genomforandeplan.uppratta", &plan);
    act(
        town,
        "2026-10-05T10:00",
        "omar",
        "genomforandeanteckning.skriv",
        &[("text", "Per har arbetstränat."), ("mal", GOAL)],
    );
}
