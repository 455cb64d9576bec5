//! What has happened before somebody sits down: one case, carried as far as a walk needs it.

use crate::steps::{GOAL, PERSON, SECRET};
use stadga_testkit::Municipality;

/// When, who, what, with which fields.
type Step<'a> = (&'a str, &'a str, &'a str, &'a [(&'a str, &'a str)]);

const STEPS: &[Step<'_>] = &[
    (
        "2026-10-05T09:10",
        "amina",
        "ansokan.registrera",
        &[
            ("namn", PERSON),
            ("nummer", "19950101-2380"),
            ("kanal", "telefon"),
            ("galler", "Hjälp att sluta dricka"),
            ("enhet", "vuxen"),
            ("handlaggare", "sara"),
        ],
    ),
    (
        "2026-10-20T10:00",
        "sara",
        "instrument.registrera",
        &[("instrument", "asi"), ("utfall", "genomfort"), ("sammanfattning", "Behov av stöd kring alkohol.")],
    ),
    (
        "2026-11-10T10:00",
        "sara",
        "utredning.sammanstall",
        &[
            ("delaktighet", "Vi har träffats tre gånger. Per vill ha samtal."),
            ("behov", SECRET),
            ("bedomning", "Behovet kan inte tillgodoses på annat sätt."),
            ("mal", GOAL),
            ("forslag", "oppenvard"),
        ],
    ),
    (
        "2026-11-11T10:00",
        "sara",
        "kommunicering.skicka",
        &[
            ("svar_senast", "2026-11-18"),
            ("kanal", "brev"),
            ("underlag", "Utredning 2026-11-10"),
            ("andra_personer_genomgangna", "ja"),
        ],
    ),
    (
        "2026-11-25T10:00",
        "sara",
        "beslut.fatta",
        &[
            ("utfall", "bifall"),
            ("insats", "oppenvard"),
            ("omfattning", "En gång i veckan"),
            ("fran", "2026-11-30"),
            ("till", "2027-03-31"),
            ("mal", GOAL),
            ("skal", "Utredningen visar att behovet finns."),
        ],
    ),
    ("2026-11-25T14:00", "sara", "beslut.underratta", &[("kanal", "telefon")]),
    (
        "2026-11-26T09:00",
        "sara",
        "bestallning.skicka",
        &[("utforare", "oppenvarden"), ("dela_mal", "ja"), ("dela_omfattning", "ja")],
    ),
];

/// A municipality where everything up to and with `last` has been done.
pub fn lived(last: &str) -> Municipality {
    let town = Municipality::found("2026-10-05T09:00");
    for (when, who, use_case, fields) in STEPS {
        town.set(when);
        town.execute(who, use_case, fields).unwrap_or_else(|why| panic!("{use_case}: {why:?}"));
        if *use_case == last {
            return town;
        }
    }
    panic!("no step is called {last}");
}
