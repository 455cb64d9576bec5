//! What follows a decision, as letters: simplified service, a dismissed appeal, the hand-over to the court, a correction.

use crate::Route;
use crate::appeal::{self, Appealed};
use crate::decision::{Court, Official};
use crate::{Block, Letter, Notice, Recipient, Sender, notice, prose};
use jiff::civil::Date;
use stadga_core::calendar::text::long_date;

/// What all of them say of the case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matter {
    /// Who sends it.
    pub sender: Sender,
    /// Who gets it: the party, or the court.
    pub recipient: Recipient,
    /// The day the letter is dated.
    pub date: Date,
    /// The case number.
    pub case_number: String,
    /// The officer's title below the letter.
    pub title: String,
}

impl Matter {
    fn notice(&self, subject: &str, text: String) -> Letter {
        notice(&Notice {
            sender: self.sender.clone(),
            recipient: self.recipient.clone(),
            date: self.date,
            case_number: self.case_number.clone(),
            subject: subject.to_owned(),
            text,
            contact: vec![("Ring".to_owned(), self.sender.phone.clone())],
            title: self.title.clone(),
        })
    }

    fn letter(&self, subject: &str, blocks: Vec<Block>) -> Letter {
        Letter {
            sender: self.sender.clone(),
            recipient: self.recipient.clone(),
            date: self.date,
            case_number: self.case_number.clone(),
            subject: subject.to_owned(),
            blocks,
        }
    }
}

/// That simplified service may be used in the case (delgivningslagen 25 §).
pub fn about_simplified_service(data: &Matter) -> Letter {
    data.notice(
        "Så kan vi skicka beslut till dig",
        String::from(
            "Vi kan komma att använda förenklad delgivning i ditt ärende. Det är ett sätt att skicka ett beslut så att \
             det räknas som att du har fått det, fast du inte skriver under något.\n\n\
             Så går det till:\n\
             - Först skickar vi beslutet till dig.\n\
             - Arbetsdagen efter skickar vi ett meddelande som säger att beslutet är skickat.\n\
             - Två veckor efter att beslutet skickades räknas det som att du har fått det.\n\n\
             Från den dagen räknas tiden att överklaga. Titta därför till din post. Ring oss om du byter adress, om \
             du ska vara borta länge eller om du har fått meddelandet men inte beslutet.",
        ),
    )
}

/// The message that simplified service demands the working day after (delgivningslagen 22 §). It does not say what
/// was decided.
pub fn control_message(data: &Matter, sent_on: Date) -> Letter {
    data.notice(
        "Vi har skickat ett beslut till dig",
        format!(
            "Den {} skickade vi ett beslut till dig. Det räknas som att du har fått det två veckor efter den dagen. \
             Sedan börjar tiden att överklaga, om beslutet går att överklaga.\n\n\
             Har beslutet inte kommit fram? Ring oss, så får du det igen.",
            long_date(sent_on)
        ),
    )
}

/// An appeal that came in too late, and how its time was counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Late {
    /// The day of the decision that was appealed.
    pub decided_on: Date,
    /// The day the person got it, with what shows that.
    pub served: Option<(Date, String)>,
    /// The last day to appeal.
    pub last_day: Option<Date>,
    /// The day the appeal came in.
    pub came_in: Date,
    /// What else the board says of why.
    pub reasons: Option<String>,
    /// Who decided.
    pub decided_by: Official,
    /// The court that tries an appeal of this.
    pub court: Court,
}

/// The decision not to try an appeal because it came in too late (FL 45 §), a decision of its own with its own route.
pub fn dismissal(data: &Matter, late: &Late) -> Letter {
    let paragraph = Block::Paragraph;
    let mut blocks = vec![
        paragraph(
            "Ditt överklagande kom in för sent. Vi skickar det därför inte vidare till domstolen. Du kan överklaga \
             det här beslutet. Sist i brevet står hur du gör."
                .to_owned(),
        ),
        Block::Facts(counted(late)),
        Block::Heading("Därför avvisar vi överklagandet".to_owned()),
        paragraph(
            "Ett överklagande ska ha kommit in inom tre veckor från den dag personen fick beslutet (44 § \
             förvaltningslagen). Kommer det senare ska det avvisas, om inte förseningen beror på att vi har lämnat fel \
             uppgift om hur man överklagar, eller det kom in till domstolen i tid (45 § förvaltningslagen)."
                .to_owned(),
        ),
    ];
    blocks.extend(late.reasons.iter().flat_map(|text| prose(text)));
    blocks.push(Block::Heading(format!("Beslutat den {}", long_date(data.date))));
    blocks.push(Block::Signature {
        name: late.decided_by.name.clone(),
        title: late.decided_by.title.clone(),
        note: None,
    });
    let Matter { sender, case_number, .. } = data;
    let appealed = Appealed { sender, court: &late.court, case_number, decided_on: data.date };
    blocks.extend(appeal::instructions(Route::Forvaltningsbesvar, &appealed));
    data.letter("Ditt överklagande kom in för sent", blocks)
}

