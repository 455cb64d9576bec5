//! Alternatives for fields that hold an id or a key: people, units, insatser, goals.

use super::beslut;
use super::layout::DECISIONS;
use crate::answer::Answer;
use crate::form::Choices;
use crate::router::{Asked, Web};
use crate::view::Choice;
use jiff::civil::Date;
use stadga_app::App;
use stadga_app::view::{FormContext, absent_choices, stand_in_choices};
use stadga_core::calendar::text;
use stadga_core::fact::mote::MoteBokat;
use stadga_core::fact::organisation::{EnhetArt, Roll};
use stadga_core::fact::utlamnande::{Fragande, Utlamnandeutfall};
use stadga_core::state::{Assessment, Organisation};
use stadga_core::{Fact, Id};
use stadga_rules::STEP;

/// The use case that says who runs a unit.
const RUNS_UNIT: &str = "enhet.ange_driftform";
/// What is sent for comments before a decision.
pub const BASIS: &[&str] = &["Utredningen", "Bedömningen och förslaget"];

/// Alternatives for the fields that hold an id or a key.
pub fn choices(web: &Web, asked: &Asked, context: &FormContext) -> Answer<Choices> {
    let organisation = web.app.organisation()?;
    let today = asked.ctx.today;
    let people = |role, unit| -> Vec<Choice> {
        let users = organisation.holders(role, unit, today);
        users.iter().map(|user| Choice::new(user.id.to_string(), &user.name)).collect()
    };
    let mut all: Choices = Vec::new();
    // A step's fields mean what its pack says they mean, whatever they are called.
    let fields = if context.use_case.starts_with(STEP) { &[] } else { context.fields };
    for field in fields {
        let offered = match field.name {
            "enhet" | "anvandare" if super::is_members(context.use_case) => {
                of_members(field.name, context.use_case, &organisation)
            }
            "enhet" => {
                let units = organisation.units_of(EnhetArt::Myndighet);
                units.iter().map(|unit| Choice::new(unit.id.to_string(), &unit.name)).collect()
            }
            "handlaggare" => match context.file.case.unit {
                Some(unit) => people(context.file.case.handler_role(), unit),
                None => {
                    let units = organisation.units_of(EnhetArt::Myndighet);
                    let all = units.iter().flat_map(|unit| people(Roll::Socialsekreterare, unit.id));
                    std::iter::once(Choice::new("", "Enhetschefen fördelar").chosen(true)).chain(all).collect()
                }
            },
            "behandlare" => therapists(context, &people, &organisation),
            "anteckningar" => notes(context),
            "malbedomning" => graded(context),
            "anvandare" if ["sparr.registrera", "sparr.hav", "namnuppgift.utelamna"].contains(&context.use_case) => {
                staff(context, &organisation, today)
            }
            "andra" if context.use_case == "omsesidig_sparr.hav" => apart(web, asked, context)?,
            "anvandare" if context.use_case.starts_with("jour.") => people_of(&web.app.duty_choices(&asked.ctx)?),
            "anvandare" => people_of(&absent_choices(&organisation, &asked.ctx)),
            "vikarier" => {
                let stated = [asked.form.text("franvaro"), asked.query.text("franvaro")].concat();
                let absence = web.app.absence_known(&asked.ctx, &stated)?;
                people_of(&stand_in_choices(&organisation, &asked.ctx, absence.map(|absence| absence.user)))
            }
            "utforare" => providers(&web.app, context)?,
            "insats" | "forslag" => insatser(&web.app, context),
            "fullmakt" => representatives(context),
            "provning" => assessments(context),
            "delar" | "bilagor" if context.use_case == "utlamnande.gor" => {
                disclosable(web, asked, context, field.name)?
            }
            "akter" if context.use_case == "arkiv.forbered" => files_to_hand_over(web, asked)?,
            "akter" => files_to_erase(web, asked)?,
            "delar" if context.use_case == "utlamnande.historik" => openable(web, asked, context)?,
            "delar" if context.use_case == "utlamnande.registerutdrag" => extractable(web, asked, context)?,
            "underlag" => BASIS.iter().map(|part| Choice::new(*part, *part).chosen(true)).collect(),
            "utfall" if DECISIONS.contains(&context.use_case) => beslut::outcomes(context),
            "andrar" => beslut::in_force(web, context),
            "mal" if field.kind == stadga_core::form::FieldKind::List => goals(context),
            "mote" => bookings(context, None),
            "bokning" => held(context, today),
            "till" if context.use_case == "anteckning.flytta" => {
                let others = web.app.where_it_belongs(&asked.ctx, context.use_case, context.subject)?;
                std::iter::once(Choice::new("", "Välj vem den gäller")).chain(people_of(&others)).collect()
            }
            "begaran" => requests(context),
            "deltagare" if field.kind == stadga_core::form::FieldKind::List => participants(web, context)?,
            _ => continue,
        };
        all.push((field.name, offered));
    }
    Ok(all)
}

