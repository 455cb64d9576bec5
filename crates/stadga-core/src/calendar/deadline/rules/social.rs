//! Social services: socialtjänstlagen, socialtjänstförordningen and LVM, with reports that follow.

use super::{DeadlineRule, days, months, rule, weeks, years};
use crate::calendar::deadline::Method::{
    Elapsed, JanuaryAfter, QuarterWindow, ResearchSample, Retention, SameDay, Statutory, Suspendable,
};

const UNSETTLED: &str = "Det är inte klarlagt att lagen 1930:173 flyttar dagen.";

pub const RULES: &[DeadlineRule] = &[
    rule(
        "SOL20-2-forhandsbedomning",
        "Besluta om en utredning ska inledas om ett barn eller en ung person",
        "anmälan kom in",
        "20 kap. 2 § socialtjänstlagen (2025:400), 2 § lagen (1930:173)",
        Statutory(days(14)),
    )
    .work_to_first(),
    rule(
        "SOL20-3-utredning-barn",
        "Slutför utredningen om ett barn",
        "utredningen inleddes",
        "20 kap. 3 § socialtjänstlagen (2025:400), 1–2 §§ lagen (1930:173)",
        Statutory(months(4)),
    )
    .work_to_first()
    .note("Tiden gäller utredningar om barn. För vuxna anger lagen ingen tid."),
    rule(
        "SOL19-6-info-reporter",
        "Informera den som anmälde och har bett om det",
        "beslutet att inleda eller inte inleda en utredning fattades",
        "19 kap. 6 § socialtjänstlagen (2025:400), 1–2 §§ lagen (1930:173)",
        Statutory(weeks(1)),
    ),
    rule(
        "LVM15-understallning",
        "Underställ domstolen beslutet om omedelbart omhändertagande",
        "beslutet fattades",
        "15 och 18 a §§ lagen (1988:870) om vård av missbrukare i vissa fall",
        Statutory(days(1)),
    )
    .work_to_first()
    .note("Underställ utan dröjsmål. Missas tiden upphör omhändertagandet. Räkna inte med att helgen ger mer tid."),
    rule(
        "LVM17-court-review",
        "Domstolen prövar det omedelbara omhändertagandet",
        "beslutet underställdes, eller verkställdes om det skedde senare",
        "17 § lagen (1988:870) om vård av missbrukare i vissa fall",
        Statutory(days(4)),
    )
    .work_to_first()
    .note("Domstolen får förlänga tiden till en vecka om någon särskild omständighet gör det nödvändigt."),
    rule(
        "LVM18-application",
        "Ansök om vård hos förvaltningsrätten",
        "domstolen beslutade att omhändertagandet ska bestå",
        "18 och 18 a §§ lagen (1988:870) om vård av missbrukare i vissa fall",
        Statutory(weeks(1)),
    )
    .work_to_first()
    .note("Ansökan ska ha kommit in senast den dagen. Missas tiden upphör omhändertagandet."),
    rule(
        "LVM38-court-hearing",
        "Domstolen tar upp målet om vård",
        "ansökan om vård kom in",
        "38 § lagen (1988:870) om vård av missbrukare i vissa fall",
        Statutory(weeks(1)),
    )
    .work_to_first()
    .note("Domstolen får förlänga tiden om det behövs mer utredning eller någon annan särskild omständighet gör det nödvändigt."),
    rule(
        "LVM12-execution",
        "Vården måste ha påbörjats, annars upphör beslutet att gälla",
        "beslutet om vård vann laga kraft",
        "12 § lagen (1988:870) om vård av missbrukare i vissa fall",
        Elapsed(weeks(4)),
    ),
    rule(
        "LVM20-max-care",
        "Vården ska senast upphöra",
        "vården påbörjades",
        "20–21 §§ lagen (1988:870) om vård av missbrukare i vissa fall",
        Suspendable(months(6)),
    )
    .note("Vården ska upphöra så snart syftet är uppnått. Tid då personen är avviken, häktad eller i fängelse räknas inte."),
    rule(
        "SOL34-1-threshold",
        "Gräns för att rapportera ett beslut som inte är verkställt",
        "beslutet fattades",
        "34 kap. 1 § första stycket socialtjänstlagen (2025:400)",
        Elapsed(months(3)),
    ),
    rule(
        "SOL34-1-interruption",
        "Gräns för att rapportera ett avbrott i verkställigheten",
        "verkställigheten avbröts",
        "34 kap. 1 § andra stycket socialtjänstlagen (2025:400)",
        Elapsed(months(3)),
    ),
    rule(
        "IVO-quarter-window",
        "Rapportera kvartalets ej verkställda beslut till IVO",
        "kvartalet tog slut",
        "IVO:s rapporteringsperioder, enligt myndighetens webbplats för 2019",
        QuarterWindow,
    )
    .note("Perioderna är från 2019. Stäm av med IVO vad som gäller i år."),
    rule(
        "SOL34-10-prescription",
        "IVO:s ansökan om särskild avgift måste ha delgetts kommunen",
        "det gynnande beslutet fattades eller verkställigheten avbröts",
        "34 kap. 10 § socialtjänstlagen (2025:400)",
        Elapsed(years(2)),
    ),
    rule(
        "SOL29-11-no-answer",
        "Den andra kommunens tid att svara på en begäran om överflyttning",
        "den skriftliga begäran kom in till den andra kommunen",
        "29 kap. 11 § socialtjänstlagen (2025:400), 1–2 §§ lagen (1930:173)",
        Statutory(months(1)),
    )
    .note("Från och med dagen efter får ni ansöka hos IVO. Vänta till efter det andra datumet: det är inte klarlagt att lagen 1930:173 gäller."),
    rule(
        "SOF11-3-eviction-ack",
        "Bekräfta Kronofogdens underrättelse om avhysning",
        "underrättelsen kom in",
        "11 kap. 3 § socialtjänstförordningen (2025:468)",
        SameDay,
    )
    .note("Ange ansvarig handläggare i bekräftelsen. Skicka en kopia till den som avhysningen gäller."),
    rule(
        "SOL16-1-gallring",
        "Gallra personakten",
        "den sista anteckningen gjordes i akten",
        "16 kap. 1 § socialtjänstlagen (2025:400)",
        Retention(years(5)),
    ),
    rule(
        "SOL16-4-exempt",
        "Bevara personakten för forskningens behov",
        "personen föddes",
        "16 kap. 4 § socialtjänstlagen (2025:400), 13 kap. 1 § socialtjänstförordningen (2025:468)",
        ResearchSample,
    ),
    rule(
        "SOL16-4-not-exempt",
        "Gallra personakten för den som inte ingår i forskningsurvalet",
        "den sista anteckningen gjordes i akten",
        "16 kap. 1 och 4 §§ socialtjänstlagen (2025:400), 13 kap. 1 § socialtjänstförordningen (2025:468)",
        Retention(years(5)),
    ),
    rule(
        "SOL17-2-gallring-private",
        "Gallra personakten hos en privat utförare",
        "den sista anteckningen gjordes i akten",
        "17 kap. 2 § socialtjänstlagen (2025:400)",
        Retention(years(2)),
    ),
    rule(
        "SOL33-5-aterkrav",
        "Väck talan om återkrav av ekonomiskt bistånd",
        "kommunens kostnad uppkom",
        "33 kap. 5 § socialtjänstlagen (2025:400), 1–2 §§ lagen (1930:173)",
        Statutory(years(3)),
    )
    .work_to_first()
    .note(UNSETTLED),
    rule(
        "SOS-LVM-register",
        "Lämna föregående års uppgifter till Socialstyrelsens LVM-register",
        "rapporteringsåret tog slut",
        "Socialstyrelsens webbplats om registret",
        JanuaryAfter,
    )
    .note("Är dagen inte en arbetsdag, lämna uppgifterna arbetsdagen före: det är inte klarlagt att dagen flyttas."),
];
