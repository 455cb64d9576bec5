//! What is mailed to those who work here: how much waits in the morning, when they have meetings, and that an account
//! was locked. Numbers, days and hours alone: nobody's name, no case and nothing of what it is about.

use super::door;
use super::invitations::{CALENDAR, Invited};
use crate::{App, AppError};
use jiff::civil::Date;
use jiff::{SignedDuration, ToSpan};
use stadga_core::calendar::is_working_day;
use stadga_core::{Ctx, Id};
use stadga_store::{AuditKind, Outgoing};

/// What a message of the morning is about, in the outbox.
const MORNING: &str = "morgon";
/// What a message of a locked account is about, in the outbox.
const LOCKED: &str = "last";
/// How far back a lock is still told of.
const TOLD: SignedDuration = SignedDuration::from_hours(24);
/// The longest address there is (RFC 5321, 4.5.3.1.3).
const LONGEST: usize = 254;

/// What somebody has chosen to be told, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnNotices {
    /// The address; empty for none.
    pub address: String,
    /// Whether they are told in the morning what waits.
    pub morning: bool,
    /// Whether their booked meetings are sent to their calendar.
    pub calendar: bool,
}

/// A message to somebody who works here, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeText {
    /// The address.
    pub to: String,
    /// What it is about.
    pub subject: &'static str,
    /// What it says.
    pub text: String,
    /// What it is to a calendar, where it is of a meeting.
    pub calendar: Option<Invited>,
}

/// What a message to somebody who works here is called; none for any other.
pub fn notice_label(about: &str) -> Option<&'static str> {
    match about {
        MORNING => Some("Morgonens mejl till en användare"),
        LOCKED => Some("Mejl om ett låst konto"),
        CALENDAR => Some("Kalenderinbjudan till en användare"),
        _ => None,
    }
}

