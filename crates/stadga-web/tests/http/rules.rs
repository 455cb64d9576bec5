//! Who may see what, as a table in words, made by asking; and every address with the rule it goes by.

use crate::town::{Fields, NUMBER, PER, Town};
use axum::body::Body;
use stadga_core::access::{Reach, assignment_grants, case_grants};
use stadga_core::{Fact, Id};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

/// The rule of every page and of every address of the API that is read, by the page's address.
const RULES: &[(&str, &str)] = &[
    ("/", "Alla: visar ingen akt."),
    ("/insatser", "Alla: visar ingen akt."),
    ("/insatser/{nyckel}", "Alla: visar ingen akt."),
    ("/utan-nat", "Alla: visar ingen akt."),
    ("/kalender/{adress}", "Den som har adressen: när ägaren är upptagen, inga namn och inga ärenden. Antecknas."),
    ("/min-dag", "Den som är inloggad, med det hen når."),
    ("/mig", "Den som är inloggad, om sig själv."),
    ("/kalender", "Den som är inloggad, med sina egna möten."),
    ("/arenden", "Den som är inloggad, med de ärenden hen når."),
    ("/arenden/{id}", "Handläggaren, enhetschefen och den som har öppnat ärendet med skäl samma dag."),
    ("/arenden/{id}/{act}", "De grunder som användningsfallet räknar upp."),
    ("/arenden/{id}/handlingar", "Den som når ärendet; mottagningen ser det som kom in."),
    ("/arenden/{id}/handlingar/{event}/{place}", "Den som når ärendet och får se händelsen. Antecknas som export."),
    ("/arenden/{id}/anmalare", "Handläggaren, enhetschefen och mottagningen; aldrig den som har öppnat med skäl."),
    ("/arenden/{id}/skyddade-uppgifter", "Den som är utsedd i ärendet, med skäl. Bara när personen är skyddad."),
    ("/uppdrag", "Den som är inloggad, med de uppdrag hen når."),
    ("/uppdrag/{id}", "Utföraren, utsedda behandlare, handläggaren och enhetschefen."),
    ("/uppdrag/{id}/planer", "Som uppdraget."),
    ("/uppdrag/{id}/veckoschema", "Den som arbetar i uppdraget hos utföraren."),
    ("/uppdrag/{id}/kvitto/{event}", "Som uppdraget, av det läsaren får se där."),
    ("/uppdrag/{id}/{act}", "De grunder som användningsfallet räknar upp."),
    ("/uppdrag/{id}/handlingar", "Som uppdraget."),
    ("/uppdrag/{id}/handlingar/{event}/{place}", "Som uppdraget. Antecknas som export."),
    ("/beslut/att-fatta", "Den som är inloggad, med de förslag som väntar på hen."),
    ("/beslut/{id}", "Som ärendet."),
    ("/beslut/{id}/brev.pdf", "Som ärendet. Antecknas som export."),
    ("/kommunicering/{id}/brev.pdf", "Som ärendet. Antecknas som export."),
    ("/overklagande/{id}/nedtecknat.pdf", "Som ärendet. Antecknas som export."),
    ("/personer/{id}", "Den som når ett av personens ärenden; bara de ärenden hen når visas."),
    ("/personer/{id}/logg", "Chefen för en enhet som har ett av personens ärenden. Antecknas som export."),
    ("/mottagning", "Mottagningen, handläggare och enhetschefer, med det de når."),
    ("/mottagning/{id}", "Mottagningen tills en handläggare är utsedd, och den som når ärendet."),
    ("/mottagning/ny", "Den som får ta emot en ansökan."),
    ("/mottagning/ny/{act}", "De roller som användningsfallet räknar upp."),
    ("/utforare", "Den som är inloggad, med de uppdrag hen når."),
    ("/utforare/overlamning", "Den som arbetar hos en utförare, med de uppdrag hen når där."),
    ("/utforare/oversikt", "Den som arbetar hos en utförare, med de uppdrag hen når där."),
    ("/utforare/veckoschema", "Den som arbetar hos en utförare, med de uppdrag hen når där."),
    ("/konto/passnycklar", "Den som är inloggad, om sitt eget konto."),
    ("/konto", "Den som är inloggad, om sitt eget konto."),
    ("/anvandare", "Systemförvaltare: namn, roller och konton. Visar ingen akt."),
    ("/anvandare/{id}/koppla", "Systemförvaltare: namn och konton. Visar ingen akt."),
    ("/anvandare/{act}", "De roller som användningsfallet räknar upp."),
    ("/franvaro", "Den som är inloggad: sin egen frånvaro, chefen enhetens."),
    ("/franvaro/{act}", "De roller som användningsfallet räknar upp."),
    ("/granskning", "Enhetschefer, om den egna enhetens läsare."),
    ("/granskning/{act}", "De roller som användningsfallet räknar upp."),
    ("/arenden/{id}/lvm", "Som ärendet."),
    ("/arenden/{id}/lvm/handlingar.pdf", "Som ärendet. Antecknas som export."),
    ("/arenden/{id}/steg", "Som ärendet."),
    ("/uppdrag/{id}/steg", "Som uppdraget."),
    ("/ej-verkstallda", "Enhetschefer, om beslut i de ärenden de når."),
    ("/ej-verkstallda/statistik", "Enhetschefer: antal, utan personer."),
    ("/ej-verkstallda/statistik.csv", "Enhetschefer: antal, utan personer. Antecknas som export."),
    ("/ej-verkstallda/{id}", "Enhetschefer, om beslut i de ärenden de når."),
    ("/arenden/{id}/gemensam-plan", "Som ärendet."),
    ("/enhet/gemensamma-planer", "Enhetschefer, om de ärenden de når; listan nämner ingen enskild."),
    ("/lagenheter", "Den som arbetar hos en utförare: lägenheter och uppdrag hen når; den som är skyddad nämns inte."),
    (
        "/kostnader",
        "Enhetschefer och utförarens chefer, om de ärenden de når, och om det den egna enheten betalar. Listan nämner \
         ingen enskild.",
    ),
    ("/kostnader.csv", "Som listan. Antecknas som export."),
    ("/moten/{id}/mote.ics", "Den som själv deltar i mötet: när det är, inget mer. Antecknas som export."),
    (
        "/konferens",
        "Mottagningen, handläggare och chefer, om de ärenden de når; den som är skyddad står med numret ensamt. Den \
         som är chef för en enhet som ska få något ser därutöver från vilken enhet det kommer och numret, inget mer.",
    ),
    ("/konferens/{dag}", "Som sidan om konferensen."),
    ("/konferens/{dag}/konferens.pdf", "Som sidan om konferensen. Antecknas som export."),
    ("/namnd", "Enhetschefer, om de ärenden de når; den som är skyddad står med numret ensamt."),
    ("/namnd/foredragningslista.pdf", "Som sidan om nämnden. Antecknas som export."),
    ("/namnd/delegationsbeslut", "Enhetschefer, om beslut i de ärenden de når; listan nämner ingen enskild."),
    ("/namnd/delegationsbeslut.pdf", "Som listan. Antecknas som export."),
    ("/namnd/delegationsbeslut.csv", "Som listan. Antecknas som export."),
    ("/utskrift", "Socialsekreterare och enhetschefer, med breven i de ärenden de handlägger eller är chef för."),
    (
        "/utskrift/brev",
        "Som listan; skyddades brev aldrig tillsammans med andras. Antecknas som export i varje ärende.",
    ),
    ("/anslag", "Enhetschefer, om beslut i de ärenden de når."),
    (
        "/anslag/{id}/tillkannagivande.pdf",
        "Enhetschefer, om beslut i de ärenden de når; filen nämner ingen. Antecknas som export.",
    ),
    (
        "/register",
        "Den som är inloggad: register att rapportera i, det hen själv har rapporterat, och de ärenden hen når.",
    ),
    ("/register/statistik.csv", "Den som är inloggad: antal bland de ärenden hen når. Antecknas som export."),
    ("/register/ny/{act}", "Den som har en roll som registret släpper in."),
    ("/register/{id}", "Den som är utsedd att utreda, och chefen för enheten som tar hand om det."),
    ("/register/{id}/{act}", "De grunder som steget räknar upp."),
    ("/register/{id}/handlingar/{event}/{place}", "Som ärendet i registret. Antecknas som export."),
    ("/enhet", "Enhetschefer, om den egna enheten."),
    ("/enhet/jour", "Enhetschefer, om den egna enhetens jour."),
    ("/enhet/jour/{act}", "De roller som användningsfallet räknar upp."),
    ("/enhet/nodparm", "Enhetschefer, om den egna enhetens exemplar."),
    ("/enhet/nodparm/{act}", "De roller som användningsfallet räknar upp."),
    ("/enhet/nodparm/{nummer}/nodparm.pdf", "Enhetschefer, med det enheten når. Antecknas som export."),
    ("/gallring", "Mottagningen, enhetschefer och systemförvaltare: ärendenummer och dagar, inga namn."),
    ("/gallring/{act}", "De roller som användningsfallet räknar upp."),
    ("/gallring/{id}/protokoll.pdf", "Som sidan. Antecknas som export."),
    (
        "/gallring/{id}/paket/{place}",
        "Som sidan. Paketet är krypterat med arkivets nyckel, så den som hämtar det kan inte läsa det. Antecknas som export.",
    ),
    ("/rakna", "Den som är inloggad: antal, inga personer."),
    ("/rakna/statistik.csv", "Den som är inloggad: antal, inga personer. Antecknas som export."),
    ("/rakna/verksamhet/{nyckel}", "Den som är inloggad: antal, inga personer. Räknar gör den som arbetar där."),
    ("/rakna/{act}", "De roller som användningsfallet räknar upp; rättar gör bara enheten som räknade."),
    ("/sok", "Den som är inloggad, bland det hen når; hela numret säger om personen är känd."),
    ("/handelser", "Den som är inloggad, med det hen når."),
    ("/fristraknare", "Den som är inloggad: visar ingen akt."),
    ("/rutiner", "Den som är inloggad: visar ingen akt."),
    ("/rutiner/{pack}", "Den som är inloggad: visar ingen akt."),
    ("/rutiner/{pack}/karta", "Den som är inloggad: visar ingen akt."),
    ("/hjalp", "Den som är inloggad: visar ingen akt."),
    ("/tillganglighet", "Alla: visar ingen akt."),
    ("/openapi.json", "Alla: visar ingen akt."),
    ("/fel/{slag}", "Alla: visar ingen akt."),
];

