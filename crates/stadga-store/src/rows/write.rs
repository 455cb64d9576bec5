//! Lays the read models down. Only what differs is written: a command changes few duties of a case.

use super::{AssignmentRow, CaseRow, DutyRow, DutyState, PersonRow, Rows, Why};
use crate::engine::{Engine, args};
use crate::error::StoreError;
use crate::keys::{SubjectKey, Vault};
use crate::sql::rows as sql;
use crate::value::{Text, spaced, who};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use stadga_core::Id;
use stadga_core::access::Grant;
use std::collections::{HashMap, HashSet};

/// A person's row, sealed, with the tokens it is found by.
pub(crate) struct SealedPerson {
    subject: Id,
    sealed: Vec<u8>,
    tokens: Vec<[u8; 16]>,
}

/// The name and number inside a person's row.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct OpenedName {
    pub name: String,
    pub number: Option<String>,
    #[serde(default)]
    pub protected: bool,
}

impl OpenedName {
    pub(crate) fn open(person: Id, key: &SubjectKey, sealed: &[u8]) -> Result<Self, StoreError> {
        Ok(serde_json::from_slice(&key.open(&place(person), sealed)?)?)
    }
}

/// Seals a person's row under the person's key.
pub(crate) fn sealed_person(row: &PersonRow, key: &SubjectKey, vault: &Vault) -> Result<SealedPerson, StoreError> {
    let name = OpenedName { name: row.name.clone(), number: row.number.clone(), protected: row.protected };
    let sealed = key.seal(&place(row.subject), &serde_json::to_vec(&name)?)?;
    let number = row.number.iter().map(|number| crate::search::number_word(number));
    let words = crate::search::words(&row.name).into_iter();
    let words = words.flat_map(|word| crate::search::prefixes(&word));
    let words = words.map(|word| if row.protected { crate::search::protected_word(&word) } else { word });
    let tokens = number.chain(words).map(|word| vault.token(&word)).collect();
    Ok(SealedPerson { subject: row.subject, sealed, tokens })
}

/// Writes rows; persons come sealed.
pub(crate) fn put_rows(conn: &mut dyn Engine, rows: &Rows, persons: &[SealedPerson]) -> Result<(), StoreError> {
    for row in &rows.cases {
        put_case(conn, row)?;
    }
    for row in persons {
        put_person(conn, row)?;
    }
    for row in &rows.assignments {
        put_assignment(conn, row)?;
    }
    for (case, duties) in &rows.duties {
        put_duties(conn, *case, duties)?;
    }
    let idle: HashSet<&Id> = rows.idle.iter().collect();
    for (subject, grants) in &rows.grants {
        put_grants(conn, *subject, grants, idle.contains(subject))?;
    }
    for (case, executions) in &rows.executions {
        crate::executions::put(conn, *case, executions)?;
    }
    for (case, minutes) in &rows.minutes {
        crate::minutes::put(conn, *case, minutes)?;
    }
    for (case, boards) in &rows.boards {
        crate::boards::put(conn, *case, boards)?;
    }
    for (case, mailings) in &rows.mailings {
        crate::mailings::put(conn, *case, mailings)?;
    }
    for (case, bookings) in &rows.bookings {
        crate::bookings::put(conn, *case, bookings)?;
    }
    Ok(())
}

fn place(person: Id) -> Vec<u8> {
    format!("person {person}").into_bytes()
}

fn put_case(conn: &mut dyn Engine, row: &CaseRow) -> Result<(), StoreError> {
    let row = args![
        Text(row.subject),
        Text(row.person),
        Text(row.unit),
        row.caseworker.map(Text),
        &row.stage,
        Text(row.opened_on),
        row.closed_on.map(Text),
        row.next_due.map(Text),
        row.decided.map(|(day, _)| Text(day)),
        row.decided.map(|(_, days)| days),
        row.kind.as_ref(),
        i64::from(row.acute),
        i64::from(row.unassessed),
        row.register.as_ref().map(|(key, _)| key),
        row.register.as_ref().map(|(_, by)| Text(*by)),
    ];
    conn.execute(sql::CASE_PUT, row)?;
    Ok(())
}

fn put_person(conn: &mut dyn Engine, row: &SealedPerson) -> Result<(), StoreError> {
    let subject = row.subject.to_string();
    conn.execute(sql::PERSON_PUT, args![&subject, &row.sealed[..]])?;
    conn.execute(sql::TOKENS_CLEAR, args![&subject])?;
    for token in &row.tokens {
        conn.execute(sql::TOKEN_PUT, args![&token[..], &subject])?;
    }
    Ok(())
}

