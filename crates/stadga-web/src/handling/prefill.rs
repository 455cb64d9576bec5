//! What a form begins with: text that is already in the record is never asked for again.

use super::layout::Spec;
use super::{beslut, choices, handed};
use crate::answer::Answer;
use crate::router::Asked;
use stadga_app::App;
use stadga_app::view::FormContext;
use stadga_core::command::booking::usual;
use stadga_core::fact::mote::{BokningArt, Motesform};
use stadga_core::fact::organisation::Roll;
use stadga_core::fact::uppdrag::{Deltagare, Malbedomning};
use stadga_core::form::Form;
use stadga_core::state::{Clock, Communication};
use stadga_core::{Event, Fact};

/// The values a form begins with.
pub fn values(context: &FormContext, asked: &Asked, app: &App) -> Answer<Form> {
    let mut form = saved(context);
    match context.use_case {
        "ansokan.registrera" | "anmalan.registrera" => {
            intake(&mut form, context, asked);
            handed::opened(&mut form, context, asked, app)?;
        }
        "kontaktvag.ange" => contact(&mut form, context),
        "identitet.faststall" => form.set("namn", &context.person.name),
        "kommunicering.skicka" => {
            let suggested = app.stack().suggested(context.use_case, "svar_senast", asked.ctx.today);
            form.set("svar_senast", suggested.map(|day| day.to_string()).unwrap_or_default());
            by_letter(&mut form);
            form.set_all("underlag", choices::BASIS.iter().map(|part| (*part).to_owned()));
        }
        "franvaro.registrera" => {
            form.set("anvandare", asked.ctx.actor.user.to_string());
            form.set("fran", asked.ctx.today.to_string());
        }
        "franvaro.andra" => absence(&mut form, asked, app)?,
        "kommunicering.undanta" => exemption(&mut form, context),
        "beslut.fatta" | "namndbeslut.registrera" => beslut::fill(&mut form, context, asked.ctx.today),
        "beslut.lamna" => match app.draft(&asked.ctx, "beslut.fatta", context.subject)? {
            // What was typed as one's own decision goes along.
            Some((typed, _)) => form = typed,
            None => beslut::fill(&mut form, context, asked.ctx.today),
        },
        "beslut.underratta" | "handlaggarbyte.meddela" => by_letter(&mut form),
        "bestallning.skicka" => order(&mut form, context, app)?,
        "mote.boka" => booking(&mut form, context, asked.query.text("ersatter")),
        "personalgrupp.ange" if !in_shifts(context) => form.set("alla", "ja"),
        "mote.avboka" | "mote.uteblev" => form.set("ny_tid", "ja"),
        "mote.registrera" => meeting(&mut form, context),
        "vardplan.skicka" => care_plan(&mut form, context, app),
        "uppfoljning.registrera" => follow_up(&mut form, context),
        "avslutningssamtal.registrera" => all_three(&mut form),
        "fraga.besvara" => form.set("fraga", asked.query.text("fraga")),
        "anteckning.ratta" | "genomforandeanteckning.ratta" | "anteckning.flytta" | "handelse.aterkalla" => {
            form.set("handelse", asked.query.text("handelse"));
            note(&mut form, context, asked.query.text("handelse"));
        }
        "utlamnande.gor" => disclosure(&mut form, context, asked, app)?,
        "utlamnande.historik" => history(&mut form, context, asked, app)?,
        "utlamnande.registerutdrag" => extract(&mut form, context, asked, app)?,
        "handling.registrera" => form.set("ankomst", "samma_dag"),
        "handling.ratta" | "handling.aterkalla" => {
            form.set("handelse", asked.query.text("handelse"));
            document(&mut form, context, asked.query.text("handelse"));
        }
        "ivo.rapportera" | "ivo.anmal_verkstallt" => reported(&mut form, context, asked.query.text("handelse")),
        other => after_decision(&mut form, other, app),
    }
    held(&mut form, context, asked.query.text("bokning"));
    for (field, word) in app.stack().suggested_words(context.use_case, insats(context)) {
        if form.values(field).is_empty() {
            form.set(field, word);
        }
    }
    handed::conference(&mut form, context, asked, app);
    // What a link says beforehand, such as the outcome chosen by "Uppenbart obehövligt".
    for (name, value) in asked.query.pairs().filter(|(name, _)| context.fields.iter().any(|field| field.name == *name))
    {
        form.set(name, value);
    }
    Ok(form)
}

/// The first meeting of an assignment is the one that begins it.
fn meeting(form: &mut Form, context: &FormContext) {
    let first = context.assignment().is_some_and(|assignment| assignment.first_meeting_on.is_none());
    form.set("art", if first { "inledande" } else { "annat" });
    if first {
        form.set("insatsen_paborjas", "ja");
    }
}

