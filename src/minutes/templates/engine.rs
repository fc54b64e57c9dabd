//! The engine of templates, without anything that a template of minutes does not need: no files, no functions, no way
//! to unescape or to make texts grow in memory, a bounded number of steps and bytes.

use super::Format;
use super::growth::means_of_growth;
use super::problem::TemplateFault;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, StringInput};
use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, State, UndefinedBehavior, Value, escape_formatter, filters,
    tests,
};
use std::fmt::{self, Write};
use std::io;
use std::ops::Range;

/// The most steps of a template. The built-in ones need some hundred: a section is one value.
const FUEL: u64 = 1_000_000;

/// The most levels of loops that call themselves.
const DEEPEST: usize = 50;

/// The most bytes of output, of a text and of all that is joined: hundred times the longest minutes that
/// people sign.
const LONGEST: usize = 64_000_000;

/// The most bytes of a value that is no text when it is written out, which only a mistake asks for.
const LONGEST_OTHER: usize = 1_000_000;

/// How many bytes were joined so far, among what the engine keeps while it writes.
const JOINED: &str = "joined";

/// The line, if one is to blame, and what is wrong.
pub(super) type Wrong = (Option<usize>, TemplateFault);

/// The text that the template makes of the values.
pub(super) fn render(source: &str, format: Format, values: Value) -> Result<String, Wrong> {
    if let Some((line, means)) = means_of_growth(source) {
        return Err((Some(line), TemplateFault::Refused(means)));
    }
    let mut environment = environment(format).map_err(|error| explain(&error, source))?;
    environment.add_template("minutes", source).map_err(|error| explain(&error, source))?;
    let mut output = Bounded(Vec::new());
    environment
        .get_template("minutes")
        .and_then(|template| template.render_captured_to(values, &mut output).map(|_| ()))
        .map_err(|error| explain(&error, source))?;
    // The parts are texts, so that the whole is one.
    String::from_utf8(output.0).map_err(|error| (None, TemplateFault::Other(error.to_string())))
}

fn environment<'source>(format: Format) -> Result<Environment<'source>, Error> {
    let mut environment = Environment::empty();
    environment.set_syntax(
        SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build()?,
    );
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(FUEL));
    environment.set_recursion_limit(DEEPEST);
    environment.set_debug(true);
    environment.set_auto_escape_callback(move |_| match format {
        Format::Html => AutoEscape::Html,
        Format::Markdown => AutoEscape::None,
    });
    // A list that holds another one twice is small, but not when it is written out.
    environment.set_formatter(|output, state, value| {
        written_length(value, LONGEST)?;
        escape_formatter(output, state, value)
    });
    // Not `safe` and `replace`, by which a template could unescape what a person typed, nor what makes long texts.
    environment.add_filter("default", filters::default);
    environment.add_filter("first", filters::first);
    environment.add_filter("join", join);
    environment.add_filter("last", filters::last);
    environment.add_filter("length", filters::length);
    environment.add_filter("map", filters::map);
    environment.add_filter("reject", filters::reject);
    environment.add_filter("rejectattr", filters::rejectattr);
    environment.add_filter("reverse", filters::reverse);
    environment.add_filter("select", filters::select);
    environment.add_filter("selectattr", filters::selectattr);
    environment.add_test("defined", tests::is_defined);
    environment.add_test("eq", tests::is_eq);
    environment.add_test("in", tests::is_in);
    environment.add_test("ne", tests::is_ne);
    environment.add_test("undefined", tests::is_undefined);
    Ok(environment)
}

/// The filter `join`, of all uses together within [`LONGEST`]: what it makes can be joined again.
fn join(
    state: &mut State,
    values: &Value,
    joiner: Option<StringInput<'_>>,
    attribute: Option<&str>,
    named: Kwargs,
) -> Result<Value, Error> {
    let between = joiner.as_ref().map_or(0, |joiner| joiner.as_str().len());
    let before = state.get_temp(JOINED).and_then(|bytes| bytes.as_usize()).unwrap_or(0);
    let (mut bytes, mut items) = (before, Vec::new());
    for value in values.try_iter()? {
        bytes += between;
        bytes += written_length(&value, LONGEST.saturating_sub(bytes))?;
        items.push(value);
    }
    state.set_temp(JOINED, Value::from(bytes));
    filters::join(state, &Value::from(items), joiner, attribute, named)
}

/// How many bytes the value has when it is written out, without writing it.
///
/// # Errors
/// When they are more than `most`.
fn written_length(value: &Value, most: usize) -> Result<usize, Error> {
    let mut length = Length { bytes: 0, most };
    let fits = match value.as_str() {
        Some(text) => length.write_str(text),
        None => {
            length.most = most.min(LONGEST_OTHER);
            write!(length, "{value}")
        }
    };
    fits.map(|()| length.bytes).map_err(|_| ErrorKind::WriteFailure.into())
}

/// Counts what is written, as far as it is not too much.
struct Length {
    bytes: usize,
    most: usize,
}

impl Write for Length {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.bytes += text.len();
        if self.bytes > self.most { Err(fmt::Error) } else { Ok(()) }
    }
}

/// A buffer that refuses to grow without end.
struct Bounded(Vec<u8>);

impl io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > LONGEST {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Puts an error of the engine, which speaks English only, into the words of [`TemplateFault`].
fn explain(error: &Error, source: &str) -> Wrong {
    let detail = || error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
    let named =
        || error.range().and_then(|range| expression(source, range)).map_or_else(detail, str::to_owned);
    let fault = match error.kind() {
        ErrorKind::SyntaxError | ErrorKind::BadEscape | ErrorKind::InvalidDelimiter => {
            TemplateFault::Syntax(detail())
        }
        ErrorKind::UndefinedError => TemplateFault::UnknownVariable(named()),
        ErrorKind::UnknownFilter
        | ErrorKind::UnknownTest
        | ErrorKind::UnknownFunction
        | ErrorKind::UnknownMethod => TemplateFault::UnknownWord(named()),
        ErrorKind::OutOfFuel => TemplateFault::Endless,
        // A loop that calls itself; the engine has no kind of its own for it.
        _ if error.detail().is_some_and(|words| words.contains("recursion limit")) => TemplateFault::Endless,
        ErrorKind::WriteFailure => TemplateFault::TooLong,
        _ => TemplateFault::Other(detail()),
    };
    (error.line(), fault)
}

/// The expression at this place of the template. The engine's range of `section.tasks` begins at the dot.
fn expression(source: &str, range: Range<usize>) -> Option<&str> {
    let before = source.get(..range.start)?;
    let of_name = |c: char| c.is_alphanumeric() || "_.[]'\"".contains(c);
    let continues = source.get(range.start..)?.starts_with(['.', '[']);
    let start = if continues { before.trim_end_matches(of_name).len() } else { range.start };
    source.get(start..range.end).map(str::trim).filter(|words| !words.is_empty())
}
