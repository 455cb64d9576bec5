//! What each role meets beside the long walk: the head who decides what was handed over, and who may not look.

use crate::serve;
use crate::steps::{PERSON, Stage};
use stadga_testkit::{Municipality, Seen, in_browser};

/// When, who, what, with which fields.
type Step<'a> = (&'a str, &'a str, &'a str, &'a [(&'a str, &'a str)]);

/// A case where residential care is proposed, which a caseworker may not decide; the time to answer is over.
fn proposed() -> Municipality {
    let town = Municipality::found("2026-10-05T09:00");
    let steps: &[Step<'_>] = &[
        (
            "2026-10-05T09:10",
            "amina",
            "ansokan.registrera",
            &[("namn", PERSON), ("kanal", "telefon"), ("galler", "Hjälp"), ("enhet", "vuxen"), ("handlaggare", "sara")],
        ),
        (
            "2026-10-20T10:00",
            "sara",
            "instrument.registrera",
            &[("instrument", "asi"), ("utfall", "genomfort"), ("sammanfattning", "Behov av stöd kring alkohol.")],
        ),
        ("2026-11-02T10:00", "sara", "steg.net_plan", &[("niva", "hvb"), ("omfattning", "Tre månader")]),
        (
            "2026-11-03T10:00",
            "nadja",
            "steg.oppenvard.undantag",
            &[("godkant", "ja"), ("skal", "Öppenvård är prövad hos regionen.")],
        ),
        ("2026-11-04T10:00", "sara", "steg.boende.val", &[("sort", "hvb"), ("boende", "Ekgården"), ("avtal", "avtal")]),
        (
            "2026-11-10T10:00",
            "sara",
            "utredning.sammanstall",
            &[
                ("delaktighet", "Möten."),
                ("behov", "Behoven är stora."),
                ("bedomning", "Behovet kräver heldygnsvård."),
                ("mal", "Sluta dricka"),
                ("forslag", "hvb"),
            ],
        ),
        (
            "2026-11-11T10:00",
            "sara",
            "kommunicering.skicka",
            &[
                ("svar_senast", "2026-11-18"),
                ("kanal", "brev"),
                ("underlag", "Utredning"),
                ("andra_personer_genomgangna", "ja"),
            ],
        ),
    ];
    for (when, who, use_case, fields) in steps {
        town.set(when);
        town.execute(who, use_case, fields).unwrap_or_else(|why| panic!("{use_case}: {why:?}"));
    }
    town
}

#[test]
fn the_head_of_the_unit_decides_what_the_caseworker_hands_over() {
    let municipality = proposed();
    let case = municipality.case();
    in_browser(&serve(&municipality), async |page| {
        let stage = Stage { browser: &page, municipality: &municipality };
        stage.at("2026-11-25T10:00", "Sara Lindqvist").await?;
        page.go(&format!("/arenden/{case}/beslut.fatta")).await?;
        fill(&stage).await?;
        page.press("Fatta beslut").await?;
        page.sees("Du får inte fatta det här beslutet").await?;
        page.go(&format!("/arenden/{case}/beslut.lamna")).await?;
        fill(&stage).await?;
        page.press("Lämna till beslut").await?;
        page.sees("Sparat. ").await?;
        page.picture("lamnat").await?;
        stage.at("2026-11-26T09:00", "Nadja Blom").await?;
        page.go("/beslut/att-fatta").await?;
        page.sees(PERSON).await?;
        page.picture("att-fatta").await?;
        page.go(&format!("/arenden/{case}/beslut.fatta")).await?;
        if page.value("Omfattning").await? != "Dygnet runt" {
            return Err(String::from("what was handed over must be written again"));
        }
        page.press("Fatta beslut").await?;
        page.sees("Sparat. Fatta beslut").await?;
        page.go("/beslut/att-fatta").await?;
        page.gone(PERSON).await
    });
}

async fn fill(stage: &Stage<'_>) -> Seen {
    let page = stage.browser;
    page.tick("Bifall").await?;
    page.fill("Omfattning", "Dygnet runt").await?;
    page.fill("Gäller från och med", "2026-11-30").await?;
    page.fill("Gäller till och med", "2027-02-26").await
}

#[test]
fn a_page_that_is_not_ones_own_looks_like_one_that_does_not_exist() {
    let municipality = proposed();
    let case = municipality.case();
    in_browser(&serve(&municipality), async |page| {
        for who in ["Omar Farah", "Robert Nyström"] {
            page.become_user(who).await?;
            page.go("/arenden/zzzzzzzzzzzzzzzz").await?;
            page.sees("Sidan finns inte").await?;
            let nowhere = page.text().await?;
            for path in ["", "/beslut.fatta", "/anteckning.skriv", "/beslut.lamna"] {
                page.go(&format!("/arenden/{case}{path}")).await?;
                if page.text().await? != nowhere {
                    return Err(format!("{who} sees that {path} is there:\n{}", page.text().await?));
                }
            }
        }
        Ok(())
    });
}

#[test]
fn two_who_write_in_the_same_case_both_land() {
    let municipality = proposed();
    let case = municipality.case();
    in_browser(&serve(&municipality), async |page| {
        let stage = Stage { browser: &page, municipality: &municipality };
        stage.at("2026-11-25T10:00", "Sara Lindqvist").await?;
        page.go(&format!("/arenden/{case}")).await?;
        page.fill("Vad hände?", "Sara ringde.").await?;
        let note = [("text", "Nadja ringde.")];
        municipality.execute("nadja", "anteckning.skriv", &note).map_err(|why| format!("{why:?}"))?;
        page.press("Spara anteckning").await?;
        page.sees("Sparat. ").await?;
        page.sees("Sara ringde.").await?;
        page.sees("Nadja ringde.").await
    });
}
