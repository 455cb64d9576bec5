//! Search, posted so that nothing personal stands in an address.

use crate::answer::{Answer, page};
use crate::handling;
use crate::handling::opening::case_address;
use crate::kept::{TICKET, Ticket};
use crate::router::{Asked, Web};
use crate::shell::shell;
use crate::view::{Button, Empty, Field, Form, Hidden, Hit, Section, SokPage};
use stadga_app::view::{Elsewhere, Found, SearchAnswer};
use stadga_core::fact::organisation::Roll;

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
        question,
        next: (may_register && hits.is_empty()).then(|| Button::go("Registrera inkommet", "/mottagning/ny")),
        hits: hits.iter().map(hit).collect(),
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
