//! Handing over to an archive: what is never erased leaves sealed, and is here until the archive has confirmed it.

use crate::documents::{parts, send};
use crate::retention::closed;
use crate::town::{Fields, Town};
use age::x25519::Identity;
use stadga_core::Id;
use stadga_store::AuditKind;
use stadga_testkit::text_of;
use std::collections::BTreeMap;
use std::io::Read;

const PAPER: &[u8] = b"%PDF-1.7 Intyget";

/// A town in which one file is to be erased and two are never erased; the second of these is about somebody protected.
struct Kept {
    town: Town,
    erased: Id,
    kept: Id,
    theirs: Identity,
}

fn kept() -> Kept {
    let town = Town::new();
    town.at("2026-11-24T09:00");
    let erased = closed(&town, "Per Holm", "19950101-2380");
    let kept = closed(&town, "Eva Lind", "19950115-2384");
    let form: Fields<'_> = &[
        ("art", "intyg"),
        ("fran", "Vårdcentralen"),
        ("vag", "postlada"),
        ("nadde", "2026-11-24"),
        ("ankomst", "postlada"),
    ];
    let path = format!("/arenden/{kept}/handling.registrera");
    let answer = send(&town, "sara", &path, parts(form, &[("intyg Eva.pdf", PAPER)]));
    assert_eq!(answer.status, 303, "{}", answer.text());
    town.at("2031-11-25T09:00");
    Kept { town, erased, kept, theirs: Identity::generate() }
}

impl Kept {
    fn act(&self, who: &str, use_case: &str, fields: Fields<'_>) -> crate::town::Answer {
        self.town.post(who, &format!("/gallring/{use_case}"), fields)
    }

    /// Somebody prepares the file that is never erased; gives what was prepared.
    fn prepare(&self, who: &str) -> Id {
        let (case, key) = (self.kept.to_string(), self.theirs.to_public().to_string());
        let fields = [("akter", case.as_str()), ("arkiv", "Kommunarkivet"), ("nyckel", &key)];
        let answer = self.act(who, "arkiv.forbered", &fields);
        assert_eq!(answer.status, 303, "{}", answer.text());
        self.town.app.organisation().unwrap().handovers.open(None).unwrap().id
    }

    /// What the archive gets: the files of the package by their path below its folder, and its sum.
    fn received(&self, who: &str, prepared: Id) -> (BTreeMap<String, Vec<u8>>, String) {
        let ctx = self.town.app.ctx(self.town.id(who)).unwrap();
        let file = self.town.app.archive_package(&ctx, prepared, 1).unwrap();
        assert!(file.name.ends_with(".tar.age") && !file.name.contains("Eva"));
        let opened = age::decrypt(&self.theirs, &file.bytes).unwrap();
        assert_eq!(stadga_store::sha256(&opened), file.sum);
        let mut archive = tar::Archive::new(opened.as_slice());
        let files = archive.entries().unwrap().map(|entry| {
            let mut entry = entry.unwrap();
            let path = entry.path().unwrap().display().to_string();
            let mut content = Vec::new();
            entry.read_to_end(&mut content).unwrap();
            (path.split_once('/').unwrap().1.to_owned(), content)
        });
        (files.collect(), file.sum)
    }
}

#[test]
fn ac9_what_is_never_erased_is_handed_over_whole_and_removed_when_the_archive_has_confirmed_its_sum() {
    let kept = kept();
    let town = &kept.town;
    // What is to be erased cannot be chosen, and is refused by the law when it is asked for.
    let form = town.get("amina", "/gallring/arkiv.forbered").body;
    assert!(form.contains(&kept.kept.to_string()) && !form.contains(&kept.erased.to_string()), "{form}");
    let (case, key) = (kept.erased.to_string(), kept.theirs.to_public().to_string());
    let wrong = [("akter", case.as_str()), ("arkiv", "Kommunarkivet"), ("nyckel", &key)];
    let wrong = kept.act("amina", "arkiv.forbered", &wrong);
    assert!(wrong.status == 422 && wrong.text().contains("ska gallras och inte lämnas över"), "{}", wrong.text());
    let prepared = kept.prepare("nadja");
    let page = town.get("amina", "/gallring").text();
    assert!(page.contains("1 akt väntar på Kommunarkivet") && !page.contains("Eva Lind"), "{page}");

    let path = format!("/gallring/{prepared}/paket/1");
    let rows = town.audited(|| assert_eq!(town.get("amina", &path).status, 200));
    let export = rows.iter().find(|row| row.row.kind == AuditKind::Export).expect("that it leaves is written down");
    assert!(export.row.subjects.contains(&kept.kept), "{export:?}");
    for who in ["sara", "robert", "omar"] {
        assert_eq!(town.get(who, &path).status, 404, "{who}");
        assert_eq!(kept.act(who, "arkiv.avbryt", &[("skal", "Nej")]).status, 404, "{who}");
    }
    assert_eq!(town.get("amina", &format!("/gallring/{prepared}/paket/2")).status, 404);
    let (_, sum) = kept.received("amina", prepared);
    assert_eq!(kept.received("nadja", prepared).1, sum, "the same bytes each time");

    // Nobody confirms what they prepared, nor without the sum, nor without having ticked that it is for good.
    let receipt = format!("{}  paket.tar\n", sum.to_uppercase());
    let right: Fields<'_> = &[("kvittens", &receipt), ("slutgiltigt", "ja")];
    let own = kept.act("nadja", "arkiv.kvittera", right);
    assert!(own.status == 422 && own.text().contains("någon annan behöver bekräfta"), "{}", own.text());
    kept.act("nadja", "arkiv.avbryt", &[("skal", "Amina förbereder.")]);
    let prepared = kept.prepare("amina");
    let (_, newer) = kept.received("amina", prepared);
    assert_ne!(newer, sum);
    let events = town.events();
    let old = kept.act("nadja", "arkiv.kvittera", right);
    assert!(old.status == 422 && old.text().contains("Kvittensen har inte summan"), "{}", old.text());
    assert_eq!(kept.act("nadja", "arkiv.kvittera", &[("kvittens", &newer)]).status, 422);
    assert_eq!(town.events(), events);
    let done = kept.act("nadja", "arkiv.kvittera", &[("kvittens", &newer), ("slutgiltigt", "ja")]);
    assert_eq!(done.status, 303, "{}", done.text());
    gone(&kept, prepared, &newer);
}

