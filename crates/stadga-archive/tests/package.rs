//! What a package holds, held against what its list says, and against the published schema of METS.

use stadga_archive::{About, File, Package, is_receiver, seal, sum, tar};
use std::collections::BTreeMap;
use std::io::Read;
use std::process::Command;

const NAME: &str = "Per <Holm> & Söner";

fn package() -> Package {
    let made = "2037-02-04T09:00:00Z".parse().unwrap();
    let file =
        |name: &str, media, content: &[u8]| File { name: name.to_owned(), media, made, content: content.to_vec() };
    Package {
        id: String::from("stadga-0abc-1"),
        made,
        version: String::from("0.9.0"),
        board: String::from("Socialnämnden"),
        municipality: String::from("Ekvalla kommun"),
        receiver: String::from("Kommunarkivet \"Norr\""),
        agreement: Some(String::from("2037/12")),
        about: About {
            name: Some(NAME.to_owned()),
            number: Some(String::from("19950115-2384")),
            protected: true,
            cases: vec![String::from("SN 2026-00001")],
            days: (String::from("2026-11-02"), String::from("2026-11-03")),
            why: vec![String::from("Personen är född den 15.\u{1}")],
        },
        files: vec![file("akt.pdf", "application/pdf", b"%PDF"), file("kedja-1.json", "application/json", b"{}")],
    }
}

/// The files of a package by their path below its folder.
fn unpacked(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = tar::Archive::new(bytes);
    let read = |entry: std::io::Result<tar::Entry<'_, &[u8]>>| {
        let mut entry = entry.unwrap();
        let path = entry.path().unwrap().display().to_string();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        (path.strip_prefix("stadga-0abc-1/").unwrap().to_owned(), content)
    };
    archive.entries().unwrap().map(read).collect()
}

/// The value of an attribute of each element that has it, in order.
fn values(xml: &str, name: &str) -> Vec<String> {
    let before = format!(" {name}=\"");
    let parts = xml.split(&before).skip(1);
    parts.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

#[test]
fn a_package_lists_each_of_its_files_with_the_right_size_and_sum_and_nothing_else() {
    let made = package();
    let bytes = tar(&made).unwrap();
    assert_eq!(bytes, tar(&made).unwrap(), "the same package is the same bytes");
    let files = unpacked(&bytes);
    let list = String::from_utf8(files["METS.xml"].clone()).unwrap();
    let (paths, sums, sizes) = (values(&list, "xlink:href"), values(&list, "CHECKSUM"), values(&list, "SIZE"));
    assert_eq!(paths.len() + 1, files.len(), "{paths:?}");
    for ((path, known), size) in paths.iter().zip(&sums).zip(&sizes) {
        assert_eq!((&sum(&files[path]), &files[path].len().to_string()), (known, size), "{path}");
    }
    for word in [NAME, "Holm", "1995", "SN 2026"] {
        assert!(!list.contains(word), "the list says {word}");
    }
    let described = String::from_utf8(files["metadata/descriptive/dc.xml"].clone()).unwrap();
    assert!(described.contains("Per &lt;Holm&gt; &amp; Söner") && described.contains("skyddade personuppgifter"));
    let preserved = String::from_utf8(files["metadata/preservation/premis.xml"].clone()).unwrap();
    for (path, content) in files.iter().filter(|(path, _)| path.starts_with("representations/")) {
        assert!(preserved.contains(path.as_str()) && preserved.contains(&sum(content)), "{path} is not preserved");
    }
    // What the profile of E-ARK SIP 2.1.0 demands of the list, by the names of its rules.
    for (rule, words) in [
        ("CSIP1", "OBJID=\"stadga-0abc-1\""),
        ("CSIP2", "TYPE=\"Mixed\""),
        ("CSIP5", "csip:OTHERCONTENTINFORMATIONTYPE=\"Personakt\""),
        ("SIP2", "PROFILE=\"https://earksip.dilcis.eu/profile/E-ARK-SIP.xml\""),
        ("SIP4", "csip:OAISPACKAGETYPE=\"SIP\""),
        ("CSIP16", "csip:NOTETYPE=\"SOFTWARE VERSION\""),
        ("CSIP60", "USE=\"Documentation\""),
        ("CSIP113", "USE=\"Schemas\""),
        ("CSIP114", "USE=\"Representations/rep1\""),
        ("CSIP82", "LABEL=\"CSIP\""),
        ("CSIP88", "LABEL=\"Metadata\" ADMID=\"digiprov-1\" DMDID=\"dmd-1\""),
    ] {
        assert!(list.contains(words), "{rule}: {list}");
    }
}

#[test]
fn the_list_is_valid_by_the_published_schema_of_mets_and_the_description_by_our_own() {
    let folder = tempfile::tempdir().unwrap();
    for (path, content) in unpacked(&tar(&package()).unwrap()) {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }
    let here = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/schemas");
    let check = |schema: String, file: &str| {
        let mut command = Command::new("xmllint");
        command.args(["--nonet", "--noout", "--schema", &schema]).arg(folder.path().join(file));
        command.env("XML_CATALOG_FILES", format!("{here}/catalog.xml")).output()
    };
    let Ok(mets) = check(format!("{here}/mets.xsd"), "METS.xml") else {
        println!("hoppas över: xmllint är inte installerat, så listan prövas inte mot det publicerade schemat");
        return;
    };
    assert!(mets.status.success(), "{}", String::from_utf8_lossy(&mets.stderr));
    let own = folder.path().join("schemas/beskrivning.xsd").display().to_string();
    let described = check(own.clone(), "metadata/descriptive/dc.xml").unwrap();
    assert!(described.status.success(), "{}", String::from_utf8_lossy(&described.stderr));
    let other = check(own, "METS.xml").unwrap();
    assert!(!other.status.success(), "another document is not taken for a description");
    if let Ok(folder) = std::env::var("STADGA_TRUST_PACKAGE") {
        std::fs::write(format!("{folder}/package.tar"), tar(&package()).unwrap()).unwrap();
    }
}

#[test]
fn a_name_that_could_leave_the_folder_or_says_somebody_is_in_no_package() {
    for name in ["../akt.pdf", "Per Holm.pdf", "", "a/b", "kedja-1.json"] {
        let mut wrong = package();
        wrong.files[0].name = name.to_owned();
        assert!(tar(&wrong).is_err(), "{name}");
    }
}

#[test]
fn a_sealed_package_is_opened_by_its_receiver_alone() {
    let (theirs, others) = (age::x25519::Identity::generate(), age::x25519::Identity::generate());
    let key = theirs.to_public().to_string();
    let bytes = tar(&package()).unwrap();
    let sealed = seal(&bytes, &key).unwrap();
    assert!(!sealed.windows(4).any(|four| four == b"%PDF"));
    assert_eq!(age::decrypt(&theirs, &sealed).unwrap(), bytes);
    assert!(age::decrypt(&others, &sealed).is_err());
    assert!(is_receiver(&format!(" {key}\n")) && !is_receiver("age1nyckel") && !is_receiver(""));
    assert!(seal(&bytes, "age1nyckel").is_err());
}
