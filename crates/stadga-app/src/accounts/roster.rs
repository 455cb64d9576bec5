//! A roster: everybody who works here, as another system has it. What differs is written down, so that whoever is not
//! in it any more is shut out the same day.

use super::{Cost, Identified, Issued, Linking, door, identified_as};
use crate::{App, AppError};
use stadga_core::ctx::Post;
use stadga_core::fact::organisation::{AnvandareRegistrerad, EnhetArt, Roll, RollAvslutad, RollTilldelad};
use stadga_core::state::Organisation;
use stadga_core::{Fact, Id};
use std::collections::{BTreeMap, BTreeSet};

/// Of those who are let in by log-in name, at most one in so many leaves at once without being asked about.
const LEAVES: usize = 5;
/// How a roster begins.
const HEAD: [&str; 4] = ["inloggning", "namn", "roll", "enhet"];
/// What may follow: who somebody is to the municipality's own provider.
const ID: &str = "id";

/// What a roster would change, or has changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roster {
    /// Those who are new: log-in name and name.
    pub new: Vec<(String, String)>,
    /// Posts that are given: name, and the post in words.
    pub given: Vec<(String, String)>,
    /// Posts that end, with yesterday as the last day.
    pub ended: Vec<(String, String)>,
    /// Those who hold no post any more.
    pub gone: Vec<String>,
    /// Those who are tied to somebody with the municipality's own provider, or to somebody else there than before.
    pub linked: Vec<String>,
    /// Codes to begin with, for those who are new and not tied to anybody with the provider.
    pub codes: Vec<Issued>,
    /// Whether so many leave that somebody has to say yes.
    pub many: bool,
}

/// A line of a roster.
struct Line {
    login: String,
    name: String,
    post: Post,
    /// Who they are to the provider; empty when the file does not say.
    id: String,
}

/// What has to be written down.
#[derive(Default)]
struct Plan {
    facts: Vec<Fact>,
    opens: Vec<(Id, String)>,
    links: Vec<(Id, String, String)>,
    shuts: Vec<Id>,
}

impl App {
    /// Compares a roster with the members who have an account, and writes down what differs when `carry_out` says so.
    /// A line is a post: `inloggning;namn;roll;enhet`, with that as its first line. Somebody with several posts has a
    /// line for each. Stewards, and members without an account, are left as they are. A fifth field, `id`, says who
    /// somebody is to the municipality's own provider, whose address is `issuer`.
    ///
    /// What is wrong with the lines is told for all of them at once, and nothing is written then.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn roster(
        &self,
        text: &str,
        issuer: Option<&str>,
        carry_out: bool,
        cost: Cost,
    ) -> Result<Result<Roster, Vec<String>>, AppError> {
        let organisation = self.organisation()?;
        let lines = match read(text, &organisation, issuer.is_some()) {
            Ok(lines) => lines,
            Err(faults) => return Ok(Err(faults)),
        };
        let issuer = issuer.unwrap_or_default();
        let (mut roster, plan) = self.compared(&organisation, &lines, issuer)?;
        let clashes = self.clashes(&plan.links, issuer)?;
        if !clashes.is_empty() || !carry_out {
            return Ok(if clashes.is_empty() { Ok(roster) } else { Err(clashes) });
        }
        if !plan.facts.is_empty() {
            self.append_to_organisation(plan.facts, Vec::new(), None)?;
        }
        for user in plan.shuts {
            self.shut_out(user)?;
        }
        for (user, name, subject) in &plan.links {
            let linking = Linking { user: *user, name, whom: Identified { issuer, subject } };
            self.link_account(None, linking)?;
        }
        for (user, login) in plan.opens {
            roster.codes.push(self.issue_account(None, user, &login, cost)?);
        }
        Ok(Ok(roster))
    }

    /// Ids that two would have.
    fn clashes(&self, links: &[(Id, String, String)], issuer: &str) -> Result<Vec<String>, AppError> {
        let mut faults = Vec::new();
        let mut whose: BTreeMap<&str, Id> = BTreeMap::new();
        for (user, name, subject) in links {
            let other = self.linked_to(Identified { issuer, subject })?.map(|(account, _)| account.user);
            if other.is_some_and(|other| other != *user) || whose.insert(subject, *user).is_some() {
                faults.push(format!("{name}: id:t hör redan till någon annan"));
            }
        }
        Ok(faults)
    }

    fn compared(&self, organisation: &Organisation, lines: &[Line], issuer: &str) -> Result<(Roster, Plan), AppError> {
        let today = self.today();
        let yesterday = today.yesterday().unwrap_or(today);
        let mut wanted: BTreeMap<String, (&str, BTreeSet<Post>, &str)> = BTreeMap::new();
        for line in lines {
            let known = wanted.entry(line.login.to_lowercase()).or_insert((&line.name, BTreeSet::new(), &line.id));
            known.1.insert(line.post);
        }
        let mut known: BTreeMap<String, Id> = BTreeMap::new();
        for account in self.store().accounts()? {
            known.insert(door(&account)?.name.to_lowercase(), account.user);
        }
        let words = |post: &Post| format!("{}, {}", post.role.label(), organisation.unit_name(post.unit));
        let (mut roster, mut plan) = (Roster::default(), Plan::default());
        for (login, (name, posts, id)) in &wanted {
            let user = known.get(login).copied();
            let anvandare = user.unwrap_or_else(|| self.next_id());
            if user.is_none() {
                roster.new.push((login.clone(), (*name).to_owned()));
                plan.facts.push(AnvandareRegistrerad { anvandare, namn: (*name).to_owned() }.into());
                if id.is_empty() {
                    plan.opens.push((anvandare, login.clone()));
                }
            }
            let held = organisation.users.get(&anvandare).map(|user| user.posts(today)).unwrap_or_default();
            let linked = user.map(|user| self.linked_of(user)).transpose()?.flatten();
            let as_wanted = linked.is_some_and(|(by, subject)| by == issuer && subject == *id);
            let steward = held.iter().any(|post| post.role == Roll::Systemforvaltare);
            if !id.is_empty() && !as_wanted && !steward {
                roster.linked.push((*name).to_owned());
                plan.links.push((anvandare, login.clone(), (*id).to_owned()));
            }
            for post in posts.iter().filter(|post| !held.contains(post)) {
                roster.given.push(((*name).to_owned(), words(post)));
                let given = RollTilldelad { anvandare, roll: post.role, enhet: post.unit, fran: today, till: None };
                plan.facts.push(given.into());
            }
        }
        let mut members = 0;
        for (login, user) in &known {
            let posts = organisation.users.get(user).map(|user| user.posts(today)).unwrap_or_default();
            if posts.is_empty() || posts.iter().any(|post| post.role == Roll::Systemforvaltare) {
                continue;
            }
            members += 1;
            let keeps = wanted.get(login).map(|(_, posts, _)| posts);
            let name = organisation.user_name(*user).to_owned();
            for post in posts.iter().filter(|post| keeps.is_none_or(|keeps| !keeps.contains(post))) {
                roster.ended.push((name.clone(), words(post)));
                let ended = RollAvslutad { anvandare: *user, roll: post.role, enhet: post.unit, till: yesterday };
                plan.facts.push(ended.into());
            }
            if keeps.is_none() {
                roster.gone.push(name);
                plan.shuts.push(*user);
            }
        }
        roster.many = roster.gone.len() > 1 && roster.gone.len() * LEAVES > members;
        Ok((roster, plan))
    }
}