/// Addresses of the API that are called otherwise than the page with the same rule.
const SAME: &[(&str, &str)] = &[
    ("/overlamning", "/utforare/overlamning"),
    ("/oversikt", "/utforare/oversikt"),
    ("/beslut/{id}/brev", "/beslut/{id}/brev.pdf"),
    ("/kommunicering/{id}/brev", "/kommunicering/{id}/brev.pdf"),
    ("/overklagande/{id}/nedtecknat", "/overklagande/{id}/nedtecknat.pdf"),
    ("/gallring/{id}/protokoll", "/gallring/{id}/protokoll.pdf"),
    ("/gallring/{id}/paket/{plats}", "/gallring/{id}/paket/{place}"),
    ("/arenden/{id}/lvm/handlingar", "/arenden/{id}/lvm/handlingar.pdf"),
    ("/enhet/nodparm/{nummer}/nodparm", "/enhet/nodparm/{nummer}/nodparm.pdf"),
    ("/arenden/{id}/handlingar/{event}/{plats}", "/arenden/{id}/handlingar/{event}/{place}"),
    ("/uppdrag/{id}/handlingar/{event}/{plats}", "/uppdrag/{id}/handlingar/{event}/{place}"),
    ("/register/{id}/handlingar/{event}/{plats}", "/register/{id}/handlingar/{event}/{place}"),
];