/// The insats of the assignment a form is about.
pub(super) fn insats(context: &FormContext) -> Option<&str> {
    let order = context.assignment().and_then(|assignment| assignment.order.as_ref());
    order.map(|order| order.insats.as_str())
}

/// Most of what comes in is told on the telephone. Whoever handles cases takes in what is their own unit's.
fn intake(form: &mut Form, context: &FormContext, asked: &Asked) {
    let application = context.use_case == "ansokan.registrera";
    form.set("kanal", "telefon");
    if !application {
        form.set("slag", "oro");
    }
    let post = asked.ctx.actor.post;
    if post.role == Roll::Socialsekreterare {
        form.set("enhet", post.unit.to_string());
        if application {
            form.set("handlaggare", asked.ctx.actor.user.to_string());
        }
    }
}

/// What is reported goes to IVO and to the auditors. A report begins with what is written of the delay.
fn reported(form: &mut Form, context: &FormContext, named: &str) {
    form.set("ivo", "ja");
    form.set("revisorer", "ja");
    let clocks = context.file.clocks();
    let late = |clock: &&Clock| clock.settled.is_none_or(|(on, _)| on > clock.due.strict);
    let about = clocks.iter().find(|clock| clock.id.to_string() == named).or(clocks.iter().find(late));
    let Some((_, delay)) = about.and_then(|clock| context.file.delays(clock.decision).pop()) else { return };
    if context.use_case == "ivo.rapportera" {
        let parts = [Some(delay.skal), delay.foljder, delay.under_tiden];
        form.set("skal", parts.into_iter().flatten().collect::<Vec<_>>().join("\n"));
    }
}

/// A booking begins as the one it takes the place of, else with those who usually take part.
fn booking(form: &mut Form, context: &FormContext, before: &str) {
    let known = context.file.bookings.iter().find(|known| known.id.to_string() == before);
    if let Some(fact) = known.map(|known| &known.fact) {
        form.set("art", fact.art.word());
        form.set("minuter", fact.minuter.to_string());
        form.set("form", fact.form.word());
        form.set("plats", fact.plats.clone().unwrap_or_default());
        form.set_all("deltagare", fact.deltagare.iter().map(|part| part.word().to_owned()));
        return;
    }
    let assignment = context.assignment();
    let first = assignment.is_some_and(|assignment| assignment.first_meeting_on.is_none());
    form.set(
        "art",
        match assignment {
            Some(_) if first => BokningArt::Inledande.word(),
            Some(_) => BokningArt::Uppfoljning.word(),
            None => BokningArt::Samtal.word(),
        },
    );
    form.set("minuter", "60");
    form.set("form", Motesform::HosOss.word());
    let usual = context.subject.map(|subject| usual(&context.file, subject)).unwrap_or_default();
    form.set_all("deltagare", usual.into_iter().map(|part| part.word().to_owned()));
}

/// What was booked says when a meeting was held, and of what kind it was.
fn held(form: &mut Form, context: &FormContext, named: &str) {
    let Some(known) = context.file.bookings.iter().find(|known| known.id.to_string() == named) else { return };
    form.set("datum", known.fact.dag.to_string());
    if context.use_case == "mote.registrera" {
        form.set(
            "art",
            match known.fact.art {
                BokningArt::Inledande => "inledande",
                BokningArt::Uppfoljning => "uppfoljning",
                BokningArt::Avslutningssamtal | BokningArt::Samtal | BokningArt::Annat => "annat",
            },
        );
    }
}

/// What usually holds of service and appeals.
fn after_decision(form: &mut Form, use_case: &str, app: &App) {
    match use_case {
        "erbjudande.lamna" => form.set("svar", "inte_svarat"),
        "beslut.delge" => {
            by_letter(form);
            form.set("satt", "mottagningsbevis");
        }
        "overklagande.registrera" => {
            form.set("av", "den_enskilde");
            form.set("form", "skriftlig");
            form.set("ankomst", "samma_dag");
        }
        "overklagande.overlamna"
        | "dom.registrera"
        | "omhandertagande.understall"
        | "omhandertagande.registrera_provning"
        | "tvangsvard.ansok"
        | "tvangsvardsdom.registrera"
        | "utlamnande.domstol" => {
            form.set("domstol", app.stack().letters().map(|known| known.court.clone()).unwrap_or_default());
        }
        _ => {}
    }
}

