//! The letter beside its form: whom it is to and what it is about, and the text as it stands in the file.

use crate::router::{Asked, Web};
use crate::view::{LetterBlock, LetterHead};
use stadga_app::view::FormContext;
use stadga_core::Fact;
use stadga_core::command::decision::to_tell;
use stadga_core::fact::intag::Anmalansslag;
use stadga_core::form::Form;
use stadga_core::state::{Decision, PersonState, Representative};
use stadga_letters::{Block, Letter};
use stadga_rules::Addressee;

/// The letter of a form as the page shows it.
#[derive(Default)]
pub struct Shown {
    /// The heading.
    pub subject: String,
    /// The content.
    pub blocks: Vec<LetterBlock>,
    /// Why there is none; empty when there is one.
    pub no_letter: String,
}

/// The letter that a form would send.
pub fn shown(web: &Web, asked: &Asked, context: &FormContext, values: &Form) -> Shown {
    let Some(case) = context.case else { return Shown::default() };
    match web.app.letter_of_form(&asked.ctx, context.use_case, case, values) {
        Some(Ok(letter)) => {
            Shown { subject: letter.subject.clone(), blocks: blocks(&letter), no_letter: String::new() }
        }
        Some(Err(why)) => Shown { no_letter: why, ..Shown::default() },
        None => Shown { no_letter: String::from("Det finns inget att skicka än."), ..Shown::default() },
    }
}

/// Recipient and subject side by side.
pub fn head(web: &Web, context: &FormContext, values: &Form, subject: &str) -> LetterHead {
    let mut about = vec![(String::from("Ärende"), context.number.clone()), (String::from("Brev"), subject.to_owned())];
    if let Some(decision) =
        decision(context, values).filter(|_| matches!(context.use_case, "beslut.underratta" | "beslut.delge"))
    {
        let (outcome, name) = (decision.fact.utfall.label(), web.app.insats_name(&decision.fact.insats));
        about.push((String::from("Beslut"), format!("{outcome}: {name}")));
        about.push((String::from("Beslutat"), decision.on.to_string()));
    }
    // An appeal goes to the court, and to nobody else.
    if context.use_case == "overklagande.overlamna" {
        let to = vec![(String::from("Till"), values.text("domstol").to_owned())];
        return LetterHead { to, wish: String::new(), about };
    }
    LetterHead { to: recipient(&context.person), wish: way(context), about }
}

/// The same for a letter to another authority: who gets it, and whom it is about.
pub fn to_authority(context: &FormContext, to: Option<&Addressee>, subject: &str) -> LetterHead {
    let number = context.person.number.as_ref().map(|number| (String::from("Personnummer"), number.full()));
    let about = [(String::from("Ärende"), context.number.clone()), (String::from("Brev"), subject.to_owned())];
    let name = Some(context.person.name.clone()).filter(|name| !name.is_empty());
    let person = name.map(|name| (String::from("Gäller"), name)).into_iter().chain(number);
    let to =
        to.map(|to| vec![(String::from("Namn"), to.name.clone()), (String::from("Adress"), to.address.join(", "))]);
    LetterHead { to: to.unwrap_or_default(), wish: String::new(), about: about.into_iter().chain(person).collect() }
}

/// The same for whoever asked for something in the file: the party, or whom the assessment names.
pub fn to_asker(context: &FormContext, values: &Form, subject: &str) -> LetterHead {
    let disclosures = &context.file.case.disclosures;
    let named = values.text("provning").parse().ok().and_then(|id| disclosures.assessment(id));
    let newest = || disclosures.assessed.last().filter(|_| context.use_case == "utlamnande.neka");
    let asked = named.or_else(newest).and_then(|known| Some((known.fact.till.clone()?, known.fact.adress.clone())));
    let about =
        [("Ärende", context.number.clone()), ("Brev", subject.to_owned()), ("Gäller", context.person.name.clone())];
    let asks_for_oneself = asked.is_none();
    let to = match asked {
        Some((name, address)) => {
            vec![(String::from("Namn"), name), (String::from("Adress"), address.unwrap_or_default())]
        }
        None => recipient(&context.person),
    };
    let about = about.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    LetterHead { to, wish: if asks_for_oneself { way(context) } else { String::new() }, about }
}