/// Those who may speak for the person, the newest unless one is chosen.
fn representatives(context: &FormContext) -> Vec<Choice> {
    let standing = context.file.case.representatives.iter().filter(|known| known.revoked_on.is_none());
    let all = standing.map(|known| Choice::new(known.id.to_string(), &known.fact.foretradare));
    std::iter::once(Choice::new("", "Den senaste")).chain(all).collect()
}

fn people_of(people: &[(Id, String)]) -> Vec<Choice> {
    people.iter().map(|(user, name)| Choice::new(user.to_string(), name)).collect()
}

/// Every unit, or everybody who works here or has, by name.
fn of_members(field: &str, use_case: &str, organisation: &Organisation) -> Vec<Choice> {
    let runs = |unit: &stadga_core::state::Unit| match (unit.kind, unit.private) {
        (EnhetArt::Utforare, true) => Some("drivs av någon annan än kommunen"),
        (EnhetArt::Utforare, false) => Some("kommunens egen"),
        _ => None,
    };
    let named = |unit: &stadga_core::state::Unit| match (use_case, runs(unit)) {
        (RUNS_UNIT, by) => by.map(|by| (unit.id, format!("{} ({by})", unit.name))),
        _ => Some((unit.id, unit.name.clone())),
    };
    let (first, mut all): (&str, Vec<(Id, String)>) = match field {
        "enhet" => ("Välj enhet", organisation.units.values().filter_map(named).collect()),
        _ => ("Välj användare", organisation.users.values().map(|user| (user.id, user.name.clone())).collect()),
    };
    all.sort_by(|a, b| a.1.cmp(&b.1));
    std::iter::once(Choice::new("", first)).chain(people_of(&all)).collect()
}

/// Everybody at work, or those who are barred when a bar is to be lifted.
fn staff(context: &FormContext, organisation: &Organisation, today: Date) -> Vec<Choice> {
    let guarded = &context.file.case.guarded;
    let lifts = context.use_case == "sparr.hav";
    let fits = |user: &&stadga_core::state::User| match context.use_case {
        "namnuppgift.utelamna" => !user.posts(today).is_empty() && !guarded.unnamed.contains(&user.id),
        _ => guarded.is_barred(user.id) == lifts && (lifts || !user.posts(today).is_empty()),
    };
    let mut people: Vec<(Id, String)> =
        organisation.users.values().filter(fits).map(|user| (user.id, user.name.clone())).collect();
    people.sort_by(|a, b| a.1.cmp(&b.1));
    std::iter::once(Choice::new("", "Välj medarbetare")).chain(people_of(&people)).collect()
}

/// The bars between the person and others, each with the other's name for whoever has a right to both.
fn apart(web: &Web, asked: &Asked, context: &FormContext) -> Answer<Vec<Choice>> {
    let known = web.app.apart_from(&asked.ctx, &context.file)?;
    let choice = |(bar, name): &(stadga_core::state::Apart, Option<String>)| {
        let whom = name.clone().unwrap_or_else(|| String::from("En annan person"));
        Choice::new(bar.other.to_string(), format!("{whom}, sedan {}: {}", bar.since, bar.why.label().to_lowercase()))
    };
    Ok(std::iter::once(Choice::new("", "Välj spärr")).chain(known.iter().map(choice)).collect())
}

/// What others have been asked for and have not answered.
fn requests(context: &FormContext) -> Vec<Choice> {
    let asked = |request: &stadga_core::state::Request| {
        Choice::new(request.id.to_string(), format!("{}, begärd {}", request.of, request.on))
    };
    let open = context.file.case.open_requests().map(asked);
    std::iter::once(Choice::new("", "Ingen begäran")).chain(open).collect()
}

