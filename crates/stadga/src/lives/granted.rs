//! What is granted is ordered, carried out, followed up and ended.

use super::life::{Act, Course, Life, Provider};
use super::path::Path;
use super::sentences::{ASSESSED, GOING, HANDED, LAST, MET, RETURNED, TELL, VIEW, WEIGHED};
use super::wishes::{HOUSING, Wish};
use jiff::ToSpan;

/// Of a hundred things with a last day, so many are done after it.
const LATE: u32 = 7;

/// What is refused when a part is granted.
const PARTLY: &str = "Fler tillfällen i veckan än det som beviljas.";

/// Why a place with support is granted without all that the guidelines ask for first.
const PLACED: &str = "Personen har öppenvård hos regionen sedan tidigare, och platsen är ledig nu.";

/// Whether the delegation order leaves the insats to the head of the unit.
fn is_home(wish: &Wish) -> bool {
    HOUSING.iter().any(|home| home.insats == wish.insats)
}

/// The direction of the goal, as the person chose it.
pub(super) fn direction(wish: &Wish) -> &'static str {
    match wish.insats {
        "oppenvard-spel" => "inget_spel",
        "oppenvard-mi" => "minskade_skador",
        insats if insats.starts_with("oppenvard") => "nykterhet",
        _ if is_home(wish) => "boende",
        _ => "annat",
    }
}

/// An insats that was granted.
struct Granted<'a> {
    wish: &'static Wish,
    provider: &'a Provider,
    /// Its place among the orders of the case.
    order: usize,
    /// The working day of the decision.
    decided: u32,
    /// The working day of the order.
    ordered: u32,
    /// Sets apart the chances of two insatser in the same case.
    purpose: u64,
}