fn counted(late: &Late) -> Vec<(String, String)> {
    let mut rows = vec![("Beslutet du överklagade", long_date(late.decided_on))];
    rows.extend(late.served.iter().map(|(on, how)| ("Du fick beslutet", format!("{}, {how}", long_date(*on)))));
    rows.extend(late.last_day.map(|day| ("Sista dag att överklaga", long_date(day))));
    rows.push(("Överklagandet kom in", long_date(late.came_in)));
    rows.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// An appeal that somebody at the authority has taken down from what the person said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenDown {
    /// The person who appeals, with the number where there is one.
    pub party: String,
    /// The day of the decision that is appealed, and what it was about.
    pub decision: (Date, String),
    /// What is wrong with it and what is wanted, in the person's words.
    pub words: String,
    /// Who took it down.
    pub taken_by: String,
}

/// The appeal as a document: it is made in writing (FL 43 §), so what was said is read out and signed. It is addressed to
/// the court and came in to the board on the day of the letter.
pub fn taken_down(data: &Matter, what: &TakenDown) -> Letter {
    let (decided_on, about) = &what.decision;
    let facts = vec![
        ("Klagande".to_owned(), what.party.clone()),
        ("Överklagat beslut".to_owned(), format!("{}: {about}", long_date(*decided_on))),
        ("Nedtecknat av".to_owned(), format!("{}, {}, {}", what.taken_by, data.sender.unit, long_date(data.date))),
    ];
    let mut blocks = vec![Block::Facts(facts), Block::Heading("Det här är fel, och det här vill jag".to_owned())];
    blocks.extend(prose(&what.words));
    blocks.push(Block::Heading("Underskrift".to_owned()));
    let signs = "Texten är uppläst för mig och säger det jag vill ha sagt.\n\nDag: ________________________\n\n\
                 Namn: ________________________________________________";
    blocks.extend(prose(signs));
    data.letter("Överklagande", blocks)
}

/// What goes to the court with an appeal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedOver {
    /// The person who is the party, with the number where there is one.
    pub party: String,
    /// The day of the decision that was appealed, and what it was about.
    pub decision: (Date, String),
    /// The later decision that changes it, when there is one: the appeal covers it too.
    pub changed_by: Option<Date>,
    /// The day the appeal came in, and whether in time.
    pub appeal: (Date, String),
    /// The documents: the day, and what each is.
    pub documents: Vec<(Date, String)>,
}

/// The letter that hands an appeal over to the court (FL 46 §), with a list of what goes along.
pub fn hand_over(data: &Matter, what: &HandedOver) -> Letter {
    let (decided_on, about) = &what.decision;
    let (came_in, tested) = &what.appeal;
    let mut facts = vec![
        ("Klagande".to_owned(), what.party.clone()),
        ("Överklagat beslut".to_owned(), format!("{}: {about}", long_date(*decided_on))),
        ("Överklagandet kom in".to_owned(), format!("{}. {tested}.", long_date(*came_in))),
    ];
    facts.extend(what.changed_by.map(|on| ("Beslutet har ändrats".to_owned(), long_date(on))));
    let changed = what.changed_by.map(|_| {
        Block::Paragraph(
            "Nämnden har ändrat beslutet. Överklagandet omfattar även det nya beslutet (46 § förvaltningslagen), som \
             följer med."
                .to_owned(),
        )
    });
    let rows = what.documents.iter().map(|(on, what)| vec![on.to_string(), what.clone()]).collect();
    let blocks = [
        Some(Block::Paragraph(
            "Vi lämnar över ett överklagande och handlingarna i ärendet (46 § förvaltningslagen).".to_owned(),
        )),
        Some(Block::Facts(facts)),
        changed,
        Some(Block::Heading("Handlingar".to_owned())),
        Some(Block::Table { header: vec!["Dag".to_owned(), "Handling".to_owned()], rows }),
        Some(Block::Signature { name: data.sender.officer.clone(), title: data.title.clone(), note: None }),
    ];
    data.letter("Överlämnande av överklagande", blocks.into_iter().flatten().collect())
}

/// That an obvious clerical error in a decision was put right (FL 36 §).
pub fn correction(data: &Matter, decided_on: Date, what: &str, why: &str) -> Letter {
    data.notice(
        "Vi har rättat ett skrivfel i ditt beslut",
        format!(
            "I beslutet den {} stod det fel på ett ställe. Så här är det rättat:\n\n{what}\n\n\
             Därför kan vi rätta det: {why} (36 § förvaltningslagen)\n\n\
             Beslutet är i övrigt detsamma.",
            long_date(decided_on)
        ),
    )
}
