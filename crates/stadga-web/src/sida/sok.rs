//! Search, posted so that nothing personal stands in an address.

use crate::answer::{Answer, page};
use crate::handling;
use crate::handling::opening::case_address;
use crate::kept::{TICKET, Ticket};
use crate::router::{Asked, Web};
use crate::shell::shell;
use crate::view::{Button, Empty, Field, Form, Hidden, Hit, Link, Section, SokPage};
use stadga_app::view::{Elsewhere, Found, SearchAnswer};
use stadga_core::fact::organisation::Roll;
use stadga_rules::{Pack, Stack, StepRule};

/// How many letters a word has that forms are looked for by, and how many forms are shown.
const FORM_WORD: usize = 4;
const FORMS: usize = 8;

/// The question and its hits.
pub fn show(web: &Web, asked: Asked) -> Answer {
    let question = asked.form.text("q").to_owned();
    let answer = web.app.search(&asked.ctx, &question)?;
    let mut open = None;
    let (hits, words) = match answer {
        SearchAnswer::Hits(found) => {
            let none = format!("Ingen träff på \"{question}\". Sök på namn, personnummer eller ärendenummer.");
            (found, none)
        }
        SearchAnswer::Elsewhere(told) => {
            let none = String::from(match told {
                Elsewhere::CanBeOpened => "Ingen träff i det du arbetar med. Personen har ett ärende hos andra.",
                Elsewhere::AskHead => "Ingen träff i det du arbetar med. Kontakta mottagningens chef.",
            });
            open = (told == Elsewhere::CanBeOpened).then(|| emergency(web, &asked, &question)).transpose()?;
            (Vec::new(), none)
        }
        SearchAnswer::WrongNumber(message) => (Vec::new(), message),
        SearchAnswer::TooShort => {
            (Vec::new(), String::from("Skriv minst två bokstäver, ett personnummer eller ett ärendenummer."))
        }
    };
    let may_register = matches!(asked.ctx.actor.post.role, Roll::Mottagningssekreterare | Roll::Socialsekreterare);
    page(&SokPage {
        shell: shell(web, &asked.ctx, "Sök", "")?,
        next: (may_register && hits.is_empty()).then(|| Button::go("Registrera inkommet", "/mottagning/ny")),
        forms: forms(&web.app.stack(), &question),
        hits: hits.iter().map(hit).collect(),
        question,
        open,
        empty: Empty { text: words, next: None },
    })
}

/// The way to open what one has no part in, for a reason. The number goes along in the form, never in an address.
fn emergency(web: &Web, asked: &Asked, number: &str) -> Answer<Form> {
    const ACT: &str = "nodoppning.gor";
    let skal = Field::long("skal", "Varför du behöver öppna ärendet", 3)
        .hint("Skälet sparas i ärendet. Du kan läsa resten av dagen, och chefen ser att du öppnade och varför.");
    Ok(Form {
        id: String::from("nodoppning"),
        action: handling::alone(ACT),
        hidden: vec![
            Hidden::new(handling::COMMAND, web.app.next_id().to_string()),
            Hidden::new(TICKET, Ticket::issue(web, &asked.ctx, ACT, None)?),
            Hidden::new("nummer", number),
        ],
        sections: vec![Section::new("Måste du öppna det ändå?", vec![skal])],
        submit: String::from("Öppna ärendet"),
        quiet: true,
        ..Form::default()
    })
}

/// The steps of the routines that the words of a question are found in: those that are called so first.
fn forms(stack: &Stack, question: &str) -> Vec<(Link, String)> {
    let asked = question.trim().to_lowercase();
    if asked.chars().count() < FORM_WORD {
        return Vec::new();
    }
    let says = |text: &str| text.to_lowercase().contains(&asked);
    let place = |step: &StepRule| {
        let named = says(&step.title) || says(step.done());
        let about = || {
            step.about.as_deref().is_some_and(&says)
                || says(&step.key)
                || step.fields.iter().any(|field| says(&field.label))
        };
        if named { Some(0) } else { about().then_some(1) }
    };
    let steps = stack.packs().iter().flat_map(|pack| pack.steps.iter().map(move |step| (pack, step)));
    let mut found: Vec<_> = steps.filter_map(|(pack, step)| Some((place(step)?, pack, step))).collect();
    found.sort_by_key(|(place, ..)| *place);
    let row = |(_, pack, step): (i32, &Pack, &StepRule)| {
        let link = Link::new(&step.title, format!("/rutiner/{}", pack.id));
        (link, format!("Under Fler steg i ärendet. {}", pack.name))
    };
    found.into_iter().take(FORMS).map(row).collect()
}

fn hit(found: &Found) -> Hit {
    let href = match found.assignment {
        true => format!("/uppdrag/{}", found.subject),
        false => case_address(found.subject, found.desk, found.matter),
    };
    Hit {
        name: found.person.clone(),
        href,
        number: found.person_number.clone().unwrap_or_default(),
        cases: vec![found.number.clone()],
        unit: String::from(if found.assignment { "uppdrag hos utföraren" } else { "" }),
        asks: String::new(),
    }
}
