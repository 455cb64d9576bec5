//! What the pages can show, the API can show: a table of both, so that neither is forgotten.

use crate::town::Town;
use std::collections::BTreeSet;

/// Pages and the address under `/api/v1` that answers the same.
const SAME: &[(&str, &str)] = &[
    ("/min-dag", "/min-dag"),
    ("/kalender", "/kalender"),
    ("/enhet", "/enhet"),
    ("/enhet/jour", "/enhet/jour"),
    ("/enhet/jour/{act}", "/jour.lagg_in"),
    ("/enhet/nodparm", "/enhet/nodparm"),
    ("/enhet/nodparm/{act}", "/nodparm.framstall"),
    ("/enhet/nodparm/{nummer}/nodparm.pdf", "/enhet/nodparm/{nummer}/nodparm"),
    ("/namnd", "/namnd"),
    ("/namnd/foredragningslista.pdf", "/namnd"),
    ("/namnd/delegationsbeslut", "/namnd/delegationsbeslut"),
    ("/namnd/delegationsbeslut.pdf", "/namnd/delegationsbeslut"),
    ("/namnd/delegationsbeslut.csv", "/namnd/delegationsbeslut"),
    ("/arenden/{id}/gemensam-plan", "/arenden/{id}/gemensam-plan"),
    ("/enhet/gemensamma-planer", "/enhet/gemensamma-planer"),
    ("/lagenheter", "/lagenheter"),
    ("/kostnader", "/kostnader"),
    ("/kostnader.csv", "/kostnader"),
    ("/moten/{id}/mote.ics", "/kalender"),
    ("/konferens", "/konferens"),
    ("/konferens/{dag}", "/konferens"),
    ("/konferens/{dag}/konferens.pdf", "/konferens"),
    ("/gallring", "/gallring"),
    ("/gallring/{act}", "/gallring.foresla"),
    ("/gallring/{id}/protokoll.pdf", "/gallring/{id}/protokoll"),
    ("/gallring/{id}/paket/{place}", "/gallring/{id}/paket/{plats}"),
    ("/utskrift", "/utskrift"),
    ("/anslag", "/anslag"),
    ("/anslag/{id}/tillkannagivande.pdf", "/anslag"),
    ("/ej-verkstallda", "/ej-verkstallda"),
    ("/ej-verkstallda/statistik", "/ej-verkstallda/statistik"),
    ("/ej-verkstallda/statistik.csv", "/ej-verkstallda/statistik"),
    ("/ej-verkstallda/{id}", "/ej-verkstallda/{id}"),
    ("/register", "/register"),
    ("/register/statistik.csv", "/register"),
    ("/register/ny/{act}", "/register"),
    ("/register/{id}", "/register/{id}"),
    ("/register/{id}/{act}", "/register/{id}/verksamhetsarende.fordela"),
    ("/register/{id}/handlingar/{event}/{place}", "/register/{id}/handlingar/{event}/{plats}"),
    ("/rakna", "/rakna"),
    ("/rakna/statistik.csv", "/rakna"),
    ("/rakna/verksamhet/{nyckel}", "/rakna/verksamhet/{nyckel}"),
    ("/rakna/{act}", "/tillfalle.rakna"),
    ("/arenden", "/arenden"),
    ("/arenden/{id}", "/arenden/{id}"),
    ("/arenden/{id}/{act}", "/arenden/{id}/anteckning.skriv"),
    ("/uppdrag/{id}", "/uppdrag/{id}"),
    ("/uppdrag/{id}/planer", "/uppdrag/{id}"),
    ("/uppdrag/{id}/kvitto/{event}", "/uppdrag/{id}"),
    ("/uppdrag/{id}/{act}", "/uppdrag/{id}/mote.registrera"),
    ("/utforare", "/uppdrag"),
    ("/utforare/overlamning", "/overlamning"),
    ("/utforare/oversikt", "/oversikt"),
    ("/utforare/veckoschema", "/oversikt"),
    ("/uppdrag/{id}/veckoschema", "/oversikt"),
    ("/sok", "/sok"),
    ("/franvaro", "/franvaro"),
    ("/anvandare/{act}", "/anvandare.registrera"),
    ("/franvaro/{act}", "/franvaro.registrera"),
    ("/granskning", "/granskning"),
    ("/granskning/{act}", "/nodoppning.gor"),
    ("/personer/{id}/logg", "/personer/{id}/logg"),
    ("/arenden/{id}/anmalare", "/arenden/{id}/anmalare"),
    ("/arenden/{id}/skyddade-uppgifter", "/arenden/{id}/skyddade-uppgifter"),
    ("/personer/{id}", "/personer/{id}"),
    ("/mottagning", "/mottagning"),
    ("/mottagning/{id}", "/mottagning/{id}"),
    ("/mottagning/ny/{act}", "/anmalan.registrera"),
    ("/arenden/{id}/steg", "/arenden/{id}/steg"),
    ("/uppdrag/{id}/steg", "/uppdrag/{id}/steg"),
    ("/arenden/{id}/lvm", "/arenden/{id}/lvm"),
    ("/arenden/{id}/lvm/handlingar.pdf", "/arenden/{id}/lvm/handlingar"),
    ("/arenden/{id}/handlingar", "/arenden/{id}/handlingar"),
    ("/arenden/{id}/handlingar/{event}/{place}", "/arenden/{id}/handlingar/{event}/{plats}"),
    ("/uppdrag/{id}/handlingar", "/uppdrag/{id}/handlingar"),
    ("/uppdrag/{id}/handlingar/{event}/{place}", "/uppdrag/{id}/handlingar/{event}/{plats}"),
    ("/beslut/att-fatta", "/beslut/att-fatta"),
    ("/beslut/{id}", "/beslut/{id}"),
    ("/beslut/{id}/brev.pdf", "/beslut/{id}/brev"),
    ("/kommunicering/{id}/brev.pdf", "/kommunicering/{id}/brev"),
    ("/overklagande/{id}/nedtecknat.pdf", "/overklagande/{id}/nedtecknat"),
    ("/mottagning/ny", "/ansokan.registrera"),
];

