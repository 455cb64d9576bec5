//! The door, the first time, one's own account, and the members.

use stadga_web::view::*;

use super::Page;
use super::sample::*;

pub fn pages() -> Vec<Page> {
    vec![
        ("logga-in", html(&door(""))),
        ("logga-in-kommun", html(&LoggaInPage { provider: Some(there()), spare: true, ..door("") })),
        ("passnycklar", html(&passkeys())),
        ("okand", html(&unknown())),
        ("utloggad", html(&UtloggadPage { shell: outside("Du är utloggad"), there: Some(there()) })),
        ("koppla", html(&linking())),
        ("logga-in-fel", html(&door("Namnet, lösenordet eller koden stämmer inte."))),
        ("borja", html(&first_time())),
        ("reservkoder", html(&spare())),
        ("konto", html(&account())),
        ("prenumeration", html(&calendar())),
        ("anvandare", html(&members())),
        ("startkod", html(&start_code())),
    ]
}

fn outside(title: &str) -> Shell {
    Shell { user: None, nav: vec![], bottom: vec![], unit: s(""), ..shell(title, "") }
}

fn field(name: &str, label: &str, what: &str, seen: bool) -> SecretField {
    SecretField { name: s(name), label: s(label), what: s(what), seen, ..SecretField::default() }
}

fn door(error: &str) -> LoggaInPage {
    LoggaInPage {
        shell: outside("Logga in"),
        error: s(error),
        passkey: None,
        provider: None,
        spare: false,
        hidden: vec![Hidden::new("fortsatt", "0a")],
        fields: vec![
            field("namn", "Inloggningsnamn", "username", true),
            SecretField {
                hint: s("Första gången: startkoden du har fått."),
                ..field("losenord", "Lösenord", "current-password", false)
            },
            field("kod", "Kod från din app", "one-time-code", true),
        ],
    }
}

fn there() -> Link {
    Link::new("Logga in med Ekvallas inloggning", "/logga-in/kommun")
}

fn passkeys() -> PassnycklarPage {
    let row = |id: &str, name: &str, line: &str| PasskeyRow { id: s(id), name: s(name), line: s(line) };
    PassnycklarPage {
        shell: shell("Passnycklar", ""),
        errors: vec![],
        rows: vec![
            row("0a", "Jobbtelefonen", "Gjord 2026-10-05. Använd 2026-11-25."),
            row(
                "0b",
                "Datorn",
                "Avstängd: den finns i två exemplar. Ta bort den och säg till den som sköter systemet.",
            ),
        ],
        form: PasskeyForm {
            what: s("skapa"),
            action: s("/konto/passnycklar"),
            asked: s("{}"),
            hidden: vec![Hidden::new("biljett", "0a"), Hidden::new("svar", "")],
            fields: vec![
                field("nyckelnamn", "Vad den ska heta", "off", true),
                field("nu-nyckel", "Ditt lösenord", "current-password", false),
            ],
        },
    }
}

fn unknown() -> OkandPage {
    let id = s("6f9619ff-8b86-d011-b42d-00cf4fc964ff");
    OkandPage { shell: outside("Du har inget konto i Stadga"), provider: s("Ekvallas inloggning"), id }
}

fn linking() -> KopplaPage {
    KopplaPage {
        shell: shell("Koppla inloggning", "/anvandare"),
        whose: s("Sara Lindqvist"),
        provider: s("Ekvallas inloggning"),
        action: s("/anvandare/0000000000000001/koppla"),
        errors: vec![FormError::new("id", "Id:t hör redan till någon annans konto")],
        fields: vec![SecretField {
            error: s("Id:t hör redan till någon annans konto"),
            ..field("id", "Id hos Ekvallas inloggning", "off", true)
        }],
    }
}

fn first_time() -> BorjaPage {
    BorjaPage {
        shell: outside("Kom igång"),
        name: s("sara.lindqvist"),
        picture: QrCode { side: 29, path: s("M4 4h1v1h-1zM6 4h1v1h-1z") },
        secret: s("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"),
        hidden: vec![Hidden::new("biljett", "0a")],
        errors: vec![FormError::new("igen", "Skriv samma lösenord en gång till")],
        fields: vec![
            field("nytt", "Nytt lösenord", "new-password", false),
            SecretField {
                error: s("Skriv samma lösenord en gång till"),
                ..field("igen", "Samma lösenord igen", "new-password", false)
            },
            field("kod", "Koden som appen visar", "one-time-code", true),
        ],
    }
}

