//! Files on both databases: filed with their event, whole or told of, and readable by their own stream alone.

use super::*;
use crate::{AppendError, StoreError, sha256};

on_both!(
    store:
    a_file_is_filed_with_its_event,
    an_event_never_names_a_file_that_is_not_there,
    a_file_has_a_size,
    an_upload_belongs_to_its_sender,
);

on_both!(
    world:
    a_file_that_is_altered_or_gone_is_named,
    filed_files_cannot_be_changed,
    uploads_are_swept,
);

/// A content of several parts, none like another.
fn long(seed: u8) -> Vec<u8> {
    (0..2_500_000usize).map(|n| (n % 251) as u8 ^ (n >> 16) as u8 ^ seed).collect()
}

// proves: T-108
fn a_file_is_filed_with_its_event(store: &Store) {
    store.append(opening(1, "Vera Holm")).unwrap();
    store.append(opening(2, "Siv Ek")).unwrap();
    let content = long(1);
    let hash = sha256(&content);
    store.append(filing(3, 1, &content)).unwrap();
    assert_eq!(store.blob(case(1), &hash).unwrap().as_ref(), Some(&content));
    for (stream, hash) in [(case(2), hash.as_str()), (person(1), &hash), (case(9), &hash), (case(1), "annan")] {
        assert_eq!(store.blob(stream, hash).unwrap(), None);
    }
    let events = store.load(&[case(1)]).unwrap();
    assert_eq!(events[1].fact.files()[0].sha256, hash);

    // The same file again, and in another stream: each stream has its own, once.
    store.append(filing(4, 1, &content)).unwrap();
    store.append(filing(5, 2, &content)).unwrap();
    assert_eq!(store.blob(case(2), &hash).unwrap(), Some(content));
    let report = store.verify().unwrap();
    assert_eq!((report.findings, report.files), (vec![], 3));
    let stored = store.0.readers.read(|conn| {
        let names: Vec<Vec<u8>> = conn.all("SELECT name FROM blob", &[], |row| row.get(0))?;
        Ok(names)
    });
    let stored = stored.unwrap();
    assert_eq!(stored.len(), 2);
    // What a file is called says neither what it holds nor that two persons have the same.
    assert!(stored[0] != stored[1] && stored.iter().all(|name| crate::keys::hex(name) != hash));
}

fn an_event_never_names_a_file_that_is_not_there(store: &Store) {
    store.append(opening(1, "Vera Holm")).unwrap();
    let mut bare = filing(2, 1, b"ett intyg");
    let blobs = std::mem::take(&mut bare.blobs);
    assert!(matches!(store.append(bare.clone()), Err(AppendError::Invalid(_))));
    assert_eq!(store.load(&[case(1)]).unwrap().len(), 1);
    bare.blobs = blobs;
    store.append(bare.clone()).unwrap();
    // A correction carries the file on without sending it again.
    let (mut event, _) = paper(1, 3, b"ett intyg");
    event.corrects = Some(id(b'H', 2));
    store.append(append(3, vec![event])).unwrap();
    let again = store.append(bare).unwrap();
    assert!(again.repeated);
}

fn a_file_has_a_size(store: &Store) {
    use stadga_core::fact::handling::LARGEST_FILE;
    store.append(opening(1, "Vera Holm")).unwrap();
    for size in [0, LARGEST_FILE + 1] {
        assert!(matches!(store.append(filing(2, 1, &vec![7; size])), Err(AppendError::Invalid(_))), "{size}");
    }
    let largest = vec![7; LARGEST_FILE];
    store.append(filing(2, 1, &largest)).unwrap();
    assert_eq!(store.blob(case(1), &sha256(&largest)).unwrap().map(|content| content.len()), Some(LARGEST_FILE));
}

fn an_upload_belongs_to_its_sender(store: &Store) {
    let (one, two, upload) = (id(b'A', 1), id(b'A', 2), id(b'L', 1));
    let content = long(2);
    store.save_upload(one, upload, "pdf intyg.pdf", &content).unwrap();
    assert_eq!(store.upload_about(one, upload).unwrap().as_deref(), Some("pdf intyg.pdf"));
    assert!(store.upload(one, upload).unwrap().unwrap().content == content);
    assert!(store.upload(two, upload).unwrap().is_none());
    assert_eq!((store.uploaded(one).unwrap(), store.uploaded(two).unwrap()), (2_500_000, 0));
    store.delete_upload(two, upload).unwrap();
    assert!(store.upload(one, upload).unwrap().is_some());
    store.delete_upload(one, upload).unwrap();
    assert!(store.upload(one, upload).unwrap().is_none());
    assert_eq!(store.uploaded(one).unwrap(), 0);
}

