//! Servers that are silent, slow, busy, endless, full or hostile: what no real one does on demand.

use super::*;
use crate::servers::scripted::{Scripted, Turn, say};
use porada::i18n::{Language, Localized};
use porada::sync::remote::{Address, Cancel, open};
use std::sync::{Arc, Mutex};

/// Access with waits that are written down instead of waited.
fn patient() -> (Access, Arc<Mutex<Vec<Duration>>>) {
    let waits = Arc::new(Mutex::new(Vec::new()));
    let written = Arc::clone(&waits);
    let wait = Arc::new(move |duration| written.lock().unwrap().push(duration));
    (Access { pace: Pace { wait, ..Pace::default() }, ..jana() }, waits)
}

/// Access with times that a test can wait for, for servers that use them up.
fn hasty() -> (Access, Arc<Mutex<Vec<Duration>>>) {
    let (access, waits) = patient();
    let (silence, whole) = (Duration::from_millis(300), Duration::from_millis(1500));
    (Access { pace: Pace { silence, whole, ..access.pace }, ..access }, waits)
}

fn scripted(turns: Vec<Turn>) -> (Scripted, Box<dyn Remote>, Arc<Mutex<Vec<Duration>>>) {
    let server = Scripted::new(turns);
    let (access, waits) = patient();
    let remote = remote(&server.address(), &access);
    (server, remote, waits)
}

fn milliseconds(waits: &Mutex<Vec<Duration>>) -> Vec<u128> {
    waits.lock().unwrap().iter().map(Duration::as_millis).collect()
}

#[test]
fn a_server_that_says_nothing_is_left() {
    let server = Scripted::new(vec![Turn::Silence]);
    let (access, waits) = hasty();
    let remote = remote(&server.address(), &access);
    let error = remote.get(&path("porada.json"), 100).unwrap_err();
    assert!(matches!(error, RemoteError::Unreachable(_)), "{error:?}");
    assert_eq!((server.requests().len(), milliseconds(&waits).len()), (1, 0), "it had its time");
}

#[test]
fn a_server_that_drips_is_left_when_the_whole_time_is_over() {
    let head = "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n".to_owned();
    let server = Scripted::new(vec![Turn::Drip(head, 50)]);
    let remote = remote(&server.address(), &hasty().0);
    let error = remote.get(&path("porada.json"), MIB).unwrap_err();
    assert!(matches!(error, RemoteError::Unreachable(_)), "{error:?}");
}

#[test]
fn a_request_to_a_server_that_says_nothing_ends_when_the_person_cancels() {
    let server = Arc::new(Scripted::new(vec![Turn::Silence]));
    // With the patience of a real one: half a minute of silence would end in another error.
    let access = Access { pace: Pace::default(), ..jana() };
    let asked = remote(&server.address(), &access);
    let (cancel, heard) = (access.cancel.clone(), Arc::clone(&server));
    std::thread::spawn(move || {
        while heard.requests().is_empty() {
            std::thread::yield_now();
        }
        cancel.say();
    });
    assert_eq!(asked.put_new(&path("docs/a"), b"x"), Err(RemoteError::Cancelled));
    assert_eq!(asked.list(None), Err(RemoteError::Cancelled));
    assert_eq!(server.requests().len(), 1, "nothing more is asked");
}

#[test]
fn a_request_that_was_left_is_not_repeated() {
    let server = Scripted::new(vec![say("503 Busy", "")]);
    let (cancel, waits) = (Cancel::default(), Arc::new(Mutex::new(0)));
    let (said, counted) = (cancel.clone(), Arc::clone(&waits));
    let wait = Arc::new(move |_| {
        said.say();
        *counted.lock().unwrap() += 1;
    });
    let access = Access { pace: Pace { wait, ..Pace::default() }, cancel, ..jana() };
    let remote = remote(&server.address(), &access);
    assert_eq!(remote.delete(&path("docs/a")), Err(RemoteError::Cancelled));
    assert_eq!((server.requests().len(), *waits.lock().unwrap()), (1, 1));
}

#[test]
fn nobody_at_the_address_is_told_at_once() {
    let (access, waits) = patient();
    let remote = remote(&format!("http://127.0.0.1:{}/", servers::free_port()), &access);
    let error = remote.list(None).unwrap_err();
    assert!(matches!(error, RemoteError::Unreachable(_)), "{error:?}");
    assert!(milliseconds(&waits).is_empty());
}

