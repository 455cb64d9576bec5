//! A form drawn in its template, with alternatives, errors, reasons asked for, and draft.

use super::choices::choices;
use super::layout::{Look, Spec, shown_for};
use super::{COMMAND, address, base, beslut, brev, prefill, reason_field};
use crate::answer::Answer;
use crate::convert::{self, mark};
use crate::form::sections;
use crate::kept::{TICKET, Ticket};
use crate::router::{Asked, Web};
use crate::shell::{banner, crumbs, shell, with_children};
use crate::view::{
    Button, Draft, Field, Form as FormView, FormError, Hidden, Notice, SealedNote, Section, Shell, StaleField,
    StalePage,
};
use askama::Template;
use axum::response::Html;
use jiff::Timestamp;
use stadga_app::execute::SEEN;
use stadga_app::view::FormContext;
use stadga_core::calendar::{stockholm, text};
use stadga_core::form::Form;
use stadga_core::{Hinder, Id};
use stadga_rules::Stack;

/// What a form beside a record leaves to the form's own page.
const BESIDE: &[&str] = &["rubrik", "datum", "klockslag", "bokning"];

/// The tick that says that what the person has asked for about contact was read.
const WISHES: &str = "onskemal_lasta";

/// Whom a letter goes to: asked only where somebody may speak for the person.
const RECIPIENT: &str = "mottagare";

/// What is asked of a plan that changes an earlier one.
const CHANGES: &[&str] = &["andring", "meddelat"];

/// Whether a plan is preliminary or settled: asked where a routine tells the two apart.
const STAGE: &str = "lage";

/// The tick that books although somebody is at another meeting then.
const ANYWAY: &str = "anda";

/// What may be written without a network.
const NOTES: &[&str] = &["anteckning.skriv", "genomforandeanteckning.skriv"];

/// Where a form comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Newly opened.
    Fresh,
    /// Opened with a draft in it.
    Draft(Timestamp),
    /// Sent, and come back.
    Returned,
}

/// Everything a form is drawn from.
pub struct Drawn<'a> {
    /// The form.
    pub spec: &'a Spec,
    /// The record.
    pub context: &'a FormContext,
    /// What stands in the fields.
    pub values: &'a Form,
    /// What is wrong.
    pub errors: Vec<FormError>,
    /// Guidelines that ask for a reason.
    pub asks: Vec<Hinder>,
    /// The version of the text the form was begun on.
    pub seen: String,
    /// Where it comes from.
    pub status: Status,
}

impl Drawn<'_> {
    /// The insats the form is about: a unit's routine speaks only of its own.
    fn insats(&self) -> Option<&str> {
        prefill::insats(self.context)
    }
}

/// Both texts side by side; one's own is in the form, ready to be sent again.
pub fn stale(
    web: &Web,
    asked: &Asked,
    spec: &Spec,
    context: &FormContext,
    theirs: &Form,
    newest: Option<Id>,
) -> Answer<Html<String>> {
    let organisation = web.app.organisation()?;
    let changed = context.file.events.iter().find(|event| Some(event.id) == newest);
    let what = changed.map_or_else(
        || String::from("Någon annan ändrade texten medan du skrev"),
        |event| {
            let clock = text::clock(event.recorded_at.to_zoned(stockholm()).time());
            let who = organisation.user_name(event.signature.user);
            format!("{who} sparade {} {} kl. {clock}", event.fact.label().to_lowercase(), event.occurred_on)
        },
    );
    let differing = context
        .fields
        .iter()
        .filter(|field| asked.form.text(field.name) != theirs.text(field.name) && !theirs.text(field.name).is_empty());
    let fields = differing.map(|field| StaleField {
        label: field.label.to_owned(),
        mine: asked.form.text(field.name).to_owned(),
        theirs: theirs.text(field.name).to_owned(),
    });
    let drawn = Drawn {
        spec,
        context,
        values: &asked.form,
        errors: Vec::new(),
        asks: Vec::new(),
        seen: context.seen.clone(),
        status: Status::Returned,
    };
    let page = StalePage {
        what,
        since: Vec::new(),
        fields: fields.collect(),
        form: form(web, asked, &drawn)?,
        shell: frame(web, asked, &drawn)?,
    };
    Ok(Html(page.render()?))
}