/// Of what was handed over only the protocol and the chain are left; what is to be erased is as it was.
fn gone(kept: &Kept, prepared: Id, sum: &str) {
    let town = &kept.town;
    assert_eq!(town.get("nadja", &format!("/arenden/{}", kept.kept)).status, 404);
    assert_eq!(town.get("nadja", &format!("/arenden/{}", kept.erased)).status, 200);
    assert_eq!(town.get("nadja", &format!("/gallring/{prepared}/paket/1")).status, 404);
    let report = town.app.store().verify().unwrap();
    assert!(report.is_sound() && report.erased == 2, "{report:?}");
    assert_eq!(town.app.rebuild().unwrap().differing, 0);
    let page = town.get("amina", "/gallring").text();
    assert!(page.contains("2 akter fanns före, 0 är gallrade, 1 är överlämnade och 1 är kvar"), "{page}");
    let ctx = town.app.ctx(town.id("amina")).unwrap();
    let file = town.app.retention_protocol(&ctx, prepared).unwrap();
    if let Some(text) = text_of(&file.bytes) {
        for words in ["Kommunarkivet", "Före 2", "Gallrade 0", "Överlämnade till arkiv 1", "Kvar 1", "Amina", "Nadja"]
        {
            assert!(text.contains(words), "{words}: {text}");
        }
        let packed = text.replace(' ', "");
        assert!(packed.contains(&sum[..16]) && !text.contains("Eva Lind"), "{text}");
    }
}

#[test]
fn a_package_has_the_whole_file_to_read_and_to_check_and_every_paper_in_it() {
    let kept = kept();
    let prepared = kept.prepare("amina");
    let (files, _) = kept.received("amina", prepared);
    let data = |name: &str| &files[&format!("representations/rep1/data/{name}")];
    assert_eq!(data("bilaga-1.pdf"), PAPER);
    let public = kept.town.app.store().public_key().unwrap();
    for name in ["kedja-1.json", "kedja-2.json"] {
        let report = stadga_kontroll::check(data(name), &public).unwrap();
        assert!(report.events > 0 && report.opened == report.events, "{report:?}");
    }
    let written = String::from_utf8(data("kedja-2.json").clone()).unwrap();
    assert!(written.contains("Klarar sig med hjälp av sin syster."));
    if let Some(text) = text_of(data("akt.pdf")) {
        for words in ["Personakt", "Klarar sig med hjälp av sin syster.", "Sara", "intyg", "Vill inte ha stöd."] {
            assert!(text.contains(words), "{words}: {text}");
        }
    }
    let list = String::from_utf8(files["METS.xml"].clone()).unwrap();
    assert!(!list.contains("Eva") && !list.contains("1995"));
    assert!(String::from_utf8_lossy(&files["metadata/descriptive/dc.xml"]).contains("19950115-2384"));
}

#[test]
fn who_is_protected_leaves_sealed_whatever_is_asked_and_is_marked_in_the_package() {
    let kept = kept();
    let mark: Fields<'_> = &[("art", "skyddad_folkbokforing"), ("kalla", "Personen visade ett besked")];
    let answer = kept.town.act("sara", "skydd.registrera", Some(kept.kept), mark);
    // Five years after the case was closed only its unit's head reaches it.
    let answer =
        if answer.status == 303 { answer } else { kept.town.act("nadja", "skydd.registrera", Some(kept.kept), mark) };
    assert_eq!(answer.status, 303, "{}", answer.text());
    kept.town.at("2036-11-26T09:00");
    let prepared = kept.prepare("amina");
    let (files, _) = kept.received("amina", prepared);
    assert!(String::from_utf8_lossy(&files["metadata/descriptive/dc.xml"]).contains("skyddade personuppgifter"));
    let mut names = Vec::new();
    let take = |file: stadga_app::view::PackageFile| {
        names.push(file.name);
        Ok(())
    };
    assert_eq!(kept.town.app.archive_packages(None, false, take).unwrap(), 1);
    assert!(names[0].ends_with(".tar.age"), "{names:?}");
}