/// The bookings that stand where the act is done, until a day when one is given.
fn bookings(context: &FormContext, until: Option<Date>) -> Vec<Choice> {
    let standing = context.file.standing_bookings().into_iter();
    let here = standing.filter(|known| Some(known.subject) == context.subject);
    let here = here.filter(|known| until.is_none_or(|until| known.fact.dag <= until));
    let label = |fact: &MoteBokat| format!("{} {} kl. {}", fact.art.label(), fact.dag, text::clock(fact.klockan));
    here.map(|known| Choice::new(known.id.to_string(), label(&known.fact))).collect()
}

/// The bookings that may have been held: nothing is asked where there are none.
fn held(context: &FormContext, today: Date) -> Vec<Choice> {
    let known = bookings(context, Some(today));
    let none = (!known.is_empty()).then(|| Choice::new("", "Inget bokat möte"));
    known.into_iter().chain(none).collect()
}

/// The providers that give the decided insats.
pub fn providers(app: &App, context: &FormContext) -> Answer<Vec<Choice>> {
    let organisation = app.organisation()?;
    let insats = context.file.decision_to_order().map(|decision| decision.fact.insats.clone()).unwrap_or_default();
    let units = organisation.units_of(EnhetArt::Utforare);
    let suited = units.iter().filter(|unit| unit.insatser.contains(&insats));
    Ok(suited.map(|unit| Choice::new(unit.id.to_string(), &unit.name)).collect())
}

fn insatser(app: &App, context: &FormContext) -> Vec<Choice> {
    let stack = app.stack();
    let label = |insats: &stadga_rules::Insats| format!("{} ({})", insats.name, insats.legal);
    let first = if context.file.case.id.is_some() { "Välj insats" } else { "" };
    let all = stack.insatser().map(|insats| Choice::new(&insats.key, label(insats)));
    std::iter::once(Choice::new("", first)).chain(all).collect()
}

/// Those who can be named, or, to end somebody's part, those who are.
fn therapists(
    context: &FormContext,
    people: &dyn Fn(Roll, stadga_core::Id) -> Vec<Choice>,
    organisation: &Organisation,
) -> Vec<Choice> {
    let Some(assignment) = context.assignment() else { return Vec::new() };
    let name = |user: &stadga_core::Id| Choice::new(user.to_string(), organisation.user_name(*user));
    if context.use_case == "behandlare.avsluta" {
        return assignment.therapists.iter().map(name).collect();
    }
    let Some(order) = &assignment.order else { return Vec::new() };
    let named = |choice: &Choice| assignment.therapists.iter().any(|user| user.to_string() == choice.value);
    people(Roll::Behandlare, order.utforare).into_iter().filter(|choice| !named(choice)).collect()
}

/// The assessments that a copy, or a decision not to make one, may rest on; the newest first.
fn assessments(context: &FormContext) -> Vec<Choice> {
    let extract = context.use_case == "utlamnande.registerutdrag";
    let gives = extract || matches!(context.use_case, "utlamnande.gor" | "utlamnande.historik");
    let fits = |known: &&Assessment| match gives {
        true => known.lets_out() && (!extract || known.fact.fragande == Fragande::Part),
        false => known.fact.utfall != Utlamnandeutfall::Lamnas,
    };
    let choice = |known: &Assessment| {
        let who = known.fact.till.clone().unwrap_or_else(|| known.fact.fragande.label().to_owned());
        Choice::new(known.id.to_string(), format!("{} {who}: {}", known.on, known.fact.utfall.label().to_lowercase()))
    };
    let known = context.file.case.disclosures.assessed.iter().rev().filter(fits).map(choice);
    let first = if gives { "Parten frågar, och jag prövar det här" } else { "Den senaste" };
    std::iter::once(Choice::new("", first)).chain(known).collect()
}

/// The files whose time has come and that nobody has proposed.
fn files_to_erase(web: &Web, asked: &Asked) -> Answer<Vec<Choice>> {
    let page = web.app.retention_page(&asked.ctx)?;
    Ok(page.ripe.iter().filter(|line| !line.proposed).map(|line| file(line, page.board)).collect())
}

/// The files that are never erased and that nobody has prepared for an archive.
fn files_to_hand_over(web: &Web, asked: &Asked) -> Answer<Vec<Choice>> {
    let page = web.app.retention_page(&asked.ctx)?;
    Ok(page.excepted.iter().filter(|line| line.to_archive && !line.proposed).map(|line| file(line, true)).collect())
}

