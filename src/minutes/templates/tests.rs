//! Templates of a centre: what they can do, what they cannot, and what is said of wrong ones.

use super::*;
use crate::i18n::Localized;
use crate::minutes::{Collection, html_with, markdown, markdown_with};
use proptest::prelude::*;
use rstest::rstest;

/// The templates of a folder that has these files.
fn templates(files: &[(&str, &[u8])], words: &CentreWords) -> Templates {
    let read = |path: &Path, most: u64| -> io::Result<Vec<u8>> {
        let found = files.iter().find(|(name, _)| Path::new("/t").join(name) == path);
        let (_, bytes) = found.ok_or(io::ErrorKind::NotFound)?;
        if bytes.len() as u64 > most { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(bytes.to_vec()) }
    };
    Templates::gather(Path::new("/t"), words, read)
}

fn one(name: &str, text: &str) -> Templates {
    templates(&[(name, text.as_bytes())], &CentreWords::default())
}

fn titled(title: &str) -> Document {
    Document { title: title.to_owned(), ..sample::full(Language::Czech) }
}

/// What a template in Markdown makes of minutes with this title.
fn made(template: &str, title: &str) -> String {
    let (text, problem) = markdown_with(&titled(title), &one("minutes.md", template));
    assert_eq!(problem, None);
    text
}

#[test]
fn a_template_reorders_and_drops_sections() {
    let template = "{% for id in ['tasks', 'agenda', 'excused'] if section[id].body %}\n\
                    ## {{ section[id].title }}\n{% endfor %}";
    assert_eq!(made(template, "x"), "## Úkoly\n## Program\n## Omluveni\n");
    let empty = sample::empty(Language::Czech);
    assert_eq!(markdown_with(&empty, &one("minutes.md", template)), (String::new(), None));
    let ids = made("{% for it in sections %}{{ it.id }} {% endfor %}", "x");
    assert_eq!(
        ids, "present excused agenda course decisions tasks next_meeting annex signatures ",
        "the names that docs/formats.md promises"
    );
}

#[test]
fn a_template_for_a_language_goes_before_the_one_for_all() {
    let files: &[(&str, &[u8])] = &[("minutes.md", b"all"), ("minutes.cs.md", b"\xef\xbb\xbfczech")];
    let templates = templates(files, &CentreWords::default());
    let write = |language| markdown_with(&sample::empty(language), &templates).0;
    assert_eq!((write(Language::Czech).as_str(), write(Language::English).as_str()), ("czech", "all"));
    assert!(html_with(&sample::empty(Language::Czech), &templates).0.starts_with("<!DOCTYPE html>"));
}

#[test]
fn what_a_person_typed_is_never_a_template() {
    for typed in ["{{ 7 * 7 }}", "{% for a in range(9) %}x{% endfor %}", "{# x #}", "{{ title }}"] {
        let (html, problem) = html_with(&titled(typed), &Templates::default());
        assert!(problem.is_none() && html.contains(&format!("<p class=\"title\">{typed}</p>")), "{html}");
        assert_eq!(made("{{ title }}", typed), made("{{ [title]|first }}", typed));
        assert!(!made("{{ title }}", typed).contains("49"));
    }
}

#[rstest]
#[case("a\n{{ gdpr }}", Some(2), TemplateFault::UnknownVariable("gdpr".into()))]
#[case("{{ section.tasks.text }}", Some(1), TemplateFault::UnknownVariable("section.tasks.text".into()))]
#[case("\n\n{% if centre.name %}x{% endif %}", Some(3), TemplateFault::UnknownVariable("centre.name".into()))]
#[case("{% for it in section.todo %}x{% endfor %}", Some(1), TemplateFault::UnknownVariable("section.todo".into()))]
#[case("{{ style }}", Some(1), TemplateFault::UnknownVariable("style".into()))]
#[case("x\n{{ title|safe }}", Some(2), TemplateFault::UnknownWord("safe".into()))]
#[case("{{ range(3) }}", Some(1), TemplateFault::UnknownWord("range(3)".into()))]
#[case("{% if title is foo %}{% endif %}", Some(1), TemplateFault::UnknownWord("foo".into()))]
fn a_wrong_name_is_told_with_its_line(
    #[case] template: &str,
    #[case] line: Option<usize>,
    #[case] fault: TemplateFault,
) {
    let problem = one("minutes.md", template).check(TemplateName::ALL[0]).unwrap_err();
    assert_eq!((problem.line, problem.fault), (line, fault));
}

#[rstest]
#[case("a\nb {% if title %} c", 2)]
#[case("a\n\n{{ title", 3)]
#[case("{% include 'minutes.md' %}", 1)]
#[case("{% macro a() %}{% endmacro %}", 1)]
#[case("{{ \"\\x\" }}", 1)]
fn a_wrong_syntax_is_told_with_its_line(#[case] template: &str, #[case] line: usize) {
    let problem = one("minutes.md", template).check(TemplateName::ALL[0]).unwrap_err();
    assert!(matches!(problem.fault, TemplateFault::Syntax(_)), "{problem}");
    assert_eq!(problem.line, Some(line), "{problem}");
}

