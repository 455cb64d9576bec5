//! `METS.xml`: what is in the package, where, and the sum of each file (METS 1.12, by the profile of E-ARK SIP 2.1.0).
//!
//! It stands outermost and names nobody.

use crate::xml::{Element, element};
use crate::{Package, Placed, instant};

const PROFILE: &str = "https://earksip.dilcis.eu/profile/E-ARK-SIP.xml";
const LOCATION: &str = "http://www.loc.gov/METS/ http://www.loc.gov/standards/mets/mets.xsd";
/// What the content is by E-ARK's list, which has no word for a person's file in social services.
const KIND: &str = "Personakt";

/// The files of the package, by what they are for.
pub struct Parts {
    pub described: Placed,
    pub preserved: Placed,
    pub guide: Placed,
    pub schemas: [Placed; 2],
    pub content: Vec<Placed>,
}

/// The list.
pub fn mets(package: &Package, parts: &Parts) -> String {
    typed(element("mets"))
        .with("xmlns", "http://www.loc.gov/METS/")
        .with("xmlns:csip", "https://DILCIS.eu/XML/METS/CSIPExtensionMETS")
        .with("xmlns:xlink", "http://www.w3.org/1999/xlink")
        .with("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
        .with("xsi:schemaLocation", LOCATION)
        .with("OBJID", &package.id)
        .with("LABEL", "Personakt ur socialtjänsten")
        .with("TYPE", "Mixed")
        .with("PROFILE", PROFILE)
        .child(header(package))
        .child(section("dmdSec", "dmd-1", &parts.described).child(reference(&parts.described, "DC", "dmd-1-ref")))
        .child(element("amdSec").with("ID", "amd-1").child(
            section("digiprovMD", "digiprov-1", &parts.preserved).child(reference(
                &parts.preserved,
                "PREMIS",
                "digiprov-1-ref",
            )),
        ))
        .child(files(parts))
        .child(map(package))
        .document()
}

/// With what kind of content it is.
fn typed(element: Element) -> Element {
    element.with("csip:CONTENTINFORMATIONTYPE", "OTHER").with("csip:OTHERCONTENTINFORMATIONTYPE", KIND)
}

fn header(package: &Package) -> Element {
    let made = instant(package.made);
    let agent = |role: &str, kind: &str, name: &str| {
        element("agent").with("ROLE", role).with("TYPE", kind).child(element("name").text(name))
    };
    let version = element("note").with("csip:NOTETYPE", "SOFTWARE VERSION").text(&package.version);
    let program = element("agent")
        .with("ROLE", "CREATOR")
        .with("TYPE", "OTHER")
        .with("OTHERTYPE", "SOFTWARE")
        .child(element("name").text("Stadga"))
        .child(version);
    let agreement = |text: &String| element("altRecordID").with("TYPE", "SUBMISSIONAGREEMENT").text(text);
    element("metsHdr")
        .with("CREATEDATE", &made)
        .with("LASTMODDATE", &made)
        .with("RECORDSTATUS", "NEW")
        .with("csip:OAISPACKAGETYPE", "SIP")
        .child(program)
        .child(agent("ARCHIVIST", "ORGANIZATION", &package.board))
        .child(agent("CREATOR", "ORGANIZATION", &package.municipality))
        .child(agent("PRESERVATION", "ORGANIZATION", &package.receiver))
        .children(package.agreement.iter().map(agreement))
}

fn section(name: &'static str, id: &str, file: &Placed) -> Element {
    element(name).with("ID", id).with("CREATED", &file.made).with("STATUS", "CURRENT")
}

fn reference(file: &Placed, kind: &str, id: &str) -> Element {
    let here = element("mdRef").with("ID", id).with("LOCTYPE", "URL").with("xlink:type", "simple");
    measured(here.with("xlink:href", &file.path).with("MDTYPE", kind), file)
}

fn measured(element: Element, file: &Placed) -> Element {
    element
        .with("MIMETYPE", file.media)
        .with("SIZE", file.size.to_string())
        .with("CREATED", &file.made)
        .with("CHECKSUM", &file.sum)
        .with("CHECKSUMTYPE", "SHA-256")
}

fn files(parts: &Parts) -> Element {
    let group = |id: &str, purpose: &str| typed(element("fileGrp").with("ID", id).with("USE", purpose));
    element("fileSec")
        .with("ID", "files")
        .child(group("documentation", "Documentation").child(file("documentation-1", &parts.guide)))
        .child(group("schemas", "Schemas").children(numbered("schema", &parts.schemas)))
        .child(
            group("rep1", "Representations/rep1")
                .with("ADMID", "digiprov-1")
                .children(numbered("file", &parts.content)),
        )
}

fn numbered<'a>(word: &'a str, files: &'a [Placed]) -> impl Iterator<Item = Element> + use<'a> {
    files.iter().enumerate().map(move |(at, known)| file(&format!("{word}-{}", at + 1), known))
}

fn file(id: &str, file: &Placed) -> Element {
    let place = element("FLocat").with("LOCTYPE", "URL").with("xlink:type", "simple").with("xlink:href", &file.path);
    measured(element("file").with("ID", id), file).child(place)
}

fn map(package: &Package) -> Element {
    let part = |id: &str, label: &str| element("div").with("ID", id).with("LABEL", label);
    let held = |id: &str, label: &str, group: &str| part(id, label).child(element("fptr").with("FILEID", group));
    let whole = part("div-package", &package.id)
        .child(part("div-metadata", "Metadata").with("ADMID", "digiprov-1").with("DMDID", "dmd-1"))
        .child(held("div-documentation", "Documentation", "documentation"))
        .child(held("div-schemas", "Schemas", "schemas"))
        .child(held("div-representations", "Representations", "rep1"));
    element("structMap").with("ID", "map-1").with("TYPE", "PHYSICAL").with("LABEL", "CSIP").child(whole)
}
