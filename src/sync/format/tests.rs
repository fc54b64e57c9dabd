//! Files of the protocol read back what was written, and any bytes are refused or read, never more.

use super::*;
use crate::model::{Dot, ReplicaId};
use crate::store::{IndexPart, Receipt};
use crate::sync::profile::Profile;
use crate::sync::trust::{DeviceId, Signature};
use jiff::Timestamp;
use proptest::prelude::*;

fn signature(_: &[u8]) -> Signature {
    Signature([7; 64])
}

fn head() -> Head {
    let dot = Dot { replica: ReplicaId(5), counter: 9 };
    Head {
        space: SpaceId(1),
        device: DeviceId(2),
        seq: 9,
        prev: 3,
        parts: vec![IndexPart { to: 4, count: 300, hash: 8 }],
        delta: vec![
            Entry { seq: 5, name: 1, hash: u128::MAX, pack: None },
            Entry { seq: 9, name: 2, hash: 2, pack: Some(4) },
        ],
        erased: vec![Receipt { name: 1, dot, seq: 6 }],
        writers: vec![(ReplicaId(u64::MAX), 7)],
        seen_heads: [(DeviceId(3), 12)].into_iter().collect(),
        roster: "abc".into(),
    }
}

fn read(bytes: &[u8]) -> Result<Head, Flaw> {
    read_head(bytes, |_, _, found| if *found == signature(&[]) { Ok(()) } else { Err(Flaw::Signature) })
}

#[test]
fn files_read_back_what_was_written() {
    assert_eq!(read(&write_head(&head(), signature)), Ok(head()));
    let index = Index {
        space: SpaceId(1),
        device: DeviceId(2),
        after: 3,
        to: 9,
        documents: head().delta,
        erased: head().erased,
        writers: head().writers,
    };
    assert_eq!(read_index(&write_index(&index)), Ok(index));
    let marker = Marker {
        space: SpaceId(u128::MAX),
        created: Timestamp::UNIX_EPOCH,
        encryption: Encryption::Age,
        profile: Profile::Network,
        founder: DeviceId(4),
    };
    assert_eq!(read_marker(&write_marker(&marker)), Ok(marker));
    let name = HeadName::of(DeviceId(2), 9, b"x");
    let path = head_path(name);
    assert_eq!(HeadName::parse(path.as_str().strip_prefix("heads/").unwrap()), Some(name));
}

#[test]
fn the_signature_is_over_the_bytes_of_what_is_signed() {
    let mut signed = Vec::new();
    let bytes = write_head(&head(), |message| {
        signed = message.to_vec();
        signature(message)
    });
    let read = read_head(&bytes, |_, message, _| {
        assert_eq!(message, signed);
        Ok(())
    });
    assert!(read.is_ok());
    let start = signed.strip_prefix(b"porada-head/1\n").unwrap();
    assert!(bytes.windows(start.len()).any(|window| window == start));
}

#[test]
fn what_a_newer_porada_adds_is_passed_over_and_a_newer_format_is_refused() {
    let text = String::from_utf8(write_head(&head(), signature)).unwrap();
    let more = text.replace("\"seq\":9", "\"seq\":9,\"of_a_newer_porada\":{\"a\":[1]}");
    assert_eq!(read(more.as_bytes()), Ok(head()));
    let newer = text.replace("porada-head/1", "porada-head/2");
    assert_eq!(read(newer.as_bytes()), Err(Flaw::Newer("porada-head/2".into())));
}

#[test]
fn what_stands_twice_is_too_deep_or_too_many_is_refused() {
    let text = String::from_utf8(write_head(&head(), signature)).unwrap();
    let twice = text.replace("\"seq\":9", "\"seq\":9,\"seq\":10");
    assert!(matches!(read(twice.as_bytes()), Err(Flaw::NotJson(_))));
    let deep = text.replace("\"abc\"", &("[".repeat(200_000) + &"]".repeat(200_000)));
    assert!(matches!(read(deep.as_bytes()), Err(Flaw::NotJson(_))));
    let many = Head { delta: vec![head().delta[0]; DELTA_LIMIT + 1], ..head() };
    assert_eq!(read(&write_head(&many, signature)), Err(Flaw::TooMany("delta")));
    let old = Head { delta: vec![Entry { seq: 4, ..head().delta[0] }], ..head() };
    assert_eq!(read(&write_head(&old, signature)), Err(Flaw::Malformed("delta".into())));
    let lines = b"{}\n".repeat(PACK_DOCUMENTS + 1);
    assert!(pack_lines(&lines).is_err());
}