#[test]
fn a_busy_server_is_asked_again_when_it_says() {
    let busy = say("503 Busy\r\nRetry-After: 7", "");
    let (server, remote, waits) = scripted(vec![busy.clone(), busy, say("200 OK", "content")]);
    assert_eq!(remote.get(&path("porada.json"), 100).unwrap().unwrap(), b"content");
    assert_eq!(server.requests().len(), 3);
    assert_eq!(milliseconds(&waits), [7000, 7000]);
}

#[test]
fn a_server_that_asks_for_an_hour_is_left_at_once() {
    let (server, remote, waits) = scripted(vec![say("429 Too Many\r\nRetry-After: 3600", "")]);
    assert_eq!(remote.get(&path("a"), 100).unwrap_err(), RemoteError::Busy(Some(3600)));
    assert_eq!((server.requests().len(), milliseconds(&waits).len()), (1, 0));
}

#[test]
fn repetitions_are_few_and_farther_and_farther_apart() {
    for (status, expected) in [
        ("423 Locked", RemoteError::Busy(None)),
        ("429 Too Many", RemoteError::Busy(None)),
        ("503 Unavailable", RemoteError::Busy(None)),
    ] {
        let (server, remote, waits) = scripted(vec![say(status, "")]);
        assert_eq!(remote.put_new(&path("docs/a"), b"x").unwrap_err(), expected);
        assert_eq!(server.requests().len(), 4, "{status}");
        assert_eq!(milliseconds(&waits), [500, 1000, 2000], "{status}");
    }
    let (server, remote, _) = scripted(vec![say("502 Bad Gateway", "<title>nginx says no</title>")]);
    let error = remote.delete(&path("a")).unwrap_err();
    assert!(
        matches!(&error, RemoteError::Refused { status: 502, words } if words.ends_with("nginx says no"))
    );
    assert!(error.is_transient());
    assert_eq!(server.requests().len(), 4);
}

#[test]
fn a_full_or_narrow_server_is_named_and_not_asked_again() {
    let quota = "<d:error xmlns:d=\"DAV:\" xmlns:s=\"http://sabredav.org/ns\"><s:message>Kvóta 5 GB</s:message></d:error>";
    let (server, remote, _) = scripted(vec![say("507 Insufficient Storage", quota)]);
    let error = remote.put_new(&path("docs/a"), b"x").unwrap_err();
    assert!(matches!(&error, RemoteError::Full(words) if words.ends_with("Kvóta 5 GB")), "{error:?}");
    assert!(error.localized(Language::Czech).contains("není místo"));
    assert_eq!(server.requests().len(), 1);

    let (server, remote, _) = scripted(vec![say("413 Too Large", "")]);
    let error = remote.put_new(&path("docs/a"), b"x").unwrap_err();
    assert!(matches!(error, RemoteError::Refused { status: 413, .. }), "{error:?}");
    assert!(error.localized(Language::Czech).contains("této velikosti"));
    assert_eq!(server.requests().len(), 1);

    let (_server, remote, _) = scripted(vec![say("403 Forbidden", "")]);
    assert!(matches!(remote.get(&path("a"), 9).unwrap_err(), RemoteError::Forbidden(_)));
}

#[test]
fn no_password_follows_a_redirect() {
    let elsewhere = Scripted::new(vec![say("200 OK", "")]);
    let target = format!("http://127.0.0.1:{}/login?token=tajny-token", elsewhere.port);
    let (_server, remote, _) = scripted(vec![say(&format!("302 Found\r\nLocation: {target}"), "")]);
    for error in [
        remote.get(&path("a"), 9).unwrap_err(),
        remote.put_new(&path("docs/a"), b"x").unwrap_err(),
        remote.list(None).unwrap_err(),
        remote.delete(&path("a")).unwrap_err(),
    ] {
        let RemoteError::Refused { status: 302, words } = error else { panic!("{error:?}") };
        assert!(
            words.contains(&format!("127.0.0.1:{}/login", elsewhere.port)) && !words.contains("tajny"),
            "{words}"
        );
    }
    assert!(elsewhere.requests().is_empty());
}

