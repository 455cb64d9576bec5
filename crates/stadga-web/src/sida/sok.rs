//! Search, posted so that nothing personal stands in an address.

use crate::answer::{Answer, page};
use crate::handling::opening::case_address;
use crate::router::{Asked, Web};
use crate::shell::shell;
use crate::view::{Button, Empty, Hit, SokPage};
use stadga_app::view::{Found, SearchAnswer};
use stadga_core::fact::organisation::Roll;

/// The question and its hits.
pub fn show(web: &Web, asked: Asked) -> Answer {
    let question = asked.form.text("q").to_owned();
    let answer = web.app.search(&asked.ctx, &question)?;
    let (hits, words) = match answer {
        SearchAnswer::Hits(found) => {
            let none = format!("Ingen träff på \"{question}\". Sök på namn, personnummer eller ärendenummer.");
            (found, none)
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
        empty: Empty { text: words, next: None },
    })
}

fn hit(found: &Found) -> Hit {
    let href = match found.assignment {
        true => format!("/uppdrag/{}", found.subject),
        false => case_address(found.subject, found.desk),
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