fn spare() -> ReservkoderPage {
    let codes = ["abcd-efgh-ijkm", "npqr-stuv-wxyz", "2345-6789-abcd"].map(s).to_vec();
    ReservkoderPage { shell: outside("Reservkoder"), codes, next: s("/min-dag") }
}

fn account() -> KontoPage {
    KontoPage {
        shell: shell("Ditt konto", ""),
        name: s("Sara Lindqvist"),
        lines: vec![s("Ditt inloggningsnamn är sara.lindqvist."), s("Du är inloggad bara här.")],
        buttons: vec![
            Button::post("Logga ut", "/byt", vec![]).filled(),
            Button::post("Logga ut överallt", "/konto/ut", vec![]),
        ],
        posts: vec![
            PostChoice { label: s("Socialsekreterare, Vuxenenheten"), button: None },
            PostChoice {
                label: s("Mottagningssekreterare, Mottagningen"),
                button: Some(Button::post("Byt hit", "/konto/post", vec![Hidden::new("post", "a")])),
            },
        ],
        errors: vec![],
        password: vec![
            field("nu", "Nuvarande lösenord", "current-password", false),
            field("nytt", "Nytt lösenord", "new-password", false),
            field("igen", "Samma lösenord igen", "new-password", false),
        ],
        spare: vec![field("nu-reserv", "Ditt lösenord", "current-password", false)],
        mail: Some(MailForm { address: field("epost", "E-postadress", "email", true), morning: true, calendar: true }),
        calendar: Some(vec![
            Button::post("Visa en ny adress", "/konto/kalender", vec![]),
            Button::post("Sluta visa", "/konto/kalender/sluta", vec![]),
        ]),
    }
}

fn calendar() -> PrenumerationPage {
    let address = s("https://stadga.example/kalender/0123456789abcdef-abcdefghijkmnpqrstuvwxyz2345.ics");
    PrenumerationPage { shell: shell("Din kalender i ett annat program", ""), address }
}

fn members() -> AnvandarePage {
    let row = |name: &str, posts: &[&str], state: &str, login: &str, field: &str| MemberRow {
        name: s(name),
        posts: posts.iter().map(|post| Link::new(*post, "/anvandare/roll.avsluta")).collect(),
        state: s(state),
        login: s(login),
        issue: if posts.is_empty() { s("") } else { s("/anvandare/1/inloggning") },
        field: s(field),
        buttons: if login.is_empty() { vec![] } else { vec![Button::post("Stäng", "/anvandare/1/stang", vec![])] },
    };
    AnvandarePage {
        shell: shell("Användare", "Användare"),
        alarm: s("Vid räkningen 2026-11-26 fanns 3 händelser färre än förut, i 2 akter."),
        buttons: vec![],
        errors: vec![],
        rows: vec![
            row("Jonas Hedlund", &["Socialsekreterare, Vuxenenheten"], "Ingen inloggning", "", "namn-1"),
            row("Sara Lindqvist", &["Socialsekreterare, Vuxenenheten"], "Öppen", "sara.lindqvist", ""),
            row("Kim Alm", &[], "Stängd", "kim.alm", ""),
        ],
        troubles: vec![s("Säkerhetskopian misslyckades")],
        jobs: vec![JobLine {
            label: s("Säkerhetskopian"),
            last: s("2026-11-26 03.00, 13 sekunder"),
            how: s("Misslyckades. Disken är full."),
            next: s("2026-11-26 04.00"),
        }],
        messages: vec![(s("Säkerhetskopian, 2026-11-26 03.00"), s("Försöker igen 2026-11-26 03.20."))],
    }
}

fn start_code() -> StartCodePage {
    StartCodePage {
        shell: shell("Startkod", "Användare"),
        whose: s("Jonas Hedlund"),
        login: s("jonas.hedlund"),
        code: s("abcd-efgh-ijkm-npqr-stuv"),
        until: s("2026-12-03"),
    }
}
