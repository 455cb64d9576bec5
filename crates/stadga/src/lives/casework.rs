//! At the authority: the application, the investigation, the decision, the end of the case.

use super::life::{Act, Course, Life};
use super::play::BOOKED;
use super::sentences::{APPEALS, ASSESSED, CALLS, NOTHING_ASKED, PART, REFUSED, REPLIES, REPORTS, STRUCK};
use super::wishes::Wish;
use jiff::ToSpan;
use stadga_core::calendar::{is_working_day, next_working_day};

/// What the person has asked for about contact, and what is known of violence, is read before anything is sent.
const READ: &str = "ja";

/// Working days of the six weeks in which a refusal may be appealed and has arrived.
const APPEALED: u32 = 28;

/// What somebody says who has told of violence, when asked.
const SAFE: &str = "Brev hem går bra, ingen annan öppnar posten.";

impl Life<'_> {
    pub(super) fn intake(&self, course: &Course, acts: &mut Vec<Act>) {
        let chance = &mut self.chance(3);
        let person = &self.person;
        let ticked = |yes: bool| if yes { "ja" } else { "" };
        let channel = *chance.one(&["telefon", "telefon", "telefon", "besok", "e_tjanst", "brev"]);
        let violence = chance.percent(7);
        let caseworker = if course.named.is_some() { "" } else { self.around.caseworker.as_str() };
        let fields = [
            ("namn", person.name.as_str()),
            ("nummer", person.number.as_deref().unwrap_or_default()),
            ("telefon", person.telephone.as_str()),
            // No letter goes home to whoever has told of violence before they have said that it may.
            ("kontaktonskemal", person.wish.or(violence.then_some(SAFE)).unwrap_or_default()),
            ("tolk", person.interpreter.unwrap_or_default()),
            ("kanal", channel),
            ("galler", *chance.one(self.wish.asks)),
            ("barn", ticked(person.children)),
            ("vald", ticked(violence)),
            ("akut", ticked(course.acute)),
            ("enhet", self.around.unit.as_str()),
            ("handlaggare", caseworker),
        ];
        acts.push(self.act(0, 9, &self.around.desk, "ansokan.registrera", &fields));
        if let Some(day) = course.named {
            let hour = if day == 0 { 10 } else { 8 };
            let named = [("handlaggare", self.around.caseworker.as_str())];
            acts.push(self.act(day, hour, &self.around.head, "handlaggare.utse", &named));
        }
    }

    pub(super) fn investigation(&self, course: &Course, acts: &mut Vec<Act>) {
        let chance = &mut self.chance(4);
        let who = self.around.caseworker.as_str();
        let last = match self.path {
            super::path::Path::Died | super::path::Path::Withdrawn => course.broken_off(),
            _ => u32::MAX,
        };
        let first = chance.between(0, 99) as usize;
        let told = CALLS.iter().cycle().skip(first % CALLS.len());
        for (nth, (day, (heading, text))) in course.notes.iter().filter(|day| **day < last).zip(told).enumerate() {
            // The first is a call; the next time they meet, at a time that was set.
            let met = nth == 1;
            if met {
                acts.push(self.booked((*day - 2, 16), who, "samtal", *day, &mut self.chance(7)));
            }
            let note = [("rubrik", *heading), ("text", *text), ("bokning", if met { BOOKED } else { "" })];
            acts.push(self.act(*day, if met { 15 } else { 11 }, who, "anteckning.skriv", &note));
        }
        let (instrument, outcome, result) = *chance.one(&[
            ("asi", "genomfort", "Intervjun är gjord på två besök. Behov av stöd inom ett område."),
            ("asi", "genomfort", "Behov av stöd kring bruk, arbete och boende. Familj och hälsa fungerar."),
            ("audit", "genomfort", "Svaren visar ett skadligt bruk av alkohol."),
            ("asi", "avbojt", "Vill hellre berätta fritt. Frågorna ställs inte."),
        ]);
        let used = [("instrument", instrument), ("utfall", outcome), ("sammanfattning", result)];
        acts.push(self.act(course.instrument, 13, who, "instrument.registrera", &used));
        if course.compiled >= last {
            return;
        }
        acts.push(self.compiled(course, chance));
        acts.extend(self.children_heard(course));
        if let Some(day) = course.sent {
            let asked = self.on(day).saturating_add(14.days());
            let answer_by = if is_working_day(asked) { asked } else { next_working_day(asked) }.to_string();
            let sent = [
                ("svar_senast", answer_by.as_str()),
                ("kanal", *chance.one(&["brev", "brev", "saker_meddelande"])),
                ("underlag", "Utredningen"),
                ("andra_personer_genomgangna", "ja"),
                ("onskemal_lasta", READ),
            ];
            acts.push(self.act(day, 15, who, "kommunicering.skicka", &sent));
        } else {
            let reason = "Allt som ansökan gäller beviljas. Utredningen bygger på personens egna uppgifter.";
            let exempt = [("grund", "uppenbart_obehovligt"), ("skal", reason)];
            acts.push(self.act(course.compiled, 15, who, "kommunicering.undanta", &exempt));
        }
        if let Some(day) = course.reply {
            let reply = [("kanal", *chance.one(&["telefon", "brev", "besok"])), ("innehall", *chance.one(REPLIES))];
            acts.push(self.act(day, 9, who, "yttrande.registrera", &reply));
        }
    }

    fn compiled(&self, course: &Course, chance: &mut super::chance::Chance) -> Act {
        let children = if self.person.children {
            "Barn bor växelvis hos personen. De vet om att hjälp söks. Insatsen ges på tider som fungerar med barnen."
        } else {
            ""
        };
        let text = [
            ("delaktighet", *chance.one(PART)),
            ("behov", *chance.one(self.wish.needs)),
            ("barn", children),
            ("vald", "Frågan om våld är ställd. Det som kom fram tas upp med personen enskilt."),
            ("bedomning", *chance.one(ASSESSED)),
            ("tillgodoses_sjalv", "nej"),
            ("tillgodoses_annat", if self.path == super::path::Path::Refused { "ja" } else { "nej" }),
            ("malinriktning", super::granted::direction(self.wish)),
            ("mal", self.goal(self.wish)),
            ("forslag", self.wish.insats),
        ];
        self.act(course.compiled, 14, &self.around.caseworker, "utredning.sammanstall", &text)
    }

    /// A decision that concerns children says what is best for them and what they think.
    fn children_heard(&self, course: &Course) -> Option<Act> {
        let heard = [
            ("barnet", "Barnet som bor växelvis hos personen"),
            ("basta", "Lugn vardag hos båda föräldrarna. Tiderna för stödet läggs när barnet är i skolan."),
            ("asikt", "Vill att det ska vara som vanligt och att någon berättar vad som händer."),
            ("asikt_sagd", "vardnadshavare"),
        ];
        let who = &self.around.caseworker;
        self.person.children.then(|| self.act(course.compiled, 14, who, "steg.barn.basta", &heard))
    }

    /// The goal the person chose: the same through the whole case.
    pub(super) fn goal(&self, wish: &Wish) -> &'static str {
        self.chance(5).one::<&str>(wish.goals)
    }

    /// Told the same day, mostly by letter.
    pub(super) fn told(&self, day: u32, hour: i8) -> Act {
        let channel = *self.chance(6).one(&["brev", "brev", "telefon", "saker_meddelande"]);
        let told = [("kanal", channel), ("onskemal_lasta", READ)];
        self.act(day, hour, &self.around.caseworker, "beslut.underratta", &told)
    }

    pub(super) fn refusal(&self, course: &Course, acts: &mut Vec<Act>) {
        let chance = &mut self.chance(8);
        let who = self.around.caseworker.as_str();
        let day = course.decided;
        let decided = [("utfall", "avslag"), ("insats", self.wish.insats), ("skal", *chance.one(REFUSED))];
        acts.push(self.act(day, 10, who, "beslut.fatta", &decided));
        let over = match chance.percent(80) {
            true => self.served(day, chance, acts),
            false => {
                acts.push(self.told(day, 11));
                day + APPEALED
            }
        };
        let closed = [("orsak", "avslag"), ("skal", "Tiden för att överklaga har gått ut och inget mer är sökt.")];
        acts.push(self.act(over + chance.between(1, 5), 10, who, "arende.avsluta", &closed));
    }

    /// A refusal is served, and some appeal it; the working day when nothing more is waited for.
    fn served(&self, day: u32, chance: &mut super::chance::Chance, acts: &mut Vec<Act>) -> u32 {
        let who = self.around.caseworker.as_str();
        let got = self.on(day + 2).to_string();
        let sent = [("satt", "mottagningsbevis"), ("onskemal_lasta", READ)];
        acts.push(self.act(day, 11, who, "beslut.delge", &sent));
        let proof = [("bevis", "mottagningsbevis"), ("datum", got.as_str())];
        acts.push(self.act(day + chance.between(4, 7), 9, who, "delgivning.registrera", &proof));
        if !chance.percent(40) {
            return day + APPEALED;
        }
        let appealed = day + chance.between(8, 11);
        let appeal = [
            ("av", "den_enskilde"),
            ("form", *chance.one(&["skriftlig", "nedtecknad"])),
            ("innehall", *chance.one(APPEALS)),
        ];
        acts.push(self.act(appealed, 10, who, "overklagande.registrera", &appeal));
        acts.push(self.act(appealed + 1, 10, who, "overklagande.prova", &[("utfall", "i_tid")]));
        let court = [("domstol", "Förvaltningsrätten")];
        acts.push(self.act(appealed + chance.between(2, 4), 14, who, "overklagande.overlamna", &court));
        let ruled = appealed + chance.between(60, 110);
        let (number, on) = (format!("{}-26", chance.between(100, 9_000)), self.on(ruled - 2).to_string());
        let ruling = [
            ("domstol", "Förvaltningsrätten"),
            ("malnummer", number.as_str()),
            ("domsdag", on.as_str()),
            ("utfall", "avslag"),
            ("innebord", "Beslutet står fast."),
        ];
        acts.push(self.act(ruled, 10, who, "dom.registrera", &ruling));
        ruled + APPEALED
    }

    /// An application that is taken back before anything has been looked into.
    pub(super) fn brief(&self, acts: &mut Vec<Act>) {
        self.intake(&Course::brief(), acts);
        self.withdrawal(self.chance(2).between(1, 4), acts);
    }

    pub(super) fn withdrawal(&self, day: u32, acts: &mut Vec<Act>) {
        let who = self.around.caseworker.as_str();
        let note = [
            ("rubrik", "Telefonsamtal"),
            ("text", "Ringer och tar tillbaka sin ansökan. Är inte besviken, har fått annan hjälp."),
        ];
        let struck = [
            ("utfall", "avskrivning"),
            ("insats", self.wish.insats),
            ("avskrivningsgrund", "aterkallad"),
            ("skal", STRUCK),
        ];
        acts.push(self.act(day, 9, who, "anteckning.skriv", &note));
        acts.push(self.act(day, 10, who, "beslut.fatta", &struck));
        acts.push(self.told(day, 11));
        let closed = [("orsak", "aterkallad"), ("skal", "Ansökan är återkallad och avskriven.")];
        acts.push(self.act(day + 1, 9, who, "arende.avsluta", &closed));
    }

    pub(super) fn death(&self, course: &Course, acts: &mut Vec<Act>) {
        let who = self.around.caseworker.as_str();
        let day = course.broken_off();
        let before = self.on(day - 1).to_string();
        let told = [("dag", before.as_str()), ("kalla", "Beskedet kom från anhörig.")];
        acts.push(self.act(day, 9, who, "dodsfall.registrera", &told));
    }

    /// A report that reception takes and assesses: the person is asked, and wants nothing from us.
    pub(super) fn report(&self, acts: &mut Vec<Act>) {
        let chance = &mut self.chance(9);
        let desk = self.around.desk.as_str();
        let (kind, told) = *chance.one(REPORTS);
        let children = if self.person.children { "ja" } else { "" };
        let report = [
            ("namn", self.person.name.as_str()),
            ("nummer", self.person.number.as_deref().unwrap_or_default()),
            ("slag", kind),
            ("kanal", *chance.one(&["telefon", "besok", "saker_meddelande"])),
            ("innehall", told),
            ("anmalare_anonym", "ja"),
            ("barn", children),
            ("enhet", self.around.unit.as_str()),
        ];
        acts.push(self.act(0, 9, desk, "anmalan.registrera", &report));
        let assessed = [("utfall", "inleds_inte"), ("skal", NOTHING_ASKED)];
        acts.push(self.act(if self.waits { 2 } else { 1 }, 10, desk, "forhandsbedomning.gor", &assessed));
    }

    /// What the police send of somebody they have taken care of.
    pub(super) fn taken_in(&self, acts: &mut Vec<Act>) {
        let notice = [
            ("namn", self.person.name.as_str()),
            ("nummer", self.person.number.as_deref().unwrap_or_default()),
            ("slag", "lob"),
            ("kanal", "brev"),
            ("innehall", "Omhändertagen på torget i fredags kväll och utskriven på morgonen."),
            ("anmalare", "Polisen i Ekvalla"),
            ("enhet", self.around.unit.as_str()),
        ];
        acts.push(self.act(0, 9, &self.around.desk, "anmalan.registrera", &notice));
    }
}
