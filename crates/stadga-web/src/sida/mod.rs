//! One page a file.

pub mod anslag;
pub mod anvandare;
pub mod arende;
pub mod arenden;
pub mod beslut;
pub mod boende;
pub mod enhet;
pub mod franvaro;
pub mod fristraknare;
pub mod gallring;
pub mod gemensam;
pub mod granskning;
pub mod handlingar;
pub mod hjalp;
pub mod jour;
pub mod klient;
pub mod konferens;
pub mod konto;
pub mod kvitto;
pub mod leverantor;
pub mod logga_in;
pub mod lvm;
pub mod min_dag;
pub mod moten;
pub mod mottagning;
pub mod namnd;
pub mod nodparm;
pub mod overklagan;
pub mod overlamning;
pub mod oversikt;
pub mod passnycklar;
pub mod person;
pub mod planer;
pub mod prenumeration;
pub mod protokoll;
pub mod rakna;
pub mod register;
pub mod rutiner;
pub mod skydd;
pub mod sok;
pub mod steg;
pub mod stod;
pub mod utan_nat;
pub mod utforare;
pub mod utskrift;
pub mod valj;
pub mod verkstallighet;

use crate::router::Asked;
use crate::view::Notice;

/// The receipt of what was just done, named in the address by its use case.
pub fn receipt(asked: &Asked) -> Option<Notice> {
    let done = stadga_app::cases::find(asked.query.text("klart"))?;
    Some(Notice { head: String::from("Sparat."), lines: vec![done.title.to_owned()], undo: None })
}

/// A word too long for a narrow place, with a soft hyphen where it may be broken.
fn soft(words: &str) -> String {
    words.replace("Förhandsbedömning", "Förhands\u{ad}bedömning")
}

/// Two letters for a round mark.
fn initials(name: &str) -> String {
    name.split_whitespace().filter_map(|word| word.chars().next()).take(2).collect()
}