#[test]
fn a_template_without_an_end_is_stopped() {
    let tens = "[1,2,3,4,5,6,7,8,9,10]";
    let mut template = "x".to_owned();
    for _ in 0..9 {
        template = format!("{{% for a in {tens} %}}{template}{{% endfor %}}");
    }
    let endless = one("minutes.md", &template).check(TemplateName::ALL[0]).unwrap_err();
    assert_eq!(endless.fault, TemplateFault::Endless);

    let mut long = "x".repeat(100_000);
    for _ in 0..3 {
        long = format!("{{% for a in {tens} %}}{long}{{% endfor %}}");
    }
    let too_long = one("minutes.md", &long).check(TemplateName::ALL[0]).unwrap_err();
    assert_eq!(too_long.fault, TemplateFault::TooLong);

    let itself = "{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}";
    let recursive = one("minutes.md", itself).check(TemplateName::ALL[0]).unwrap_err();
    assert_eq!(recursive.fault, TemplateFault::Refused("recursive"));
}

/// Forty doublings of a text, which the machine has no memory for, in every way that was found.
#[rstest]
#[case("{% set s = s ~ s %}", TemplateFault::Refused("~"))]
#[case("{% set s = s + s %}", TemplateFault::Refused("+"))]
#[case("{% set s = s * 2 %}", TemplateFault::Refused("*"))]
#[case("{% set s %}{{ s }}{{ s }}{% endset %}", TemplateFault::Refused("set … endset"))]
#[case("{% filter first %}{{ s }}{{ s }}{% endfilter %}", TemplateFault::Refused("filter"))]
#[case("{% set s = [s, s]|join %}", TemplateFault::TooLong)]
#[case("{% set s = [title, title]|join(s) %}{% set s = [s, s]|join %}", TemplateFault::TooLong)]
#[case("{% set s = [s, s] %}", TemplateFault::TooLong)]
fn a_text_that_doubles_itself_ends_no_process(#[case] doubling: &str, #[case] fault: TemplateFault) {
    let template = format!("{{% set s = title %}}\n{}{{{{ s }}}}", format!("{doubling}\n").repeat(40));
    for name in TemplateName::ALL {
        let problem = one(name.key(), &template).check(name).unwrap_err();
        assert_eq!(problem.fault, fault, "{problem}");
    }
}

#[test]
fn with_a_wrong_template_the_built_in_one_is_used_and_the_warning_says_why() {
    let document = titled("Jednání");
    let (text, problem) = markdown_with(&document, &one("minutes.md", "# x\n{{ nadpis }}"));
    assert_eq!(text, markdown(&document));
    let problem = problem.unwrap();
    assert_eq!(
        problem.warning(Language::Czech),
        "/t/minutes.md, řádek 2: proměnná „nadpis“ neexistuje; jejich přehled je v docs/formats.md; \
         použita je vestavěná šablona"
    );
    assert!(problem.warning(Language::English).starts_with("/t/minutes.md, line 2: there is no variable"));
    for language in Language::ALL {
        for fault in [
            TemplateFault::Unreadable(io::ErrorKind::PermissionDenied),
            TemplateFault::TooLarge(200),
            TemplateFault::UnknownFormat,
            TemplateFault::NotAPicture,
            TemplateFault::Syntax("a\u{1b}[2J".into()),
            TemplateFault::UnknownWord("a".repeat(1_000)),
            TemplateFault::Refused("set … endset"),
            TemplateFault::Endless,
            TemplateFault::TooLong,
            TemplateFault::NotTogether,
            TemplateFault::Other(String::new()),
        ] {
            let words =
                TemplateProblem { path: "/t/a\u{1b}.md".into(), line: Some(1), fault }.localized(language);
            assert!(!words.contains('\u{1b}') && words.chars().count() < 220, "{words}");
        }
    }
}

#[test]
fn a_file_that_cannot_be_read_is_told() {
    let large = vec![b'x'; 200_001];
    for (bytes, fault) in [
        (&b"\xff\xfe"[..], TemplateFault::Unreadable(io::ErrorKind::InvalidData)),
        (&large, TemplateFault::TooLarge(200)),
    ] {
        let templates = templates(&[("minutes.md", bytes)], &CentreWords::default());
        let (text, problem) = markdown_with(&titled("x"), &templates);
        assert_eq!((text, problem.unwrap().fault), (markdown(&titled("x")), fault));
        assert!(templates.source(TemplateName::ALL[0]).is_err());
    }
}

