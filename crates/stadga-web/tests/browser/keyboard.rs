//! The keyboard alone: skip links, shortcuts, and a whole task without a mouse.

use crate::serve;
use crate::steps::{PERSON, Stage};
use stadga_testkit::{Browser, Key, Municipality, Seen, in_browser};

#[test]
fn a_note_is_written_and_a_person_found_without_a_mouse() {
    with_a_case(async |page| {
        page.go("/min-dag").await?;
        // Two skip links: to the content, and past everything to the work.
        page.keys(Key::Tab).await?;
        focused(page, "Hoppa till innehållet").await?;
        page.keys(Key::Tab).await?;
        focused(page, "Hoppa till att göra").await?;
        page.keys(Key::Enter).await?;
        at(page, "/min-dag#att-gora").await?;
        // The first row, opened with Enter; n stands in the note's field; Ctrl+Enter saves.
        page.keys("j").await?;
        page.keys(Key::Enter).await?;
        page.sees("Nästa steg i ärendet").await?;
        page.keys("n").await?;
        page.keys("Skrivet utan mus, med n j k . ? i texten").await?;
        page.with_ctrl(Key::Enter).await?;
        page.sees("Sparat. ").await?;
        page.sees("Skrivet utan mus, med n j k . ? i texten").await?;
        // Search.
        page.keys("/").await?;
        page.keys(PERSON).await?;
        page.keys(Key::Enter).await?;
        page.sees("SN 2026-00001").await
    });
}

#[test]
fn each_shortcut_does_what_the_help_page_says() {
    with_a_case(async |page| {
        page.go("/min-dag").await?;
        page.keys("ga").await?;
        arrives(page, "/arenden").await?;
        page.keys("gm").await?;
        arrives(page, "/mottagning/ny").await?;
        page.keys("gd").await?;
        arrives(page, "/min-dag").await?;
        page.keys("jjk").await?;
        page.keys(".").await?;
        page.sees("Spara utkast").await?;
        let form = page.path().await?;
        page.keys("?").await?;
        arrives(page, "/hjalp").await?;
        // A draft by hand, from inside a field.
        page.go(&form).await?;
        page.script("document.querySelector('main textarea').focus()", Vec::new()).await?;
        page.keys("Halvvägs").await?;
        page.with_ctrl("s").await?;
        page.sees("Utkast sparat").await
    });
}

#[test]
fn single_keys_can_be_switched_off() {
    with_a_case(async |page| {
        page.go("/hjalp").await?;
        page.press("Stäng av kortkommandon").await?;
        page.sees("Slå på kortkommandon").await?;
        page.keys("gd").await?;
        page.keys("/").await?;
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        at(page, "/hjalp").await?;
        page.press("Slå på kortkommandon").await?;
        page.sees("Stäng av kortkommandon").await?;
        page.keys("gd").await?;
        arrives(page, "/min-dag").await
    });
}

fn with_a_case(test: impl AsyncFnOnce(&Browser) -> Seen) {
    let municipality = Municipality::found("2026-10-05T09:00");
    let fields =
        [("namn", PERSON), ("kanal", "telefon"), ("galler", "Hjälp"), ("enhet", "vuxen"), ("handlaggare", "sara")];
    municipality.execute("amina", "ansokan.registrera", &fields).expect("an application is registered");
    in_browser(&serve(&municipality), async |browser| {
        let stage = Stage { browser: &browser, municipality: &municipality };
        stage.at("2026-10-05T09:10", "Sara Lindqvist").await?;
        test(&browser).await
    });
}

async fn focused(page: &Browser, words: &str) -> Seen {
    let found = page.focus().await?;
    if found == words { Ok(()) } else { Err(format!("\"{found}\" has the focus, not \"{words}\"")) }
}

async fn at(page: &Browser, path: &str) -> Seen {
    let found = page.path().await?;
    if found == path { Ok(()) } else { Err(format!("is at {found}, not {path}")) }
}

/// Waits until the page is there.
async fn arrives(page: &Browser, path: &str) -> Seen {
    for _ in 0..100 {
        if page.path().await? == path {
            return page.sees("Stadga").await;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    at(page, path).await
}
