//! `porada export`: one consultation, or all of a period, in any format.

use super::arguments::words;
use super::error::CliError;
use super::session::Session;
use super::{files, lookup};
use crate::catalogue::Catalogue;
use crate::minutes::{
    Choices, CsvOptions, ExportError, Exporter, Format, Options, Remarks, Source, TableKind, TemplateProblem,
    Templates, json, practice_draft_file_name,
};
use crate::model::schema::CONSULTATION;
use crate::model::{Document, DocumentId, Personal};
use clap::Args;
use jiff::civil::Date;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashSet};
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::sync::Arc;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(
        value_name = "ID",
        required_unless_present_any = ["since", "until", "municipality"],
        conflicts_with_all = ["since", "until", "municipality"]
    )]
    id: Option<String>,
    #[arg(
        short,
        long,
        value_name = "F",
        required_unless_present = "kept",
        value_delimiter = ',',
        value_parser = words(&Format::ALL, Format::key)
    )]
    format: Vec<String>,
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
    #[arg(long)]
    force: bool,
    #[arg(long)]
    without_personal: bool,
    #[arg(long)]
    without_evidence: bool,
    #[arg(long)]
    without_internal: bool,
    #[arg(long, value_name = "T", value_parser = words(&TableKind::ALL, TableKind::key))]
    table: Option<String>,
    #[arg(long)]
    semicolon: bool,
    #[arg(long)]
    bom: bool,
    #[arg(long, value_name = "F", value_delimiter = ',', value_parser = words(&ATTACHMENTS, Format::key))]
    attach: Vec<String>,
    #[arg(long, value_name = "D")]
    since: Option<String>,
    #[arg(long, value_name = "D")]
    until: Option<String>,
    #[arg(long, value_name = "M")]
    municipality: Option<String>,
    #[arg(long, conflicts_with = "id")]
    one: bool,
    #[arg(
        long,
        value_name = "N",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "0",
        requires = "id",
        conflicts_with_all = ["format", "without_personal", "without_evidence", "without_internal"]
    )]
    kept: Option<u64>,
}

/// What can go with an e-mail.
const ATTACHMENTS: [Format; 7] =
    [Format::Pdf, Format::Docx, Format::Html, Format::Markdown, Format::Calendar, Format::Csv, Format::Xlsx];

impl Arguments {
    /// The formats, each once.
    fn formats(&self) -> Vec<Format> {
        let mut formats = Vec::new();
        for format in self.format.iter().filter_map(|key| Format::parse(key)) {
            if !formats.contains(&format) {
                formats.push(format);
            }
        }
        formats
    }

    /// The options that were given for a format that was not, with that format.
    fn without_effect(&self) -> Vec<(&'static str, Format)> {
        let formats = self.formats();
        let attached = |format: Format| {
            formats.contains(&Format::Mail) && self.attach.iter().any(|key| key == format.key())
        };
        let written = |format| formats.contains(&format) || attached(format);
        let options = [
            (self.table.is_some(), "--table", Format::Csv),
            (self.semicolon, "--semicolon", Format::Csv),
            (self.bom, "--bom", Format::Csv),
            (!self.attach.is_empty(), "--attach", Format::Mail),
        ];
        let idle = options.into_iter().filter(|(given, _, format)| *given && !written(*format));
        idle.map(|(_, option, format)| (option, format)).collect()
    }

    fn choices(&self, session: &Session) -> Choices {
        let attachments: Vec<Format> = self.attach.iter().filter_map(|key| Format::parse(key)).collect();
        let table = TableKind::ALL.into_iter().find(|kind| self.table.as_deref() == Some(kind.key()));
        Choices {
            options: Options {
                language: session.language,
                personal: if self.without_personal { Personal::Without } else { Personal::With },
                evidence: !self.without_evidence,
                time_zone: session.time_zone.clone(),
                organisation: session.settings.organisation.clone().unwrap_or_default(),
            },
            internal: !self.without_internal,
            table: table.unwrap_or_default(),
            csv: CsvOptions { semicolon: self.semicolon, byte_order_mark: self.bom },
            attachments: if attachments.is_empty() { vec![Format::Pdf] } else { attachments },
        }
    }
}