/// Pages that show no record: a program has no use for them, or reads the same text elsewhere.
const FOR_PEOPLE: &[&str] = &[
    "/",
    "/konto",
    "/konto/passnycklar",
    "/anvandare",
    "/anvandare/{id}/koppla",
    "/insatser",
    "/insatser/{nyckel}",
    "/kalender/{adress}",
    "/fristraknare",
    "/rutiner",
    "/rutiner/{pack}",
    "/rutiner/{pack}/karta",
    "/hjalp",
    "/tillganglighet",
    "/utan-nat",
];

#[test]
fn every_page_has_its_place_in_the_api_or_a_reason_not_to() {
    let document = Town::new().get("", "/api/v1/openapi.json").body;
    let document: serde_json::Value = serde_json::from_str(&document).unwrap();
    let there: BTreeSet<&str> = document["paths"].as_object().unwrap().keys().map(String::as_str).collect();
    let told: BTreeSet<&str> = SAME.iter().map(|(page, _)| *page).chain(FOR_PEOPLE.iter().copied()).collect();
    let pages: BTreeSet<&str> = stadga_web::pages().collect();
    let untold: Vec<_> = pages.difference(&told).collect();
    assert!(untold.is_empty(), "say in parity.rs what answers the same in the API: {untold:?}");
    let gone: Vec<_> = told.difference(&pages).collect();
    assert!(gone.is_empty(), "are no pages any more: {gone:?}");
    let broken: Vec<_> = SAME.iter().filter(|(_, address)| !there.contains(address)).collect();
    assert!(broken.is_empty(), "are not in the API: {broken:?}\n{there:#?}");
}

/// A page must stand in the table, or no test would know of it.
#[test]
fn no_page_stands_outside_the_table() {
    let router = include_str!("../../src/router.rs");
    let outside: Vec<&str> =
        router.lines().filter(|line| line.contains(".route(") && line.contains(" page(")).collect();
    let in_the_loop = "router.route(path, page(*handler))";
    let outside: Vec<&&str> = outside.iter().filter(|line| !line.contains(in_the_loop)).collect();
    assert!(outside.is_empty(), "put these in PAGES: {outside:#?}");
}