fn a_file_that_is_altered_or_gone_is_named(world: &World) {
    let found = |alter: &str| {
        let world = world.another();
        let store = world.open();
        store.append(opening(1, "Vera Holm")).unwrap();
        store.append(filing(2, 1, &long(3))).unwrap();
        assert_eq!(store.verify().unwrap().findings, []);
        let free = world.words(
            "DROP TRIGGER blob_part_no_update; DROP TRIGGER blob_no_update;",
            "ALTER TABLE blob DISABLE TRIGGER USER; ALTER TABLE blob_part DISABLE TRIGGER USER;",
        );
        world.sql(&format!("{free} {alter}")).unwrap();
        let read = match store.blob(case(1), &sha256(&long(3))) {
            Ok(Some(_)) => "läst",
            Ok(None) => "finns inte",
            Err(StoreError::Sealed(_)) => "går inte att låsa upp",
            Err(_) => "fel",
        };
        let told: Vec<String> = store.verify().unwrap().findings.iter().map(ToString::to_string).collect();
        format!("{}; {read}", told.join("; "))
    };
    let flip = world.words(
        "sealed = CAST(substr(sealed, 1, 40) || CASE substr(sealed, 41, 1) WHEN x'00' THEN x'01' ELSE x'00' END
         || substr(sealed, 42) AS BLOB)",
        "sealed = set_byte(sealed, 40, 255 - get_byte(sealed, 40))",
    );
    let at = "plats 3 i loggen: en fil som händelsen nämner";
    for (alter, wrong) in [
        (format!("UPDATE blob_part SET {flip} WHERE part = 1"), "är ändrad; går inte att låsa upp"),
        // Two parts that have changed places.
        (
            "UPDATE blob_part SET part = 9 WHERE part = 1; UPDATE blob_part SET part = 1 WHERE part = 2;
             UPDATE blob_part SET part = 2 WHERE part = 9"
                .to_owned(),
            "är ändrad; går inte att låsa upp",
        ),
        ("UPDATE blob SET size = size - 1".to_owned(), "är ändrad; går inte att låsa upp"),
        // Said to be packed otherwise than it is: as it came, or in a way that nothing is packed in.
        ("UPDATE blob SET packed = 0".to_owned(), "är ändrad; går inte att låsa upp"),
        ("UPDATE blob SET packed = 7".to_owned(), "är ändrad; går inte att låsa upp"),
        ("DELETE FROM blob_part WHERE part = 2".to_owned(), "saknas; finns inte"),
        ("DELETE FROM blob".to_owned(), "saknas; finns inte"),
    ] {
        assert_eq!(found(&alter), format!("akt {}, händelse 2, {at} {wrong}", case(1)), "{alter}");
    }
}

fn filed_files_cannot_be_changed(world: &World) {
    let store = world.open();
    store.append(opening(1, "Vera Holm")).unwrap();
    store.append(filing(2, 1, b"ett intyg")).unwrap();
    for text in ["UPDATE blob SET size = 1", "UPDATE blob_part SET part = 9"] {
        let error = world.sql(text).unwrap_err();
        assert!(error.contains("filer ändras aldrig"), "{error}");
    }
}

fn uploads_are_swept(world: &World) {
    let store = world.open();
    store.save_upload(caseworker(), id(b'L', 1), "text a.txt", b"ett").unwrap();
    world.turn(SignedDuration::from_hours(20));
    store.save_upload(caseworker(), id(b'L', 2), "text b.txt", b"tva").unwrap();
    assert_eq!(store.sweep_uploads().unwrap(), 0);
    world.turn(SignedDuration::from_hours(5));
    assert_eq!(store.sweep_uploads().unwrap(), 1);
    assert!(store.upload(caseworker(), id(b'L', 1)).unwrap().is_none());
    assert!(store.upload(caseworker(), id(b'L', 2)).unwrap().is_some());
}
