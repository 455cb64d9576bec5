//! How a duty's date comes about, and the receipt that tells it.

use crate::condition::date_in;
use crate::condition::sentence::field_label;
use crate::pack::{DutyRule, Pack, Time};
use crate::stack::Changes;
use crate::timeline::Happening;
use stadga_core::calendar::text::{sentence_case, with_weekday};
use stadga_core::calendar::{Counting, Due, Receipt, count};

/// The rule's time with what a higher layer has changed in it.
pub(super) fn changed(time: &Time, changes: &Changes<'_>) -> Time {
    let Some((_, change)) = changes.time else { return time.clone() };
    match (time, change.within, change.target) {
        (Time::Within { counting, .. }, Some(period), _) => Time::Within { period, counting: *counting },
        (Time::Series { counting, .. }, Some(every), _) => Time::Series { every, counting: *counting },
        (Time::Urgency { word, counting, .. }, _, Some(target)) => {
            Time::Urgency { word: *word, target: Some(target), counting: *counting }
        }
        _ => time.clone(),
    }
}

/// The date of a duty that is done once; none when only a word or a person says when, or the
/// trigger lacks the date.
pub(super) fn due(time: &Time, trigger: &Happening<'_>) -> Option<Due> {
    match time {
        Time::Within { period, counting } => Some(count(trigger.on, *period, *counting)),
        Time::Urgency { target, counting, .. } => target.map(|target| count(trigger.on, target, *counting)),
        Time::Until { field, after, counting } => {
            let date = date_in(trigger.fields(), field)?;
            let mut receipt = Receipt::new("Datum som är angivet", "");
            receipt.step(date, format!("{} är {}.", sentence_case(&field_label(field)), with_weekday(date)));
            let Some(after) = after else { return Some(Due { strict: date, legal: date, receipt }) };
            let mut due = count(date, *after, *counting);
            receipt.steps.append(&mut due.receipt.steps);
            due.receipt = Receipt { rule: format!("{after} efter det datum som är angivet"), ..receipt };
            Some(due)
        }
        Time::Series { .. } | Time::Quarterly { .. } | Time::Judge => None,
    }
}

/// How the date came about: the rule, its source, what started it, each step, the pack's version.
pub(super) fn receipt(
    pack: &Pack,
    rule: &DutyRule,
    trigger: &Happening<'_>,
    time: &Time,
    changes: &Changes<'_>,
    due: Option<&Due>,
) -> Receipt {
    let named = match time {
        Time::Urgency { word, .. } => word.label().to_owned(),
        _ => "En människa måste bedöma när".to_owned(),
    };
    let mut receipt = Receipt::new(due.map_or(named, |due| due.receipt.rule.clone()), rule.source.cite.clone());
    let statutory = matches!(
        time,
        Time::Within { counting: Counting::Statutory, .. } | Time::Series { counting: Counting::Statutory, .. }
    );
    if statutory && let Some(due) = due {
        receipt.source = format!("{}; {}", receipt.source, due.receipt.source);
    }
    receipt.step(trigger.on, format!("{}: {}.", trigger.label(), with_weekday(trigger.on)));
    receipt.steps.extend(due.into_iter().flat_map(|due| due.receipt.steps.clone()));
    if let (Time::Urgency { word, .. }, Some(_)) = (time, due) {
        receipt.remark(format!(
            "Lokalt mål: {} säger {} utan att ange antal dagar.",
            rule.source.cite,
            word.label().to_lowercase()
        ));
    }
    if let Some((above, change)) = changes.time {
        let reason = change.reason.as_ref().map(|reason| format!(" {reason}")).unwrap_or_default();
        receipt.remark(format!("Tiden är satt av {}, version {}.{reason}", above.name, above.version));
    }
    receipt.remark(format!("Regeln finns i {}, version {}.", pack.name, pack.version));
    receipt
}