/// "Utkast sparat 08.14".
pub fn saved_words(at: Timestamp) -> String {
    format!("Utkast sparat {}", text::clock(at.to_zoned(stockholm()).time()))
}

/// The form itself, as a part.
pub(super) fn form(web: &Web, asked: &Asked, drawn: &Drawn<'_>) -> Answer<FormView> {
    let (spec, context) = (drawn.spec, drawn.context);
    let action = address(spec, context.case, context.subject);
    let mut choices = choices(web, asked, context)?;
    choices.extend(super::filer::chosen(web, asked, context, drawn.values)?);
    let mut parts = sections(&spec.layout, context.fields, drawn.values, &choices);
    let stack = web.app.stack();
    let texts = beslut::texts_of(context.use_case);
    for part in &mut parts {
        part.fields.retain(|field| is_asked(&field.name, &stack, asked, drawn));
        mark(&mut part.fields, &drawn.errors);
        for field in &mut part.fields {
            let about = stack.texts(texts, drawn.insats()).filter(|text| text.field.as_ref() == Some(&field.name));
            field.shown_for = shown_for(context.use_case, &field.name).unwrap_or_default().to_owned();
            field.help = about.map(|text| (stack.say(&text.text), convert::source(&text.source))).collect();
            if field.name == RECIPIENT {
                field.hint = brev::representative(asked, context).map(brev::covers).unwrap_or_default();
            }
            if field.name == "mal" {
                field.help.extend(usual_goals(&stack, drawn));
            }
        }
    }
    parts.retain(|part| !part.fields.is_empty());
    if !drawn.asks.is_empty() {
        parts.insert(0, reasons(drawn));
    }
    let known = asked.form.text(COMMAND);
    let command = if known.is_empty() { web.app.next_id().to_string() } else { known.to_owned() };
    let ticket = Ticket::issue(web, &asked.ctx, context.use_case, context.subject)?;
    let mut hidden = vec![Hidden::new(COMMAND, command), Hidden::new(SEEN, &drawn.seen), Hidden::new(TICKET, ticket)];
    let carried = spec.layout.left_out.iter().filter(|name| !drawn.values.text(name).is_empty());
    let asks = context.fields.iter().any(|field| field.name == WISHES);
    hidden.extend((asks && !brev::wishes(context)).then(|| Hidden::new(WISHES, "")));
    hidden.extend(carried.map(|name| Hidden::new(*name, drawn.values.text(name))));
    let status = match drawn.status {
        Status::Fresh => String::new(),
        Status::Draft(at) => saved_words(at),
        Status::Returned => String::from("Det du skrev är sparat som utkast"),
    };
    let checked = matches!(spec.look, Look::Decision | Look::Communication);
    let mut also = beslut::also(spec, context, &action);
    also.extend(drawn.errors.iter().filter(|error| !error.instead.is_empty()).filter_map(|error| {
        let step = stack.step(&error.instead)?;
        Some((step.title.clone(), super::alone(&error.instead)))
    }));
    if matches!(spec.look, Look::Communication | Look::Letter) {
        also.push((String::from("Visa brevet som PDF"), format!("{action}/brev.pdf")));
    }
    // What asks for nothing has nothing to keep.
    let draft = (!parts.is_empty()).then(|| Draft { url: format!("{action}/utkast"), status });
    Ok(FormView {
        id: String::new(),
        hidden,
        errors: drawn.errors.clone(),
        sections: parts,
        submit: spec.submit.to_owned(),
        also,
        cancel: beslut::give_back(spec, context, &action),
        draft,
        check: checked.then(|| format!("{action}/kontroll")),
        note: String::new(),
        sealed: NOTES.contains(&context.use_case).then(|| sealed_note(asked, context)),
        quiet: false,
        action,
    })
}

