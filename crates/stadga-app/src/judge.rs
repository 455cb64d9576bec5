//! What the packs say of an act before it is done: the guards, and what a decision rests on.

use crate::App;
use crate::cases::{UseCase, input_table};
use crate::load::Loaded;
use crate::steps::form_of;
use crate::view::by_post;
use stadga_core::command::{FromPacks, decision};
use stadga_core::fact::beslut::Utfall;
use stadga_core::fact::organisation::{EnhetArt, Roll};
use stadga_core::form::Form;
use stadga_core::identity::PersonNumber;
use stadga_core::lagrum::route;
use stadga_core::state::{Representative, Unit};
use stadga_core::{Ctx, Id, Level};
use stadga_rules::{Check, Delegation, Stack, StepLetter, Timeline};

/// What a letter to the person is asked before it is sent: which way they want, and whether this one goes by post.
const WAY: &[&str] = &["kontaktonskemal", "brev_post", "brev_hem"];

/// The same of a step whose letter goes to the person by post.
const WISH: &[&str] = &["kontaktonskemal"];

/// What the record already says, which the guards of a use case may speak of beside its own fields.
pub(crate) fn attached(use_case: &str) -> &'static [&'static str] {
    match use_case {
        "beslut.fatta" | "beslut.lamna" | "namndbeslut.registrera" => &[
            "tillgodoses_sjalv",
            "tillgodoses_annat",
            "andrat_tills_vidare",
            "andrat_datum",
            "foretradare_roll",
            "annan_enhet",
        ],
        "beslut.underratta" | "beslut.delge" | "kommunicering.skicka" | "handlaggarbyte.meddela" => &[
            "kontaktonskemal",
            "brev_post",
            "brev_hem",
            "foretradare_far",
            "foretradare_art",
            "foretradare_roll",
            "foretradare_original",
        ],
        "delgivning.upplys" | "kontrollmeddelande.skicka" | "beslut.ratta" | "utlamnande.neka" => WAY,
        "overklagande.registrera" | "yttrande.registrera" => {
            &["foretradare_far", "foretradare_art", "foretradare_roll"]
        }
        "overklagande.prova" => {
            &["sista_dag", "kom_in", "nadde_domstolen", "overklagas", "kontaktonskemal", "brev_post", "brev_hem"]
        }
        "mote.boka" => &["behover_tolk"],
        "utlamnande.gor" | "utlamnande.historik" | "utlamnande.registerutdrag" => {
            &["provning_utfall", "provning_fragande", "provad_av_annan", "kontaktonskemal", "brev_post", "brev_hem"]
        }
        "gallring.foresla" | "arkiv.forbered" | "uppdragsakt.lamna_over" => {
            &["sista_anteckning", "i_dag", "pagar", "fodelsedag", "lan", "kommun", "utforare", "utforarakt"]
        }
        "ivo.rapportera" => &["saknar_nummer"],
        "frist.forlang" => &["raknas_fran"],
        "verksamhetsarende.fordela" | "verksamhetsarende.avsluta" => &["register"],
        _ => &[],
    }
}

/// What a use case would meet, right now.
pub(crate) struct Judged {
    pub checks: Vec<Check>,
    pub packs: FromPacks,
}

impl App {
    /// Runs the guards and asks the packs what they add.
    pub(crate) fn judge(&self, ctx: &Ctx, case: &UseCase, loaded: &Loaded, subject: Option<Id>, form: &Form) -> Judged {
        let stack = self.stack();
        let mut input = input_table(case, form, &self.reading(ctx));
        self.attach(&mut input, case.name, loaded, ctx);
        let birth = self.birth(ctx, loaded, form);
        let timeline = Timeline::new(&loaded.file.events, birth);
        let assignment = subject.filter(|id| loaded.file.assignments.contains_key(id));
        let role = ctx.actor.post.role;
        let mut checks = stadga_rules::check(&stack, case.name, &input, role, &timeline, ctx.today, assignment);
        // Its guards are about each file that is named, and are asked there.
        checks.retain(|_| !crate::view::ASKED_OF_FILES.contains(&case.name));
        self.tell_who_may(&mut checks, &stack, &input, loaded, ctx);
        let register = self.register_opened(ctx, &stack, case.name);
        let count = self.count_form(ctx, &stack, case.name, form);
        let packs = FromPacks { step: form_of(case), register, count, ..from_packs(&stack, &input, ctx) };
        Judged { checks, packs }
    }