/// A copy begins as the whole file with what is suggested masked: what may leave is chosen, not what may not.
fn disclosure(form: &mut Form, context: &FormContext, asked: &Asked, app: &App) -> Answer<()> {
    let Some(case) = context.case else { return Ok(()) };
    by_letter(form);
    let (parts, suggested) = app.disclosable(&asked.ctx, case)?;
    form.set_all("delar", parts.iter().map(|part| part.event.to_string()));
    form.set("maskera", suggested.join("\n"));
    form.set("grund", "part");
    Ok(())
}

fn extract(form: &mut Form, context: &FormContext, asked: &Asked, app: &App) -> Answer<()> {
    let Some(case) = context.case else { return Ok(()) };
    by_letter(form);
    let (parts, suggested) = app.extractable(&asked.ctx, case)?;
    form.set_all("delar", parts.iter().map(|part| part.event.to_string()));
    form.set("maskera", suggested.join("\n"));
    form.set("grund", "egna_uppgifter");
    form.set("lasningar", "ja");
    Ok(())
}

fn history(form: &mut Form, context: &FormContext, asked: &Asked, app: &App) -> Answer<()> {
    let Some(case) = context.case else { return Ok(()) };
    by_letter(form);
    let all = app.openable(&asked.ctx, case)?;
    form.set_all("delar", all.iter().filter(|known| !known.doubtful).map(|known| known.event.to_string()));
    form.set("grund", "part");
    Ok(())
}

fn by_letter(form: &mut Form) {
    form.set("kanal", "brev");
    form.set("mottagare", "personen");
}

fn contact(form: &mut Form, context: &FormContext) {
    let known = context.person.contact.clone();
    form.set("telefon", known.as_ref().and_then(|known| known.telefon.clone()).unwrap_or_default());
    form.set("kontaktonskemal", known.as_ref().and_then(|known| known.onskemal.clone()).unwrap_or_default());
    form.set("tolk", known.as_ref().and_then(|known| known.tolk.clone()).unwrap_or_default());
    form.set("adress", known.and_then(|known| known.adress).unwrap_or_default());
}

fn absence(form: &mut Form, asked: &Asked, app: &App) -> Answer<()> {
    let Some(absence) = app.absence_known(&asked.ctx, asked.query.text("franvaro"))? else { return Ok(()) };
    form.set_all("vikarier", absence.stand_ins.iter().map(ToString::to_string));
    form.set("fran", absence.from.to_string());
    form.set("till", absence.to.to_string());
    Ok(())
}

fn order(form: &mut Form, context: &FormContext, app: &App) -> Answer<()> {
    for shared in ["dela_mal", "dela_omfattning", "dela_kontakt"] {
        form.set(shared, "ja");
    }
    let start = context.file.decision_to_order().and_then(|decision| decision.fact.fran);
    form.set("onskad_start", start.map(|day| day.to_string()).unwrap_or_default());
    if let [only] = choices::providers(app, context)?.as_slice() {
        form.set("utforare", &only.value);
    }
    Ok(())
}

/// What the record holds already of the text this form replaces.
pub fn saved(context: &FormContext) -> Form {
    let mut form = Form::default();
    match context.use_case {
        "utredning.sammanstall" => {
            if let Some(text) = context.file.case.investigation_text() {
                form.set("delaktighet", &text.delaktighet);
                form.set("behov", &text.behov);
                form.set("barn", text.barn.clone().unwrap_or_default());
                form.set("vald", text.vald.clone().unwrap_or_default());
                form.set("bedomning", &text.bedomning);
                form.set("mal", &text.mal);
                form.set("forslag", &text.forslag);
                form.set("tillgodoses_sjalv", text.tillgodoses_sjalv.map(|answer| answer.word()).unwrap_or_default());
                form.set("tillgodoses_annat", text.tillgodoses_annat.map(|answer| answer.word()).unwrap_or_default());
                beslut::directions(&mut form, &text.malinriktning);
            }
        }
        "beslut.fatta" | "beslut.lamna" | "namndbeslut.registrera" => beslut::proposed(&mut form, context),
        "genomforandeplan.uppratta" => {
            let assignment = context.assignment();
            match assignment.and_then(|assignment| assignment.plans.last()) {
                Some(plan) => {
                    form.set("egna_ord", &plan.fact.egna_ord);
                    form.set("mal", plan.fact.mal.join("\n"));
                    form.set("arbetssatt", &plan.fact.arbetssatt);
                    form.set("uppfoljs", plan.fact.uppfoljs.clone().unwrap_or_default());
                    // What a routine suggests is of the first plan alone.
                    form.set("lage", plan.fact.lage.map(|stage| stage.word()).unwrap_or_default());
                }
                None => {
                    form.set("mal", assignment.map(|known| known.goals().join("\n")).unwrap_or_default());
                    let care = assignment.and_then(|assignment| assignment.care_plans.last());
                    form.set("uppfoljs", care.map(|plan| plan.fact.uppfoljning.clone()).unwrap_or_default());
                }
            }
        }
        "vardplan.skicka" => {
            if let Some(plan) = context.assignment().and_then(|assignment| assignment.care_plans.last()) {
                form.set("egen_syn", &plan.fact.egen_syn);
                form.set("mal", plan.fact.mal.join("\n"));
                form.set("insatser", &plan.fact.insatser);
                form.set("ansvar", &plan.fact.ansvar);
                form.set("uppfoljning", &plan.fact.uppfoljning);
            }
        }
        _ => {}
    }
    form
}