#[test]
fn every_address_goes_by_a_declared_rule() {
    let document = Town::new().get("", "/api/v1/openapi.json").body;
    let document: serde_json::Value = serde_json::from_str(&document).unwrap();
    let acts: BTreeSet<&str> = stadga_app::cases::USE_CASES.iter().map(|case| case.name).collect();
    let api = document["paths"].as_object().unwrap().iter().filter(|(_, item)| item["get"].is_object());
    let api = api.map(|(path, _)| path.as_str()).filter(|path| !acts.contains(path.rsplit('/').next().unwrap()));
    let same = |path: String| {
        let page = SAME.iter().find(|(other, _)| *other == path).map(|(_, page)| (*page).to_owned());
        page.unwrap_or(path)
    };
    let all: BTreeSet<String> =
        stadga_web::pages().map(str::to_owned).chain(api.map(str::to_owned)).map(same).collect();
    let declared: BTreeSet<String> = RULES.iter().map(|(path, _)| (*path).to_owned()).collect();
    let without: Vec<&String> = all.difference(&declared).collect();
    assert!(without.is_empty(), "say in RULES by which rule these are read: {without:?}");
    let gone: Vec<&String> = declared.difference(&all).collect();
    assert!(gone.is_empty(), "are no addresses any more: {gone:?}");
}