/// The administrative court, as the municipality writes it.
pub fn court(web: &Web) -> Option<Addressee> {
    let stack = web.app.stack();
    let known = stack.letters()?;
    Some(Addressee { key: String::new(), name: known.court.clone(), address: known.court_address.clone() })
}

/// Whether the letter's way must be thought of: the person has asked for something, or the police have been in touch.
/// Where violence was told of nothing is ticked: somebody has to ask which way is safe.
pub fn wishes(context: &FormContext) -> bool {
    wish(context).is_some() || police(context)
}

/// What to think of before a letter is sent.
fn way(context: &FormContext) -> String {
    let told = match wish(context) {
        Some(wish) => format!("Personen har bett om: {wish}"),
        None if violence(context) => String::from("Våld har kommit fram. Fråga vilken väg som är säker."),
        None if police(context) => String::from("Polisen har hört av sig. Fråga vilken väg som är säker."),
        None => return String::new(),
    };
    // Who writes is not for everybody at the door to see.
    match violence(context) || police(context) {
        true => format!("{told} Använd ett kuvert utan avsändare."),
        false => told,
    }
}

fn violence(context: &FormContext) -> bool {
    context.file.events.iter().any(|event| match &event.fact {
        Fact::SkyddsfragorStallda(fact) => fact.vald,
        Fact::StegUtfort(fact) => fact.steg == "vald.framkommit",
        _ => false,
    })
}

fn police(context: &FormContext) -> bool {
    let told = |fact: &Fact| {
        matches!(fact, Fact::AnmalanInkommen(fact)
        if matches!(fact.slag, Anmalansslag::Polis | Anmalansslag::Lob))
    };
    context.file.events.iter().any(|event| told(&event.fact))
}

fn wish(context: &FormContext) -> Option<String> {
    context.person.contact.as_ref().and_then(|contact| contact.onskemal.clone())
}

/// Whoever may speak for the person today.
pub fn representative<'a>(asked: &Asked, context: &'a FormContext) -> Option<&'a Representative> {
    context.file.case.represented_by(asked.ctx.today)
}

/// Who the representative is and what the authority covers, for whoever chooses whom the letter goes to.
pub fn covers(known: &Representative) -> String {
    let fact = &known.fact;
    let what = match &fact.omfattning {
        Some(text) => format!("omfattar: {text}"),
        None => String::from("vad den omfattar är inte antecknat"),
    };
    format!("{}, {}. {}, {what}.", fact.foretradare, fact.roll.label().to_lowercase(), fact.art.label())
}

fn decision<'a>(context: &'a FormContext, values: &Form) -> Option<&'a Decision> {
    to_tell(&context.file, values.text("beslut").parse().ok())
}

fn recipient(person: &PersonState) -> Vec<(String, String)> {
    let contact = person.contact.as_ref();
    let mut rows = vec![(String::from("Namn"), person.name.clone())];
    rows.extend(person.number.as_ref().map(|number| (String::from("Personnummer"), number.full())));
    let address = contact.and_then(|contact| contact.adress.clone());
    let address = address.unwrap_or_else(|| {
        String::from(match person.told_mark() {
            Some(_) => "Skyddad. Brevet går till Skatteverkets förmedling, som skickar det vidare.",
            None => "Inte antecknad. Skriv den på kuvertet.",
        })
    });
    rows.push((String::from("Adress"), address));
    rows.extend(contact.and_then(|contact| contact.telefon.clone()).map(|number| (String::from("Telefon"), number)));
    rows.extend(contact.and_then(|contact| contact.tolk.clone()).map(|language| (String::from("Tolk"), language)));
    rows
}

fn blocks(letter: &Letter) -> Vec<LetterBlock> {
    letter.blocks.iter().map(block).collect()
}

fn block(block: &Block) -> LetterBlock {
    match block {
        Block::Heading(text) => LetterBlock::Heading(text.clone()),
        Block::Paragraph(text) => LetterBlock::Text(text.clone()),
        Block::List(items) => LetterBlock::List(items.clone()),
        Block::Facts(facts) => LetterBlock::Facts(facts.clone()),
        Block::Table { rows, .. } => LetterBlock::List(rows.iter().map(|row| row.join(", ")).collect()),
        Block::Signature { name, title, note } => {
            let lines: Vec<&str> = name.iter().chain([title]).chain(note).map(String::as_str).collect();
            LetterBlock::Text(lines.join("\n"))
        }
    }
}
