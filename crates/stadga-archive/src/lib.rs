//! A person's file as an archive takes it over: a package by E-ARK's CSIP and SIP 2.1.0, which is what Riksarkivet's
//! FGS Paketstruktur 2.0 asks for, in one tar file that can be sealed to its receiver (age). A leaf: no database, no clock.
//!
//! Read on in this order: [`Package`] is what goes in, `mets` is the list of it all, `premis` what has been done with the
//! files, `describe` who it is about. The same package is the same bytes: what an archive says it has received can be
//! held against what is here.

mod describe;
mod mets;
mod premis;
mod xml;

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use std::io::Write;

/// The folder of what is preserved.
const CONTENT: &str = "representations/rep1/data";
/// What explains it.
const GUIDE: (&str, &str) = ("documentation/las-mig.txt", include_str!("../schemas/las-mig.txt"));
/// The schemas of what is described by a form of our own.
const SCHEMAS: [(&str, &str); 2] = [
    ("schemas/beskrivning.xsd", include_str!("../schemas/beskrivning.xsd")),
    ("schemas/dc.xsd", include_str!("../schemas/dc.xsd")),
];
/// Read by whoever unpacks it, and by nobody else on the machine.
const MODE: u32 = 0o600;

/// What an archive receives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// The name of the package and of its folder: letters, digits and hyphens, and nothing about anybody.
    pub id: String,
    /// When it was made.
    pub made: Timestamp,
    /// The version of the program.
    pub version: String,
    /// Whose archive it comes from: the board.
    pub board: String,
    /// The municipality that hands it over.
    pub municipality: String,
    /// Who receives it.
    pub receiver: String,
    /// The agreement it is handed over by, when there is one.
    pub agreement: Option<String>,
    /// Who it is about.
    pub about: About,
    /// What is preserved.
    pub files: Vec<File>,
}

/// What a file is found by in an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// The name, when it is known.
    pub name: Option<String>,
    /// The personal number or what stands for it.
    pub number: Option<String>,
    /// The person is protected.
    pub protected: bool,
    /// The numbers of the cases.
    pub cases: Vec<String>,
    /// The first and the last day, ISO 8601.
    pub days: (String, String),
    /// Why it is preserved.
    pub why: Vec<String>,
}

/// A file that is preserved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name in the package: lower-case letters, digits, hyphens and one dot, and nothing about anybody.
    pub name: String,
    /// Its media type.
    pub media: &'static str,
    /// When it was made or came in.
    pub made: Timestamp,
    /// What is in it.
    pub content: Vec<u8>,
}

/// A file at its place in the package, with what METS says of it.
struct Placed {
    path: String,
    media: &'static str,
    made: String,
    size: usize,
    sum: String,
}

impl Placed {
    fn new(path: &str, media: &'static str, made: Timestamp, content: &[u8]) -> Self {
        Self { path: path.to_owned(), media, made: instant(made), size: content.len(), sum: sum(content) }
    }
}

/// The package as one tar file: a folder with everything in it, `METS.xml` first.
///
/// # Errors
/// When two files bear one name, or one of them a name that does not belong in a package.
pub fn tar(package: &Package) -> Result<Vec<u8>, String> {
    let mut names: Vec<&str> = package.files.iter().map(|file| file.name.as_str()).collect();
    names.sort_unstable();
    let plain = |name: &str| name.bytes().all(|sign| sign.is_ascii_alphanumeric() || sign == b'-' || sign == b'.');
    if let Some(wrong) = names.iter().chain([&package.id.as_str()]).find(|name| name.is_empty() || !plain(name)) {
        return Err(format!("a package cannot hold a file called {wrong:?}"));
    }
    if names.windows(2).any(|two| two[0] == two[1]) {
        return Err(String::from("two files of a package bear one name"));
    }
    let path = |file: &File| format!("{CONTENT}/{}", file.name);
    let content: Vec<Placed> =
        package.files.iter().map(|file| Placed::new(&path(file), file.media, file.made, &file.content)).collect();
    let described = describe::describe(package);
    let preserved = premis::premis(package, &content);
    let parts = mets::Parts {
        described: Placed::new("metadata/descriptive/dc.xml", "text/xml", package.made, described.as_bytes()),
        preserved: Placed::new("metadata/preservation/premis.xml", "text/xml", package.made, preserved.as_bytes()),
        guide: Placed::new(GUIDE.0, "text/plain", package.made, GUIDE.1.as_bytes()),
        schemas: SCHEMAS.map(|(path, text)| Placed::new(path, "text/xml", package.made, text.as_bytes())),
        content,
    };
    let list = mets::mets(package, &parts);
    let mut out = tar::Builder::new(Vec::new());
    let mut put = |path: &str, bytes: &[u8]| {
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        header.set_mode(MODE);
        header.set_mtime(u64::try_from(package.made.as_second()).unwrap_or_default());
        out.append_data(&mut header, format!("{}/{path}", package.id), bytes)
    };
    put("METS.xml", list.as_bytes())
        .and_then(|()| put(&parts.described.path, described.as_bytes()))
        .and_then(|()| put(&parts.preserved.path, preserved.as_bytes()))
        .and_then(|()| put(GUIDE.0, GUIDE.1.as_bytes()))
        .and_then(|()| SCHEMAS.iter().try_for_each(|(path, text)| put(path, text.as_bytes())))
        .and_then(|()| package.files.iter().try_for_each(|file| put(&path(file), &file.content)))
        .and_then(|()| out.into_inner())
        .map_err(|why| why.to_string())
}

/// Whether a text is a key that a package can be sealed to: `age1...`.
pub fn is_receiver(text: &str) -> bool {
    text.trim().parse::<age::x25519::Recipient>().is_ok()
}

/// Seals a package, so that whoever has the private key to this public one opens it and nobody else.
///
/// # Errors
/// When the key is none, or the sealing fails.
pub fn seal(content: &[u8], receiver: &str) -> Result<Vec<u8>, String> {
    let key: age::x25519::Recipient = receiver.trim().parse().map_err(|why: &str| why.to_owned())?;
    let sealing =
        age::Encryptor::with_recipients(std::iter::once(&key as &dyn age::Recipient)).map_err(|why| why.to_string())?;
    let mut out = sealing.wrap_output(Vec::new()).map_err(|why| why.to_string())?;
    out.write_all(content).and_then(|()| out.finish()).map_err(|why| why.to_string())
}

/// SHA-256 of some bytes: 64 lower-case hexadecimal digits.
pub fn sum(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A moment as XML Schema writes it, to the second.
fn instant(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