#[test]
fn another_id_in_an_address_gives_the_same_answer_whether_it_exists_or_not_and_a_row() {
    let town = Town::new();
    let (case, assignment) = town.story("genomforandeplan.uppratta");
    let own: Vec<Id> = town.app.store().load(&[case]).unwrap().iter().map(|event| event.id).collect();
    let decision = town.app.newest_decision(case).unwrap().unwrap();
    let ids = |path: &str| match path {
        path if path.contains("/uppdrag") => assignment.unwrap(),
        path if path.contains("/beslut") || path.contains("/ej-verk") || path.contains("/kommunicering") => decision,
        path if path.contains("/personer") => town
            .app
            .store()
            .load(&[case])
            .unwrap()
            .iter()
            .find_map(|event| match &event.fact {
                Fact::ArendeOppnat(fact) => Some(fact.person),
                _ => None,
            })
            .unwrap(),
        _ => case,
    };
    let fill = |path: &str, id: &str| {
        let path =
            path.replace("{id}", id).replace("{act}", "anteckning.skriv").replace("{event}", &own[0].to_string());
        path.replace("{place}", "0").replace("{plats}", "0")
    };
    let with_id: Vec<&str> = RULES.iter().map(|(path, _)| *path).filter(|path| path.contains("{id}")).collect();
    assert!(with_id.len() > 15);
    for path in with_id {
        for base in ["", "/api/v1"] {
            // Somebody of the authority without a part in it, and somebody of another provider.
            for who in ["jonas", "maria"] {
                let mut answers = Vec::new();
                for id in [ids(path).to_string(), String::from("zzzzzzzzzzzzzzzz")] {
                    let address = format!("{base}{}", fill(path, &id));
                    let request = town.request(who, "GET", &address).body(Body::empty()).unwrap();
                    let mut answer = None;
                    let rows = town.audited(|| answer = Some(town.ask(request)));
                    let answer = answer.unwrap();
                    // What the API has under another name is an address that leads nowhere, and method not allowed is no answer about anybody.
                    assert!(answer.status == 404 || answer.status == 405, "{who} {address} {}", answer.status);
                    if answer.status == 404 {
                        assert_eq!(rows.len(), 1, "{who} {address}: {rows:?}");
                    }
                    answers.push((answer.status, answer.body.replace(&id, "ID"), answer.headers.len()));
                }
                assert_eq!(answers[0], answers[1], "{who} {base}{path}");
            }
        }
    }
}