#[test]
fn no_error_repeats_the_password_that_a_server_echoes() {
    let server = Scripted::new(vec![Turn::Echo]);
    let (access, _) = patient();
    let web_dav = remote(&server.address(), &access);
    let s3 = format!("s3://porada?endpoint=http://127.0.0.1:{}", server.port);
    let s3 = remote(&s3, &Access { secret: Some(Secret::new("tajnyklic tajnytoken")), ..access });
    for error in [
        web_dav.get(&path("a"), 9).unwrap_err(),
        s3.list(None).unwrap_err(),
        s3.get(&path("a"), 9).unwrap_err(),
    ] {
        let shown = format!("{error:?} {error}");
        assert!(shown.contains("GET /"), "the server's words are there: {shown}");
        let signature = "X-Amz-Signature".to_owned();
        for secret in
            [PASSWORD.to_owned(), base64(&format!("{USER}:{PASSWORD}")), "tajny".to_owned(), signature]
        {
            assert!(!shown.contains(&secret), "{shown}");
        }
    }
}

#[test]
fn content_without_end_is_not_read_without_end() {
    for head in ["HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n"] {
        let (_server, remote, _) = scripted(vec![Turn::Endless(head.to_owned())]);
        let error = remote.get(&path("a"), 10_000).unwrap_err();
        assert_eq!(error, RemoteError::TooLarge { path: "a".to_owned(), limit: 10_000 });
    }
    let (_server, remote, _) = scripted(vec![Turn::Endless("HTTP/1.1 500 Broken\r\n\r\n".to_owned())]);
    assert!(matches!(remote.get(&path("a"), 9).unwrap_err(), RemoteError::Refused { status: 500, .. }));
    let (_server, remote, _) = scripted(vec![Turn::Endless("HTTP/1.1 200 OK\r\nX-Long: ".to_owned())]);
    assert!(remote.get(&path("a"), 9).is_err(), "headers without end");
}

#[test]
fn what_is_no_web_dav_is_named() {
    let page = say("200 OK\r\nContent-Type: text/html", "<!DOCTYPE html><html><title>Login</title></html>");
    let odd = say("207 Multi-Status", "<html/>");
    for turn in [page, odd] {
        let (_server, remote, _) = scripted(vec![turn]);
        let error = remote.probe().unwrap_err();
        assert!(matches!(error, RemoteError::Refused { status: 405, .. }), "{error:?}");
        assert!(error.localized(Language::Czech).contains("není WebDAV"));
    }
    let (_server, remote, _) = scripted(vec![Turn::Say("SSH-2.0-OpenSSH_9.2\r\n".to_owned())]);
    assert!(matches!(remote.list(None).unwrap_err(), RemoteError::Unreachable(_)));
}

#[test]
fn no_log_holds_a_password_or_a_signature() {
    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);
    impl Write for Log {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    // While there is one subscriber, tracing asks only the thread that comes first by a line whether anybody listens there, and
    // other tests come by these lines without one.
    let _second = tracing::Dispatch::new(tracing_subscriber::registry());
    tracing::subscriber::with_default(subscriber, || {
        for turn in [Turn::Echo, say("401 Unauthorized", ""), say("200 OK", "")] {
            let server = Scripted::new(vec![turn]);
            let (access, _) = patient();
            let s3 = format!("s3://porada?endpoint=http://127.0.0.1:{}", server.port);
            for remote in [remote(&server.address(), &access), remote(&s3, &access)] {
                tracing::info!("{access:?} {:?}", remote.probe());
            }
        }
    });
    let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(text.contains("PUT /porada/probe-") && text.contains("PROPFIND /dav/: 401"), "{text}");
    let encoded = base64(&format!("{USER}:{PASSWORD}"));
    // Nor the half of it that would be left where the words of a server are cut.
    for secret in [PASSWORD, &encoded, &encoded[..12], "X-Amz-Signature"] {
        assert!(!text.contains(secret), "{text}");
    }
}

#[test]
fn a_proxy_is_used_only_when_it_is_set() {
    let proxy = Scripted::new(vec![say("407 Proxy Authentication Required", "")]);
    let (access, _) = patient();
    let access = Access { proxy: Some(format!("http://127.0.0.1:{}", proxy.port)), ..access };
    let cloud = remote("https://cloud.example.cz/dav/", &access);
    assert!(matches!(cloud.list(None).unwrap_err(), RemoteError::Unreachable(_)));
    let asked = proxy.requests();
    assert!(asked[0].starts_with("CONNECT cloud.example.cz:443 "), "{asked:?}");
    assert!(
        !asked[0].to_ascii_lowercase().contains("\nauthorization"),
        "the proxy hears no password: {asked:?}"
    );

    let address = Address::parse("https://cloud.example.cz/dav/").unwrap();
    for wrong in ["socks5://127.0.0.1:1", "http://jana:tajne@127.0.0.1:1", "nonsense"] {
        let error = open(&address, &Access { proxy: Some(wrong.to_owned()), ..jana() }).err().unwrap();
        assert!(!format!("{error:?}{error}").contains("tajne"));
    }
}

