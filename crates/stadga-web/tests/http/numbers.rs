//! Personal numbers: none is taken with a wrong check digit or a day that does not exist, and a letter bears the
//! number of the case it is made from and no other.

use crate::town::{NUMBER, PER, Town};
use stadga_app::cases::USE_CASES;
use stadga_core::access::Ground;
use stadga_core::form::{FieldKind, Form};
use stadga_letters::{Block, Letter};

const WRONG: &[&str] = &["19950101-2381", "19951301-2380", "19950230-2380"];

#[test]
fn ac3_every_field_and_the_search_refuse_a_number_that_is_none() {
    let town = Town::new();
    let (case, _) = town.story("ansokan.registrera");
    let mut tried = 0;
    for use_case in USE_CASES {
        for field in use_case.fields.iter().filter(|field| field.kind == FieldKind::PersonNumber) {
            for wrong in WRONG {
                let (who, at) = match (use_case.access.opens(), use_case.access.stands_alone()) {
                    (true, _) => ("amina", format!("/api/v1/{}", use_case.name)),
                    (_, true) => ("sara", format!("/api/v1/{}", use_case.name)),
                    // What is the head's to do is refused before anything is read, to everybody else.
                    _ if !use_case.access.grounds().contains(&Ground::Handlaggare) => {
                        ("nadja", format!("/api/v1/arenden/{case}/{}", use_case.name))
                    }
                    _ => ("sara", format!("/api/v1/arenden/{case}/{}", use_case.name)),
                };
                let request = town.request(who, "POST", &at).header("content-type", "application/json");
                let body = serde_json::json!({ field.name: wrong }).to_string();
                let answer = town.ask(request.body(body.into()).unwrap());
                assert_eq!(answer.status, 422, "{at} {wrong}: {}", answer.body);
                let told: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
                let wrongs = told["uppgifter"].as_array().unwrap();
                let named = wrongs.iter().any(|known| known["falt"] == field.name);
                assert!(named, "{at} {wrong}: {told:#}");
                tried += 1;
            }
        }
    }
    assert!(tried >= 6, "{tried}");
    for wrong in WRONG {
        let answer = town.post("sara", "/sok", &[("fraga", *wrong)]);
        assert!(!answer.text().contains(PER), "{wrong}: {}", answer.text());
    }
}

/// Every word of a letter, with whom it is to.
fn words(letter: &Letter) -> String {
    let mut all = vec![letter.recipient.name.clone(), letter.subject.clone(), letter.case_number.clone()];
    for block in &letter.blocks {
        match block {
            Block::Heading(text) | Block::Paragraph(text) => all.push(text.clone()),
            Block::List(items) => all.extend(items.iter().cloned()),
            Block::Table { header, rows } => all.extend(header.iter().chain(rows.iter().flatten()).cloned()),
            Block::Facts(facts) => all.extend(facts.iter().map(|(name, value)| format!("{name} {value}"))),
            Block::Signature { name, title, note } => {
                all.extend([name.clone().unwrap_or_default(), title.clone(), note.clone().unwrap_or_default()]);
            }
        }
    }
    all.join("\n")
}

/// What looks like a personal number in a text.
fn numbers(text: &str) -> Vec<&str> {
    let like = |word: &&str| {
        let digits: Vec<usize> = word.split('-').map(str::len).collect();
        (digits == [8, 4] || digits == [6, 4]) && word.chars().all(|letter| letter.is_ascii_digit() || letter == '-')
    };
    text.split(|letter: char| !letter.is_ascii_digit() && letter != '-').filter(like).collect()
}

