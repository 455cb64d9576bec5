//! The months before today: who did what, on which working day of each case.

use super::people::{PEOPLE, Person};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use stadga_app::scenario::stockholm;
use stadga_core::calendar::{add_working_days, is_working_day, previous_working_day};
use stadga_core::identity::PersonNumber;

/// One act of the story.
pub struct Step {
    /// When.
    pub at: Timestamp,
    /// Which of the cases.
    pub case: usize,
    /// Who, by the cast's key.
    pub who: &'static str,
    /// What.
    pub use_case: &'static str,
    /// The input.
    pub fields: Vec<(&'static str, String)>,
}

/// How many working days ago each case began: from nearly a year to today.
const BEGAN: &[u32] = &[168, 121, 104, 72, 52, 43, 36, 30, 27, 22, 15, 6, 1];

/// The working day of a case on which the insats is followed up the first time.
const FOLLOW_UP: u32 = 88;

/// Every act up to an instant, in order of time.
pub fn steps(until: Timestamp) -> Vec<Step> {
    let today = until.to_zoned(stadga_core::calendar::stockholm()).date();
    let mut steps: Vec<Step> = PEOPLE
        .iter()
        .zip(BEGAN)
        .enumerate()
        .flat_map(|(case, (person, began))| Life { case, person, day: day_zero(today, *began) }.steps())
        .filter(|step| step.at <= until)
        .collect();
    steps.sort_by_key(|step| step.at);
    steps
}

fn day_zero(today: Date, working_days: u32) -> Date {
    let mut day = if is_working_day(today) { today } else { previous_working_day(today) };
    for _ in 0..working_days {
        day = previous_working_day(day);
    }
    day
}

struct Life<'a> {
    case: usize,
    person: &'a Person,
    day: Date,
}