#[test]
fn documents_beyond_the_limits_are_refused() {
    let id = "00000000-0000-0000-0000-000000000001";
    let document = |data: &str, entities: &str| {
        format!(
            "{{\"format\":\"porada-doc/1\",\"id\":\"{id}\",\"kind\":\"x\",\"data\":{data},\
             \"sync\":{{\"seen\":{{\"0000000000000001\":20000}},\"entities\":{entities}}}}}"
        )
    };
    let stamps = format!("{{\"{id}\":{{\"w\":\"0000000000000001.1@1\"}}}}");
    let entity = |value: &str| format!("{{\"n\":[{{\"id\":\"{id}\",\"text\":{value}}}]}}");
    assert!(read_document(document(&entity("\"a\""), &stamps).as_bytes()).is_ok());
    let long = format!("\"{}\"", "a".repeat(FIELD_LIMIT + 1));
    let flaw = read_document(document(&entity(&long), &stamps).as_bytes()).unwrap_err();
    assert_eq!(flaw, Flaw::TooLarge(FIELD_LIMIT as u64));
    let others: Vec<String> = (1..=VALUE_LIMIT + 1)
        .map(|n| format!("{{\"at\":\"0000000000000001.{n}@1\",\"value\":{n}}}"))
        .collect();
    let also = format!(
        "{{\"{id}\":{{\"w\":\"0000000000000001.20000@1\",\"also\":{{\"text\":[{}]}}}}}}",
        others.join(",")
    );
    assert_eq!(read_document(document(&entity("1"), &also).as_bytes()), Err(Flaw::TooMany("values")));
    let many = format!("{{\"n\":[{}]}}", vec!["{}"; ENTITY_LIMIT + 1].join(","));
    assert_eq!(read_document(document(&many, "{}").as_bytes()), Err(Flaw::TooMany("entities")));
    let unmergeable = document(&entity("1"), &stamps).replace("\"sync\"", "\"other\"");
    assert!(read_document(unmergeable.as_bytes()).is_err());
}

#[test]
fn foreign_names_are_no_heads() {
    let device = "0".repeat(32);
    for name in [
        "".to_owned(),
        format!("{device}.00000001.0a0b0c0d.json.tmp"),
        format!("{device}.00000001.0a0b0c0d.sync-conflict-20261122.json"),
        format!("{device}.1.0a0b0c0d.json"),
        format!("{device}.00000001.0A0B0C0D.json"),
        format!("{device}.0000000x.0a0b0c0d.json"),
        "../../porada.db".to_owned(),
        "č".repeat(40),
    ] {
        assert_eq!(HeadName::parse(&name), None, "{name}");
    }
}

/// serde_json keeps keys sorted as long as no crate of the tree asks it to keep their order: hashes depend on it.
#[test]
fn keys_are_written_in_their_order() {
    assert_eq!(serde_json::json!({ "b": 1, "a": 2 }).to_string(), "{\"a\":2,\"b\":1}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_bytes_are_refused_or_read(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = read(&bytes);
        let _ = read_index(&bytes);
        let _ = read_marker(&bytes);
        let _ = read_document(&bytes);
        let _ = pack_lines(&bytes).map(Iterator::count);
    }

    #[test]
    fn any_change_of_a_byte_of_a_head_is_noticed(place in any::<prop::sample::Index>(), flip in 1u8..) {
        let mut bytes = write_head(&head(), signature);
        let name = HeadName::of(DeviceId(2), 9, &bytes);
        let place = place.index(bytes.len());
        bytes[place] ^= flip;
        prop_assert_ne!(HeadName::of(DeviceId(2), 9, &bytes), name);
        let _ = read(&bytes);
    }

    #[test]
    fn any_text_is_a_head_name_or_not(text in "\\PC{0,80}") {
        let _ = HeadName::parse(&text);
    }
}