/// What somebody may be to a case.
const RELATIONS: &[(&str, &str, &str)] = &[
    ("Mottagningssekreterare", "innan en handläggare är utsedd", "amina before"),
    ("Mottagningssekreterare", "när en handläggare är utsedd sedan en dag", "amina"),
    ("Socialsekreterare", "handlägger ärendet", "sara"),
    ("Socialsekreterare", "vikarierar för handläggaren", "jonas stands in"),
    ("Socialsekreterare", "i samma enhet, utan del i ärendet", "jonas"),
    ("Socialsekreterare", "har öppnat ärendet med skäl i dag", "jonas opened"),
    ("Socialsekreterare", "spärrad från personen, och vikarierar för handläggaren", "jonas barred"),
    (
        "Socialsekreterare",
        "handlägger någon som personen är spärrad mot, och vikarierar för handläggaren",
        "jonas apart",
    ),
    ("Socialsekreterare", "handlade ärendet, som är avslutat sedan mer än tre månader", "sara closed"),
    ("Enhetschef", "för enheten", "nadja"),
    ("Enhetschef hos utföraren", "har fått uppdraget", "robert"),
    ("Behandlare", "utsedd i uppdraget", "omar"),
    ("Behandlare", "hos utföraren, inte utsedd", "lina"),
    ("Enhetschef hos utföraren", "hos en annan utförare", "maria"),
];

/// The kinds of data, and where each is read.
const KINDS: &[(&str, &str)] = &[
    ("Utredning och journal", "/arenden/{case}"),
    ("Det som kom in", "/mottagning/{case}"),
    ("Vem som anmälde", "/arenden/{report}/anmalare"),
    ("Beslut", "/beslut/{decision}"),
    ("Brev", "/beslut/{decision}/brev.pdf"),
    ("Handlingar i ärendet", "/arenden/{case}/handlingar"),
    ("Personakt", "/personer/{person}"),
    ("Uppdrag och plan", "/uppdrag/{assignment}"),
    ("Registerutdrag", "/personer/{person}/logg"),
    ("Skyddad adress", "/arenden/{protected}/skyddade-uppgifter"),
    ("Skriva i ärendet", "/arenden/{case}/anteckning.skriv"),
    ("Besluta", "/arenden/{case}/beslut.fatta"),
    ("Skriva i uppdraget", "/uppdrag/{assignment}/genomforandeanteckning.skriv"),
];

/// A municipality with the case of the story, a report and a protected person; the three cases.
struct Scene {
    town: Town,
    case: Id,
    report: Id,
    protected: Id,
    assignment: Option<Id>,
}

fn opened(town: &Town, use_case: &str, fields: Fields<'_>) -> Id {
    let answer = town.act("amina", use_case, None, fields);
    assert_eq!(answer.status, 303, "{}", answer.text());
    let at = answer.location();
    at.split("arende=")
        .nth(1)
        .or_else(|| at.split("/mottagning/").nth(1))
        .unwrap()
        .split('?')
        .next()
        .unwrap()
        .parse()
        .unwrap()
}

fn scene(last: &str) -> Scene {
    let town = Town::new();
    let (case, assignment) = town.story(last);
    let hand = if last == "arende.avsluta" { "jonas" } else { "sara" };
    let report = opened(
        &town,
        "anmalan.registrera",
        &[
            ("namn", "Vera Ek"),
            ("slag", "oro"),
            ("kanal", "telefon"),
            ("innehall", "Grannen är orolig."),
            ("anmalare", "Bo Granne"),
            ("enhet", "vuxen"),
            ("handlaggare", hand),
        ],
    );
    let protected = opened(
        &town,
        "ansokan.registrera",
        &[
            ("namn", "Siv Holm"),
            ("kanal", "telefon"),
            ("galler", "Stöd"),
            ("skydd", "sekretessmarkering"),
            ("enhet", "vuxen"),
            ("handlaggare", hand),
        ],
    );
    Scene { town, case, report, protected, assignment }
}