/// Whether a field of the use case is asked for here and now.
fn is_asked(name: &str, stack: &Stack, asked: &Asked, drawn: &Drawn<'_>) -> bool {
    let context = drawn.context;
    match name {
        // Where nothing is asked for there is nothing to have read.
        WISHES => brev::wishes(context),
        RECIPIENT => brev::representative(asked, context).is_some(),
        // A routine tells the stages of a plan apart by saying something of them.
        STAGE => {
            !drawn.values.text(STAGE).is_empty()
                || stack.texts(context.use_case, drawn.insats()).any(|text| text.field.as_deref() == Some(STAGE))
        }
        // To book although somebody is busy is asked when somebody is.
        ANYWAY => drawn.values.text(ANYWAY) == "ja" || drawn.errors.iter().any(|error| error.field == ANYWAY),
        name => !CHANGES.contains(&name) || changes(context),
    }
}

/// What the browser needs to keep a note. The name of somebody protected is not kept, sealed or not.
fn sealed_note(asked: &Asked, context: &FormContext) -> SealedNote {
    let hidden = context.person.told_mark().is_some();
    let about = if hidden { context.number.clone() } else { format!("{}, {}", context.person.name, context.number) };
    let clock = context.fields.iter().any(|field| field.name == "klockslag");
    SealedNote { now: asked.ctx.now.as_second(), about, clock }
}

/// Whether there is an earlier plan to change.
fn changes(context: &FormContext) -> bool {
    context.assignment().is_some_and(|assignment| match context.use_case {
        "vardplan.skicka" => !assignment.care_plans.is_empty(),
        _ => !assignment.plans.is_empty(),
    })
}

/// Goals that people often set for the insats at hand: a beginning, never a list to choose from.
fn usual_goals(stack: &Stack, drawn: &Drawn<'_>) -> Option<(String, crate::view::Source)> {
    let chosen = ["insats", "forslag"].map(|name| drawn.values.text(name));
    let key = chosen.into_iter().find(|key| !key.is_empty()).or(drawn.insats())?;
    let insats = stack.insats(key).filter(|insats| !insats.goals.is_empty())?;
    let source = insats.source.as_ref().map(convert::source)?;
    Some((format!("Mål som ofta passar {}: {}.", insats.name, insats.goals.join("; ")), source))
}

/// A guideline never stops an act; it asks why this person's case is different.
fn reasons(drawn: &Drawn<'_>) -> Section {
    let field = |hinder: &Hinder| {
        let name = reason_field(hinder.rule.as_deref().unwrap_or_default());
        let value = drawn.values.text(&name);
        let source = hinder.source.as_ref().map(|source| source.cite.clone()).unwrap_or_default();
        Field::long(name, format!("Varför gör du annorlunda? {}", hinder.message), 2).hint(source).value(value)
    };
    let mut section = Section::new("Att tänka på", drawn.asks.iter().map(field).collect());
    section.intro = String::from("En riktlinje säger något annat. Skriv varför, så går det vidare.");
    section
}

