//! Sentences that fit many cases: notes, assessments, reasons. Written as a colleague would like to read them.

/// The caseworker's notes during the investigation: heading and text.
pub const CALLS: &[(&str, &str)] = &[
    ("Telefonsamtal", "Berättar om sin vardag och vill gärna komma igång. Bokar ett första besök."),
    ("Besök", "Träffades på kontoret. Gick igenom vad en utredning är och vad som händer härnäst."),
    ("Telefonsamtal", "Ringer och frågar hur lång tid det tar. Får besked om nästa steg och vilken dag."),
    ("Besök", "Andra besöket. Pratade om vad som har fungerat förut och vad som inte har gjort det."),
    ("Telefonsamtal", "Kunde inte komma på grund av arbetet. Ny tid nästa vecka."),
    ("Samverkan", "Samtal med vårdcentralen efter samtycke. De följer upp medicinen."),
];

/// What the person said of taking part.
pub const PART: &[&str] = &[
    "Har varit med på tre samtal och säger själv vad som skulle hjälpa.",
    "Har läst utkastet och ändrat två saker. Vill helst ha tider på eftermiddagen.",
    "Har tackat nej till att ha med anhöriga. Föreslår själv insatsen.",
];

/// Why the need cannot be met in another way.
pub const ASSESSED: &[&str] = &[
    "Behovet kan inte tillgodoses på annat sätt. Insatsen motsvarar det som ansökan gäller.",
    "Har försökt på egen hand och med vårdcentralens hjälp. Det har inte räckt. Insatsen ger skäliga levnadsförhållanden.",
    "Anhöriga stöttar men kan inte ersätta behandling. Insatsen är lagom för behovet.",
];

/// Why a refusal.
pub const REFUSED: &[&str] = &[
    "Behovet tillgodoses redan genom vården på beroendemottagningen, som personen är nöjd med. Därför saknas rätt till \
     insatsen enligt 11 kap. 1 § socialtjänstlagen.",
    "Det som söks kan ordnas utan insats: föreningen erbjuder samma stöd utan kostnad, och personen har redan en plats.",
];

/// Why an application was struck out.
pub const STRUCK: &str = "Ansökan är återkallad. Personen har hittat en annan lösning och är välkommen tillbaka.";

/// What came in as comments.
pub const REPLIES: &[&str] = &[
    "Har läst och håller med.",
    "Vill att det står att arbetet fungerar bra. I övrigt stämmer det.",
    "Tycker att det är rätt beskrivet men önskar tätare samtal i början.",
];

/// What else the provider needs to know.
pub const HANDED: &[&str] = &[
    "Passar bäst med tider på eftermiddagen.",
    "Vill bli kontaktad med sms först.",
    "Arbetar skift. Ring gärna före lunch.",
    "Vill helst träffas första gången på kontoret.",
];

/// What was said at the first meeting.
pub const MET: &[&str] = &[
    "Gick igenom vad insatsen innebär och vad personen vill ha ut av den.",
    "Alla fick säga vad de tänker sig. Bestämde tider för de närmaste veckorna.",
];

/// A note that the caseworker needs to know of.
pub const TELL: &[&str] = &[
    "Uteblev från två samtal men ringde i dag. Säger att bostaden är osäker.",
    "Vill ha tätare samtal än det som står i beslutet.",
    "Har fått ett arbete och undrar om tiderna kan ändras.",
];

/// What the caseworker makes of it.
pub const WEIGHED: &[&str] = &[
    "Talat med personen. Behoven är desamma; tiderna ändras inom beslutet.",
    "Talat med behandlaren och personen. Följer upp vid nästa möte.",
];

/// The person's own view at a follow-up.
pub const VIEW: &[&str] = &[
    "Tycker att det går framåt, med några svåra dagar.",
    "Är nöjd med samtalen. Vill ha mer stöd på helgerna.",
    "Säger att det har vänt. Sover bättre och har ringt sin syster.",
    "Tycker att det går för långsamt men vill fortsätta.",
];

/// How it goes with the goals.
pub const GOING: &[&str] = &[
    "Första målet nås de flesta veckor. Det andra har inte börjat.",
    "Målet nås delvis.",
    "Målet är inte nått än. Personen vill fortsätta mot det.",
];

/// At the end.
pub const LAST: &[&str] = &[
    "Gick igenom vägen hit och vart man vänder sig om det blir svårt.",
    "Personen sammanfattade själv vad som har hjälpt. Pratade om vad som är bra att hålla i.",
];

/// Why an order went back.
pub const RETURNED: &[&str] = &[
    "Gruppen är full till och med nästa månad. Vi kan inte börja inom rimlig tid.",
    "Personen behöver stöd på kvällar, och det har vi inte just nu.",
];

/// What is reported, and what kind of report it is.
pub const REPORTS: &[(&str, &str)] = &[
    ("oro", "En granne är orolig. Har inte sett personen på en vecka och hör musik om nätterna."),
    ("vard", "Akutmottagningen har träffat personen och undrar om socialtjänsten kan ta kontakt."),
    ("polis", "Polisen körde hem personen i natt. Ingen är misstänkt för något."),
];

/// Why a report leads to no investigation.
pub const NOTHING_ASKED: &str =
    "Talat med personen, som mår efter omständigheterna bra och inte vill ha stöd. Har fått veta vart man ringer.";

/// What people write who appeal.
pub const APPEALS: &[&str] = &[
    "Jag behöver mer hjälp än den jag får och vill att domstolen prövar det.",
    "Utredningen stämmer inte med hur jag har det. Jag vill ha det jag sökte.",
    "Jag klarar det inte på egen hand. Det har jag försökt i flera år.",
];
