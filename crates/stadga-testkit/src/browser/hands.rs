//! What a person does with a page: reads, fills in by label, chooses, presses.

use super::{Browser, Seen};
use std::sync::atomic::Ordering;
use std::time::Duration;
use thirtyfour::prelude::*;

/// How long something may take to appear, in tries of [`PAUSE`].
const TRIES: u32 = 100;
const PAUSE: Duration = Duration::from_millis(50);

impl Browser {
    /// The words of the page, without what is hidden.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn text(&self) -> Seen<String> {
        let body = self.driver.find(By::Tag("body")).await.map_err(|why| why.to_string())?;
        body.text().await.map_err(|why| why.to_string())
    }

    /// The words of the part of the page under a heading.
    ///
    /// # Errors
    /// When there is no such heading.
    pub async fn part(&self, heading: &str) -> Seen<String> {
        let way = format!("//section[.//h2[normalize-space(.)={}]]", quoted(heading));
        let part = self.find(&way, &format!("the part \"{heading}\"")).await?;
        part.text().await.map_err(|why| why.to_string())
    }

    /// Waits until the page says something.
    ///
    /// # Errors
    /// When it never does.
    pub async fn sees(&self, words: &str) -> Seen {
        for _ in 0..TRIES {
            // A page on its way to the next one has no text to read yet.
            if self.text().await.is_ok_and(|text| text.contains(words)) {
                return Ok(());
            }
            tokio::time::sleep(PAUSE).await;
        }
        Err(format!("does not see \"{words}\""))
    }

    /// Waits until the page no longer says something.
    ///
    /// # Errors
    /// When it goes on saying it.
    pub async fn gone(&self, words: &str) -> Seen {
        for _ in 0..TRIES {
            if self.text().await.is_ok_and(|text| !text.contains(words)) {
                return Ok(());
            }
            tokio::time::sleep(PAUSE).await;
        }
        Err(format!("still sees \"{words}\""))
    }

    /// Makes sure that the page, and its source, does not say something.
    ///
    /// # Errors
    /// When it does.
    pub async fn never_sees(&self, words: &str) -> Seen {
        let source = self.driver.source().await.map_err(|why| why.to_string())?;
        if source.contains(words) { Err(format!("sees \"{words}\"")) } else { Ok(()) }
    }

    /// Makes sure that one row of the page, in a list or a table, says all of this: title, date, person.
    ///
    /// # Errors
    /// When no row does.
    pub async fn sees_row(&self, words: &[&str]) -> Seen {
        let rows = self.driver.find_all(By::Css("main li, main tr")).await.map_err(|why| why.to_string())?;
        for row in rows {
            let text = row.text().await.map_err(|why| why.to_string())?;
            if words.iter().all(|word| text.contains(word)) {
                return Ok(());
            }
        }
        Err(format!("sees no row with {words:?}"))
    }

    /// Types in the field with a label, in place of what stands there.
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn fill(&self, label: &str, text: &str) -> Seen {
        let field = self.field(label).await?;
        field.clear().await.map_err(|why| format!("{label}: {why}"))?;
        field.send_keys(text).await.map_err(|why| format!("{label}: {why}"))
    }

    /// Searches from the head of the page: a name, a number, Enter.
    ///
    /// # Errors
    /// When the page has no search field.
    pub async fn search(&self, question: &str) -> Seen {
        let field = self.driver.find(By::Css("form[role=search] input")).await.map_err(|why| why.to_string())?;
        self.presses.fetch_add(1, Ordering::Relaxed);
        field.send_keys(question.to_owned() + Key::Enter).await.map_err(|why| why.to_string())
    }

    /// What stands in the field with a label.
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn value(&self, label: &str) -> Seen<String> {
        let value = self.field(label).await?.value().await.map_err(|why| format!("{label}: {why}"))?;
        Ok(value.unwrap_or_default())
    }

    /// Chooses in a closed list, by label and by the beginning of the alternative.
    ///
    /// # Errors
    /// When there is no such list or alternative.
    pub async fn choose(&self, label: &str, alternative: &str) -> Seen {
        let list = self.field(label).await?;
        let way = format!("./option[starts-with(normalize-space(.), {})]", quoted(alternative));
        let option = list.find(By::XPath(way)).await.map_err(|_| format!("{label} does not offer {alternative}"))?;
        self.presses.fetch_add(1, Ordering::Relaxed);
        option.click().await.map_err(|why| format!("{label}: {why}"))
    }

    /// Ticks a box, or picks one of the visible alternatives beneath a question. Done already is done.
    ///
    /// # Errors
    /// When there is no such box.
    pub async fn tick(&self, label: &str) -> Seen {
        let way = format!("//label[input and span[starts-with(normalize-space(.), {})]]", quoted(label));
        let box_of = self.find(&way, label).await?;
        let input = box_of.find(By::Tag("input")).await.map_err(|why| format!("{label}: {why}"))?;
        if input.is_selected().await.map_err(|why| format!("{label}: {why}"))? {
            return Ok(());
        }
        // Clear of the bar of buttons that stays at the foot of a long form.
        let middle = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
        let element = box_of.to_json().map_err(|why| format!("{label}: {why}"))?;
        self.script(middle, vec![element]).await?;
        self.presses.fetch_add(1, Ordering::Relaxed);
        box_of.click().await.map_err(|why| format!("{label}: {why}"))
    }

    /// Chooses a file on one's own disk, named `name`, in the field with a label.
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn attach(&self, label: &str, name: &str, content: &[u8]) -> Seen {
        let file = self.disk.join(name);
        std::fs::write(&file, content).map_err(|why| format!("{name}: {why}"))?;
        let field = self.field(label).await?;
        field.send_keys(file.to_string_lossy()).await.map_err(|why| format!("{label}: {why}"))
    }

    /// Presses the button or link with these words, and waits for the page it leads to.
    ///
    /// # Errors
    /// When there is none, or nothing happens.
    pub async fn press(&self, words: &str) -> Seen {
        let words = quoted(words);
        let way = format!("//*[self::button or self::a or self::summary][normalize-space(.)={words}]");
        self.press_at(&way, &words).await
    }

    /// Presses a button or link of the first row that says `row`; of two with the same words, the last,
    /// since a row ends with its button.
    ///
    /// # Errors
    /// When there is none, or nothing happens.
    pub async fn press_in_row(&self, row: &str, words: &str) -> Seen {
        let (row, words) = (quoted(row), quoted(words));
        let first = format!("(//main//*[self::li or self::tr][contains(., {row})])[1]");
        let way = format!("({first}//*[self::button or self::a][normalize-space(.)={words}])[last()]");
        self.press_at(&way, &format!("{words} in the row {row}")).await
    }

    /// Types on the keyboard, wherever the focus is: letters, or keys such as `Key::Tab`.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn keys(&self, keys: impl Into<TypingData>) -> Seen {
        let typed = self.driver.action_chain().send_keys(keys).perform().await;
        typed.map_err(|why| why.to_string())
    }

    /// A key while Ctrl is held down.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn with_ctrl(&self, key: impl Into<TypingData>) -> Seen {
        let chain = self.driver.action_chain().key_down(Key::Control).send_keys(key).key_up(Key::Control);
        chain.perform().await.map_err(|why| why.to_string())
    }

    /// The words of what has the focus: its label when it is a field.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn focus(&self) -> Seen<String> {
        let script = "const e = document.activeElement; return (e.labels?.[0] ?? e).textContent.trim()";
        Ok(self.script(script, Vec::new()).await?.as_str().unwrap_or_default().to_owned())
    }

    /// Presses the card of a person on the first page.
    ///
    /// # Errors
    /// When the person is not there.
    pub async fn become_user(&self, name: &str) -> Seen {
        self.go("/").await?;
        self.press_card(name).await
    }

    /// Presses the card of a person on the page where one picks who to be, wherever that led from.
    ///
    /// # Errors
    /// When the person is not there.
    pub async fn press_card(&self, name: &str) -> Seen {
        let way = format!("//button[.//b[normalize-space(.)={}]]", quoted(name));
        self.press_at(&way, name).await?;
        self.sees_in_header(name).await
    }

    /// How many activations there have been since this was last asked: buttons, links, boxes, choices, Enter
    /// in the search field. Typing is none.
    pub fn presses(&self) -> u32 {
        self.presses.swap(0, Ordering::Relaxed)
    }

    async fn sees_in_header(&self, name: &str) -> Seen {
        let way = format!("//header//a[contains(., {})]", quoted(name));
        self.find(&way, &format!("{name} as the one who is logged in")).await.map(|_| ())
    }

    async fn press_at(&self, way: &str, what: &str) -> Seen {
        let found = self.find(way, what).await?;
        // As when it gets the focus: into view, and clear of what the page keeps fixed at its edges.
        let nearest = "arguments[0].scrollIntoView({ block: 'nearest', behavior: 'instant' })";
        let element = found.to_json().map_err(|why| format!("{what}: {why}"))?;
        self.script(nearest, vec![element]).await?;
        self.presses.fetch_add(1, Ordering::Relaxed);
        found.click().await.map_err(|why| format!("{what}: {why}"))
    }

    async fn field(&self, label: &str) -> Seen<WebElement> {
        let way = format!("//label[normalize-space(text()[1])={}]", quoted(label));
        let found = self.find(&way, &format!("the field \"{label}\"")).await?;
        let id = found.attr("for").await.map_err(|why| why.to_string())?.unwrap_or_default();
        self.driver.find(By::Id(id)).await.map_err(|why| format!("{label}: {why}"))
    }

    /// The first shown element at an XPath, waiting for it to appear.
    async fn find(&self, way: &str, what: &str) -> Seen<WebElement> {
        for _ in 0..TRIES {
            for found in self.driver.find_all(By::XPath(way)).await.unwrap_or_default() {
                if found.is_displayed().await.unwrap_or_default() {
                    return Ok(found);
                }
            }
            tokio::time::sleep(PAUSE).await;
        }
        Err(format!("does not find {what}"))
    }
}

/// A text in an XPath, which has no escapes.
fn quoted(text: &str) -> String {
    if text.contains('"') { format!("'{text}'") } else { format!("\"{text}\"") }
}
