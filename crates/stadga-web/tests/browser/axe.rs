//! Accessibility: axe-core on every page of the way, in two widths and two colour schemes.

use crate::lived::{Lived, lived};
use crate::serve;
use crate::steps::PERSON;
use serde_json::{Value, json};
use stadga_app::cases::USE_CASES;
use stadga_core::Id;
use stadga_testkit::{Browser, Municipality, Scheme, Seen, Window, in_browser};

/// Rules that stand for WCAG 2.2 AA (EN 301 549 follows it), and axe's own good practice.
const TAGS: &[&str] = &["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/// What can differ between the two colour schemes of one page: nothing else is asked again in the second.
const COLOURS: &[&str] = &["color-contrast", "link-in-text-block"];

/// The checker itself.
const AXE: &str = include_str!("../assets/axe.min.js");

const RUN: &str = "const done = arguments[arguments.length - 1];
    axe.run(document, { runOnly: arguments[0], resultTypes: ['violations'] }).then((found) => done(found.violations.map(
        (rule) => ({ rule: rule.id, help: rule.help, targets: rule.nodes.slice(0, 3).map((node) => node.target.join(' ')) })
    )), (why) => done([{ rule: 'axe', help: String(why), targets: [] }]));";

/// Labels that lead to nothing one can fill in, and names that two parts of the page share: axe says neither.
const ASTRAY: &str = "const ids = [...document.querySelectorAll('[id]')].map((part) => part.id);
    const twice = ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `two are called ${id}`);
    const lost = [...document.querySelectorAll('label[for]')].filter((label) => !label.control);
    return twice.concat(lost.map((label) => `no field has the label ${label.textContent.trim()}`));";

/// Pages that a walk looks at where it comes to them: no step of this municipality has a receipt, nobody has a plan that
/// several make, and a demo has no door.
const BY_WALKS: &[&str] =
    &["/uppdrag/{id}/kvitto/{event}", "/arenden/{id}/gemensam-plan", "/anvandare/{id}/koppla", "/konto/passnycklar"];

#[test]
fn every_page_of_the_router_is_among_those_tried() {
    let (_, pages) = prepared();
    let tried: Vec<&String> = pages.iter().flat_map(|(_, paths)| paths).collect();
    let fits = |pattern: &str, path: &str| {
        let (pattern, path): (Vec<&str>, Vec<&str>) = (pattern.split('/').collect(), path.split('/').collect());
        let same = |(wanted, part): (&&str, &&str)| wanted == part || (wanted.starts_with('{') && !part.is_empty());
        pattern.len() == path.len() && pattern.iter().zip(&path).all(same)
    };
    let untried: Vec<&str> = stadga_web::pages()
        .filter(|pattern| {
            let file =
                [".pdf", ".csv", ".ics", "{place}", "/kalender/{adress}"].iter().any(|end| pattern.ends_with(end));
            !file && !BY_WALKS.contains(pattern) && !tried.iter().any(|path| fits(pattern, path))
        })
        .collect();
    assert!(untried.is_empty(), "add these to `prepared`: {untried:?}");
}

#[test]
fn every_page_is_accessible_on_a_desktop() {
    audit(Window::Desktop);
}

#[test]
fn every_page_is_accessible_on_a_telephone() {
    audit(Window::Mobile);
}

#[test]
fn no_page_scrolls_sideways_at_320_pixels() {
    let (municipality, pages) = prepared();
    in_browser(&serve(&municipality), async |browser| {
        browser.size(Window::Narrow).await?;
        notices_what_is_too_wide(&browser).await?;
        let mut faults = Vec::new();
        visit(&browser, &pages, async |path| {
            let (wide, window) = widths(&browser).await?;
            if wide > window {
                faults.push(format!("{path}: {wide} wide in a window of {window}"));
            }
            Ok(())
        })
        .await?;
        none(faults)
    });
}

