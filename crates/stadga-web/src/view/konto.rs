//! Getting in and one's own account.

use askama::Template;
use askama::filters::HtmlSafe;

use super::{Button, FormError, Hidden, Link, Shell};

/// A field for what is not shown, or for what a password manager fills in.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "delar/hemligt-falt.html")]
pub struct SecretField {
    /// Name and id.
    pub name: String,
    /// The words above it.
    pub label: String,
    /// Help beneath; empty for none.
    pub hint: String,
    /// What it is, as browsers know it: `current-password`.
    pub what: String,
    /// Whether what is typed is seen.
    pub seen: bool,
    /// What stands in it; only for what is seen.
    pub value: String,
    /// What is wrong; empty for nothing.
    pub error: String,
}

impl HtmlSafe for SecretField {}

/// The door.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/logga-in.html")]
pub struct LoggaInPage {
    /// The frame, without a user.
    pub shell: Shell,
    /// Why one is still outside; empty the first time.
    pub error: String,
    /// In by a passkey; none where there are none.
    pub passkey: Option<PasskeyForm>,
    /// In by the municipality's own provider; none where there is none.
    pub provider: Option<Link>,
    /// Whether a password is only for the day the provider is gone.
    pub spare: bool,
    /// Hidden values.
    pub hidden: Vec<Hidden>,
    /// Name, password and code.
    pub fields: Vec<SecretField>,
}

/// A form that the browser answers with a passkey.
#[derive(Debug, Clone, Default)]
pub struct PasskeyForm {
    /// What the browser is to do: `skapa` or `visa`.
    pub what: String,
    /// Where the form goes.
    pub action: String,
    /// What the browser is asked, as JSON.
    pub asked: String,
    /// Hidden values, the one with the answer among them.
    pub hidden: Vec<Hidden>,
    /// What is asked for besides.
    pub fields: Vec<SecretField>,
}

/// A passkey of one's own.
#[derive(Debug, Clone, Default)]
pub struct PasskeyRow {
    /// What it is found by.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// When it was made and used, or that it is stopped.
    pub line: String,
}

/// One's own passkeys.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/passnycklar.html")]
pub struct PassnycklarPage {
    /// The frame.
    pub shell: Shell,
    /// What is to be mended.
    pub errors: Vec<FormError>,
    /// Those there are.
    pub rows: Vec<PasskeyRow>,
    /// Another one.
    pub form: PasskeyForm,
}

/// Somebody the provider knows, and Stadga does not.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/okand.html")]
pub struct OkandPage {
    /// The frame, without a user.
    pub shell: Shell,
    /// What the provider is called.
    pub provider: String,
    /// Who they are there: their own, shown to nobody else.
    pub id: String,
}

/// Out.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/utloggad.html")]
pub struct UtloggadPage {
    /// The frame, without a user.
    pub shell: Shell,
    /// Out with the provider too; none where it has no such place.
    pub there: Option<Link>,
}

/// A picture that a telephone reads.
#[derive(Debug, Clone, Default)]
pub struct QrCode {
    /// How many modules to a side, the white border included.
    pub side: i32,
    /// The dark modules as a drawing.
    pub path: String,
}

/// The first time: a device and a password.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/borja.html")]
pub struct BorjaPage {
    /// The frame, without a user.
    pub shell: Shell,
    /// The log-in name.
    pub name: String,
    /// The picture.
    pub picture: QrCode,
    /// The same secret to be typed.
    pub secret: String,
    /// Hidden values.
    pub hidden: Vec<Hidden>,
    /// What is to be mended.
    pub errors: Vec<FormError>,
    /// Password, again, code.
    pub fields: Vec<SecretField>,
}

/// Codes to keep, shown once.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/reservkoder.html")]
pub struct ReservkoderPage {
    /// The frame.
    pub shell: Shell,
    /// The codes.
    pub codes: Vec<String>,
    /// Where to go on.
    pub next: String,
}

/// A post one may work in.
#[derive(Debug, Clone, Default)]
pub struct PostChoice {
    /// In words.
    pub label: String,
    /// Chooses it; none when it is the one now.
    pub button: Option<Button>,
}

/// What one is mailed.
#[derive(Debug, Clone, Default)]
pub struct MailForm {
    /// The address.
    pub address: SecretField,
    /// Whether the morning's mail is wanted.
    pub morning: bool,
    /// Whether one's booked meetings are wanted in one's calendar.
    pub calendar: bool,
}

/// One's own account.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/konto.html")]
pub struct KontoPage {
    /// The frame.
    pub shell: Shell,
    /// The user's name.
    pub name: String,
    /// What there is to say of the account, one sentence each.
    pub lines: Vec<String>,
    /// Out, and out everywhere.
    pub buttons: Vec<Button>,
    /// The posts, when there are several.
    pub posts: Vec<PostChoice>,
    /// What is to be mended.
    pub errors: Vec<FormError>,
    /// Fields for another password; none without an account.
    pub password: Vec<SecretField>,
    /// The field for new spare codes; none without an account.
    pub spare: Vec<SecretField>,
    /// Where one is mailed, and what; none where no mail is sent.
    pub mail: Option<MailForm>,
    /// What one may do about showing the calendar in another program; none without an account.
    pub calendar: Option<Vec<Button>>,
}

/// The address of one's calendar for another program, shown once.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/prenumeration.html")]
pub struct PrenumerationPage {
    /// The frame.
    pub shell: Shell,
    /// The address.
    pub address: String,
}
