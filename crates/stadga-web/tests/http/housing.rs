//! Housing: what a night indoors costs and who pays, for the ledger and for both heads; and the flats.

use crate::town::{Fields, PER, Town};
use stadga_core::Id;
use stadga_store::AuditKind;

fn done(town: &Town, who: &str, subject: Id, use_case: &str, fields: Fields<'_>) {
    let answer = town.act(who, use_case, Some(subject), fields);
    assert_eq!(answer.status, 303, "{use_case}: {}", answer.text());
}

/// A decision in Per's case, which nothing stands in the way of.
fn granted(town: &Town, case: Id, insats: &str, from: &str, to: &str) {
    let text = [
        ("delaktighet", "Per är här."),
        ("behov", "Har ingenstans att sova."),
        ("bedomning", "Behovet kan inte tillgodoses på annat sätt."),
        ("mal", "Tak över huvudet"),
        ("forslag", insats),
        ("vald", "nej"),
    ];
    done(town, "sara", case, "utredning.sammanstall", &text);
    let exempt = [("grund", "uppenbart_obehovligt"), ("skal", "Bifall helt enligt ansökan.")];
    done(town, "sara", case, "kommunicering.undanta", &exempt);
    let decision = [
        ("utfall", "bifall"),
        ("insats", insats),
        ("omfattning", "Nätter"),
        ("fran", from),
        ("till", to),
        ("mal", "Tak över huvudet"),
        ("skal", "Behovet finns."),
    ];
    done(town, "sara", case, "beslut.fatta", &decision);
}

fn paid(town: &Town, who: &str, case: Id, fields: Fields<'_>) {
    let fields = [&[("boende", "akutboende")], fields].concat();
    done(town, who, case, "steg.boende.kostnad", &fields);
}

// proves: S-45
#[test]
fn who_pays_for_a_night_indoors_is_listed_for_the_ledger_and_a_dispute_stands_with_both_heads() {
    let town = Town::between();
    let (case, _) = town.story("instrument.registrera");
    town.at("2026-11-24T09:00");
    granted(&town, case, "akutboende", "2026-11-24", "2026-12-03");
    paid(&town, "sara", case, &[("betalar", "ekonomiskt_bistand"), ("dygn", "450"), ("oenighet", "ja")]);

    // The days of the month, by who would pay; the number of the case and nobody's name.
    let list = |who: &str, query: &str| town.get(who, &format!("/kostnader{query}"));
    let page = list("nadja", "").text();
    for words in ["Enheten för ekonomiskt bistånd betalar", "7 dygn, 3150 kr", "SN 2026-00001", "Ni är inte överens"]
    {
        assert!(page.contains(words), "{words} in {page}");
    }
    assert!(!page.contains(PER), "{page}");
    assert!(list("nadja", "?fran=2026-12-01&till=2026-12-31").text().contains("3 dygn, 1350 kr"));
    // The other head does not reach the case, and has the dispute among what waits.
    let page = list("mona", "");
    assert!(page.text().contains("SN 2026-00001") && !page.body.contains(&case.to_string()), "{}", page.text());
    let waits = "Kom överens om vem som betalar: SN 2026-00001";
    assert!(town.get("mona", "/min-dag").text().contains(waits));
    assert!(town.get("nadja", "/min-dag").text().contains("Kom överens med den andra enhetens chef"));
    assert!(list("ulla", "").text().contains("Inget boende betalas i perioden."));
    assert_eq!((list("sara", "").status.as_u16(), list("omar", "").status.as_u16()), (404, 404));

    // What they agree on holds from the first night; what is agreed on later holds from then.
    town.at("2026-11-27T09:00");
    paid(&town, "nadja", case, &[("betalar", "vuxenenheten"), ("dygn", "450")]);
    assert!(!town.get("mona", "/min-dag").text().contains(waits));
    assert!(list("mona", "").text().contains("Inget boende betalas i perioden."));
    assert!(list("nadja", "").text().contains("Vuxenenheten betalar7 dygn, 3150 kr"));
    town.at("2026-11-30T09:00");
    paid(&town, "sara", case, &[("betalar", "ekonomiskt_bistand"), ("dygn", "500")]);
    let page = list("nadja", "").text();
    assert!(page.contains("6 dygn, 2700 kr") && page.contains("1 dygn, 500 kr"), "{page}");

    let mut table = String::new();
    let rows = town.audited(|| table = list("nadja", ".csv?fran=2026-11-01&till=2026-12-31").body);
    assert!(rows.iter().any(|row| row.row.kind == AuditKind::Export && row.row.subjects == [case]), "{rows:?}");
    let lines: Vec<&str> = table.lines().skip(1).collect();
    assert_eq!(
        lines,
        [
            "Enheten för ekonomiskt bistånd;SN 2026-00001;Akutboende;Vuxenenheten;2026-11-30;2026-12-03;4;500;2000;",
            "Vuxenenheten;SN 2026-00001;Akutboende;Vuxenenheten;2026-11-24;2026-11-29;6;450;2700;",
        ]
    );
    // Costs do not stand beside the person.
    assert!(!town.get("sara", &format!("/arenden/{case}")).text().contains("2700"));
}

#[test]
fn the_flats_say_who_lives_where_since_when_and_which_are_free() {
    let town = Town::between();
    let (case, _) = town.story("instrument.registrera");
    town.at("2026-11-24T09:00");
    granted(&town, case, "boendestod", "2026-11-24", "2027-05-31");
    done(&town, "sara", case, "beslut.underratta", &[("kanal", "telefon")]);
    let order = [("utforare", "bostod"), ("dela_mal", "ja"), ("dela_omfattning", "ja")];
    done(&town, "sara", case, "bestallning.skicka", &order);
    let assignment = town.app.newest_assignment(case).unwrap().unwrap();
    done(&town, "ulla", assignment, "uppdrag.ta_emot", &[("behandlare", "ali")]);
    for name in ["Björkgatan 4, 1204", "Ekgatan 2, 1001"] {
        let fields = [("beteckning", name), ("slag", "traning"), ("storlek", "1 rum")];
        let answer = town.act("ulla", "steg.lagenhet.registrera", None, &fields);
        assert_eq!(answer.status, 303, "{}", answer.text());
    }
    let flats = || town.get("ulla", "/lagenheter").text();
    assert!(flats().contains("2 lägenheter, 2 lediga."), "{}", flats());
    town.at("2026-11-25T09:00");
    let home = [("lagenhet", "björkgatan 4, 1204")];
    done(&town, "ali", assignment, "steg.lagenhet.inflyttning", &home);
    let page = flats();
    assert!(page.contains("2 lägenheter, 1 ledig.") && page.contains("Per Holm sedan 2026-11-25"), "{page}");
    assert!(page.find("Ekgatan").unwrap() < page.find("Björkgatan").unwrap(), "free ones first: {page}");
    // Whoever works with somebody there sees that home; another provider none; the authority has no such page.
    assert!(town.get("ali", "/lagenheter").text().contains("Per Holm sedan"));
    assert!(!town.get("robert", "/lagenheter").text().contains("Per Holm"));
    assert_eq!(town.get("nadja", "/lagenheter").status, 404);

    let mark = [("art", "sekretessmarkering"), ("kalla", "Folkbokföringen")];
    done(&town, "sara", case, "skydd.registrera", &mark);
    assert!(flats().contains("Upptagen sedan 2026-11-25") && !flats().contains(PER), "{}", flats());
    done(&town, "ali", assignment, "steg.lagenhet.utflyttning", &home);
    assert!(flats().contains("2 lägenheter, 2 lediga."), "{}", flats());
}
