//! What has been done with the files, in PREMIS 3: each file with its sum, that the package was made, and by what.

use crate::xml::{Element, element};
use crate::{Package, Placed, instant};

const SPACE: &str = "http://www.loc.gov/premis/v3";
const PROGRAM: &str = "stadga";

/// `metadata/preservation/premis.xml`.
pub fn premis(package: &Package, content: &[Placed]) -> String {
    element("premis:premis")
        .with("xmlns:premis", SPACE)
        .with("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
        .with("version", "3.0")
        .children(content.iter().map(object))
        .child(event(
            package,
            "message digest calculation",
            "SHA-256 av varje fil, räknad när paketet gjordes",
            content,
        ))
        .child(event(package, "information package creation", "Akten hämtades ur loggen och lades i paketet", content))
        .child(agent(package))
        .document()
}

fn text(name: &'static str, text: &str) -> Element {
    element(name).text(text)
}

fn object(file: &Placed) -> Element {
    let identifier = element("premis:objectIdentifier")
        .child(text("premis:objectIdentifierType", "local"))
        .child(text("premis:objectIdentifierValue", &file.path));
    let fixity = element("premis:fixity")
        .child(text("premis:messageDigestAlgorithm", "SHA-256"))
        .child(text("premis:messageDigest", &file.sum));
    let format = element("premis:format")
        .child(element("premis:formatDesignation").child(text("premis:formatName", file.media)));
    let characteristics = element("premis:objectCharacteristics")
        .child(fixity)
        .child(text("premis:size", &file.size.to_string()))
        .child(format);
    element("premis:object").with("xsi:type", "premis:file").child(identifier).child(characteristics)
}

fn event(package: &Package, what: &str, detail: &str, content: &[Placed]) -> Element {
    let identifier = element("premis:eventIdentifier")
        .child(text("premis:eventIdentifierType", "local"))
        .child(text("premis:eventIdentifierValue", &format!("{}-{}", package.id, what.replace(' ', "-"))));
    let detail = element("premis:eventDetailInformation").child(text("premis:eventDetail", detail));
    let outcome = element("premis:eventOutcomeInformation").child(text("premis:eventOutcome", "success"));
    let by = element("premis:linkingAgentIdentifier")
        .child(text("premis:linkingAgentIdentifierType", "local"))
        .child(text("premis:linkingAgentIdentifierValue", PROGRAM));
    let of = |file: &Placed| {
        element("premis:linkingObjectIdentifier")
            .child(text("premis:linkingObjectIdentifierType", "local"))
            .child(text("premis:linkingObjectIdentifierValue", &file.path))
    };
    element("premis:event")
        .child(identifier)
        .child(text("premis:eventType", what))
        .child(text("premis:eventDateTime", &instant(package.made)))
        .child(detail)
        .child(outcome)
        .child(by)
        .children(content.iter().map(of))
}

fn agent(package: &Package) -> Element {
    let identifier = element("premis:agentIdentifier")
        .child(text("premis:agentIdentifierType", "local"))
        .child(text("premis:agentIdentifierValue", PROGRAM));
    element("premis:agent")
        .child(identifier)
        .child(text("premis:agentName", "Stadga"))
        .child(text("premis:agentType", "software"))
        .child(text("premis:agentVersion", &package.version))
}