#[test]
fn a_move_that_a_server_refuses_is_told_and_leaves_nothing() {
    // The probe learns that the condition is not heeded; then every upload is moved to its name.
    let folder =
        "<d:multistatus xmlns:d=\"DAV:\"><d:response><d:href>/dav/</d:href></d:response></d:multistatus>";
    let ok = || say("201 Created", "");
    let turns = vec![say("207 Multi-Status", folder), ok(), ok(), ok(), ok(), say("502 Bad Gateway", "")];
    let (server, remote, _) = scripted(turns);
    assert!(matches!(remote.probe().unwrap_err(), RemoteError::Refused { status: 502, .. }));
    let asked = server.asked();
    let methods: Vec<&str> = asked.iter().map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(methods[..6], ["PROPFIND", "PUT", "PUT", "DELETE", "PUT", "MOVE"], "{asked:?}");
    assert!(methods[6..].contains(&"DELETE"), "{asked:?}");
}

#[test]
fn an_s3_that_knows_no_condition_is_asked_before() {
    for refusal in ["400 Bad Request", "501 Not Implemented"] {
        let server = Scripted::new(vec![
            say(refusal, "<Error><Code>NotImplemented</Code><Message>If-None-Match</Message></Error>"),
            say("404 Not Found", ""),
            say("200 OK", ""),
            Turn::Say("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\n".to_owned()),
        ]);
        let (access, _) = patient();
        let s3 = remote(&format!("s3://porada/kraj?endpoint=http://127.0.0.1:{}", server.port), &access);
        assert_eq!(s3.put_new(&path("docs/a"), b"x").unwrap(), Put::Stored);
        assert_eq!(s3.put_new(&path("docs/b"), b"x").unwrap(), Put::Existed);
        let (a, b) = ("/porada/kraj/docs/a", "/porada/kraj/docs/b");
        let expected = [("PUT", a), ("HEAD", a), ("PUT", a), ("HEAD", b)];
        let expected = expected.map(|(method, path)| format!("{method} {path}"));
        assert_eq!(server.asked(), expected);
    }
}

#[test]
fn hostile_listings_of_s3_end() {
    let begin = "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">";
    let deep = format!("{begin}{}", "<a>".repeat(200_000));
    let closed = format!("{deep}{}</ListBucketResult>", "</a>".repeat(200_000));
    let endless = format!(
        "{begin}<IsTruncated>true</IsTruncated><NextContinuationToken>again</NextContinuationToken></ListBucketResult>"
    );
    let foreign = format!(
        "{begin}<Contents><Key>elsewhere/a</Key></Contents><Contents><Key>kraj/a</Key></Contents></ListBucketResult>"
    );
    for (content, good) in [
        (deep, Some(false)),
        // Either is right: what matters is that it ends.
        (closed, None),
        ("<html/>".to_owned(), Some(false)),
        (endless, Some(false)),
        (foreign, Some(true)),
    ] {
        let server = Scripted::new(vec![say("200 OK", &content)]);
        let access = Access { pace: Pace { wait: Arc::new(|_| {}), ..Pace::default() }, ..jana() };
        let s3 = remote(&format!("s3://porada/kraj?endpoint=http://127.0.0.1:{}", server.port), &access);
        let listed = s3.list(None);
        assert!(good.is_none_or(|good| listed.is_ok() == good), "{listed:?}");
        assert!(listed.unwrap_or_default().iter().all(|listed| listed.name == "a"));
    }
}

#[test]
fn a_session_token_is_sent_with_the_key() {
    let server = Scripted::new(vec![say("200 OK", "")]);
    let (access, _) = patient();
    let access = Access { secret: Some(Secret::new("tajnyklic relace123")), ..access };
    let address = format!("s3://porada?endpoint=http://127.0.0.1:{}&region=cz", server.port);
    remote(&address, &access).get(&path("a"), 9).unwrap();
    let request = &server.requests()[0];
    assert!(request.contains("X-Amz-Security-Token=relace123"), "{request}");
    assert!(request.contains("%2Fcz%2Fs3%2F"), "the region: {request}");
    assert!(!request.contains("tajnyklic"), "{request}");
}