#[test]
fn ac3_a_letter_bears_the_number_of_its_own_case_and_no_other() {
    let town = Town::new();
    // Somebody else is there too, so that a mix-up would show.
    let other = [
        ("namn", "Eva Ek"),
        ("nummer", "19960203-2383"),
        ("kanal", "telefon"),
        ("galler", "Hjälp"),
        ("enhet", "vuxen"),
        ("handlaggare", "sara"),
    ];
    town.act("amina", "ansokan.registrera", None, &other);
    let (case, _) = town.story("beslut.fatta");
    let ctx = town.app.ctx(town.id("sara")).unwrap();
    let stack = town.app.stack();
    let steps = stack.packs().iter().flat_map(|pack| &pack.steps).filter(|step| step.letter.is_some());
    let steps: Vec<String> = steps.map(|step| step.name()).collect();
    let typed = ["kommunicering.skicka", "beslut.underratta", "beslut.delge", "handlaggarbyte.meddela"];
    let mut made = 0;
    for use_case in typed.into_iter().map(str::to_owned).chain(steps) {
        let form = Form::from_pairs([("svar_senast", "2026-11-30"), ("underlag", "Utredningen"), ("kanal", "brev")]);
        let letter = town.app.letter_of_form(&ctx, &use_case, case, &form);
        let letter = letter.unwrap_or_else(|| panic!("{use_case} sends no letter"));
        let letter = letter.unwrap_or_else(|why| panic!("{use_case}: {why}"));
        let text = words(&letter);
        assert!(!text.contains("Eva Ek"), "{use_case}: {text}");
        assert!(numbers(&text).iter().all(|number| *number == NUMBER), "{use_case}: {text}");
        stadga_letters::pdf(&letter).unwrap();
        made += 1;
    }
    assert!(made >= 6, "{made}");
}

#[test]
fn ac12_a_letter_goes_to_a_party_or_to_an_authority_the_municipality_has_named() {
    let town = Town::new();
    let (case, _) = town.story("ansokan.registrera");
    // No form of a letter has a field where anybody at all can be written as its recipient.
    let ctx = town.app.ctx(town.id("sara")).unwrap();
    let sends = ["kommunicering.skicka", "beslut.underratta", "beslut.delge", "handlaggarbyte.meddela"];
    for name in sends {
        let fields = town.app.case(name).unwrap().fields;
        let to: Vec<_> = fields.iter().filter(|field| field.name.starts_with("mottagare")).collect();
        assert!(to.iter().all(|field| matches!(field.kind, FieldKind::Choice(_))), "{name}");
    }
    // A step's letter goes where its pack says, whatever is sent along.
    let form =
        Form::from_pairs([("barn", "Sonen"), ("oro", "Oro"), ("mottagare", "Kvällstidningen"), ("till", "Annan")]);
    let letter = town.app.letter_of_form(&ctx, "steg.orosanmalan", case, &form).unwrap().unwrap();
    assert_eq!(letter.recipient.name, "Enheten för barn och unga i Ekvalla");
    // Recipient and subject stand side by side before it is sent.
    let page = town.get("sara", &format!("/arenden/{case}/steg.orosanmalan")).text();
    for words in ["NamnEnheten för barn och unga i Ekvalla", &format!("Gäller{PER}")] {
        assert!(page.contains(words), "{words:?} is missing in: {page}");
    }
}

#[test]
fn ac13_a_letter_is_made_anew_and_carries_nothing_hidden_of_anybody_else() {
    let town = Town::new();
    let (case, _) = town.story("ansokan.registrera");
    let path = format!("/arenden/{case}/steg.orosanmalan/brev.pdf");
    let fields = [("barn", "Sonen"), ("oro", "Har varit ensam.")];
    let send = || town.post("sara", &path, &fields);
    let (first, again) = (send(), send());
    assert_eq!(first.status, 200);
    // The same words give the same bytes: nothing of an earlier letter, and no history, goes along.
    assert!(first.body == again.body, "the letter is not made from its words alone");
    for hidden in ["/Annot", "/EmbeddedFile", "/JavaScript", PER] {
        assert!(!first.body.contains(hidden), "{hidden} stands unpacked in the file");
    }
}