impl Life<'_> {
    pub(super) fn grant(&self, course: &Course, acts: &mut Vec<Act>) {
        let chance = &mut self.chance(10);
        let decided = course.decided;
        let partly = course.sent.is_some() && self.path != Path::Housing && chance.percent(10);
        self.decide(self.wish, decided, partly, acts);
        let mut ordered = decided + if chance.percent(LATE) { 4 } else { chance.between(0, 1) };
        let mut order = 0;
        let mut providers = self.providers.iter();
        let Some(mut provider) = providers.next() else { return };
        self.order(self.wish, provider, ordered, acts);
        if let (Path::Returned, Some(other)) = (self.path, providers.next()) {
            let returned =
                self.act(ordered + 1, 14, &provider.manager, "uppdrag.aterlamna", &[("skal", *chance.one(RETURNED))]);
            acts.push(self.at_provider(0, returned));
            (order, provider) = (1, other);
            ordered += 2;
            self.order(self.wish, provider, ordered, acts);
        }
        let granted = Granted { wish: self.wish, provider, order, decided, ordered, purpose: 20 };
        let mut ended = self.carried_out(&granted, acts);
        if let Some((wish, provider)) = &self.beside {
            let decided = ordered + 30;
            let reason = "Det som söks beviljas helt.";
            let exempt = [("grund", "uppenbart_obehovligt"), ("skal", reason)];
            acts.push(self.act(decided, 9, &self.around.caseworker, "kommunicering.undanta", &exempt));
            self.decide(wish, decided, false, acts);
            self.order(wish, provider, decided + 1, acts);
            let granted = Granted { wish, provider, order: order + 1, decided, ordered: decided + 1, purpose: 40 };
            ended = ended.max(self.carried_out(&granted, acts));
        }
        let cause = if self.path == Path::Moved { "flyttat" } else { "insatsen_klar" };
        let closed = [("orsak", cause), ("skal", "Inget mer är sökt och personen vet vart man vänder sig.")];
        let over = ended + if chance.percent(LATE) { 8 } else { chance.between(1, 4) };
        acts.push(self.act(over, 10, &self.around.caseworker, "arende.avsluta", &closed));
    }

    /// A home with support is proposed to the head, who decides; everything else the caseworker decides.
    fn decide(&self, wish: &Wish, day: u32, partly: bool, acts: &mut Vec<Act>) {
        let home = is_home(wish);
        let who = if home { self.around.head.as_str() } else { self.around.caseworker.as_str() };
        let from = self.on(day + 1);
        let until = self.last_day(wish, day).to_string();
        let from = from.to_string();
        let decided = [
            ("utfall", if partly { "delvis_bifall" } else { "bifall" }),
            ("avslaget", if partly { PARTLY } else { "" }),
            ("insats", wish.insats),
            ("malinriktning", direction(wish)),
            ("omfattning", wish.extent),
            ("mal", self.goal(wish)),
            ("fran", from.as_str()),
            ("till", until.as_str()),
            ("skal", *self.chance(11).one(ASSESSED)),
            ("avsteg", if home { PLACED } else { "" }),
        ];
        if home {
            let word = [("meddelande", "Allt underlag finns. Personen önskar besked snart.")];
            let proposed: Vec<_> = decided.iter().chain(&word).copied().collect();
            let before = if self.waits { 2 } else { 1 };
            acts.push(self.act(day - before, 15, &self.around.caseworker, "beslut.lamna", &proposed));
        }
        acts.push(self.act(day, 10, who, "beslut.fatta", &decided));
        // A place in training flats is no care away from home, and has no care plan.
        if wish.insats == "stodboende-vuxen" {
            let care = [
                ("egen_syn", *self.chance(15).one(wish.own)),
                ("mal", self.goal(wish)),
                ("insatser", wish.way),
                ("inga_andra", "ja"),
            ];
            acts.push(self.act(day, 14, &self.around.caseworker, "steg.vardplan.placering", &care));
        }
        let late = self.chance(12).percent(LATE);
        acts.push(self.told(if late { day + 3 } else { day }, 11));
    }

    /// The last day of the decision, inclusive.
    fn last_day(&self, wish: &Wish, decided: u32) -> jiff::civil::Date {
        let months = self.chance(13).between(wish.months.0, wish.months.1);
        self.on(decided + 1).saturating_add(i64::from(months).months()).saturating_sub(1.days())
    }

    fn order(&self, wish: &Wish, provider: &Provider, day: u32, acts: &mut Vec<Act>) {
        let handed = *self.chance(14 + wish.insats.len() as u64).one(HANDED);
        let ordered = [
            ("utforare", provider.unit.as_str()),
            ("dela_mal", "ja"),
            ("dela_omfattning", "ja"),
            ("overlamnat", handed),
            ("avsteg", if is_home(wish) { PLACED } else { "" }),
        ];
        acts.push(self.act(day, 13, &self.around.caseworker, "bestallning.skicka", &ordered));
    }

    /// From the answer of the provider to the end; the working day it ended.
    fn carried_out(&self, granted: &Granted<'_>, acts: &mut Vec<Act>) -> u32 {
        let chance = &mut self.chance(granted.purpose);
        let Granted { wish, provider, order, .. } = granted;
        let therapist = provider.therapist.as_str();
        let accepted = granted.ordered + if self.waits || chance.percent(LATE) { chance.between(3, 5) } else { 1 };
        let met = accepted + chance.between(4, 10);
        let planned = met + if chance.percent(LATE) { chance.between(17, 24) } else { chance.between(6, 13) };
        let last = self.counted(self.days.until(self.last_day(wish, granted.decided)));
        let ended = if self.path == Path::Moved { met + 25 } else { last - chance.between(0, 4) };
        let name = self.person.name.as_str();
        let mut push = |act| acts.push(self.at_provider(*order, act));
        push(self.act(accepted, 9, &provider.manager, "uppdrag.ta_emot", &[("behandlare", therapist)]));
        if granted.wish.insats.starts_with("oppenvard") {
            let care = self.care_plan(granted, "En gång i veckan.");
            push(self.act(accepted + 1, 9, &self.around.caseworker, "vardplan.skicka", &care));
            push(self.act(accepted + 2, 11, therapist, "vardplan.las", &[]));
        }
        let first = [
            ("art", "inledande"),
            ("deltagare", name),
            ("sammanfattning", *chance.one(MET)),
            ("insatsen_paborjas", "ja"),
        ];
        push(self.act(met, 15, therapist, "mote.registrera", &first));
        let plan = [
            ("egna_ord", *chance.one(wish.own)),
            ("mal", self.goal(wish)),
            ("arbetssatt", wish.way),
            ("godkannande", if chance.percent(90) { "godkand" } else { "vill_inte_skriva_pa" }),
        ];
        if planned + 10 < ended {
            push(self.act(planned, 14, therapist, "genomforandeplan.uppratta", &plan));
        }
        self.first_booked(granted, (accepted, met), acts);
        self.noted(granted, met, ended, acts);
        if self.path == Path::Moved {
            let moved = [
                ("skal", "Flyttar till en annan kommun."),
                ("avsteg", "Flytten kom med kort varsel. Avslutet togs på telefon."),
            ];
            acts.push(self.at_provider(*order, self.act(ended, 10, &self.around.caseworker, "insats.avsluta", &moved)));
            return ended;
        }
        self.lived_in(granted, ended, acts);
        self.followed_up(granted, met, ended, acts);
        self.ended(granted, ended, acts);
        ended
    }

    /// The first meeting is booked when the therapist has rung. Some do not come the first time.
    fn first_booked(&self, granted: &Granted<'_>, (accepted, met): (u32, u32), acts: &mut Vec<Act>) {
        let chance = &mut self.chance(granted.purpose + 4);
        let therapist = granted.provider.therapist.as_str();
        let mut push = |act| acts.push(self.at_provider(granted.order, act));
        if chance.percent(15) {
            push(self.booked((accepted + 1, 10), therapist, "inledande", met - 2, chance));
            let missed = [("atgard", "Jag ringde. Personen hade tagit fel på dagen."), ("ny_tid", "ja")];
            push(self.act(met - 2, 16, therapist, "mote.uteblev", &missed));
            push(self.booked((met - 1, 9), therapist, "inledande", met, chance));
        } else {
            push(self.booked((accepted + 1, 10), therapist, "inledande", met, chance));
        }
    }

    fn care_plan<'b>(&'b self, granted: &'b Granted<'_>, extent: &'b str) -> [(&'static str, &'b str); 5] {
        [
            ("egen_syn", "Vill komma vidare i egen takt."),
            ("mal", self.goal(granted.wish)),
            ("insatser", extent),
            ("ansvar", "Behandlaren har samtalen. Handläggaren håller i uppföljningen."),
            ("uppfoljning", "Tillsammans, i god tid före var tredje månad."),
        ]
    }

    /// How many working days into the case a place is.
    fn counted(&self, place: usize) -> u32 {
        u32::try_from(place.saturating_sub(self.began)).unwrap_or_default()
    }

    fn noted(&self, granted: &Granted<'_>, met: u32, ended: u32, acts: &mut Vec<Act>) {
        let chance = &mut self.chance(granted.purpose + 1);
        let therapist = granted.provider.therapist.as_str();
        let mut day = met + chance.between(3, self.notes_every.max(3));
        while day + 6 < ended {
            let tells = chance.percent(9);
            let text = *if tells { chance.one(TELL) } else { chance.one(granted.wish.notes) };
            let note = [
                ("text", text),
                ("art", if tells { "telefon" } else { "enskilt_samtal" }),
                ("mal", self.goal(granted.wish)),
                ("handlaggaren_behover_veta", if tells { "ja" } else { "" }),
            ];
            let note = self.act(day, 15, therapist, "genomforandeanteckning.skriv", &note);
            acts.push(self.at_provider(granted.order, note));
            if tells {
                let weighed = [("rubrik", "Telefonsamtal"), ("text", *chance.one(WEIGHED))];
                let after = day + chance.between(1, 3);
                acts.push(self.act(after, 11, &self.around.caseworker, "anteckning.skriv", &weighed));
            }
            day += self.notes_every + chance.between(0, self.notes_every / 2);
        }
    }

    /// A training flat is gone through every third month: whether it is still needed, and the way to a home.
    fn lived_in(&self, granted: &Granted<'_>, ended: u32, acts: &mut Vec<Act>) {
        let chance = &mut self.chance(granted.purpose + 3);
        let mut day = granted.decided + 56;
        while granted.wish.insats == "traningslagenhet" && day + 5 < ended {
            let next = day + 60;
            let on = self.on(next).to_string();
            let said = [
                ("egen_syn", *chance.one(VIEW)),
                ("fungerar", *chance.one(GOING)),
                ("nodvandig", "ja"),
                ("bostadsko", "Bostadsförmedlingen, kontrollerad i dag"),
                ("plan", "Eget kontrakt när kötiden räcker."),
                ("nasta", on.as_str()),
            ];
            acts.push(self.act(day, 13, &self.around.caseworker, "steg.boende.avstamning", &said));
            day = next - chance.between(1, 4);
        }
    }

    /// Every third month from the first meeting, some days before the day it is due.
    fn followed_up(&self, granted: &Granted<'_>, met: u32, ended: u32, acts: &mut Vec<Act>) {
        let chance = &mut self.chance(granted.purpose + 2);
        for quarter in 1..40 {
            let due = self.on(met).saturating_add((3 * i64::from(quarter)).months());
            let due = self.counted(self.days.until(due));
            let day = if chance.percent(LATE) { due + chance.between(2, 6) } else { due - chance.between(1, 6) };
            if day + 10 >= ended {
                return;
            }
            let changed = chance.percent(9);
            let leads_to = if changed { "andras" } else { "fortsatter" };
            let graded = format!("delvis: {}", self.goal(granted.wish));
            let about = [
                ("egen_syn", *chance.one(VIEW)),
                ("deltagare", "den_enskilde"),
                ("deltagare", "handlaggare"),
                ("deltagare", "behandlare"),
                ("malbedomning", graded.as_str()),
                ("maluppfyllelse", *chance.one(GOING)),
                ("instrument", "ASI uppföljning gjord"),
                ("fortsattning", leads_to),
            ];
            let caseworker = &self.around.caseworker;
            let before = day - chance.between(8, 20);
            if before > met {
                let booked = self.booked((before, 14), caseworker, "uppfoljning", day, chance);
                acts.push(self.at_provider(granted.order, booked));
            }
            let done = self.act(day, 15, caseworker, "uppfoljning.registrera", &about);
            acts.push(self.at_provider(granted.order, done));
            if changed {
                self.changed(granted, day + 2, acts);
                let plan = [
                    ("egna_ord", *chance.one(granted.wish.own)),
                    ("mal", self.goal(granted.wish)),
                    ("arbetssatt", "Tätare samtal den närmaste månaden, sedan som förut."),
                    ("godkannande", "godkand"),
                    ("andring", "Tätare samtal en månad framåt."),
                    ("meddelat", "tillsammans"),
                ];
                if granted.wish.insats.starts_with("oppenvard") {
                    let told = [("andring", "Tätare samtal en månad framåt."), ("meddelat", "samtal")];
                    let care = [&self.care_plan(granted, "Två gånger i veckan en månad framåt.")[..], &told].concat();
                    let sent = self.act(day + 2, 10, &self.around.caseworker, "vardplan.skicka", &care);
                    acts.push(self.at_provider(granted.order, sent));
                    let read = self.act(day + 3, 10, &granted.provider.therapist, "vardplan.las", &[]);
                    acts.push(self.at_provider(granted.order, read));
                }
                let plan = self.act(day + 4, 14, &granted.provider.therapist, "genomforandeplan.uppratta", &plan);
                acts.push(self.at_provider(granted.order, plan));
            }
        }
    }

    /// The decision follows what the follow-up showed; the last day stays.
    fn changed(&self, granted: &Granted<'_>, day: u32, acts: &mut Vec<Act>) {
        let who = self.around.caseworker.as_str();
        let exempt = [("grund", "uppenbart_obehovligt"), ("skal", "Ändringen är till fördel för personen.")];
        let (from, until) = (self.on(day).to_string(), self.last_day(granted.wish, granted.decided).to_string());
        let decided = [
            ("utfall", "andring"),
            ("insats", granted.wish.insats),
            ("andringsgrund", "till_fordel"),
            ("omfattning", "Två tillfällen i veckan den närmaste månaden"),
            ("malinriktning", direction(granted.wish)),
            ("mal", self.goal(granted.wish)),
            ("fran", from.as_str()),
            ("till", until.as_str()),
            ("skal", "Uppföljningen visar att behovet är större just nu. Personen vill själv ha tätare stöd."),
        ];
        let home = is_home(granted.wish);
        let decider = if home { self.around.head.as_str() } else { who };
        acts.push(self.act(day, 9, who, "kommunicering.undanta", &exempt));
        acts.push(self.act(day, 10, decider, "beslut.fatta", &decided));
        acts.push(self.told(day, 11));
    }

    fn ended(&self, granted: &Granted<'_>, ended: u32, acts: &mut Vec<Act>) {
        let chance = &mut self.chance(granted.purpose + 3);
        let caseworker = self.around.caseworker.as_str();
        let graded = format!("uppnatt: {}", self.goal(granted.wish));
        let about = [
            ("egen_syn", "Är nöjd och vill klara sig själv nu."),
            ("deltagare", "den_enskilde"),
            ("deltagare", "handlaggare"),
            ("deltagare", "behandlare"),
            ("malbedomning", graded.as_str()),
            ("maluppfyllelse", "Målet är nått."),
            ("instrument", "ASI uppföljning gjord"),
            ("fortsattning", "avslutas"),
        ];
        let talk = [
            ("deltagare", "den_enskilde"),
            ("deltagare", "handlaggare"),
            ("deltagare", "behandlare"),
            ("sammanfattning", *chance.one(LAST)),
        ];
        let mut push = |act| acts.push(self.at_provider(granted.order, act));
        let therapist = granted.provider.therapist.as_str();
        push(self.booked((ended - 8, 9), therapist, "avslutningssamtal", ended - 3, chance));
        push(self.act(ended - 4, 13, caseworker, "uppfoljning.registrera", &about));
        push(self.act(ended - 3, 15, therapist, "avslutningssamtal.registrera", &talk));
        push(self.act(
            ended,
            9,
            caseworker,
            "insats.avsluta",
            &[
                ("skal", "Målet är nått och tiden i beslutet är slut."),
                ("avsteg", "Antalet samtal anpassades efter hur det gick."),
            ],
        ));
    }
}
