//! `porada team` as people and scripts call it: the device's own keys, with and without a passphrase.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "common/home.rs"]
mod home;

use home::{Answer, Home};

const PASSPHRASE: &str = "správný kůň baterie";

fn with(home: &Home, variables: &[(&str, &str)], arguments: &[&str]) -> Answer {
    let mut command = home.command(arguments);
    command.envs(variables.iter().copied()).stdin(std::process::Stdio::null());
    Answer::of(command.output().unwrap())
}

#[test]
fn a_device_is_named_protected_lost_and_recovered() {
    let home = Home::new();
    assert!(home.fails(1, &["team"]).contains("porada team name"));
    let named = home.ok(&["team", "name", "Jana notebook"]);
    assert!(named.contains("„Jana notebook“") && named.contains("nechrání heslo"), "{named}");
    let fingerprint = named.lines().find_map(|line| line.trim().strip_prefix("otisk ")).unwrap().to_owned();
    assert!(home.ok(&["team"]).contains("porada remote add"));
    assert_eq!(home.json(&["team", "--json"]), serde_json::json!([]));
    assert!(home.fails(1, &["team", "approve", "Petr"]).contains("porada remote add"));
    assert!(home.fails(2, &["team", "recovery"]).contains("--yes"));
    assert!(home.fails(1, &["team", "passphrase"]).contains("PORADA_PASSPHRASE_NEW"));

    let set = with(&home, &[("PORADA_PASSPHRASE_NEW", PASSPHRASE)], &["team", "passphrase"]);
    assert_eq!((set.code, set.err.as_str()), (0, ""));
    assert!(home.fails(1, &["team"]).contains("PORADA_PASSPHRASE"));
    let wrong = with(&home, &[("PORADA_PASSPHRASE", "jiné")], &["team"]);
    assert!(wrong.code == 1 && wrong.err.contains("nesouhlasí"), "{}", wrong.err);
    let given = [("PORADA_PASSPHRASE", PASSPHRASE)];
    let shown = with(&home, &given, &["team"]);
    assert!(shown.out.contains(&fingerprint) && !shown.out.contains("nechrání"), "{}", shown.out);

    let recovery = with(&home, &given, &["team", "recovery", "--yes"]);
    let code = recovery.out.lines().next().unwrap().to_owned();
    assert!(code.starts_with("AGE-SECRET-KEY-1"));
    assert!(with(&home, &given, &["team", "recover", &code]).err.contains("už klíče má"));
    let other = Home::new();
    assert!(other.fails(1, &["team", "recover", "AGE-SECRET-KEY-1"]).contains("překlep"));
    let recovered = other.ok(&["team", "recover", &code, "--name", "Jana nový", "--lang", "en"]);
    assert!(recovered.contains(&fingerprint) && recovered.contains("Jana nový"), "{recovered}");

    let third = Home::new();
    // Nobody to ask: the line of the input is the code, whatever comes after it.
    let silent = third.run_with(&["team", "recover"], "");
    assert!(silent.code == 1 && silent.err.contains("porada team recover < SOUBOR"), "{}", silent.err);
    assert!(!silent.err.contains("CODE") && !third.data().join("identity.age").exists(), "{}", silent.err);
    let piped = third.run_with(&["team", "recover"], &format!("  {code} \nneco dalšího\n"));
    assert!(piped.code == 0 && piped.out.contains(&fingerprint), "{} {}", piped.out, piped.err);

    let renewed = other.ok(&["team", "renew"]);
    assert!(!renewed.contains(&fingerprint) && renewed.contains("nové klíče"), "{renewed}");
}

#[test]
fn no_secret_is_written_outside_the_file_of_keys() {
    let home = Home::new();
    let variables = [("PORADA_PASSPHRASE", PASSPHRASE)];
    assert_eq!(with(&home, &variables, &["team", "name", "Jana"]).code, 0);
    let recovery = with(&home, &variables, &["team", "recovery", "--yes"]);
    let code = recovery.out.lines().next().unwrap().to_owned();
    let mut files = vec![home.data()];
    let mut read = 0;
    while let Some(path) = files.pop() {
        if path.is_dir() {
            files.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains(PASSPHRASE) && !text.contains(&code), "{}", path.display());
        read += 1;
    }
    assert!(read > 0);
}