impl App {
    /// What one has chosen to be told; none where one has come in without an account.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn own_notices(&self, ctx: &Ctx) -> Result<Option<OwnNotices>, AppError> {
        let Some(account) = self.store().account(ctx.actor.user)? else { return Ok(None) };
        let door = door(&account)?;
        let (morning, calendar) = (door.morning, door.invited);
        Ok(Some(OwnNotices { address: door.mail.unwrap_or_default(), morning, calendar }))
    }

    /// Chooses what to be told and where, or says what is to be mended, by field. Where `domains` are given an address has
    /// to end in one of them.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn choose_notices(
        &self,
        ctx: &Ctx,
        chosen: &OwnNotices,
        domains: &[String],
    ) -> Result<Vec<(&'static str, String)>, AppError> {
        let Some(account) = self.store().account(ctx.actor.user)? else { return Err(AppError::NotFound) };
        let address = chosen.address.trim();
        if let Some(fault) = fault(address, chosen.morning || chosen.calendar, domains) {
            return Ok(vec![("epost", fault)]);
        }
        let mut door = door(&account)?;
        door.mail = (!address.is_empty()).then(|| address.to_owned());
        (door.morning, door.invited) = (chosen.morning, chosen.calendar);
        self.keep_door(&account, &door)?;
        self.account_audited(Some(ctx), ctx.actor.user, "inloggning.mejl", AuditKind::Command)?;
        Ok(Vec::new())
    }

    /// Writes to everybody who has asked for it and for whom something waits on a working day; says to how many. Written
    /// once for each day, however often it is asked.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn write_mornings(&self, day: Date) -> Result<usize, AppError> {
        // A morning that was missed is told of no more.
        if day != self.local().date() || !is_working_day(day) {
            return Ok(0);
        }
        let mut written = 0;
        for account in self.store().accounts()? {
            let door = door(&account)?;
            if door.closed || !door.morning || door.mail.is_none() || self.waits_for(account.user)?.is_none() {
                continue;
            }
            self.store().message_to(account.user, &format!("{MORNING}-{}-{day}", account.user), MORNING)?;
            written += 1;
        }
        Ok(written)
    }

    /// Writes to everybody whose account has been locked since yesterday, once for each time.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn write_locks(&self) -> Result<(), AppError> {
        let since = self.now() - TOLD;
        for account in self.store().locked_accounts(since)? {
            let (Some(at), door) = (account.locked_at, door(&account)?) else { continue };
            if !door.closed && door.mail.is_some() {
                let message = format!("{LOCKED}-{}-{}", account.user, at.as_second());
                self.store().message_to(account.user, &message, LOCKED)?;
            }
        }
        Ok(())
    }

    /// What a message says to whom it is for; none when it has nothing to say any more.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn notice_text(&self, user: Id, taken: &Outgoing) -> Result<Option<NoticeText>, AppError> {
        let Some(account) = self.store().account(user)? else { return Ok(None) };
        let door = door(&account)?;
        let Some(to) = door.mail.filter(|_| !door.closed) else { return Ok(None) };
        let said = match taken.about.as_str() {
            MORNING => self.waits_for(user)?.map(|words| ("Din dag i Stadga", words, None)),
            LOCKED => Some((
                "Ditt konto har varit låst",
                String::from(
                    "Någon har skrivit fel lösenord eller kod många gånger, så ditt konto låstes en stund. Var det inte \
                     du? Byt lösenord och säg till din chef.",
                ),
                None,
            )),
            CALENDAR if door.invited => self.invitation_text(user, &to, &taken.message)?,
            _ => None,
        };
        Ok(said.map(|(subject, text, calendar)| NoticeText { to, subject, text, calendar }))
    }

    /// The surroundings of a user whom the program asks for by itself; none when they hold no post.
    pub(super) fn at_work(&self, user: Id) -> Result<Option<Ctx>, AppError> {
        match self.ctx(user) {
            Ok(ctx) => Ok(Some(ctx)),
            Err(AppError::NotFound) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// What waits for somebody today, in numbers; none when nothing does, or when they hold no post.
    fn waits_for(&self, user: Id) -> Result<Option<String>, AppError> {
        let Some(ctx) = self.at_work(user)? else { return Ok(None) };
        let today = ctx.today;
        let due = self.due_days(&ctx, today.saturating_sub(10.years()), today)?;
        let count = |wanted: &dyn Fn(Date) -> bool| -> u32 {
            due.iter().filter(|(day, _)| wanted(*day)).map(|(_, many)| *many).sum()
        };
        let (late, now) = (count(&|day| day < today), count(&|day| day == today));
        let meetings = self.meetings(&ctx, today, today)?.len();
        let lines = [
            (now as usize, "uppgift ska vara klar i dag.", "uppgifter ska vara klara i dag."),
            (late as usize, "uppgift är sen.", "uppgifter är sena."),
            (meetings, "möte är bokat i dag.", "möten är bokade i dag."),
        ];
        let lines = lines.iter().filter(|(many, ..)| *many > 0);
        let lines: Vec<String> =
            lines.map(|(many, one, more)| format!("{many} {}", if *many == 1 { one } else { more })).collect();
        Ok((!lines.is_empty()).then(|| format!("{}\n\nLogga in och öppna Min dag.", lines.join("\n"))))
    }
}

/// What is wrong with an address that something is wanted to, if anything.
fn fault(address: &str, wanted: bool, domains: &[String]) -> Option<String> {
    if address.is_empty() {
        return wanted.then(|| String::from("Skriv adressen som mejlet ska gå till."));
    }
    let odd = |letter: char| letter.is_whitespace() || letter.is_control() || "<>(),;:\"\\[]".contains(letter);
    let domain = address.rsplit_once('@').filter(|(name, domain)| {
        !name.is_empty()
            && !name.contains('@')
            && domain.contains('.')
            && domain.split('.').all(|part| !part.is_empty())
    });
    let Some((_, domain)) = domain.filter(|_| address.len() <= LONGEST && !address.contains(odd)) else {
        return Some(String::from("Det ser inte ut som en e-postadress. Skriv den som namn@kommunen.se."));
    };
    let ours = domains.is_empty() || domains.iter().any(|known| known.eq_ignore_ascii_case(domain));
    (!ours).then(|| format!("Använd en adress hos kommunen. Den slutar på {}.", domains.join(" eller ")))
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn an_address_is_one_that_can_be_sent_to_and_is_the_municipality_s_where_that_is_asked() {
        let ours = [String::from("ekvalla.se")];
        for good in ["", "sara@ekvalla.se", "s.l@EKVALLA.se"] {
            assert_eq!(fault(good, false, &ours), None, "{good}");
        }
        assert_eq!(fault("sara@annan.example", true, &[]), None);
        assert!(fault("", true, &[]).is_some());
        for bad in [
            "sara",
            "@ekvalla.se",
            "a@b",
            "a@b@ekvalla.se",
            "a b@ekvalla.se",
            "a@ekvalla.se\r\nBcc: x@y.se",
            "<a@ekvalla.se>",
            "a@.se",
        ] {
            assert!(fault(bad, false, &ours).is_some_and(|words| words.contains("ser inte ut")), "{bad}");
        }
        assert!(fault("sara@annan.example", false, &ours).is_some_and(|words| words.contains("ekvalla.se")));
    }
}