/// The measure itself is tried on a page made too wide.
async fn notices_what_is_too_wide(browser: &Browser) -> Seen {
    let script = "const e = document.createElement('div'); e.textContent = 'x'; e.style.width = '400px';
        document.querySelector('main').append(e)";
    browser.script(script, Vec::new()).await?;
    let (wide, window) = widths(browser).await?;
    if wide > window { Ok(()) } else { Err(format!("does not notice 400 pixels in {window}")) }
}

/// How wide the page is, and the window.
async fn widths(browser: &Browser) -> Seen<(u64, u64)> {
    let script = "const e = document.documentElement; return [e.scrollWidth, e.clientWidth]";
    let found = browser.script(script, Vec::new()).await?;
    found[0].as_u64().zip(found[1].as_u64()).ok_or_else(|| format!("no widths: {found}"))
}

fn audit(window: Window) {
    let (municipality, pages) = prepared();
    in_browser(&serve(&municipality), async |browser| {
        browser.whole(window).await?;
        browser.on_each_page(AXE).await?;
        let mut faults = Vec::new();
        visit(&browser, &pages, async |path| {
            faults.extend(faults_of(&browser, path, window).await?);
            browser.picture(&format!("{window:?}{}", path.replace(['/', '?'], "-"))).await
        })
        .await?;
        none(faults)
    });
}

/// What is wrong with the page the browser is on.
pub async fn faults_of(browser: &Browser, path: &str, window: Window) -> Seen<Vec<String>> {
    let astray = browser.script(ASTRAY, Vec::new()).await?;
    let mut faults: Vec<String> =
        astray.as_array().into_iter().flatten().map(|fault| format!("{path}: {fault}")).collect();
    if browser.script("return typeof axe", Vec::new()).await? == json!("undefined") {
        browser.script(AXE, Vec::new()).await?;
    }
    let whole = json!({ "type": "tag", "values": TAGS });
    let colours = json!({ "type": "rule", "values": COLOURS });
    for (scheme, asked) in [(Scheme::Light, whole), (Scheme::Dark, colours)] {
        browser.colours(scheme).await?;
        let found = browser.script_that_waits(RUN, vec![asked]).await?;
        faults.extend(found.as_array().into_iter().flatten().map(|fault| words(path, window, scheme, fault)));
    }
    Ok(faults)
}

/// Goes to every page as the one who uses it; pages that answer with a form are sent empty once too.
async fn visit(browser: &Browser, pages: &[(&str, Vec<String>)], mut look: impl AsyncFnMut(&str) -> Seen) -> Seen {
    for (who, paths) in pages {
        browser.become_user(who).await?;
        for path in paths {
            browser.go(path).await?;
            look(path).await?;
        }
    }
    answers(browser, pages, look).await
}

/// The pages that only come as an answer: what is missing, what a guideline asks, what was found.
async fn answers(browser: &Browser, pages: &[(&str, Vec<String>)], mut look: impl AsyncFnMut(&str) -> Seen) -> Seen {
    let form = |use_case: &str| {
        let mut paths = pages.iter().flat_map(|(_, paths)| paths);
        paths.find(|path| path.ends_with(use_case)).cloned().ok_or_else(|| format!("no page for {use_case}"))
    };
    browser.become_user("Amina Warsame").await?;
    browser.go("/mottagning/ny").await?;
    browser.press("Spara och öppna ärende").await?;
    browser.sees("måste åtgärdas").await?;
    look("/mottagning/ny, sent empty").await?;
    browser.become_user("Omar Farah").await?;
    browser.go(&form("insats.avsluta")?).await?;
    browser.fill("Varför insatsen avslutas", "Målen är nådda.").await?;
    browser.press("Avsluta insatsen").await?;
    browser.sees("En riktlinje säger något annat").await?;
    look("insats.avsluta, with a reason asked for").await?;
    browser.become_user("Sara Lindqvist").await?;
    browser.go(&form("beslut.fatta")?).await?;
    browser.press("Fatta beslut").await?;
    browser.sees("måste åtgärdas").await?;
    look("beslut.fatta, refused").await?;
    browser.search(PERSON).await?;
    browser.sees("Sök").await?;
    look("/sok, with an answer").await
}