#[test]
fn the_built_in_templates_show_the_centre_and_pass_their_own_check() {
    let words = CentreWords {
        heading: "Centrum <A>\nUlice 1".to_owned(),
        gdpr_notice: "Osobní údaje: *zákon*".to_owned(),
        logo: Some("/t/logo.png".into()),
    };
    let logo = b"\x89PNG\r\n\x1a\n".as_slice();
    let with = templates(&[("logo.png", logo)], &words);
    let (html, problem) = html_with(&titled("x"), &with);
    assert_eq!(problem, None);
    assert!(html.contains("<img class=\"logo\" src=\"data:image/png;base64,iVBORw0KGgo=\" alt=\"x\">"));
    assert!(html.contains("<p class=\"organisation\">Centrum &lt;A&gt;<br>Ulice 1</p>"));
    assert!(html.contains("<p class=\"notice\">Osobní údaje: *zákon*</p>"));
    let markdown = markdown_with(&titled("x"), &with).0;
    assert!(markdown.starts_with("Centrum &lt;A&gt;\\\nUlice 1\n\n# x\n"), "{markdown}");
    assert!(markdown.ends_with("\n\nx\n\nOsobní údaje: \\*zákon\\*\n"), "{markdown}");
    for name in TemplateName::ALL {
        assert_eq!(one(name.key(), name.built_in()).check(name), Ok(()));
        assert_eq!(with.source(name), Ok(name.built_in()));
    }
}

#[test]
fn without_its_logo_the_minutes_are_written_with_a_warning() {
    let words = CentreWords { logo: Some("/t/logo.gif".into()), ..CentreWords::default() };
    for (files, fault) in [
        (&[("logo.gif", b"GIF89a".as_slice())][..], TemplateFault::NotAPicture),
        (&[], TemplateFault::Unreadable(io::ErrorKind::NotFound)),
    ] {
        let templates = templates(files, &words);
        let (html, problem) = html_with(&titled("x"), &templates);
        let problem = problem.unwrap();
        assert!(!html.contains("<img") && problem.fault == fault);
        assert!(problem.warning(Language::Czech).ends_with("zápis je bez loga"));
        assert_eq!(templates.check_logo(), Err(problem));
        assert_eq!(markdown_with(&titled("x"), &templates).1, None, "Markdown shows no logo");
    }
}

#[test]
fn a_file_elsewhere_is_checked_by_the_end_of_its_name() {
    let read = |text: &'static str| move |_: &Path, _: u64| Ok(text.as_bytes().to_vec());
    assert_eq!(check_template(Path::new("a.HTML"), read("{{ style }}")), Ok(()));
    let fault = |path: &str, text| check_template(Path::new(path), read(text)).unwrap_err().fault;
    assert_eq!(fault("a.md", "{{ style }}"), TemplateFault::UnknownVariable("style".into()));
    assert_eq!(fault("a.txt", ""), TemplateFault::UnknownFormat);
}

/// Two minutes as one document.
fn together() -> Collection {
    let documents = vec![titled("První"), titled("Druhé")];
    Collection::of_period(documents, Language::Czech, "Centrum", (None, None))
}

#[test]
fn several_minutes_are_written_by_the_template_of_the_centre() {
    let template = "NAŠE {{ heading }}\n{% for part in sections %}\n## {{ part.title }}\n{{ part.body }}\n{% endfor %}\n\
                    {{ section.tasks.body }}{{ centre.gdpr_notice }}\n";
    let words = CentreWords { gdpr_notice: "Zpracováváme.".to_owned(), ..CentreWords::default() };
    let (text, problem) =
        together().markdown_with(&templates(&[("minutes.md", template.as_bytes())], &words));
    assert_eq!(problem, None);
    assert!(
        text.starts_with("NAŠE Zápisy z konzultací\n## Obsah\n1. První\n2. Druhé\n\n---\n## První\n"),
        "{text}"
    );
    assert!(text.ends_with("Zpracováváme.\n"), "{text}");
    let (html, problem) = together().html_with(&templates(&[], &words));
    assert!(problem.is_none() && html.contains("<p class=\"notice\">Zpracováváme.</p>"), "{html}");
}

#[test]
fn a_template_that_would_lose_minutes_among_several_is_not_used() {
    let built_in = together().markdown_with(&Templates::default());
    for (template, fault) in [
        ("# {{ heading }}\n{{ section.tasks.body }}", TemplateFault::NotTogether),
        ("{{ nadpis }}", TemplateFault::UnknownVariable("nadpis".to_owned())),
    ] {
        let (text, problem) = together().markdown_with(&one("minutes.md", template));
        assert_eq!((text, problem.map(|it| it.fault)), (built_in.0.clone(), Some(fault)));
    }
}

proptest! {
    #[test]
    fn no_text_is_a_template_that_breaks_the_program(
        text in prop_oneof![
            any::<String>(),
            "(\\{\\{|\\}\\}|\\{%|%\\}|\\{#|[a-z .|()\\[\\]'\"*-]|for|in|if|endif|endfor|set|title|section|\n){0,40}",
        ]
    ) {
        let (written, problem) = markdown_with(&titled("x"), &one("minutes.md", &text));
        if let Some(problem) = problem {
            prop_assert_eq!(written, markdown(&titled("x")));
            let lines = text.matches('\n').count() + 1;
            prop_assert!(problem.line.is_none_or(|line| (1..=lines).contains(&line)), "{}", problem);
        }
    }
}