pub(super) fn run(arguments: &Arguments, session: &mut Session, out: &mut dyn Write) -> Result<(), CliError> {
    let job = Job {
        formats: arguments.formats(),
        choices: arguments.choices(session),
        output: arguments.output.clone().filter(|path| !files::is_output(path)),
        force: arguments.force,
        catalogue: session.catalogue()?,
        templates: session.templates(),
        problem: RefCell::default(),
        remarks: RefCell::default(),
        conflicts: RefCell::default(),
    };
    let done = match &arguments.id {
        Some(part) if arguments.kept.is_some() => {
            let consultation = lookup::consultation(session, part)?;
            let version = arguments.kept.filter(|number| *number > 0);
            job.kept(&source(session, consultation.id)?, version, out)
        }
        Some(part) => match lookup::consultation(session, part) {
            Ok(consultation) => job.one(&job.source(session, consultation.id)?, out),
            Err(error @ CliError::UnknownConsultation(_)) => match lookup::practice_draft(session, part)? {
                Some(draft) => job.draft(&draft, out),
                None => Err(error),
            },
            Err(error) => Err(error),
        },
        None => {
            let (since, until) = (arguments.since.as_deref(), arguments.until.as_deref());
            let period = lookup::period(since, until, session.today())?;
            let municipality = arguments.municipality.as_deref();
            let code = municipality
                .map(|query| lookup::municipality(job.catalogue.municipalities(), query))
                .transpose()?
                .map(|municipality| municipality.code);
            let ids = of_period(session, period, code)?;
            if arguments.one {
                job.together(session, &ids, period, out)
            } else {
                job.each(session, &ids, out)
            }
        }
    };
    let problem = job.problem.take();
    session.warnings.extend(problem.map(|problem| problem.warning(session.language)));
    if done.is_ok() {
        let without_effect = session.language.texts().cli.without_effect;
        let told = arguments
            .without_effect()
            .into_iter()
            .map(|(option, format)| without_effect(option, format.key()));
        session.warnings.extend(told);
    }
    let conflicts = job.conflicts.take().into_values().sum();
    if done.is_ok() && conflicts > 0 {
        session.warnings.push((session.language.texts().cli.exported_conflicts)(conflicts));
    }
    session.warnings.extend(job.remarks.take().sentences(session.language));
    done
}

fn source(session: &mut Session, id: DocumentId) -> Result<Source, CliError> {
    let stored = session.reading()?.document(id)?;
    stored.and_then(Source::read).ok_or_else(|| CliError::UnknownConsultation(id.to_string()))
}

/// The consultations of a period, the earliest first; with the municipality of this code only.
fn of_period(
    session: &mut Session,
    (since, until): (Option<Date>, Option<Date>),
    code: Option<&str>,
) -> Result<Vec<DocumentId>, CliError> {
    let rows = session.reading()?.consultations(false)?;
    let within = |day: Option<Date>| {
        let open = since.is_none() && until.is_none();
        day.map_or(open, |day| since.is_none_or(|it| it <= day) && until.is_none_or(|it| day <= it))
    };
    let mut found: Vec<_> = rows
        .into_iter()
        .filter(|row| within(row.start.map(|start| start.date())))
        .filter(|row| code.is_none_or(|code| row.municipalities.iter().any(|it| it == code)))
        .map(|row| (row.start, row.id))
        .collect();
    found.sort();
    if found.is_empty() {
        Err(CliError::NothingInPeriod)
    } else {
        Ok(found.into_iter().map(|(_, id)| id).collect())
    }
}

/// What is to be written where.
struct Job {
    formats: Vec<Format>,
    choices: Choices,
    output: Option<PathBuf>,
    force: bool,
    catalogue: Arc<Catalogue>,
    templates: Templates,
    /// Why a template of the centre was not used.
    problem: RefCell<Option<TemplateProblem>>,
    /// What is to be known of what was written.
    remarks: RefCell<Remarks>,
    /// How many conflicts each consultation has of which only one version is written.
    conflicts: RefCell<BTreeMap<DocumentId, usize>>,
}

