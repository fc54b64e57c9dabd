//! `porada doctor`: where everything is and whether it is whole. Never a word of what was recorded.

use super::error::CliError;
use super::output;
use super::session::Session;
use crate::catalogue::Catalogue;
use crate::config::Settings;
use crate::i18n::Localized;
use crate::store::TaskFilter;
use clap::Args;
use serde::Serialize;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(long)]
    json: bool,
}

/// What the doctor found.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Report {
    version: &'static str,
    language: &'static str,
    home: PathBuf,
    database: PathBuf,
    database_exists: bool,
    settings_file: PathBuf,
    settings_exist: bool,
    thesaurus_file: PathBuf,
    thesaurus_exists: bool,
    log_file: PathBuf,
    exports: PathBuf,
    records: usize,
    municipalities: usize,
    consultations: Option<usize>,
    deleted_consultations: Option<usize>,
    tasks: Option<usize>,
    imported_records: Option<usize>,
    terminal: bool,
    term: Option<String>,
    colorterm: Option<String>,
    no_color: bool,
    locale: Option<String>,
    time_zone: Option<String>,
    problems: Vec<String>,
}

pub(super) fn run(arguments: &Arguments, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    let report = examine(session)?;
    if arguments.json {
        output::json(out, &report)?
    } else {
        as_text(&report, session, out)?
    }
    match report.problems.len() {
        0 => Ok(()),
        count => Err(CliError::Unhealthy(count)),
    }
}

fn examine(session: &mut Session) -> Result<Report, CliError> {
    let catalogue = Catalogue::shipped()?;
    let mut report = Report {
        version: env!("CARGO_PKG_VERSION"),
        language: session.language.code(),
        home: session.paths.home.clone(),
        database: session.paths.database.clone(),
        database_exists: session.has_database(),
        settings_file: session.paths.settings_file.clone(),
        settings_exist: session.paths.settings_file.exists(),
        thesaurus_file: session.paths.thesaurus_file.clone(),
        thesaurus_exists: session.paths.thesaurus_file.exists(),
        log_file: session.paths.log_file.clone(),
        exports: session.settings.exports(&session.paths),
        records: catalogue.records().len(),
        municipalities: catalogue.municipalities().all().len(),
        consultations: None,
        deleted_consultations: None,
        tasks: None,
        imported_records: None,
        terminal: std::io::stdout().is_terminal(),
        term: session.environment.term.clone(),
        colorterm: session.environment.colorterm.clone(),
        no_color: session.environment.no_color,
        locale: session.environment.locale.clone(),
        time_zone: session.time_zone.iana_name().map(str::to_owned),
        problems: Vec::new(),
    };
    if let Err(problem) = Settings::load(&session.paths.settings_file) {
        report.problems.push(problem.localized(session.language));
    }
    report.problems.append(&mut session.key_problems);
    // Told as a problem here, so not also as a warning.
    let _ = session.thesaurus();
    report.problems.append(&mut session.warnings);
    report.problems.extend(session.paths.obstacle().map(|problem| problem.localized(session.language)));
    if report.database_exists
        && let Err(problem) = examine_database(session, catalogue, &mut report)
    {
        report.problems.push(problem.localized(session.language));
    }
    Ok(report)
}

fn examine_database(
    session: &mut Session,
    mut catalogue: Catalogue,
    report: &mut Report,
) -> Result<(), CliError> {
    let language = session.language;
    let store = session.reading()?;
    let rows = store.consultations(true)?;
    let deleted = rows.iter().filter(|row| row.deleted).count();
    report.consultations = Some(rows.len() - deleted);
    report.deleted_consultations = Some(deleted);
    report.tasks = Some(store.tasks(&TaskFilter::default())?.len());
    report.problems.extend(store.check()?);
    let mut imported = 0;
    store.each_imported(|record| -> Result<(), CliError> {
        imported += 1;
        if !catalogue.add_imported(record.id, record.kind, record.json) {
            report.problems.push((language.texts().cli.doctor.left_out)(record.id));
        }
        Ok(())
    })?;
    report.imported_records = Some(imported);
    Ok(())
}

fn as_text(report: &Report, session: &Session, out: &mut dyn Write) -> Result<(), CliError> {
    let language = session.language;
    let texts = &language.texts().cli.doctor;
    let common = &language.texts().common;
    let missing = |exists: bool| if exists { String::new() } else { format!(" ({})", texts.missing) };
    let count = |value: Option<usize>| value.map_or(common.unknown.to_owned(), |value| language.count(value));
    let yes = |value: bool| if value { common.yes } else { common.no }.to_owned();
    let named = |value: &Option<String>| value.clone().unwrap_or_else(|| common.unknown.to_owned());
    let path = |path: &PathBuf| path.display().to_string();
    let mut rows: Vec<(&str, String)> = vec![
        (texts.version, report.version.to_owned()),
        (texts.language, common.language_name.to_owned()),
        (texts.home, path(&report.home)),
        (texts.database, path(&report.database) + &missing(report.database_exists)),
        (texts.settings, path(&report.settings_file) + &missing(report.settings_exist)),
        (texts.thesaurus, path(&report.thesaurus_file) + &missing(report.thesaurus_exists)),
        (texts.log, path(&report.log_file)),
        (texts.exports, path(&report.exports)),
        (texts.records, language.count(report.records)),
        (texts.municipalities, language.count(report.municipalities)),
    ];
    if report.database_exists {
        rows.extend([
            (texts.consultations, count(report.consultations)),
            (texts.deleted, count(report.deleted_consultations)),
            (texts.tasks, count(report.tasks)),
            (texts.imported, count(report.imported_records)),
        ]);
    }
    rows.extend([
        (texts.terminal, yes(report.terminal)),
        ("TERM", named(&report.term)),
        ("COLORTERM", named(&report.colorterm)),
        ("NO_COLOR", yes(report.no_color)),
        (texts.locale, named(&report.locale)),
        (texts.time_zone, named(&report.time_zone)),
    ]);
    for (label, value) in rows {
        output::line(out, &format!("{label}: {value}"))?;
    }
    writeln!(out)?;
    if report.problems.is_empty() {
        return output::line(out, texts.healthy);
    }
    for (problem, number) in report.problems.iter().zip(1..) {
        output::line(out, &format!("{number}. {problem}"))?;
    }
    Ok(())
}