/// Every line, or what is wrong with each that cannot be read.
fn read(text: &str, organisation: &Organisation, provider: bool) -> Result<Vec<Line>, Vec<String>> {
    let text = text.trim_start_matches('\u{feff}');
    let mut rows = text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
    let head = rows.next().map(|(line, _)| cells(line)).unwrap_or_default();
    let (named, more) = head.split_at(head.len().min(HEAD.len()));
    match more {
        [] if named == HEAD => {}
        [id] if named == HEAD && id == ID && provider => {}
        [id] if named == HEAD && id == ID => {
            return Err(vec![String::from("Filen har id hos kommunens inloggning: ange dess adress också")]);
        }
        _ => return Err(vec![format!("Första raden ska vara {}, och sist kan id stå", HEAD.join(";"))]),
    }
    let (mut lines, mut faults) = (Vec::new(), Vec::new());
    for (text, number) in rows {
        match line(&cells(text), head.len(), organisation) {
            Ok(line) => lines.push(line),
            Err(fault) => faults.push(format!("Rad {number}: {fault}")),
        }
    }
    if lines.is_empty() && faults.is_empty() {
        faults.push(String::from("Filen har inga rader: då skulle alla stängas ute."));
    }
    if faults.is_empty() { Ok(lines) } else { Err(faults) }
}

fn cells(line: &str) -> Vec<String> {
    line.split(';').map(|cell| cell.trim().trim_matches('"').trim().to_owned()).collect()
}

fn line(cells: &[String], fields: usize, organisation: &Organisation) -> Result<Line, String> {
    let ([login, name, role, wanted, more @ ..], true) = (cells, cells.len() == fields) else {
        return Err(format!("{} fält i stället för {fields}", cells.len()));
    };
    let id = more.first().map_or("", String::as_str);
    if !id.is_empty() && identified_as(id).is_none() {
        return Err(format!("id för {login} går inte att använda"));
    }
    let role: Roll = role.to_lowercase().parse().map_err(|_| format!("{role} är ingen roll"))?;
    let mut units = organisation.units.values();
    let unit = units.find(|known| known.name.to_lowercase() == wanted.to_lowercase());
    let unit = unit.ok_or_else(|| format!("det finns ingen enhet som heter {wanted}"))?;
    if role == Roll::Systemforvaltare {
        return Err(String::from("systemförvaltare får sin roll på sidan Användare, inte ur en fil"));
    }
    if role.at_provider() != (unit.kind == EnhetArt::Utforare) {
        return Err(format!("{} finns inte i {}", role.label(), unit.name));
    }
    if name.is_empty() {
        return Err(String::from("namnet saknas"));
    }
    super::steward::checked(login).map_err(|_| format!("{login} går inte att använda som inloggningsnamn"))?;
    Ok(Line { login: login.clone(), name: name.clone(), post: Post { role, unit: unit.id }, id: id.to_owned() })
}