impl Job {
    fn exporter(&self) -> Exporter<'_> {
        Exporter::new(&self.catalogue, &self.choices, &self.templates)
    }

    /// The consultation, whose open conflicts are noted where a format shows one version only.
    fn source(&self, session: &mut Session, id: DocumentId) -> Result<Source, CliError> {
        let source = source(session, id)?;
        if self.formats.iter().any(|format| !matches!(format, Format::Json | Format::Ndjson)) {
            let conflicts = source.document.conflicts();
            let shown = conflicts.iter().filter(|it| self.shows(&it.entity_kind)).count();
            self.conflicts.borrow_mut().insert(id, shown);
        }
        Ok(source)
    }

    /// Whether a format that shows one version only shows entities of this kind.
    fn shows(&self, kind: &str) -> bool {
        self.formats.iter().any(|format| match (format, self.choices.table) {
            (Format::Json | Format::Ndjson, _) => false,
            (Format::Csv, TableKind::Tasks) => matches!(kind, CONSULTATION | "task"),
            (Format::Csv, TableKind::Needs) => matches!(kind, CONSULTATION | "need" | "link"),
            _ => true,
        })
    }

    fn hear(&self, exporter: &Exporter) {
        if let Some(problem) = exporter.problem() {
            self.problem.borrow_mut().get_or_insert(problem);
        }
        self.remarks.replace(exporter.remarks());
    }

    /// One consultation in all formats. Everything is put together before anything is written.
    fn one(&self, source: &Source, out: &mut dyn Write) -> Result<(), CliError> {
        let exporter = self.exporter();
        let done =
            self.all(out, |format| exporter.file_name(source, format), |format| exporter.one(source, format));
        self.hear(&exporter);
        done
    }

    /// A practice draft as its document. It is no minutes, so there is no other format.
    fn draft(&self, document: &Document, out: &mut dyn Write) -> Result<(), CliError> {
        if self.formats.iter().any(|format| *format != Format::Json) {
            return Err(CliError::DraftOnlyAsJson);
        }
        let name = |_| practice_draft_file_name(document);
        self.all(out, name, |_| Ok(json(document, Personal::With).into_bytes()))
    }

    /// The minutes of a version that was closed, the last one where none is named, word for word as they were kept.
    fn kept(&self, source: &Source, version: Option<u64>, out: &mut dyn Write) -> Result<(), CliError> {
        let closed = source.consultation.finals().filter(|step| version.is_none_or(|it| it == step.version));
        let Some(step) = closed.filter(|step| !step.text.is_empty()).max_by_key(|step| step.version) else {
            return Err(CliError::NoKeptVersion(version));
        };
        let Some(output) = &self.output else { return Ok(out.write_all(step.text.as_bytes())?) };
        let name = self.exporter().file_name(source, Format::Markdown);
        let name = name.replace(".md", &format!("-v{}.md", step.version));
        let path = if output.is_dir() { output.join(name) } else { output.clone() };
        files::check_free([path.as_path()].into_iter(), self.force)?;
        files::put(&path, step.text.as_bytes(), self.force, out)
    }

    /// All consultations as one file for each format.
    fn together(
        &self,
        session: &mut Session,
        ids: &[DocumentId],
        period: (Option<Date>, Option<Date>),
        out: &mut dyn Write,
    ) -> Result<(), CliError> {
        if let Some(format) = self.formats.iter().find(|format| !format.holds_several()) {
            return Err(ExportError::NotTogether(*format).into());
        }
        let sources: Result<Vec<Source>, CliError> = ids.iter().map(|id| self.source(session, *id)).collect();
        let (sources, exporter) = (sources?, self.exporter());
        let done = self.all(
            out,
            |format| exporter.file_name_together(format, period),
            |format| exporter.together(&sources, format, period),
        );
        self.hear(&exporter);
        done
    }

    fn all(
        &self,
        out: &mut dyn Write,
        name: impl Fn(Format) -> String,
        write: impl Fn(Format) -> Result<Vec<u8>, ExportError>,
    ) -> Result<(), CliError> {
        let Some(output) = &self.output else {
            let [format] = self.formats.as_slice() else { return Err(CliError::NeedsFolder) };
            if format.is_binary() && io::stdout().is_terminal() {
                return Err(CliError::BinaryToTerminal(format.key()));
            }
            return Ok(out.write_all(&write(*format)?)?);
        };
        let is_folder = output.is_dir();
        if self.formats.len() > 1 && !is_folder {
            return Err(CliError::NoFolder(output.clone()));
        }
        let path = |format| if is_folder { output.join(name(format)) } else { output.clone() };
        let files: Result<Vec<(PathBuf, Vec<u8>)>, ExportError> =
            self.formats.iter().map(|format| Ok((path(*format), write(*format)?))).collect();
        let files = files?;
        files::check_free(files.iter().map(|(path, _)| path.as_path()), self.force)?;
        files.iter().try_for_each(|(path, bytes)| files::put(path, bytes, self.force, out))
    }

    /// Each consultation in files of its own. They are put together one after the other: a year of them need not fit
    /// into memory.
    fn each(&self, session: &mut Session, ids: &[DocumentId], out: &mut dyn Write) -> Result<(), CliError> {
        let folder = self.output.as_ref().ok_or(CliError::NeedsFolder)?;
        if !folder.is_dir() {
            return Err(CliError::NoFolder(folder.clone()));
        }
        let exporter = self.exporter();
        let mut taken = HashSet::new();
        let mut files = Vec::new();
        for id in ids {
            let source = self.source(session, *id)?;
            for format in &self.formats {
                let name = numbered(&exporter.file_name(&source, *format), &mut taken);
                files.push((*id, *format, folder.join(name)));
            }
        }
        files::check_free(files.iter().map(|(.., path)| path.as_path()), self.force)?;
        let mut without = 0;
        for (id, format, path) in files {
            match exporter.one(&source(session, id)?, format) {
                Ok(bytes) => files::put(&path, &bytes, self.force, out)?,
                Err(ExportError::NoCalendar) => without += 1,
                Err(error) => return Err(error.into()),
            }
        }
        self.hear(&exporter);
        if without > 0 { Err(CliError::WithoutCalendar(without)) } else { Ok(()) }
    }
}

/// The name, with a number where an earlier file of the same call has it: `name-2.md`.
fn numbered(name: &str, taken: &mut HashSet<String>) -> String {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let mut free = name.to_owned();
    let mut number = 1;
    while !taken.insert(free.clone()) {
        number += 1;
        free = format!("{stem}-{number}.{extension}");
    }
    free
}