impl Life<'_> {
    fn steps(&self) -> Vec<Step> {
        let mut steps = self.intake();
        steps.extend(self.investigation());
        steps.extend(self.decision());
        steps.extend(self.treatment());
        steps.extend(self.ending());
        steps
    }

    /// Two caseworkers and two therapists share the cases.
    fn caseworker(&self) -> &'static str {
        if self.case.is_multiple_of(2) { "sara" } else { "jonas" }
    }

    fn therapist(&self) -> &'static str {
        if self.case.is_multiple_of(3) { "lina" } else { "omar" }
    }

    /// The gambling programme lasts three months at most; the others are granted for six.
    fn last_day(&self) -> u32 {
        if self.person.insats == "oppenvard-spel" { 24 + 58 } else { 24 + 125 }
    }

    fn on(&self, working_day: u32) -> Date {
        if working_day == 0 { self.day } else { add_working_days(self.day, working_day) }
    }

    /// An act on a working day of the case, at an hour that differs between cases so that none collide.
    fn act(
        &self,
        working_day: u32,
        hour: i8,
        who: &'static str,
        use_case: &'static str,
        fields: &[(&'static str, &str)],
    ) -> Option<Step> {
        let minute = i8::try_from(self.case * 4 % 60).unwrap_or_default();
        let at = stockholm(self.on(working_day), Time::new(hour, minute, 0, 0).ok()?)?;
        let fields = fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        Some(Step { at, case: self.case, who, use_case, fields })
    }

    fn intake(&self) -> Vec<Step> {
        let (year, month, day) = self.person.birth;
        let birth = Date::new(year, month, day).ok();
        let number = birth.and_then(|birth| PersonNumber::test_number(birth, self.person.male));
        let number = number.map(|number| number.full()).unwrap_or_default();
        let telephone = format!("070-174 06 {:02}", self.case + 1);
        // The newest case has nobody yet: the head of the unit has it to give out.
        let caseworker = if self.case + 1 == PEOPLE.len() { "" } else { self.caseworker() };
        let mut fields = vec![
            ("namn", self.person.name),
            ("nummer", number.as_str()),
            ("telefon", telephone.as_str()),
            ("kanal", "telefon"),
            ("galler", self.person.asks),
            ("enhet", "vuxen"),
            ("handlaggare", caseworker),
        ];
        if self.person.children {
            fields.push(("barn", "ja"));
        }
        let note = [
            ("rubrik", "Telefonsamtal"),
            ("text", "Berättar om sin vardag och vill gärna komma igång. Bokar ett första besök."),
        ];
        let opened = self.act(0, 9, "amina", "ansokan.registrera", &fields);
        let called = self.act(2, 10, self.caseworker(), "anteckning.skriv", &note);
        [opened, called].into_iter().flatten().collect()
    }

    fn investigation(&self) -> Vec<Step> {
        let who = self.caseworker();
        let instrument = [
            ("instrument", "asi"),
            ("utfall", "genomfort"),
            ("sammanfattning", "Intervjun är gjord på två besök. Behov av stöd inom ett område."),
        ];
        let assessment = "Behovet kan inte tillgodoses på annat sätt. Insatsen motsvarar det som ansökan gäller.";
        let children = if self.person.children {
            "Barn bor växelvis hos personen. Insatsen ges på tider som fungerar med barnen."
        } else {
            ""
        };
        let text = [
            ("delaktighet", "Har varit med på tre samtal och säger själv vad som skulle hjälpa."),
            ("behov", "Bor i egen lägenhet och har arbete. Vill ha stöd att ändra sin vardag."),
            ("barn", children),
            ("vald", "Frågan om våld är ställd. Inget har kommit fram."),
            ("bedomning", assessment),
            ("mal", self.person.goal),
            ("forslag", self.person.insats),
        ];
        let answer_by = self.on(22).to_string();
        let sent = [
            ("svar_senast", answer_by.as_str()),
            ("kanal", "brev"),
            ("underlag", "Utredningen"),
            ("andra_personer_genomgangna", "ja"),
        ];
        let reply = [("kanal", "telefon"), ("innehall", "Har läst och håller med.")];
        let mut steps = vec![
            self.act(8, 13, who, "instrument.registrera", &instrument),
            self.act(12, 14, who, "utredning.sammanstall", &text),
            self.act(13, 11, who, "kommunicering.skicka", &sent),
        ];
        if self.case.is_multiple_of(2) {
            steps.push(self.act(19, 9, who, "yttrande.registrera", &reply));
        }
        steps.into_iter().flatten().collect()
    }

    fn decision(&self) -> Vec<Step> {
        let who = self.caseworker();
        let from = self.on(24).to_string();
        let until = self.on(self.last_day()).to_string();
        let decided = [
            ("utfall", "bifall"),
            ("insats", self.person.insats),
            ("omfattning", "Ett samtal i veckan"),
            ("mal", self.person.goal),
            ("fran", from.as_str()),
            ("till", until.as_str()),
            ("skal", "Behovet kan inte tillgodoses på annat sätt. Insatsen motsvarar det som ansökan gäller."),
        ];
        let ordered = [
            ("utforare", "oppenvarden"),
            ("dela_mal", "ja"),
            ("dela_omfattning", "ja"),
            ("overlamnat", "Passar bäst med tider på eftermiddagen."),
        ];
        let steps = [
            self.act(24, 10, who, "beslut.fatta", &decided),
            self.act(24, 11, who, "beslut.underratta", &[("kanal", "brev")]),
            self.act(25, 9, who, "bestallning.skicka", &ordered),
        ];
        steps.into_iter().flatten().collect()
    }

    fn treatment(&self) -> Vec<Step> {
        let who = self.therapist();
        let met = [
            ("art", "inledande"),
            ("deltagare", self.person.name),
            ("sammanfattning", "Gick igenom vad insatsen innebär och vad personen vill ha ut av den."),
            ("insatsen_paborjas", "ja"),
        ];
        let plan = [
            ("egna_ord", "Jag vill klara min vecka utan att det blir som förr."),
            ("mal", self.person.goal),
            ("arbetssatt", "Samtal varje vecka med behandlaren. Egna anteckningar mellan samtalen."),
            ("godkannande", "godkand"),
        ];
        let note = |text: &'static str, tell: &'static str| {
            [("text", text), ("mal", self.person.goal), ("handlaggaren_behover_veta", tell)]
        };
        let follow_up = [
            ("egen_syn", "Tycker att det går framåt, med några svåra dagar."),
            ("maluppfyllelse", "Målet nås de flesta veckor."),
            ("instrument", "ASI uppföljning gjord"),
            ("fortsattning", "fortsatter"),
        ];
        // One provider forgets to answer, and one plan is late: lists must have something true to show.
        let accepts = self.case != 8;
        let plans = self.case != 6;
        let mut steps = Vec::new();
        if accepts {
            steps.push(self.act(26, 9, "robert", "uppdrag.ta_emot", &[("behandlare", who)]));
            steps.push(self.act(31, 13, who, "mote.registrera", &met));
            steps.push(self.act(
                34,
                15,
                who,
                "genomforandeanteckning.skriv",
                &note("Andra samtalet. Börjar se mönster i veckan.", "nej"),
            ));
            if plans {
                steps.push(self.act(40, 14, who, "genomforandeplan.uppratta", &plan));
            }
            steps.push(self.act(
                48,
                15,
                who,
                "genomforandeanteckning.skriv",
                &note("Uteblev från samtalet men ringde samma dag.", "ja"),
            ));
            if self.last_day() > FOLLOW_UP {
                steps.push(self.act(FOLLOW_UP, 13, self.caseworker(), "uppfoljning.registrera", &follow_up));
            }
        }
        steps.into_iter().flatten().collect()
    }

    fn ending(&self) -> Vec<Step> {
        let follow_up = [
            ("egen_syn", "Är nöjd och vill klara sig själv nu."),
            ("maluppfyllelse", "Målet är nått."),
            ("instrument", "ASI uppföljning gjord"),
            ("fortsattning", "avslutas"),
        ];
        let talk = [
            ("deltagare", self.person.name),
            ("sammanfattning", "Gick igenom vägen hit och vart man vänder sig om det blir svårt."),
        ];
        let last = self.last_day();
        let closed = [("orsak", "insatsen_klar"), ("skal", "Insatsen är genomförd och målet nått.")];
        let steps = [
            self.act(last - 4, 13, self.caseworker(), "uppfoljning.registrera", &follow_up),
            self.act(last - 3, 13, self.therapist(), "avslutningssamtal.registrera", &talk),
            self.act(last, 10, self.caseworker(), "insats.avsluta", &[("skal", "Målet är nått.")]),
            self.act(last + 1, 10, self.caseworker(), "arende.avsluta", &closed),
        ];
        steps.into_iter().flatten().collect()
    }
}