/// The frame around it.
pub(super) fn frame(web: &Web, asked: &Asked, drawn: &Drawn<'_>) -> Answer<Shell> {
    let context = drawn.context;
    let about_staff = super::is_organisation(context.use_case);
    let here = match context.subject {
        None if about_staff => over(context.use_case).1,
        None if super::opens_register(context.use_case) => "/register",
        None => "/mottagning/ny",
        Some(_) => "",
    };
    let title = format!("{} {}", drawn.spec.heading, context.number);
    let mut frame = shell(web, &asked.ctx, title.trim(), here)?;
    frame.error = !drawn.errors.is_empty();
    if context.file.case.matter.is_some() || here == "/register" {
        let page = context.subject.map(|matter| format!("/register/{matter}")).unwrap_or_default();
        let known = context.subject.is_some().then_some((context.number.as_str(), page.as_str()));
        let way = [("Register", "/register")].into_iter().chain(known).chain([(drawn.spec.heading, "")]);
        frame.crumbs = crumbs(&way.collect::<Vec<_>>());
    } else if let (Some(subject), Some(case)) = (context.subject, context.case) {
        let at_authority = subject == case;
        let mut strip = banner(&context.person, context.file.case.children && at_authority, &asked.ctx);
        let mut page = base(context.case, subject);
        let list = match (web.app.reaches_case(&asked.ctx, case)?, at_authority) {
            (true, _) => ("Mina ärenden", "/arenden"),
            (false, true) => ("Mottagning", "/mottagning"),
            (false, false) => ("Uppdrag", "/utforare"),
        };
        if at_authority {
            strip = with_children(strip, &context.person, asked.ctx.today);
        }
        match (list.1, context.file.case.person) {
            ("/mottagning", _) => page = format!("/mottagning/{case}"),
            ("/arenden", Some(person)) if at_authority => strip.href = format!("/personer/{person}"),
            _ => {}
        }
        frame.person = Some(strip);
        frame.crumbs = crumbs(&[list, (&context.number, &page), (drawn.spec.heading, "")]);
    }
    if about_staff {
        frame.crumbs = crumbs(&[over(context.use_case), (drawn.spec.heading, "")]);
    }
    frame.notice = notice(web, asked)?.or_else(|| crate::sida::receipt(asked));
    Ok(frame)
}

/// The page above a form that is about no case.
fn over(use_case: &str) -> (&'static str, &'static str) {
    match use_case.split_once('.').map_or(use_case, |(about, _)| about) {
        "anvandare" | "roll" | "enhet" => ("Användare", "/anvandare"),
        "franvaro" => ("Frånvaro", "/franvaro"),
        "gallring" | "arkiv" => ("Gallring", "/gallring"),
        "jour" => ("Jour", "/enhet/jour"),
        "nodparm" => ("Nödpärm", "/enhet/nodparm"),
        "tillfalle" => ("Räkna", "/rakna"),
        _ => ("Granskning", "/granskning"),
    }
}

/// The receipt of what led here; of an application to reception, which does not open the case.
fn notice(web: &Web, asked: &Asked) -> Answer<Option<Notice>> {
    let Ok(case) = asked.query.text("arende").parse::<Id>() else { return Ok(crate::sida::receipt(asked)) };
    let Some(number) = web.app.number_opened_by(&asked.ctx, case)? else { return Ok(None) };
    Ok(Some(Notice {
        head: String::from("Sparat."),
        lines: vec![format!("Ärende {number} är öppnat och utredningen är inledd i dag.")],
        undo: None,
    }))
}

/// A field that goes with a button of its own, for pages that carry a small form.
pub fn quick(web: &Web, asked: &Asked, spec_name: &str, context: &FormContext) -> Answer<Option<FormView>> {
    let Ok(spec) = super::spec(spec_name) else { return Ok(None) };
    let values = match &context.draft {
        Some((draft, _)) => draft.clone(),
        None => prefill::values(context, asked, &web.app)?,
    };
    let status = context.draft.as_ref().map_or(Status::Fresh, |(_, at)| Status::Draft(*at));
    let drawn = Drawn {
        spec,
        context,
        values: &values,
        errors: Vec::new(),
        asks: Vec::new(),
        seen: context.seen.clone(),
        status,
    };
    let mut form = form(web, asked, &drawn)?;
    form.quiet = spec_name == "anteckning.skriv";
    // Beside a record there is room for the words; heading, day and clock stand on the form's own page.
    for section in &mut form.sections {
        section.fields.retain(|field| !BESIDE.contains(&field.name.as_str()));
    }
    Ok(Some(form))
}

/// A button to a use case of a subject.
pub fn button(spec_name: &str, case: Id, target: Id) -> Option<Button> {
    let spec = super::spec(spec_name).ok()?;
    Some(Button::go(spec.heading, convert::act(case, target, spec_name)))
}