/// Somebody in their relation to the three cases: the scene it is seen in, and the key of the user.
fn related(relation: &str) -> (Scene, &'static str) {
    let act = |scene: &Scene, who, use_case: &str, subject, fields: Fields<'_>| {
        let answer = scene.town.act(who, use_case, subject, fields);
        assert_eq!(answer.status, 303, "{use_case}: {}", answer.text());
    };
    let stands_in = |scene: &Scene| {
        let (sara, jonas) = (scene.town.id("sara").to_string(), scene.town.id("jonas").to_string());
        let away = [("anvandare", sara.as_str()), ("fran", "2026-12-21"), ("till", "2026-12-31"), ("vikarier", &jonas)];
        assert_eq!(scene.town.post("nadja", "/franvaro/franvaro.registrera", &away).status, 303);
    };
    match relation {
        "amina before" => {
            let scene = scene_without_caseworker();
            (scene, "amina")
        }
        "sara closed" => {
            let scene = scene("arende.avsluta");
            scene.town.at("2027-07-07T09:00");
            (scene, "sara")
        }
        _ => {
            let scene = scene("genomforandeplan.uppratta");
            match relation {
                "jonas stands in" => stands_in(&scene),
                "jonas opened" => {
                    let fields = [("nummer", NUMBER), ("skal", "Per är i fara.")];
                    assert_eq!(scene.town.post("jonas", "/granskning/nodoppning.gor", &fields).status, 303);
                }
                "jonas barred" => {
                    for case in [scene.case, scene.report, scene.protected] {
                        act(
                            &scene,
                            "nadja",
                            "sparr.registrera",
                            Some(case),
                            &[("anvandare", "jonas"), ("grund", "jav")],
                        );
                    }
                    stands_in(&scene);
                }
                "jonas apart" => {
                    let number = "19850101-2382";
                    let fields: Fields<'_> = &[
                        ("namn", "Bo Lund"),
                        ("nummer", number),
                        ("kanal", "telefon"),
                        ("galler", "Stöd"),
                        ("enhet", "vuxen"),
                        ("handlaggare", "jonas"),
                    ];
                    opened(&scene.town, "ansokan.registrera", fields);
                    for case in [scene.case, scene.report, scene.protected] {
                        let bar: Fields<'_> = &[("nummer", number), ("grund", "vald")];
                        act(&scene, "nadja", "omsesidig_sparr.registrera", Some(case), bar);
                    }
                    stands_in(&scene);
                }
                "amina" => scene.town.at("2026-12-22T09:00"),
                _ => {}
            }
            let who = relation.split(' ').next().unwrap();
            (
                scene,
                ["amina", "sara", "jonas", "nadja", "robert", "omar", "lina", "maria"]
                    .into_iter()
                    .find(|key| *key == who)
                    .unwrap(),
            )
        }
    }
}

fn scene_without_caseworker() -> Scene {
    let town = Town::new();
    town.at("2026-10-05T09:10");
    let story: Vec<(&str, &str)> =
        crate::town::STORY[0].3.iter().copied().filter(|(name, _)| *name != "handlaggare").collect();
    let case = opened(&town, "ansokan.registrera", &story);
    let report = opened(
        &town,
        "anmalan.registrera",
        &[
            ("namn", "Vera Ek"),
            ("slag", "oro"),
            ("kanal", "telefon"),
            ("innehall", "Grannen är orolig."),
            ("enhet", "vuxen"),
        ],
    );
    let protected = opened(
        &town,
        "ansokan.registrera",
        &[
            ("namn", "Siv Holm"),
            ("kanal", "telefon"),
            ("galler", "Stöd"),
            ("skydd", "sekretessmarkering"),
            ("enhet", "vuxen"),
        ],
    );
    Scene { town, case, report, protected, assignment: None }
}

/// Why somebody is let in, in the words of the rule.
fn why(scene: &Scene, who: &str) -> String {
    let town = &scene.town;
    let context =
        town.app.form_context(&town.app.ctx(town.id("nadja")).unwrap(), "handlaggare.utse", Some(scene.case)).unwrap();
    let ctx = town.app.ctx(town.id(who)).unwrap();
    let reach = Reach::of(&ctx);
    let mut grounds = reach.grounds(&case_grants(&context.file.case));
    grounds.extend(
        scene
            .assignment
            .and_then(|id| context.file.assignments.get(&id))
            .into_iter()
            .flat_map(|known| reach.grounds(&assignment_grants(&context.file.case, known))),
    );
    let words: BTreeSet<&str> = grounds.iter().map(|ground| ground.label()).collect();
    if words.is_empty() {
        String::from("ingen grund")
    } else {
        words.into_iter().collect::<Vec<_>>().join("; ").to_lowercase()
    }
}

