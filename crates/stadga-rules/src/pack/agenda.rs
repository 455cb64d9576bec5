//! What a step says of a meeting: of a board, or of a conference between units.

use jiff::civil::{Date, Weekday};
use stadga_core::calendar::is_holiday;

/// How a step puts a case on the agenda of a meeting: of a board, of a conference between units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepAgenda {
    /// The field with the day of the meeting.
    pub day: String,
    /// The field that says who meets; none when there is only one such meeting.
    pub body: Option<String>,
    /// The field with the day the papers are to be there.
    pub papers_by: Option<String>,
    /// The step that says that the papers are there, as `steg.` and the key.
    pub papers: Option<String>,
    /// The step in which the person answers whether they want to speak, and its field with the answer.
    pub heard: Option<(String, String)>,
    /// What can come of it: the events after which the case is no longer on the agenda.
    pub result: Vec<String>,
    /// What it says of the conference, when those who meet are units that hand work to each other; none for a board.
    pub conference: Option<StepConference>,
}

/// How a conference between units takes what is put up to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepConference {
    /// The step that writes down what became of it, as `steg.` and the key.
    pub act: String,
    /// That step's field with what became of it: each of its words is a button.
    pub outcome: String,
    /// The word of that field with which it is handed over.
    pub handed: String,
    /// That step's field for the name of whoever receives it, filled in with the head of the unit that is addressed.
    pub receiver: Option<String>,
    /// The day of the week the units meet; none when they meet when they like.
    pub weekday: Option<Weekday>,
    /// The fields that hold the background, for those who reach the case.
    pub background: Vec<String>,
    /// The step that opens the matter where minutes are kept, as `steg.` and the key.
    pub minutes: Option<String>,
}

impl StepConference {
    /// The day of the first conference from a day on, that day included. None is held on a holiday: then it is the one
    /// after. None where the units meet when they like.
    pub fn next(&self, from: Date) -> Option<Date> {
        let weekday = self.weekday?;
        let days = std::iter::successors(Some(from), |day| day.tomorrow().ok());
        days.take(DAYS_AHEAD).find(|day| day.weekday() == weekday && !is_holiday(*day))
    }
}

/// How far a conference is looked for: more holidays in a row on one day of the week than there are.
const DAYS_AHEAD: usize = 60;
