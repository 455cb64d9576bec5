//! Fourteen days later: what was handed to another unit and nobody answered stands on a manager's list.

use crate::town::{Fields, Town};
use stadga_core::Id;

/// Who hands something over, by which use case, and the manager whose list it must reach by which rule.
struct HandOver {
    what: &'static str,
    /// What has to be there before: by whom, which use case, with what.
    before: &'static [(&'static str, &'static str, Fields<'static>)],
    act: (&'static str, &'static str, Fields<'static>),
    reaches: &'static [(&'static str, &'static str)],
}

const WITH_INCOME: (&str, &str, Fields<'static>) =
    ("sara", "steg.gemensamt", &[("enheter", "ekonomiskt_bistand"), ("kontakt", "Mona Falk")]);
const MAY_ASK: (&str, &str, Fields<'static>) =
    ("sara", "steg.samtycke", &[("till", "psykiatrin"), ("vad", "Boendet.")]);

/// A decision about support at home, as far as to the order.
const GRANTED: &[(&str, &str, Fields<'static>)] = &[
    ("sara", "instrument.registrera", &[("instrument", "asi"), ("utfall", "genomfort"), ("sammanfattning", "Gjord.")]),
    (
        "sara",
        "utredning.sammanstall",
        &[
            ("delaktighet", "Vi har träffats."),
            ("behov", "Öppnar inte posten."),
            ("bedomning", "Behovet kan inte tillgodoses på annat sätt."),
            ("mal", "Bo kvar"),
            ("forslag", "boendestod"),
            ("vald", "nej"),
        ],
    ),
    ("sara", "kommunicering.undanta", &[("grund", "uppenbart_obehovligt"), ("skal", "Bifall helt enligt ansökan.")]),
    (
        "sara",
        "beslut.fatta",
        &[
            ("utfall", "bifall"),
            ("insats", "boendestod"),
            ("omfattning", "Två gånger i veckan"),
            ("fran", "2026-11-16"),
            ("till", "2027-05-31"),
            ("mal", "Bo kvar"),
            ("skal", "Behovet finns."),
        ],
    ),
    ("sara", "beslut.underratta", &[("kanal", "telefon")]),
];

/// The same, ordered and received, so that both sides can report.
const ORDERED: &[(&str, &str, Fields<'static>)] = &[
    GRANTED[0],
    GRANTED[1],
    GRANTED[2],
    GRANTED[3],
    GRANTED[4],
    ("sara", "bestallning.skicka", &[("utforare", "bostod"), ("dela_mal", "ja"), ("dela_omfattning", "ja")]),
    ("ulla", "uppdrag.ta_emot", &[("behandlare", "ali")]),
];

const HAND_OVERS: &[HandOver] = &[
    HandOver {
        what: "an order",
        before: GRANTED,
        act: ("sara", "bestallning.skicka", &[("utforare", "bostod"), ("dela_mal", "ja"), ("dela_omfattning", "ja")]),
        reaches: &[("ulla", "ekvalla:uppdrag.ta-emot"), ("nadja", "ekvalla:uppdrag.ta-emot")],
    },
    HandOver {
        what: "a referral to the conference",
        before: &[],
        act: (
            "sara",
            "steg.remiss.skriv",
            &[("till", "bostod"), ("fraga", "Stöd."), ("vag", "konferens"), ("konferens", "2026-11-20")],
        ),
        reaches: &[("nadja", "stockholm-samverkan:remiss.konferens")],
    },
    HandOver {
        what: "a referral that was handed out",
        before: &[(
            "sara",
            "steg.remiss.skriv",
            &[("till", "bostod"), ("fraga", "Stöd."), ("vag", "konferens"), ("konferens", "2026-11-20")],
        )],
        act: (
            "nadja",
            "steg.remiss.utdelad",
            &[("till", "bostod"), ("utfall", "utdelad"), ("roll", "enhetschef"), ("namn", "Ulla Dahl")],
        ),
        reaches: &[("nadja", "stockholm-samverkan:remiss.bevaka")],
    },
    HandOver {
        what: "a referral that could not wait",
        before: &[],
        act: (
            "sara",
            "steg.remiss.skriv",
            &[
                ("till", "ekonomiskt_bistand"),
                ("fraga", "Mat i helgen."),
                ("vag", "direkt"),
                ("bradskar", "hemlos"),
                ("godkand_av", "Nadja Blom"),
            ],
        ),
        reaches: &[("nadja", "stockholm-samverkan:remiss.direkt")],
    },
    HandOver {
        what: "a notice from a landlord",
        before: &[],
        act: (
            "sara",
            "steg.hyresvard.uppsagning",
            &[("hyresvard", "Ekvallahem"), ("anledning", "hyra"), ("inkom", "2026-11-16")],
        ),
        reaches: &[("nadja", "lag:vrakning.ta-stallning"), ("nadja", "taby-vuxna:vrakning.kontakta")],
    },
    HandOver {
        what: "what other units must be told",
        before: &[WITH_INCOME],
        act: ("sara", "steg.viktig-handelse", &[("art", "andrad"), ("beskrivning", "Har fått arbete.")]),
        reaches: &[("nadja", "stockholm-samverkan:handelse.beratta")],
    },
    HandOver {
        what: "a report from another unit",
        before: &[],
        act: (
            "sara",
            "steg.rapport.fran-enhet",
            &[("enhet", "ekonomiskt_bistand"), ("vad", "Biståndet är beviljat till mars.")],
        ),
        reaches: &[("nadja", "stockholm-samverkan:rapport.ta-stallning")],
    },
    HandOver {
        what: "a report from the provider",
        before: ORDERED,
        act: ("ali", "steg.rapport.till-handlaggaren", &[("art", "avbruten"), ("beskrivning", "Öppnar inte.")]),
        reaches: &[("nadja", "stockholm-samverkan:rapport.las")],
    },
    HandOver {
        what: "a report to the provider",
        before: ORDERED,
        act: ("sara", "steg.rapport.till-boendestodet", &[("art", "andrad"), ("beskrivning", "Vill ha andra tider.")]),
        reaches: &[("ulla", "stockholm-samverkan:rapport.las-boendestod")],
    },
    HandOver {
        what: "rent that is not paid",
        before: ORDERED,
        act: ("ali", "steg.hyra.obetald", &[("kalla", "klienten"), ("period", "November")]),
        reaches: &[("ulla", "stockholm-samverkan:hyra.meddela"), ("nadja", "stockholm-samverkan:hyra.meddela")],
    },
    HandOver {
        what: "what income support asks for",
        before: &[],
        act: ("sara", "steg.underlag.efterfragat", &[("av", "Mona Falk"), ("senast", "2026-11-20")]),
        reaches: &[("nadja", "stockholm-samverkan:underlag.lamna")],
    },
    HandOver {
        what: "a common case without its first meeting",
        before: &[],
        act: WITH_INCOME,
        reaches: &[("nadja", "stockholm-samverkan:flerpartsmote.forsta")],
    },
    HandOver {
        what: "an invitation to a joint meeting",
        before: &[MAY_ASK],
        act: (
            "sara",
            "steg.samverkansmote.kallelse",
            &[("med", "psykiatrin"), ("behov", "Ingen vet vem."), ("dag", "2026-11-20")],
        ),
        reaches: &[("nadja", "stockholm-samverkan:samverkansmote.hall")],
    },
    HandOver {
        what: "an invitation to plan with the region",
        before: &[("sara", "steg.sip.samtycke", &[("aktorer", "psykiatrin")])],
        act: ("sara", "steg.sip.kallelse", &[("aktorer", "psykiatrin"), ("dag", "2026-11-20")]),
        reaches: &[("nadja", "lag:sip.hall")],
    },
    HandOver {
        what: "the region's own invitation",
        before: &[],
        act: (
            "sara",
            "steg.sip.behov",
            &[("initiativ", "regionen"), ("socialtjansten", "Boende."), ("varden", "Medicin."), ("bedomning", "ja")],
        ),
        reaches: &[("nadja", "lag:sip.svara-regionen")],
    },
    HandOver {
        what: "units that do not agree who pays",
        before: &[],
        act: (
            "sara",
            "steg.boende.kostnad",
            &[("boende", "akutboende"), ("betalar", "ekonomiskt_bistand"), ("dygn", "450"), ("oenighet", "ja")],
        ),
        reaches: &[("nadja", "stockholm-samverkan:boende.kom-overens")],
    },
];

#[test]
fn fourteen_days_later_every_hand_over_that_nobody_answered_has_reached_a_manager() {
    let town = Town::between();
    let cases: Vec<Id> = HAND_OVERS.iter().map(|one| handed_over(&town, one)).collect();
    town.at("2026-12-01T08:00");
    let mut missing = Vec::new();
    for who in ["nadja", "ulla"] {
        let day = town.app.my_whole_day(&town.app.ctx(town.id(who)).unwrap()).unwrap();
        for (one, case) in HAND_OVERS.iter().zip(&cases) {
            let rules = one.reaches.iter().filter(|(manager, _)| *manager == who).map(|(_, rule)| *rule);
            let stands = |rule: &str| {
                day.items.iter().any(|item| item.case == *case && item.rule == rule && item.on_list.is_some())
            };
            missing.extend(rules.filter(|rule| !stands(rule)).map(|rule| format!("{}: {who} {rule}", one.what)));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

/// A case of its own in the middle of November, with the one thing that is handed over.
fn handed_over(town: &Town, one: &HandOver) -> Id {
    town.at("2026-11-16T09:00");
    let fields: Fields<'_> =
        &[("namn", one.what), ("kanal", "telefon"), ("galler", "Stöd"), ("enhet", "vuxen"), ("handlaggare", "sara")];
    let answer = town.act("amina", "ansokan.registrera", None, fields);
    let case: Id = answer.location().split("arende=").nth(1).unwrap().parse().unwrap();
    for (who, use_case, fields) in one.before.iter().chain([&one.act]) {
        town.at("2026-11-17T09:00");
        let assignment = town.app.newest_assignment(case).unwrap();
        let role = town.app.ctx(town.id(who)).unwrap().actor.post.role;
        let subject = stadga_app::cases::find(use_case).unwrap().access.subject(role, Some(case), assignment);
        let answer = town.act(who, use_case, subject, fields);
        assert_eq!(answer.status, 303, "{}: {use_case}: {}", one.what, answer.text());
    }
    case
}

/// Who does what in a plan with the region, and how many of those who need one have one that holds.
#[test]
fn a_plan_says_who_does_what_and_counts_until_it_ends() {
    let town = Town::between();
    let (first, _) = town.story("instrument.registrera");
    let second = handed_over(&town, &HAND_OVERS[1]);
    town.at("2026-11-20T09:00");
    let done = |case: Id, use_case: &str, fields: Fields<'_>| {
        let answer = town.act("sara", use_case, Some(case), fields);
        assert_eq!(answer.status, 303, "{use_case}: {}", answer.text());
    };
    let need = [("initiativ", "kommunen"), ("socialtjansten", "Boende."), ("varden", "Medicin."), ("bedomning", "ja")];
    done(first, "steg.sip.behov", &need);
    done(second, "steg.sip.behov", &need);
    done(first, "steg.sip.samtycke", &[("aktorer", "psykiatrin")]);
    let plan = [
        ("egen_syn", "Jag vill ha en att ringa."),
        ("insatser", "Stöd hemma och medicin."),
        ("kommunen", "Stöd hemma\nHjälp med hyran"),
        ("regionen", "Medicin"),
        ("inga_andra", "ja"),
        ("ansvarig", "kommunen"),
        ("kontakt", "Sara Lindqvist"),
        ("foljs_upp", "2027-01-15"),
        ("slutdatum", "2027-05-31"),
    ];
    done(first, "steg.sip.plan", &plan);
    let page = town.get("sara", &format!("/arenden/{first}/gemensam-plan")).text();
    for words in ["Planen gäller.", "Hjälp med hyranGör–", "Medicin–Gör", "Jag vill ha en att ringa."] {
        assert!(page.contains(words), "{words} in {page}");
    }
    assert_eq!(town.get("jonas", &format!("/arenden/{first}/gemensam-plan")).status, 404);
    assert_eq!(town.get("sara", &format!("/arenden/{second}/gemensam-plan")).status, 404);
    let share = || town.get("nadja", "/enhet/gemensamma-planer").text();
    assert!(share().contains("1 av 2 har en, 50 procent") && !share().contains("Per Holm"), "{}", share());
    assert_eq!(town.get("sara", "/enhet/gemensamma-planer").status, 404);
    // A need that is taken back needs nothing; a plan that is ended, or has run out, holds no longer.
    done(second, "steg.sip.behov", &[("initiativ", "kommunen"), ("bedomning", "nej"), ("skal", "Läkaren räcker.")]);
    assert!(share().contains("1 av 1 har en, 100 procent"), "{}", share());
    town.at("2027-06-01T09:00");
    assert!(share().contains("0 av 1 har en, 0 procent"), "{}", share());
}