    /// Puts what the record already says beside the form's own fields.
    fn attach(&self, input: &mut toml::Table, use_case: &str, loaded: &Loaded, ctx: &Ctx) {
        let (user, today) = (ctx.actor.user, ctx.today);
        let to_person =
            self.stack().step(use_case).and_then(|step| step.letter.as_ref()).is_some_and(StepLetter::to_person);
        let wanted = if to_person { WISH } else { attached(use_case) };
        let case = &loaded.file.case;
        let mut found: Vec<(&str, toml::Value)> = Vec::new();
        if let Some(text) = case.investigation_text() {
            let word = |answer: &stadga_core::fact::utredning::Tillgodoses| answer.word().into();
            found.extend(text.tillgodoses_sjalv.as_ref().map(|answer| ("tillgodoses_sjalv", word(answer))));
            found.extend(text.tillgodoses_annat.as_ref().map(|answer| ("tillgodoses_annat", word(answer))));
        }
        if let Some(changed) = to_change(loaded, input) {
            found.push(("andrat_tills_vidare", changed.fact.till.is_none().into()));
            found.push(("andrat_datum", changed.on.to_string().into()));
        }
        if let Some(appeal) = case.remedies.appeal(named(input, "overklagande")) {
            let until = case.remedies.appeal_until(appeal.fact.beslut);
            found.extend(until.map(|due| ("sista_dag", due.legal.to_string().into())));
            found.push(("kom_in", appeal.on.to_string().into()));
            found.extend(appeal.fact.nadde_domstolen.map(|on| ("nadde_domstolen", on.to_string().into())));
            let about = case.decision(appeal.fact.beslut).and_then(|known| route(&known.fact.lagrum));
            found.extend(about.map(|route| ("overklagas", route.word().into())));
        }
        if wanted.contains(&"annan_enhet") && self.is_anothers(input, ctx) {
            found.push(("annan_enhet", true.into()));
        }
        let tested_from = case.lvm.custody().and_then(|custody| custody.test_from());
        found.extend(tested_from.map(|on| ("raknas_fran", on.to_string().into())));
        if wanted.contains(&"saknar_nummer")
            && let Some(Ok(person)) = case.person.map(|person| self.load_person(person))
        {
            found.push(("saknar_nummer", (person.number.is_none() && person.report_number.is_none()).into()));
        }
        if wanted.iter().any(|name| ["kontaktonskemal", "behover_tolk"].contains(name))
            && let Some(Ok(person)) = case.person.map(|person| self.load_person(person))
            && let Some(contact) = &person.contact
        {
            found.extend(contact.onskemal.clone().map(|wish| ("kontaktonskemal", wish.into())));
            found.extend(contact.tolk.clone().map(|language| ("behover_tolk", language.into())));
        }
        if wanted.contains(&"brev_hem")
            && let Some(Ok(person)) = case.person.map(|person| self.load_person(person))
        {
            let newest = || case.disclosures.assessed.last().filter(|_| use_case == "utlamnande.neka");
            let asked = named(input, "provning").and_then(|id| case.disclosures.assessment(id)).or_else(newest);
            let post = by_post(use_case, input, asked.map(|known| known.fact.fragande));
            // What goes to somebody protected is sent on by others, and bears no address.
            found.extend([("brev_post", post.into()), ("brev_hem", (post && !person.is_protected()).into())]);
        }
        if let Some(known) = named(input, "provning").and_then(|id| case.disclosures.assessment(id)) {
            found.push(("provning_utfall", known.fact.utfall.word().into()));
            found.push(("provning_fragande", known.fact.fragande.word().into()));
            found.push(("provad_av_annan", (known.by != user).into()));
        }
        found.extend(case.matter.as_ref().map(|matter| ("register", matter.register.clone().into())));
        found.extend(case.represented_by(today).into_iter().flat_map(representative));
        let found = found.into_iter().filter(|(name, _)| wanted.contains(name));
        input.extend(found.map(|(name, value)| (name.to_owned(), value)));
    }

    /// Whether the insats in the form belongs to another unit: one that handles cases is registered for it, and the
    /// actor's is registered for others. A unit that is registered for none works with them all.
    fn is_anothers(&self, input: &toml::Table, ctx: &Ctx) -> bool {
        let Some(insats) = input.get("insats").and_then(toml::Value::as_str) else { return false };
        let Ok(organisation) = self.organisation() else { return true };
        let stack = self.stack();
        let gives = |unit: &Unit| stack.is_one_of(insats, &unit.insatser);
        let own = organisation.units.get(&ctx.actor.post.unit);
        let free = own.is_some_and(|unit| unit.insatser.is_empty() || gives(unit));
        !free && organisation.units_of(EnhetArt::Myndighet).iter().any(|unit| gives(unit))
    }