fn file(line: &stadga_app::view::FileLine, board: bool) -> Choice {
    let whose = if line.provider.is_empty() { String::new() } else { format!(" hos {}", line.provider) };
    let words = format!("{}{whose}, sista anteckning {}", line.numbers.join(", "), line.last);
    // The board's are chosen from the start; with a provider's among them no proposal would hold together.
    Choice::new(line.key.to_string(), words).chosen(line.provider.is_empty() == board)
}

/// The events that can be opened in a history.
fn openable(web: &Web, asked: &Asked, context: &FormContext) -> Answer<Vec<Choice>> {
    let Some(case) = context.case else { return Ok(Vec::new()) };
    let all = web.app.openable(&asked.ctx, case)?;
    let choice = |known: &stadga_app::view::Openable| {
        Choice::new(known.event.to_string(), format!("{} {}", known.on, known.what))
    };
    Ok(all.iter().map(choice).collect())
}

/// What a register extract can tell, of every case within reach.
fn extractable(web: &Web, asked: &Asked, context: &FormContext) -> Answer<Vec<Choice>> {
    let Some(case) = context.case else { return Ok(Vec::new()) };
    let (parts, _) = web.app.extractable(&asked.ctx, case)?;
    let choice = |part: &stadga_app::view::Disclosable| {
        Choice::new(part.event.to_string(), format!("{} {}", part.on, part.what))
    };
    Ok(parts.iter().map(choice).collect())
}

/// What can be handed out of the case: its events with a text, or the files of them.
fn disclosable(web: &Web, asked: &Asked, context: &FormContext, field: &str) -> Answer<Vec<Choice>> {
    let Some(case) = context.case else { return Ok(Vec::new()) };
    let (parts, _) = web.app.disclosable(&asked.ctx, case)?;
    let texts = parts.iter().map(|part| Choice::new(part.event.to_string(), format!("{} {}", part.on, part.what)));
    if field == "delar" {
        return Ok(texts.collect());
    }
    let files = parts.iter().flat_map(|part| {
        part.files.iter().enumerate().map(move |(place, file)| {
            let name = format!("{} {}: {}", part.on, part.what, file.namn);
            Choice::new(format!("{}/{place}", part.event), name)
        })
    });
    Ok(files.collect())
}

fn goals(context: &FormContext) -> Vec<Choice> {
    let goals = context.assignment().map(|assignment| assignment.goals()).unwrap_or_default();
    goals.iter().map(|goal| Choice::new(goal, goal)).collect()
}

/// The goals with what was found of each the last time.
fn graded(context: &FormContext) -> Vec<Choice> {
    let last = context.assignment().and_then(|assignment| assignment.reviews.last());
    let before = |goal: &str| {
        let found = last?.fact.malbedomning.iter().find(|known| known.mal == goal)?;
        Some(found.grad.label().to_owned())
    };
    let with_last = |choice: Choice| {
        let hint = before(&choice.value).unwrap_or_default();
        choice.hint(hint)
    };
    goals(context).into_iter().map(with_last).collect()
}

/// The authority's notes that may be handed over, newest first.
fn notes(context: &FormContext) -> Vec<Choice> {
    let choice = |event: &stadga_core::Event| match &event.fact {
        Fact::JournalanteckningSkriven(note) => {
            Some(Choice::new(event.id.to_string(), format!("{} {}", event.occurred_on, note.rubrik)))
        }
        _ => None,
    };
    let standing = stadga_core::event::standing(&context.file.events);
    standing.iter().rev().filter_map(|row| choice(row.event)).collect()
}

fn participants(web: &Web, context: &FormContext) -> Answer<Vec<Choice>> {
    let organisation = web.app.organisation()?;
    let mut names = vec![context.person.name.clone()];
    names.extend(context.file.case.caseworker.map(|user| organisation.user_name(user).to_owned()));
    let therapists = context.assignment().map(|assignment| assignment.therapists.clone()).unwrap_or_default();
    names.extend(therapists.iter().map(|user| organisation.user_name(*user).to_owned()));
    Ok(names.into_iter().map(|name| Choice::new(name.clone(), name).chosen(true)).collect())
}
