//! The rules of the house: which module may know which, and what is named in one place only.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};

/// Which modules a module may use besides itself. Arrows go down only.
const ARROWS: [(&str, &[&str]); 11] = [
    ("i18n", &[]),
    ("model", &["i18n"]),
    ("catalogue", &["model", "i18n"]),
    ("store", &["model", "i18n"]),
    ("search", &["catalogue", "model", "i18n"]),
    ("config", &["i18n"]),
    ("minutes", &["catalogue", "model", "i18n"]),
    ("sync", &["catalogue", "store", "model", "i18n"]),
    ("insights", &["catalogue", "model", "i18n"]),
    ("cli", &["sync", "minutes", "insights", "search", "config", "catalogue", "store", "model", "i18n"]),
    ("tui", &["sync", "minutes", "insights", "search", "config", "catalogue", "store", "model", "i18n"]),
];

/// What may be named only below these folders or in these files.
const OWNERS: [(&str, &[&str]); 8] = [
    ("rusqlite", &["src/store"]),
    ("ratatui", &["src/tui"]),
    ("crossterm", &["src/tui"]),
    ("fuzzy_matcher", &["src/search", "src/tui/overlays/palette.rs"]),
    ("std::env::var", &["src/config", "src/main.rs"]),
    ("process::Command", &["src/tui/runtime/outside.rs", "src/config/credentials.rs"]),
    ("ureq::", &["src/sync/remote"]),
    ("rusty_s3", &["src/sync/remote"]),
];

/// Lines past which a file is asked whether it still holds one thing.
const LONGEST_FILE: usize = 700;

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The code of a file without its comments and without the tests at its end.
fn code(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    let body = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    body.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn name(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}

#[test]
fn arrows_between_modules_go_down_only() {
    let mut wrong = Vec::new();
    for (module, allowed) in ARROWS {
        for path in sources(&Path::new("src").join(module)) {
            let code = code(&path);
            for (other, _) in ARROWS.iter().filter(|(other, _)| *other != module && !allowed.contains(other))
            {
                if code.contains(&format!("crate::{other}")) {
                    wrong.push(format!("{} uses {other}", name(&path)));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_module_has_a_place_in_the_picture() {
    let library = std::fs::read_to_string("src/lib.rs").unwrap();
    let modules = library.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    for module in modules {
        assert!(ARROWS.iter().any(|(known, _)| *known == module), "{module} has no line in ARROWS");
    }
}

#[test]
fn what_belongs_to_one_module_is_named_there_only() {
    let mut wrong = Vec::new();
    for path in sources(Path::new("src")) {
        let code = code(&path);
        for (named, owners) in OWNERS {
            if code.contains(named) && !owners.iter().any(|owner| name(&path).starts_with(owner)) {
                wrong.push(format!("{} names {named}", name(&path)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_screen_never_sees_the_store_itself() {
    for folder in ["src/tui/screens", "src/tui/overlays", "src/tui/widgets"] {
        for path in sources(Path::new(folder)) {
            let code = code(&path);
            for hidden in ["store::Store;", "Store,", "&Store", "DraftWriter", "std::fs"] {
                assert!(!code.contains(hidden), "{} sees {hidden}", name(&path));
            }
        }
    }
}

#[test]
fn no_file_holds_too_much() {
    let long: Vec<String> = sources(Path::new("src"))
        .into_iter()
        .filter(|path| !name(path).starts_with("src/i18n/texts"))
        .map(|path| (std::fs::read_to_string(&path).unwrap().lines().count(), path))
        .filter(|(lines, _)| *lines > LONGEST_FILE)
        .map(|(lines, path)| format!("{} has {lines} lines", name(&path)))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}
