//! The answer of a WebDAV server to «what is in this folder» (PROPFIND, RFC 4918), which anybody may have written.

use super::Listed;
use roxmltree::{Document, Node, ParsingOptions};
use std::collections::BTreeMap;
use url::Url;

/// The namespace of WebDAV.
const DAV: &str = "DAV:";

/// The most nodes that are read of an answer: about a hundred thousand files.
const MOST_NODES: u32 = 3_000_000;

/// What the answer says is directly in `folder`, without the folder itself; `None` when it is no such answer.
pub(super) fn parse(xml: &str, folder: &Url) -> Option<Vec<Listed>> {
    let options = ParsingOptions { nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(xml, options).ok()?;
    let root = document.root_element();
    if !root.has_tag_name((DAV, "multistatus")) {
        return None;
    }
    let mut entries: BTreeMap<Vec<String>, Entry> = BTreeMap::new();
    for response in root.children().filter(|node| node.has_tag_name((DAV, "response"))) {
        if let Some((path, entry)) = entry(response, folder) {
            entries.insert(path, entry);
        }
    }
    let asked = segments(folder);
    // A server behind another one may know itself by another path; then the folder is the shortest of all.
    let known = |path: &Vec<String>| {
        *path == asked || path.split_last().is_some_and(|(_, above)| *above == asked[..])
    };
    let folder = if entries.is_empty() || entries.keys().any(known) {
        asked
    } else {
        entries.keys().min_by_key(|path| path.len())?.clone()
    };
    let inside = entries.into_iter().filter_map(|(path, entry)| {
        let (name, above) = path.split_last()?;
        // A name with a slash inside, once decoded, would lead elsewhere.
        let plain = !name.is_empty() && !name.contains(['/', '\0']);
        (*above == folder[..] && plain).then(|| Listed {
            name: name.clone(),
            size: entry.size.filter(|_| !entry.folder),
            folder: entry.folder,
        })
    });
    Some(inside.collect())
}

struct Entry {
    folder: bool,
    size: Option<u64>,
}

fn child<'a, 'input>(node: Node<'a, 'input>, name: &'static str) -> Option<Node<'a, 'input>> {
    node.children().find(|child| child.has_tag_name((DAV, name)))
}

fn text<'a>(node: Node<'a, '_>) -> &'a str {
    node.text().map(str::trim).unwrap_or_default()
}

/// Whether a status line, `HTTP/1.1 200 OK`, or a missing one, is a good one.
fn is_good(status: Option<Node<'_, '_>>) -> bool {
    status.is_none_or(|status| text(status).split(' ').nth(1).is_some_and(|code| code.starts_with('2')))
}

/// Path and properties of a `response`; `None` when it is of something that is not there or names nothing.
fn entry(response: Node<'_, '_>, folder: &Url) -> Option<(Vec<String>, Entry)> {
    if !is_good(child(response, "status")) {
        return None;
    }
    let reference = folder.join(text(child(response, "href")?)).ok()?;
    // RFC 4918, 5.2: the address of a folder ends with a slash.
    let mut entry = Entry { folder: reference.path().ends_with('/'), size: None };
    for properties in response.children().filter(|node| node.has_tag_name((DAV, "propstat"))) {
        if !is_good(child(properties, "status")) {
            continue;
        }
        let Some(properties) = child(properties, "prop") else { continue };
        if let Some(length) = child(properties, "getcontentlength") {
            entry.size = text(length).parse().ok();
        }
    }
    Some((segments(&reference), entry))
}

/// The decoded segments of the path.
fn segments(url: &Url) -> Vec<String> {
    url.path().split('/').filter(|segment| !segment.is_empty()).map(decoded).collect()
}

/// The segment with `%C5%BE` as `ž`; what is no UTF-8 becomes a replacement character, as in every foreign name.
fn decoded(segment: &str) -> String {
    let bytes = segment.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let [first, after @ ..] = rest {
        let digit = |byte: &u8| (*byte as char).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        let byte = match (first, after) {
            (b'%', [high, low, ..]) => digit(high).zip(digit(low)).map(|(high, low)| high * 16 + low),
            _ => None,
        };
        out.push(byte.unwrap_or(*first));
        rest = rest.get(if byte.is_some() { 3 } else { 1 }..).unwrap_or_default();
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn url(path: &str) -> Url {
        Url::parse(&format!("https://cloud.example.cz{path}")).unwrap()
    }

    fn answer(responses: &str) -> String {
        format!("<?xml version=\"1.0\"?><d:multistatus xmlns:d=\"DAV:\">{responses}</d:multistatus>")
    }

    fn file(href: &str, size: &str) -> String {
        format!(
            "<d:response><d:href>{href}</d:href><d:propstat><d:prop><d:resourcetype/>\
             <d:getcontentlength>{size}</d:getcontentlength></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>"
        )
    }

    fn folder(href: &str) -> String {
        format!(
            "<d:response><d:href>{href}</d:href><d:propstat><d:prop><d:resourcetype><d:collection/></d:resourcetype>\
             </d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat><d:propstat><d:prop><d:getcontentlength/></d:prop>\
             <d:status>HTTP/1.1 404 Not Found</d:status></d:propstat></d:response>"
        )
    }

    fn listed(name: &str, size: Option<u64>) -> Listed {
        Listed { name: name.to_owned(), size, folder: size.is_none() }
    }

    #[test]
    fn the_folder_itself_is_not_in_it() {
        let xml = answer(
            &[folder("/dav/heads/"), file("/dav/heads/a.json", "12"), folder("/dav/heads/b/")].concat(),
        );
        let expected = vec![listed("a.json", Some(12)), listed("b", None)];
        assert_eq!(parse(&xml, &url("/dav/heads/")), Some(expected.clone()));
        let whole = xml.replace("/dav/", "https://cloud.example.cz/dav/");
        assert_eq!(parse(&whole, &url("/dav/heads/")), Some(expected));
    }

    #[test]
    fn names_are_decoded_and_paths_compared_decoded() {
        let xml = answer(
            &[
                folder("/d%61v/Kon%7Aultace%20%C5%BE/"),
                file("/dav/Konzultace%20%c5%be/P%C5%99%C3%ADloha%20100%25.txt", "3"),
            ]
            .concat(),
        );
        assert_eq!(
            parse(&xml, &url("/dav/Konzultace%20ž/")),
            Some(vec![listed("Příloha 100%.txt", Some(3))])
        );
    }

    #[test]
    fn a_server_behind_another_path_is_understood() {
        let xml = answer(&[folder("/internal/store/"), file("/internal/store/a.json", "1")].concat());
        assert_eq!(parse(&xml, &url("/dav/")), Some(vec![listed("a.json", Some(1))]));
    }

    #[test]
    fn what_lies_deeper_or_elsewhere_or_is_gone_is_left_out() {
        let gone =
            "<d:response><d:href>/dav/gone</d:href><d:status>HTTP/1.1 404 Not Found</d:status></d:response>";
        let xml = answer(
            &[
                folder("/dav/"),
                file("/dav/a/b/c", "1"),
                file("/etc/passwd", "1"),
                file("/dav/../x", "1"),
                file("/dav/a%2F..%2Fb", "1"),
                gone.to_owned(),
                file("/dav/ok", "1"),
            ]
            .concat(),
        );
        assert_eq!(parse(&xml, &url("/dav/")), Some(vec![listed("ok", Some(1))]));
    }

    #[test]
    fn an_empty_folder_is_empty_and_another_document_is_none() {
        assert_eq!(parse(&answer(""), &url("/dav/")), Some(Vec::new()));
        assert_eq!(parse(&answer(&folder("/dav/")), &url("/dav/")), Some(Vec::new()));
        assert_eq!(parse("<html/>", &url("/")), None);
        assert_eq!(parse("<multistatus/>", &url("/")), None, "without its namespace");
        assert_eq!(parse("", &url("/")), None);
    }

    #[test]
    fn hostile_answers_end() {
        let deep = format!("<d:multistatus xmlns:d=\"DAV:\">{}", "<a>".repeat(200_000));
        assert_eq!(parse(&deep, &url("/")), None);
        let closed = format!("{deep}{}</d:multistatus>", "</a>".repeat(200_000));
        // Either is right: what matters is that it ends.
        assert!(parse(&closed, &url("/")).unwrap_or_default().is_empty());
        let entities = "<!DOCTYPE a [<!ENTITY b \"b\"><!ENTITY c \"&b;&b;\">]><d:multistatus xmlns:d=\"DAV:\">&c;</d:multistatus>";
        assert_eq!(parse(entities, &url("/")), None);
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic(text in ".*", path in "[a-z%0-9/]{0,20}") {
            let _ = parse(&text, &url("/dav/"));
            let _ = parse(&answer(&file(&path, &text.replace(['<', '&'], ""))), &url("/dav/"));
            let _ = decoded(&path);
        }
    }
}