    /// The person's day of birth: of the number in the form, else of the number in the record.
    fn birth(&self, ctx: &Ctx, loaded: &Loaded, form: &Form) -> Option<jiff::civil::Date> {
        let recorded = || {
            let person = self.load_person(loaded.file.case.person?).ok()?;
            person.number.as_ref().map(PersonNumber::birth_date)
        };
        let given = PersonNumber::parse(form.text("nummer"), ctx.today).ok();
        given.map(|number| number.birth_date()).or_else(recorded)
    }

    /// Adds to a decision outside one's competence who may make it, by name when the unit has one.
    fn tell_who_may(&self, checks: &mut [Check], stack: &Stack, input: &toml::Table, loaded: &Loaded, ctx: &Ctx) {
        let outside = |check: &&mut Check| !check.holds && check.level == Level::Behorighet;
        for check in checks.iter_mut().filter(outside) {
            let Some(admitted) = admitted(stack, input) else {
                if !["utfall", "insats"].iter().all(|name| input.contains_key(*name)) {
                    continue;
                }
                check.remedy = Some(String::from("Ingen tjänsteman får fatta det. Lämna det till nämnden."));
                continue;
            };
            let roles =
                admitted.roles.iter().map(|role| role.label().to_lowercase()).collect::<Vec<_>>().join(" eller ");
            let organisation = self.organisation().unwrap_or_default();
            let unit = loaded.file.case.unit.unwrap_or(loaded.case);
            let holders = admitted.roles.iter().flat_map(|role| organisation.holders(*role, unit, ctx.today));
            let names: Vec<&str> = holders.map(|user| user.name.as_str()).collect();
            let to = if names.is_empty() { roles.clone() } else { names.join(" eller ") };
            check.remedy =
                Some(format!("Delegationsordningen punkt {}: {roles}. Lämna beslutet till {to}.", admitted.point));
        }
    }
}

/// What guards may ask about whoever speaks for the person.
fn representative(known: &Representative) -> Vec<(&'static str, toml::Value)> {
    let fact = &known.fact;
    let may = fact.behorighet.iter().map(|may| toml::Value::from(may.word())).collect();
    vec![
        ("foretradare_far", toml::Value::Array(may)),
        ("foretradare_art", fact.art.word().into()),
        ("foretradare_roll", fact.roll.word().into()),
        ("foretradare_original", fact.original_visat.into()),
    ]
}

fn from_packs(stack: &Stack, input: &toml::Table, ctx: &Ctx) -> FromPacks {
    let insats = input.get("insats").and_then(toml::Value::as_str).and_then(|key| stack.insats(key));
    // The wording is the one in force on the day of the decision.
    let day = date(input, "sammantradesdag").unwrap_or(ctx.today);
    let statute = insats.and_then(|insats| stack.statute(&insats.legal));
    FromPacks {
        legal_ground: insats.map(|insats| insats.legal.clone()),
        delegation_point: admitting(stack, input, ctx.actor.post.role).map(|row| row.point.clone()),
        after_closing: stack.access().and_then(|access| access.after_closing),
        opening_lasts: stack.access().and_then(|access| access.opening_lasts),
        deciders: admitted(stack, input).map(|row| (row.point.clone(), row.roles.clone())),
        wording: statute.and_then(|statute| Some((statute.number.clone(), statute.wording(day)?))),
        step: None,
        register: None,
        count: None,
    }
}

/// The decision that the one in the input would change or end.
fn to_change<'a>(loaded: &'a Loaded, input: &toml::Table) -> Option<&'a stadga_core::state::Decision> {
    let text = |name: &str| input.get(name).and_then(toml::Value::as_str);
    let outcome: Utfall = text("utfall")?.parse().ok()?;
    let named = text("andrar").and_then(|id| id.parse().ok());
    if !outcome.is_about_another() {
        return None;
    }
    decision::to_change(&loaded.file, text("insats")?, named)
}

/// The id a field names.
fn named(input: &toml::Table, name: &str) -> Option<Id> {
    input.get(name)?.as_str()?.parse().ok()
}

fn date(input: &toml::Table, name: &str) -> Option<jiff::civil::Date> {
    input.get(name)?.as_str()?.parse().ok()
}

/// The row of the delegation order that lets a role make the decision in the input.
fn admitting<'a>(stack: &'a Stack, input: &toml::Table, role: Roll) -> Option<&'a Delegation> {
    let text = |name: &str| input.get(name).and_then(toml::Value::as_str);
    let period = date(input, "fran").zip(date(input, "till"));
    stadga_rules::delegation_point(stack, text("utfall")?, text("insats")?, role, period)
}

/// The first row that lets anybody make it.
fn admitted<'a>(stack: &'a Stack, input: &toml::Table) -> Option<&'a Delegation> {
    Roll::ALL.iter().find_map(|role| admitting(stack, input, *role))
}
