//! What the file is found by in the archive, in the words of Dublin Core.

use crate::Package;
use crate::xml::element;

const SECRECY: &str = "Sekretess inom socialtjänsten i högst 70 år (26 kap. 1 § offentlighets- och sekretesslagen)";
const PROTECTED: &str =
    "Personen har skyddade personuppgifter. Inget ur akten lämnas ut utan att myndigheten har tillfrågats";

/// `metadata/descriptive/dc.xml`.
pub fn describe(package: &Package) -> String {
    let about = &package.about;
    let line = |name: &'static str, text: &str| element(name).text(text);
    element("beskrivning")
        .with("xmlns", "urn:stadga:arkiv:beskrivning:1")
        .with("xmlns:dc", "http://purl.org/dc/elements/1.1/")
        .child(line("dc:title", "Personakt"))
        .child(line("dc:creator", &format!("{}, {}", package.board, package.municipality)))
        .children(about.name.iter().map(|name| line("dc:subject", name)))
        .children(about.number.iter().map(|number| line("dc:subject", number)))
        .children(about.why.iter().map(|why| line("dc:description", why)))
        .child(line("dc:date", &format!("{}/{}", about.days.0, about.days.1)))
        .child(line("dc:type", "Collection"))
        .child(line("dc:identifier", &package.id))
        .children(about.cases.iter().map(|number| line("dc:identifier", number)))
        .child(line("dc:language", "sv"))
        .child(line("dc:rights", SECRECY))
        .children(about.protected.then(|| line("dc:rights", PROTECTED)))
        .document()
}
