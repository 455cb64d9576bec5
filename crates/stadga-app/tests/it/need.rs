//! Need, and not economy, decides the right to support.

use stadga_app::cases::USE_CASES;
use stadga_core::form::FieldKind;

/// Words of money and of budgets, as they would stand in a name or a label.
const MONEY: &[&str] = &["inkomst", "kostnad", "budget", "ekonomi", "avgift", "lon_", "lön", "pris", "kronor"];

// proves: T-210
#[test]
fn no_form_asks_what_the_person_earns_or_what_the_insats_costs() {
    let mut asked = Vec::new();
    for case in USE_CASES {
        for field in case.fields {
            let mut said = vec![field.name.to_lowercase(), field.label.to_lowercase()];
            if let FieldKind::Choice(words) | FieldKind::Choices(words) = field.kind {
                said.extend(words.iter().flat_map(|(word, label)| [word.to_lowercase(), label.to_lowercase()]));
            }
            let found = said.iter().filter(|text| MONEY.iter().any(|money| text.contains(money)));
            asked.extend(found.map(|text| format!("{}: {text}", case.name)));
        }
    }
    assert_eq!(asked, Vec::<String>::new());
    let decides = USE_CASES.iter().find(|case| case.name == "beslut.fatta").unwrap();
    assert!(decides.fields.len() > 10, "the forms are read");
}
