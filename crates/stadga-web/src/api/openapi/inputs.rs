//! A schema for what a use case takes, written from its row in the table.

use serde_json::{Map, Value, json};
use stadga_app::cases::UseCase;
use stadga_app::execute::{REASON, SEEN};
use stadga_core::form::{Field, FieldKind, LONGEST_TEXT};

/// The body of a use case.
pub fn schema(case: &UseCase) -> Value {
    let mut members: Map<String, Value> =
        case.fields.iter().map(|field| (field.name.to_owned(), member(field))).collect();
    members.insert(REASON.to_owned(), reason());
    members.insert(SEEN.to_owned(), seen());
    let required: Vec<&str> = case.fields.iter().filter(|field| field.required).map(|field| field.name).collect();
    json!({
        "type": "object",
        "title": case.title,
        "properties": members,
        "required": required,
        "additionalProperties": false,
    })
}

/// An id.
pub fn id() -> Value {
    json!({ "type": "string", "pattern": "^[0-9a-hjkmnp-tv-z]{16}$" })
}

fn member(field: &Field) -> Value {
    let mut schema = match field.kind {
        FieldKind::Text => json!({ "type": "string", "maxLength": LONGEST_TEXT }),
        FieldKind::Date => json!({ "type": "string", "format": "date" }),
        FieldKind::Time => json!({ "type": "string", "description": "TT:MM" }),
        FieldKind::PersonNumber => {
            json!({ "type": "string", "description": "Personnummer eller samordningsnummer, ÅÅÅÅMMDD-NNNN" })
        }
        FieldKind::Id => id(),
        FieldKind::Ids => json!({ "type": "array", "items": id() }),
        FieldKind::Graded(words) => {
            let known = words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join("|");
            json!({
                "type": "array",
                "description": "Ett ord, kolon och det som ordet gäller",
                "items": { "type": "string", "pattern": format!("^({known}): ."), "maxLength": LONGEST_TEXT },
            })
        }
        FieldKind::Number => json!({ "type": "integer", "minimum": 0 }),
        FieldKind::Flag => json!({ "type": "boolean" }),
        FieldKind::List => json!({ "type": "array", "items": { "type": "string", "maxLength": LONGEST_TEXT } }),
        FieldKind::File => {
            let about = "Filer som är inskickade med POST /filer, var och en med sitt id.";
            json!({ "type": "array", "items": id(), "description": about })
        }
        FieldKind::Choice(words) => {
            let each = words.iter().map(|(word, label)| json!({ "const": word, "title": label }));
            json!({ "type": "string", "oneOf": each.collect::<Vec<_>>() })
        }
        FieldKind::Choices(words) => {
            let each = words.iter().map(|(word, label)| json!({ "const": word, "title": label }));
            json!({ "type": "array", "items": { "type": "string", "oneOf": each.collect::<Vec<_>>() } })
        }
    };
    schema["title"] = json!(field.label);
    schema
}

fn reason() -> Value {
    json!({
        "title": "Skäl för avsteg",
        "description": "Skälet för att frångå en riktlinje: ett för alla, eller ett för varje regel.",
        "oneOf": [
            { "type": "string" },
            { "type": "object", "additionalProperties": { "type": "string" } },
        ],
    })
}

fn seen() -> Value {
    json!({
        "title": "Version du har sett",
        "description": "Värdet i sag från GET på samma adress. Har någon skrivit sedan dess blir svaret 409.",
        "type": "string",
    })
}