fn none(faults: Vec<String>) -> Seen {
    if faults.is_empty() { Ok(()) } else { Err(format!("{} faults\n{}", faults.len(), faults.join("\n"))) }
}

fn words(path: &str, window: Window, scheme: Scheme, fault: &Value) -> String {
    let text = |name: &str| fault[name].as_str().unwrap_or_default().to_owned();
    let targets: Vec<&str> = fault["targets"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    format!("{path} ({window:?}, {scheme:?}) {}: {}\n    {}", text("rule"), text("help"), targets.join("\n    "))
}

/// What the head of the unit opens.
const NADJA: &[&str] = &[
    "/min-dag",
    "/arenden",
    "/enhet",
    "/beslut/att-fatta",
    "/franvaro",
    "/franvaro/franvaro.registrera",
    "/namnd",
    "/namnd/delegationsbeslut",
    "/enhet/gemensamma-planer",
    "/kostnader",
    "/konferens",
    "/konferens/2026-09-04",
    "/anslag",
    "/utskrift",
    "/ej-verkstallda",
    "/ej-verkstallda/statistik",
    "/enhet/jour",
    "/enhet/jour/jour.lagg_in",
    "/enhet/nodparm",
    "/enhet/nodparm/nodparm.framstall",
    "/enhet/nodparm/nodparm.lamna_ut",
    "/enhet/nodparm/nodparm.forstor",
    "/gallring",
    "/gallring/gallring.foresla",
    "/gallring/gallring.besluta",
    "/gallring/gallring.avboj",
    "/gallring/arkiv.forbered",
    "/gallring/arkiv.kvittera",
    "/gallring/arkiv.avbryt",
    "/granskning",
    "/granskning/nodoppning.gor",
    "/granskning/granskning.signera",
    "/register",
];

/// Every page of the router with somebody who may open it.
fn prepared() -> (Municipality, Vec<(&'static str, Vec<String>)>) {
    let municipality = Municipality::found("2026-09-01T09:00");
    let town = &municipality;
    let Lived { treated, running, unanswered, unordered, decision, investigated, reported, matter, person } =
        lived(town);
    let register = |acts: &[&str]| acts.iter().map(|act| format!("/register/{matter}{act}")).collect::<Vec<_>>();
    let case = |id, acts: &[&str]| acts.iter().map(move |act| format!("/arenden/{id}{act}")).collect::<Vec<_>>();
    let assignment = |id, acts: &[&str]| acts.iter().map(move |act| format!("/uppdrag/{id}{act}")).collect::<Vec<_>>();
    let fixed = |paths: &[&str]| paths.iter().map(|path| String::from(*path)).collect::<Vec<_>>();
    let sara = [
        fixed(&["/min-dag", "/arenden", "/sok", "/fristraknare", "/rutiner", "/rutiner/ekvalla", "/rutiner/lag"]),
        case(investigated, &["", "/instrument.registrera", "/utredning.sammanstall", "/kommunicering.skicka"]),
        case(investigated, &["/kommunicering.undanta", "/yttrande.registrera", "/beslut.fatta", "/anteckning.skriv"]),
        case(investigated, &["/steg", "/steg.orosanmalan", "/steg.vald.framkommit"]),
        case(investigated, &["/beslut.lamna", "/namndbeslut.registrera", "/skyddade-uppgifter"]),
        vec![format!("/beslut/{decision}"), format!("/ej-verkstallda/{decision}"), "/rutiner/ekvalla/karta".into()],
        case(investigated, &["/lvm", "/tvangsvardsutredning.sammanstall", "/omhandertagande.understall"]),
        case(unordered, &["", "/beslut.underratta", "/bestallning.skicka"]),
        case(treated, &["", "/arende.avsluta", "/ansokan.aterkalla", "/handlingar"]),
        vec![format!("/personer/{person}")],
        assignment(running, &["", "/uppfoljning.registrera", "/handlingar", "/planer"]),
    ];
    let robert = [
        fixed(&["/utforare", "/enhet"]),
        assignment(unanswered, &["", "/uppdrag.ta_emot", "/uppdrag.aterlamna", "/uppdragsakt.lamna_over"]),
    ];
    let omar = [
        fixed(&["/rakna", "/rakna/verksamhet/anhorigsamtal", "/rakna/tillfalle.rakna", "/rakna/tillfalle.ratta"]),
        fixed(&[
            "/min-dag",
            "/utforare",
            "/utforare/overlamning",
            "/lagenheter",
            "/utforare/oversikt",
            "/utforare/veckoschema",
            "/kalender",
            "/register",
            "/register/ny/steg.lex-sarah.rapportera",
        ]),
        assignment(running, &["", "/mote.registrera", "/genomforandeplan.uppratta", "/genomforandeanteckning.skriv"]),
        assignment(running, &["/avslutningssamtal.registrera", "/insats.avsluta", "/mote.boka", "/mote.bekrafta"]),
        assignment(running, &["/mote.avboka", "/mote.uteblev", "/steg", "/veckoschema"]),
    ];
    let amina = [
        fixed(&["/", "/konto", "/mottagning", "/mottagning/ny", "/mottagning/ny/anmalan.registrera", "/hjalp"]),
        fixed(&["/tillganglighet", "/insatser", "/insatser/dagcentralen", "/utan-nat", "/finns-inte"]),
        vec![format!("/mottagning/{reported}")],
        case(reported, &["/anmalare", "/forhandsbedomning.gor", "/identitet.faststall", "/kontaktvag.ange"]),
        case(reported, &["/barn.anteckna", "/fullmakt.registrera", "/fullmakt.aterkalla", "/anmalare.uppge"]),
    ];
    let mut pages = vec![
        ("Stina Berg", fixed(&["/anvandare", "/anvandare/anvandare.registrera", "/anvandare/enhet.ange_driftform"])),
        ("Amina Warsame", amina.concat()),
        ("Sara Lindqvist", sara.concat()),
        ("Robert Nyström", robert.concat()),
        ("Omar Farah", omar.concat()),
        (
            "Nadja Blom",
            [
                fixed(NADJA),
                vec![format!("/personer/{person}/logg")],
                register(&["", "/steg.lex-sarah.utred", "/steg.lex-sarah.anmal-ivo", "/verksamhetsarende.fordela"]),
                register(&["/verksamhetsarende.avsluta"]),
            ]
            .concat(),
        ),
    ];
    let cases = [investigated, unordered, treated, reported];
    remaining(town, &cases, &[running, unanswered], &mut pages);
    (municipality, pages)
}

/// The forms of the table that no page above opens, each as the first who may.
fn remaining(town: &Municipality, cases: &[Id], assignments: &[Id], pages: &mut [(&'static str, Vec<String>)]) {
    let keys = ["sara", "robert", "omar", "nadja", "amina"];
    let names = ["Sara Lindqvist", "Robert Nyström", "Omar Farah", "Nadja Blom", "Amina Warsame"];
    let opened = |use_case: &str| pages.iter().flat_map(|(_, paths)| paths).any(|path| path.ends_with(use_case));
    let forgotten: Vec<&str> = USE_CASES
        .iter()
        .filter(|case| !case.access.stands_alone() && !opened(case.name))
        .map(|case| case.name)
        .collect();
    let subjects = cases.iter().map(|id| ("arenden", *id)).chain(assignments.iter().map(|id| ("uppdrag", *id)));
    let subjects: Vec<(&str, Id)> = subjects.collect();
    for use_case in forgotten {
        let mut ways = keys.iter().zip(names).flat_map(|who| subjects.iter().map(move |subject| (who, subject)));
        let open = |key: &str, subject| {
            let ctx = town.app().ctx(town.user(key)).expect("the user holds a post");
            town.app().form_context(&ctx, use_case, Some(subject)).is_ok()
        };
        let way = ways.find(|((key, _), (_, subject))| open(key, *subject));
        let ((_, name), (place, subject)) = way.unwrap_or_else(|| panic!("nobody opens {use_case} here"));
        let of_user = pages.iter_mut().find(|(known, _)| *known == name).expect("everybody has pages");
        of_user.1.push(format!("/{place}/{subject}/{use_case}"));
    }
}