fn row(title: &str, what: &str, relation: &str) -> String {
    let (scene, who) = related(relation);
    let town = &scene.town;
    let person = town.app.store().load(&[scene.case]).unwrap().iter().find_map(|event| match &event.fact {
        Fact::ArendeOppnat(fact) => Some(fact.person),
        _ => None,
    });
    let text = |id: Option<Id>| id.map_or_else(|| String::from("zzzzzzzzzzzzzzzz"), |id| id.to_string());
    let decision = town.app.newest_decision(scene.case).unwrap();
    let mut row = format!("| {title}, {what} | {} |", why(&scene, who));
    for (_, path) in KINDS {
        let path = path.replace("{case}", &scene.case.to_string()).replace("{report}", &scene.report.to_string());
        let path = path.replace("{protected}", &scene.protected.to_string()).replace("{decision}", &text(decision));
        let path = path.replace("{assignment}", &text(scene.assignment)).replace("{person}", &text(person));
        let status = town.get(who, &path).status.as_u16();
        let there = !path.contains("zzzz");
        row.push_str(match (there, status) {
            (false, 404) => " – |",
            (_, 200) => " ja |",
            (_, 404) => " nej |",
            // Led to reception's page of the case, which shows less.
            (_, 303) => " bara det som kom in |",
            _ => panic!("{who} {path}: {status}"),
        });
    }
    let found = |question: &str| {
        let page = town.post(who, "/sok", &[("q", question)]);
        let text = page.text();
        match (
            page.body.contains(&scene.case.to_string()),
            scene.assignment.is_some_and(|id| page.body.contains(&id.to_string())),
        ) {
            (true, _) => " ja |",
            (_, true) => " uppdraget |",
            _ if text.contains("hos andra") => " kan öppnas med skäl |",
            _ => " nej |",
        }
    };
    row.push_str(found(PER));
    row.push_str(found(NUMBER));
    row
}

const HEAD: &str = "# Vem som får se vad\n\n*English summary: who may see what of a case, by role, relation and kind of data, made by asking the pages. \
                    It is written by a test and compared by it.*\n\nTabellen görs genom att fråga sidorna, för ett ärende med en \
                    insats som pågår. Skälet är regelns eget ord. Ett streck betyder att det inte finns något att visa än.\n\n";

#[test]
fn who_may_see_what_stands_in_a_table_in_words() {
    let mut table = String::from(HEAD);
    let kinds: Vec<&str> = KINDS.iter().map(|(kind, _)| *kind).collect();
    writeln!(table, "| Vem | Varför | {} | Träff på namnet | Träff på hela numret |", kinds.join(" | ")).unwrap();
    writeln!(table, "|{}", " --- |".repeat(KINDS.len() + 4)).unwrap();
    for (title, what, relation) in RELATIONS {
        writeln!(table, "{}", row(title, what, relation)).unwrap();
    }
    table.push_str("\n## Varje adress och dess regel\n\n| Adress | Regel |\n| --- | --- |\n");
    RULES.iter().for_each(|(path, rule)| writeln!(table, "| `{path}` | {rule} |").unwrap());
    table.push_str("\nDet som inte finns och det som inte är ditt svarar lika, och varje nej antecknas.\n");
    let file = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/access.md"));
    if std::env::var_os("STADGA_UPDATE").is_some() {
        std::fs::write(file, &table).unwrap();
    }
    let written = std::fs::read_to_string(file).unwrap_or_default();
    assert!(written == table, "docs/access.md is not what the pages say; STADGA_UPDATE=1 writes it:\n{table}");
}
