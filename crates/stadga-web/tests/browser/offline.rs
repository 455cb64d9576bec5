//! A note without a network: never lost, never doubled, never read by anybody else.

use crate::axe::faults_of;
use crate::serve;
use crate::steps::{PERSON, Stage};
use serde_json::{Value, json};
use stadga_core::Fact;
use stadga_testkit::{Browser, Cable, Municipality, Seen, Window, in_browser};

/// Words of the notes, which may be read nowhere but in the record.
const IN_THE_LIFT: &str = "Skrivet i en hiss";
const IN_THE_CAR: &str = "Skrivet i bilen";

/// Waits until the browser has what it needs to answer by itself.
const READY: &str = "const done = arguments[arguments.length - 1];
    const look = () => (navigator.serviceWorker.controller ? done(true) : setTimeout(look, 20)); look();";

/// Everything that lies in the browser: rows of the database as text, other storage, and whether a key can be taken out.
const KEPT: &str = "const done = arguments[arguments.length - 1]; (async () => {
    const opened = await new Promise((yes) => { const ask = indexedDB.open('stadga'); ask.onsuccess = () => yes(ask.result); });
    const all = (name) => new Promise((yes) => {
        const ask = opened.transaction(name).objectStore(name).getAll(); ask.onsuccess = () => yes(ask.result); });
    const words = (row) => Object.entries(row).map(([name, value]) =>
        `${name}=${value.byteLength ? new TextDecoder('latin1').decode(value) : value}`).join(' ');
    const [waits, open, keys] = [await all('vantar'), await all('oppna'), await all('nyckel')];
    const files = await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys())
        .map((request) => new URL(request.url).pathname)));
    done({ waits: waits.length, text: [...waits, ...open].map(words).join(), files: files.flat().join(' '),
        storage: localStorage.length + sessionStorage.length, taken: keys.filter((row) => row.key.extractable).length,
        keys: keys.length, open: open.length }); })();";

/// The same note sent twice at once, and once more.
const TWICE: &str = "const done = arguments[arguments.length - 1]; const form = document.querySelector('form[data-anteckning]');
    form.elements.text.value = arguments[0];
    const body = () => new URLSearchParams([...new FormData(form), ['besked', 'skript']]);
    const send = () => fetch(form.action, { method: 'POST', body: body(), redirect: 'error' }).then((answer) => answer.text());
    Promise.all([send(), send()]).then(async (both) => done([...both, await send()]));";

/// A button that logs out, as the page of one's own account has when there is a door.
const WAY_OUT: &str = "document.querySelector('main').insertAdjacentHTML('beforeend',
    '<form method=\"post\" action=\"/byt\"><button>Logga ut</button></form>')";

#[test]
fn a_note_without_a_network_is_saved_once_by_its_author_alone() {
    let municipality = Municipality::found("2026-10-05T09:00");
    let fields =
        [("namn", PERSON), ("kanal", "telefon"), ("galler", "Hjälp"), ("enhet", "vuxen"), ("handlaggare", "sara")];
    municipality.execute("amina", "ansokan.registrera", &fields).expect("an application is registered");
    let cable = Cable::to(&serve(&municipality));
    in_browser(cable.address(), async |page| {
        let stage = Stage { browser: &page, municipality: &municipality };
        let note = format!("/arenden/{}/anteckning.skriv", municipality.case());
        page.size(Window::Mobile).await?;
        stage.at("2026-10-05T09:10", "Sara Lindqvist").await?;
        page.go(&note).await?;
        page.script_that_waits(READY, Vec::new()).await?;
        cable.pull();
        written_without(&page, &note).await?;
        // The session ends before there is a network again; the page asks for a log-in, and shows nothing.
        municipality.set("2026-10-05T13:00");
        cable.put_back();
        page.sees("2 anteckningar väntar här").await?;
        page.never_sees(IN_THE_CAR).await?;
        page.press_card("Nadja Blom").await?;
        page.sees("2 anteckningar från någon annan väntar här").await?;
        page.picture("annan").await?;
        page.never_sees(IN_THE_CAR).await?;
        same("notes that another log-in sends", &notes(&municipality, ""), &[])?;
        page.become_user("Sara Lindqvist").await?;
        page.sees("Sparat 13.00").await?;
        same("in the lift", &notes(&municipality, IN_THE_LIFT), &["2026-10-05 -"])?;
        same("in the car", &notes(&municipality, IN_THE_CAR), &["2026-10-05 09.1"])?;
        twice(&stage, &note).await?;
        leaves(&stage, &cable, &note).await
    });
}

