//! Whom a letter goes to: the person, or whoever has shown authority to speak for them, each at their address.

use crate::App;
use crate::load::Loaded;
use jiff::civil::Date;
use stadga_core::command::person::letter_to;
use stadga_core::fact::arende::{Kanal, TillForetradare};
use stadga_core::fact::intag::Foretradarroll;
use stadga_core::fact::utlamnande::Fragande;
use stadga_core::form::Form;
use stadga_core::state::{PersonState, Representative};
use stadga_letters::{Block, Letter, Recipient};

impl App {
    /// The party of the case; nobody else gets its letters.
    pub(super) fn recipient(&self, loaded: &Loaded, channel: Kanal) -> Result<Recipient, String> {
        let person = loaded.file.case.person.map(|person| self.load_person(person));
        let person = person.and_then(Result::ok).ok_or("Ärendet har ingen part.")?;
        let stack = self.stack();
        Ok(addressed(&person, channel, stack.letters().map_or(&[], |letters| letters.forwarding.as_slice())))
    }
}

/// The first of the letters that [`copies`] makes: the one that is shown while the form is filled in.
pub(super) fn first_copy(loaded: &Loaded, letter: Letter, to: Option<&TillForetradare>) -> Letter {
    copies(loaded, letter.clone(), to).into_iter().next().unwrap_or(letter)
}

/// The person as the letter's recipient. What goes to somebody who is protected goes by the service that forwards
/// it, where the mark is told; an address of theirs stands on no letter.
fn addressed(person: &PersonState, channel: Kanal, forwarding: &[String]) -> Recipient {
    let address = person.contact.as_ref().and_then(|contact| contact.adress.as_deref());
    let address_lines = match (person.is_protected(), person.told_mark(), channel) {
        (true, Some(_), Kanal::Brev) => forwarding.to_vec(),
        (true, _, _) => Vec::new(),
        (false, _, _) => lines(address, channel),
    };
    Recipient { name: person.name.clone(), address_lines, channel }
}

/// An address is printed on what goes by post, and stands on nothing else.
fn lines(address: Option<&str>, channel: Kanal) -> Vec<String> {
    let known = address.filter(|_| channel == Kanal::Brev).unwrap_or_default();
    known.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// Whether an act, as it is filled in, sends the person a letter by post. What goes to a representative alone does not.
pub(crate) fn by_post(use_case: &str, input: &toml::Table, asks: Option<Fragande>) -> bool {
    let word = |name: &str| input.get(name).and_then(toml::Value::as_str).unwrap_or_default();
    let posted = match use_case {
        "beslut.delge" => matches!(word("satt"), "mottagningsbevis" | "forenklad"),
        "delgivning.upplys" => word("satt") == "delgivet",
        "overklagande.prova" => word("utfall") == "avvisas",
        "kontrollmeddelande.skicka" | "beslut.ratta" | "utlamnande.neka" => true,
        name if name.starts_with("utlamnande.") => matches!(word("kanal"), "" | "brev"),
        _ => word("kanal") == "brev",
    };
    let to_person = asks.is_none_or(|asks| asks == Fragande::Part) && word("mottagare") != "foretradaren";
    posted && to_person
}

/// The letters that leave: the person's, the representative's, or both.
pub(super) fn copies(loaded: &Loaded, letter: Letter, to: Option<&TillForetradare>) -> Vec<Letter> {
    let known = to.and_then(|to| {
        let mut all = loaded.file.case.representatives.iter();
        all.find(|known| known.id == to.fullmakt).map(|known| (known, to.kopia))
    });
    match known {
        None => vec![letter],
        Some((known, true)) => {
            let copy = represented(letter.clone(), known, true);
            vec![letter, copy]
        }
        Some((known, false)) => vec![represented(letter, known, false)],
    }
}

/// Whom the form says, as far as it can be read.
pub(super) fn of_form(loaded: &Loaded, form: &Form, on: Date) -> Option<TillForetradare> {
    letter_to(&loaded.file.case, form.text("mottagare").parse().ok(), on).ok().flatten()
}

/// The same letter with the representative's name and address, and a line that says why they get it.
fn represented(mut letter: Letter, known: &Representative, copy: bool) -> Letter {
    let person = std::mem::take(&mut letter.recipient.name);
    let role = match known.fact.roll {
        Foretradarroll::Annan => String::from("företräder"),
        role => format!("är {} för", role.label().to_lowercase()),
    };
    let why = if copy {
        format!("Det här är en kopia av ett brev till {person}. Du får den för att du {role} {person}.")
    } else {
        format!("Du får brevet för att du {role} {person}. Brevet är skrivet till {person}.")
    };
    let channel = letter.recipient.channel;
    letter.recipient = Recipient {
        name: known.fact.foretradare.clone(),
        address_lines: lines(known.fact.adress.as_deref(), channel),
        channel,
    };
    letter.blocks.insert(0, Block::Paragraph(why));
    letter
}