/// The first care plan begins with what investigation and decision say already.
fn care_plan(form: &mut Form, context: &FormContext, app: &App) {
    let Some(assignment) = context.assignment().filter(|known| known.care_plans.is_empty()) else { return };
    let order = context.file.case.orders.iter().find(|order| order.assignment == assignment.id);
    if let Some(decision) = order.and_then(|order| context.file.case.decision(order.decision)) {
        let extent = decision.fact.omfattning.clone().unwrap_or_default();
        form.set("mal", decision.fact.mal.clone().unwrap_or_default());
        form.set("insatser", format!("{}. {extent}", app.insats_name(&decision.fact.insats)).trim());
    }
    if let Some(text) = context.file.case.investigation_text() {
        form.set("egen_syn", &text.delaktighet);
    }
}

/// Everybody is expected; the words are those of the last time, so that only what differs is changed.
fn follow_up(form: &mut Form, context: &FormContext) {
    all_three(form);
    let last = context.assignment().and_then(|assignment| assignment.reviews.last());
    let graded = last.map(|review| review.fact.malbedomning.as_slice()).unwrap_or_default();
    form.set_all("malbedomning", graded.iter().map(Malbedomning::written));
}

fn all_three(form: &mut Form) {
    let expected = [Deltagare::DenEnskilde, Deltagare::Handlaggare, Deltagare::Behandlare];
    form.set_all("deltagare", expected.map(|part| part.word().to_owned()));
}

/// A form as it is sent: participants written on lines become a list.
pub fn settled(spec: &Spec, form: Form) -> Form {
    let name = spec.layout.use_case;
    if name != "mote.registrera" {
        return form;
    }
    let lines: Vec<String> = form
        .values("deltagare")
        .iter()
        .flat_map(|value| value.split(['\n', ',']))
        .map(|line| line.trim().to_owned())
        .collect();
    let others =
        form.pairs().filter(|(name, _)| *name != "deltagare").map(|(name, value)| (name.to_owned(), value.to_owned()));
    let people = lines.into_iter().map(|line| (String::from("deltagare"), line));
    Form::from_pairs(others.chain(people))
}

fn exemption(form: &mut Form, context: &FormContext) {
    form.set("grund", "uppenbart_obehovligt");
    let applied = context.file.case.applied_for.clone().unwrap_or_default();
    if !applied.is_empty() && !matches!(context.file.case.communication, Some(Communication::Sent { .. })) {
        form.set("skal", "Personen beviljas det som ansökan gäller. Det är uppenbart obehövligt att kommunicera.");
    }
}

/// Whether everybody in the provider's unit works with the person already.
fn in_shifts(context: &FormContext) -> bool {
    let assignment = context.subject.and_then(|subject| context.file.assignments.get(&subject));
    assignment.is_some_and(|known| known.group_from.is_some())
}

fn note(form: &mut Form, context: &FormContext, event: &str) {
    let own = |known: &&Event| Some(known.subject) == context.subject && known.id.to_string() == event;
    let found = context.file.events.iter().find(own);
    match found.map(|event| &event.fact) {
        Some(Fact::JournalanteckningSkriven(fact)) => form.set("text", &fact.text),
        Some(Fact::GenomforandeanteckningSkriven(fact)) => form.set("text", &fact.text),
        _ => {}
    }
}

/// What was written about a document, to be corrected.
fn document(form: &mut Form, context: &FormContext, event: &str) {
    let own = |known: &&Event| Some(known.subject) == context.subject && known.id.to_string() == event;
    let Some(Fact::HandlingRegistrerad(fact)) = context.file.events.iter().find(own).map(|event| &event.fact) else {
        return;
    };
    form.set("art", fact.art.word());
    form.set("fran", &fact.fran);
    form.set("vag", fact.vag.word());
    form.set("nadde", fact.nadde.to_string());
    form.set("ankomst", fact.ankomst.word());
    form.set("anteckning", fact.anteckning.clone().unwrap_or_default());
}