/// One note by the page that was open, half of one that is not sent, and one by the page the browser keeps.
async fn written_without(page: &Browser, note: &str) -> Seen {
    page.fill("Vad hände?", IN_THE_LIFT).await?;
    page.press("Spara anteckning").await?;
    page.sees("Väntar på nät").await?;
    page.picture("vantar").await?;
    page.fill("Vad hände?", "Halvvägs").await?;
    page.fill("Hände den", "").await?;
    page.sees("Det du skriver är låst i den här webbläsaren").await?;
    page.go(note).await?;
    page.sees("Inget nät").await?;
    page.sees(PERSON).await?;
    same("the half note", &[page.value("Vad hände?").await?], &["Halvvägs"])?;
    page.picture("utan-nat").await?;
    let faults = faults_of(page, "/utan-nat, with a note", Window::Mobile).await?;
    same("faults", &faults, &[])?;
    page.fill("Vad hände?", IN_THE_CAR).await?;
    page.press("Spara anteckning").await?;
    page.sees("Väntar på nät").await?;
    let kept = page.script_that_waits(KEPT, Vec::new()).await?;
    let all = kept.to_string();
    let leaks: Vec<&str> = [IN_THE_LIFT, IN_THE_CAR, "Halvvägs", PERSON, "SN 2026"]
        .into_iter()
        .filter(|words| all.contains(words))
        .collect();
    let files = "/utan-nat /assets/css/stadga.css /assets/js/stadga.js /assets/js/anteckning.js \
                 /assets/font/inter-latin-wght-normal.woff2";
    let sound = kept["waits"] == 2 && kept["storage"] == 0 && kept["taken"] == 0 && kept["keys"] == 1;
    if leaks.is_empty() && sound && kept["files"] == files {
        Ok(())
    } else {
        Err(format!("what lies in the browser: {leaks:?} {kept:#}"))
    }
}

/// The network breaks and the same is sent again, at the same time even: one note.
async fn twice(stage: &Stage<'_>, note: &str) -> Seen {
    stage.browser.go(note).await?;
    let answers = stage.browser.script_that_waits(TWICE, vec![json!("Skickat tre gånger")]).await?;
    let case = format!("13.00 /arenden/{}?klart=anteckning.skriv", stage.municipality.case());
    if answers != json!([case, case, case]) {
        return Err(format!("sent three times it answers {answers}"));
    }
    let found = notes(stage.municipality, "Skickat tre gånger");
    if found.len() == 1 { Ok(()) } else { Err(format!("{} notes", found.len())) }
}

/// Whoever logs out is told of what waits, and takes it along if that is what they want.
async fn leaves(stage: &Stage<'_>, cable: &Cable, note: &str) -> Seen {
    let page = stage.browser;
    page.go(note).await?;
    cable.pull();
    page.fill("Vad hände?", "Ska bort").await?;
    page.press("Spara anteckning").await?;
    page.sees("Väntar på nät").await?;
    page.script(WAY_OUT, Vec::new()).await?;
    page.press("Logga ut").await?;
    page.sees("Det du skrev är inte sparat än").await?;
    page.picture("logga-ut").await?;
    page.press("Stanna kvar").await?;
    page.press("Logga ut").await?;
    page.press("Logga ut och ta bort det").await?;
    page.gone("Anteckna").await?;
    cable.put_back();
    page.go("/").await?;
    let kept = page.script_that_waits(KEPT, Vec::new()).await?;
    let left: Vec<&Value> = ["waits", "keys", "open"].map(|name| &kept[name]).to_vec();
    if left == [&json!(0), &json!(0), &json!(0)] { Ok(()) } else { Err(format!("is left behind: {kept:#}")) }
}

/// The case's notes with these words: day, and the clock as far as its tens of minutes.
fn notes(municipality: &Municipality, words: &str) -> Vec<String> {
    let events = municipality.app().store().load(&[municipality.case()]).expect("the case can be read");
    let note = |event: &stadga_core::Event| match &event.fact {
        Fact::JournalanteckningSkriven(fact) if fact.text.contains(words) => {
            let clock =
                event.occurred_at.map_or(String::from("-"), |at| format!("{:02}.{}", at.hour(), at.minute() / 10));
            Some(format!("{} {clock}", event.occurred_on))
        }
        _ => None,
    };
    events.iter().filter_map(note).collect()
}

fn same(what: &str, found: &[String], wanted: &[&str]) -> Seen {
    if found == wanted { Ok(()) } else { Err(format!("{what}: {found:?} and not {wanted:?}")) }
}