fn put_assignment(conn: &mut dyn Engine, row: &AssignmentRow) -> Result<(), StoreError> {
    let row = args![
        Text(row.subject),
        Text(row.case),
        Text(row.person),
        Text(row.unit),
        &row.insats,
        &row.state,
        Text(row.ordered_on),
        row.accepted_on.map(Text),
        row.ended_on.map(Text),
        row.orderer.map(Text),
        row.start_on.map(Text),
        i64::from(row.planned),
        spaced(&row.therapists),
    ];
    conn.execute(sql::ASSIGNMENT_PUT, row)?;
    Ok(())
}

fn put_duties(conn: &mut dyn Engine, case: Id, duties: &[DutyRow]) -> Result<(), StoreError> {
    let case = case.to_string();
    let known = conn.all(sql::DUTY_DIGESTS, args![&case], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut known: HashMap<String, [u8; 16]> = known.into_iter().collect();
    // What is done or no longer needed is in the log; the lists show what remains.
    for duty in duties.iter().filter(|duty| duty.state == DutyState::Open) {
        let digest = digest(duty);
        if known.remove(&duty.id) != Some(digest) {
            put_duty(conn, &case, duty, &digest)?;
        }
    }
    for gone in known.keys() {
        conn.execute(sql::DUTY_DROP, args![&case, gone])?;
        conn.execute(sql::OWNERS_CLEAR, args![&case, gone])?;
    }
    Ok(())
}

fn put_duty(conn: &mut dyn Engine, case: &str, duty: &DutyRow, digest: &[u8]) -> Result<(), StoreError> {
    let row = args![
        case,
        &duty.id,
        digest,
        Text(duty.subject),
        &duty.rule,
        duty.occurrence,
        Text(duty.trigger_on),
        Text(duty.opens_on),
        duty.due_strict.map(Text),
        duty.due_legal.map(Text),
        duty.due_on().map(Text),
        duty.word.as_ref(),
        duty.weight,
        duty.state.word(),
        duty.met_on.map(Text),
        Text(duty.target),
        &duty.receipt,
        owners(duty),
    ];
    conn.execute(sql::DUTY_PUT, row)?;
    conn.execute(sql::OWNERS_CLEAR, args![case, &duty.id])?;
    for owner in &duty.owners {
        conn.execute(sql::OWNER_PUT, args![case, &duty.id, who(&owner.holder), Text(owner.from), owner.why.word()])?;
    }
    Ok(())
}

/// Who owns and shares it, and not whom it has come to because it is late.
fn owners(duty: &DutyRow) -> String {
    let owners = duty.owners.iter().filter(|owner| owner.why != Why::Escalated);
    owners.map(|owner| who(&owner.holder)).collect::<Vec<_>>().join(" ")
}

/// Tells whether a duty is the one that lies there; it need not be secret, only sure.
fn digest(duty: &DutyRow) -> [u8; 16] {
    let mut digest = [0; 16];
    digest.copy_from_slice(&Sha256::digest(format!("{duty:?}"))[..16]);
    digest
}

fn put_grants(conn: &mut dyn Engine, subject: Id, grants: &[Grant], idle: bool) -> Result<(), StoreError> {
    type Stored = (String, String, String, Option<String>, Option<i64>, i64);
    let subject = subject.to_string();
    let stored = |grant: &Grant| -> Stored {
        let to = grant.to.map(|to| to.to_string());
        // Rounded down: a grant ends rather a moment early than late.
        let until = grant.until.map(jiff::Timestamp::as_second);
        (who(&grant.holder), grant.ground.to_string(), grant.from.to_string(), to, until, i64::from(idle))
    };
    let mut wanted: Vec<Stored> = grants.iter().map(stored).collect();
    wanted.sort();
    let mut there: Vec<Stored> = conn.all(sql::GRANTS_OF, args![&subject], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?))
    })?;
    there.sort();
    if there == wanted {
        return Ok(());
    }
    conn.execute(sql::GRANTS_CLEAR, args![&subject])?;
    for (who, ground, from, to, until, idle) in &wanted {
        conn.execute(sql::GRANT_PUT, args![&subject, who, ground, from, to.as_ref(), *until, *idle])?;
    }
    Ok(())
}
