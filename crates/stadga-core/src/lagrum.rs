//! What follows from a legal ground: how a decision is appealed, and what it secures.

use crate::words;

words! {
    /// How a decision is appealed.
    pub enum Route {
        /// To the administrative court, lodged with the board (SoL 35:1, FL 43–44 §§).
        Forvaltningsbesvar = "forvaltningsbesvar", "Förvaltningsbesvär";
        /// A member of the municipality has the legality tried, lodged with the court (KL 13 kap.).
        Laglighetsprovning = "laglighetsprovning", "Laglighetsprövning";
    }
}

/// Chapter and section of SoL (2025:400) that are appealed to the administrative court (SoL 35:1).
const BESVAR: [(u32, u32); 10] =
    [(11, 1), (12, 1), (12, 5), (29, 7), (32, 5), (32, 6), (32, 7), (32, 8), (32, 9), (32, 10)];

/// The right to what personal and economic needs ask for (SoL 11:1, 12:1).
const RIGHT: [(u32, u32); 2] = [(11, 1), (12, 1)];

/// What the board may give beyond the law's right (SoL 11:4, 12:2).
const MORE_THAN_RIGHT: [(u32, u32); 2] = [(11, 4), (12, 2)];

/// The route for a legal ground such as `11 kap. 1 § SoL` or `11:1 SoL`. With several grounds the
/// person's stronger right decides. None when no section is known, or the law is not SoL.
pub fn route(lagrum: &str) -> Option<Route> {
    let lower = lagrum.to_lowercase();
    if !lower.contains("sol") && !lower.contains("socialtjänstlag") {
        return None;
    }
    let sections = sections(&lower);
    if sections.iter().any(|section| BESVAR.contains(section)) {
        return Some(Route::Forvaltningsbesvar);
    }
    sections.iter().any(|section| MORE_THAN_RIGHT.contains(section)).then_some(Route::Laglighetsprovning)
}

/// The ground of a decision that says no to something an insats could give: whoever applies has a right to have the
/// need tried, so what the board may give beyond the right is refused only together with the right itself
/// (`11 kap. 1 § och 11 kap. 4 § SoL`). Any other ground is as it was.
pub fn refused_under(lagrum: &str) -> String {
    match sections(&lagrum.to_lowercase()).iter().find(|section| MORE_THAN_RIGHT.contains(section)) {
        Some((chapter, _)) if !rests_on_right(lagrum) => format!("{chapter} kap. 1 § och {lagrum}"),
        _ => lagrum.to_owned(),
    }
}

/// Whether a decision on this ground tried the person's right to an insats (SoL 11:1, 12:1).
pub fn rests_on_right(lagrum: &str) -> bool {
    sections(&lagrum.to_lowercase()).iter().any(|section| RIGHT.contains(section))
}

/// What a legal ground secures: personal needs and economic ones have different measures (SoL 11:1, 12:1).
pub fn secures(lagrum: &str) -> Option<&'static str> {
    route(lagrum)?;
    let lower = lagrum.to_lowercase();
    match sections(&lower).first()?.0 {
        11 => Some("skäliga levnadsförhållanden"),
        12 => Some("skälig levnadsnivå"),
        _ => None,
    }
}

/// Every `11 kap. 1 §` and `11:1` in a text, also `12 kap. 1 och 5 §§`. A number of an act, as in
/// `(2025:400)`, is none of the sections known here.
fn sections(text: &str) -> Vec<(u32, u32)> {
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric() && c != ':' && c != '§').filter(|word| !word.is_empty()).collect();
    let mut found = Vec::new();
    let mut chapter = None;
    for (place, word) in words.iter().enumerate() {
        let number = word.trim_end_matches('§').parse::<u32>();
        if let Some((left, right)) = word.split_once(':') {
            found.extend(left.parse().ok().zip(right.trim_end_matches('§').parse().ok()));
        } else if let Ok(number) = number {
            let is_chapter = words.get(place + 1).is_some_and(|next| *next == "kap" || *next == "kapitlet");
            match chapter {
                _ if is_chapter => chapter = Some(number),
                Some(chapter) => found.push((chapter, number)),
                None => {}
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Route, refused_under, route};

    // proves: T-207
    #[test]
    fn the_measure_of_what_is_secured_follows_from_the_legal_ground() {
        let measures = ["11 kap. 1 § SoL", "12 kap. 1 § SoL", "29 kap. 7 § SoL", "9 § LSS"].map(super::secures);
        assert_eq!(measures, [Some("skäliga levnadsförhållanden"), Some("skälig levnadsnivå"), None, None]);
    }

    #[test]
    fn a_refusal_tries_the_right_first() {
        let cases = [
            ("11 kap. 4 § SoL", "11 kap. 1 § och 11 kap. 4 § SoL"),
            ("12:2 SoL", "12 kap. 1 § och 12:2 SoL"),
            ("11 kap. 1 och 4 §§ SoL", "11 kap. 1 och 4 §§ SoL"),
            ("11 kap. 1 § SoL", "11 kap. 1 § SoL"),
            ("9 § 2 LSS", "9 § 2 LSS"),
        ];
        for (lagrum, expected) in cases {
            let refused = refused_under(lagrum);
            assert_eq!(refused, expected);
            assert_ne!(route(&refused), Some(Route::Laglighetsprovning), "{refused}");
        }
    }

    // proves: T-163
    #[test]
    fn the_route_follows_from_the_legal_ground() {
        let besvar = Some(Route::Forvaltningsbesvar);
        let laglighet = Some(Route::Laglighetsprovning);
        let cases = [
            ("11 kap. 1 § SoL", besvar),
            ("12 kap. 1 § socialtjänstlagen (2025:400)", besvar),
            ("11 kap 1§ SoL", besvar),
            ("11:1 SoL", besvar),
            ("11 kap. 1 och 4 §§ SoL", besvar),
            ("11 kap. 4 § SoL eller 12 kap. 1 § SoL", besvar),
            ("11 kap. 4 § SoL", laglighet),
            ("12:2 SoL", laglighet),
            ("11 kap. 10 § SoL", None),
            ("1 kap. 11 § SoL", None),
            ("11 kap. 1 § föräldrabalken", None),
            ("9 § 2 LSS", None),
            ("", None),
        ];
        for (lagrum, expected) in cases {
            assert_eq!(route(lagrum), expected, "{lagrum}");
        }
    }
}
