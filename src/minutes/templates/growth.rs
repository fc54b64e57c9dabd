//! By what a template could make texts grow in memory without an end. Steps and output are counted by the engine, the
//! values between them by nobody: thirty doublings of a text end the process.

/// The first such means that the template uses, with its line. Texts that stand beside each other need none of them.
pub(super) fn means_of_growth(source: &str) -> Option<(usize, &'static str)> {
    let mut rest = source;
    while let Some((_, after)) = rest.split_once('{') {
        let (close, is_block) = match after.chars().next() {
            Some('{') => ("}}", false),
            Some('%') => ("%}", true),
            Some('#') => {
                rest = after.split_once("#}").map_or("", |(_, after)| after);
                continue;
            }
            _ => {
                rest = after;
                continue;
            }
        };
        let tag = after.get(1..).unwrap_or_default();
        let (code, end) = code(tag, close);
        if let Some((at, means)) = refused(&code, is_block) {
            let before = source.get(..source.len() - tag.len() + at).unwrap_or_default();
            return Some((before.matches('\n').count() + 1, means));
        }
        rest = tag.get(end..).unwrap_or_default();
        if is_block && words(&code).first().is_some_and(|(_, word)| word == "raw") {
            rest = rest.split_once("endraw").map_or("", |(_, after)| after);
        }
    }
    None
}

/// A character with its place in a tag.
type Placed = (usize, char);

/// The tag up to its end without what stands in quotes, and where it ends.
fn code(tag: &str, close: &str) -> (Vec<Placed>, usize) {
    let mut code: Vec<Placed> = Vec::new();
    let (mut quote, mut escaped, mut braces) = (None, false, 0_usize);
    let mut end = tag.len();
    for (at, character) in tag.char_indices() {
        if let Some(mark) = quote {
            if !escaped && character == mark {
                quote = None;
            }
            escaped = !escaped && character == '\\';
            continue;
        }
        if braces == 0 && tag.get(at..).is_some_and(|rest| rest.starts_with(close)) {
            end = at + close.len();
            break;
        }
        match character {
            '"' | '\'' => quote = Some(character),
            '{' => braces += 1,
            '}' => braces = braces.saturating_sub(1),
            _ => {}
        }
        code.push((at, character));
    }
    // Beside the marks of a tag they say what happens to the spaces around it.
    let of_spaces = |it: Option<&Placed>| it.is_some_and(|(_, character)| matches!(character, '-' | '+'));
    if of_spaces(code.last()) {
        code.pop();
    }
    if of_spaces(code.first()) {
        code.remove(0);
    }
    (code, end)
}

/// What of this code is refused, and where in the tag it stands.
fn refused(code: &[Placed], is_block: bool) -> Option<(usize, &'static str)> {
    for &(at, character) in code {
        match character {
            '~' => return Some((at, "~")),
            '+' => return Some((at, "+")),
            '*' => return Some((at, "*")),
            _ => {}
        }
    }
    let words = words(code);
    let (at, tag) = words.first().filter(|_| is_block)?;
    match tag.as_str() {
        // What stands between such tags is written into memory.
        "filter" => Some((*at, "filter")),
        "set" if !assigns(code) => Some((*at, "set … endset")),
        "for" => words.iter().find(|(_, word)| word == "recursive").map(|(at, _)| (*at, "recursive")),
        _ => None,
    }
}

/// The names and keywords with their places.
fn words(code: &[Placed]) -> Vec<(usize, String)> {
    let of_word = |(_, character): &Placed| character.is_alphanumeric() || *character == '_';
    let parts = code.chunk_by(|a, b| of_word(a) && of_word(b)).filter(|part| part.iter().all(of_word));
    let word = |part: &[Placed]| part.iter().map(|(_, character)| character).collect();
    parts.filter_map(|part| Some((part.first()?.0, word(part)))).collect()
}

/// Whether there is a `=` that does not compare.
fn assigns(code: &[Placed]) -> bool {
    let text: String = code.iter().map(|(_, character)| character).collect();
    ["==", "!=", "<=", ">="].iter().fold(text, |text, compares| text.replace(compares, "")).contains('=')
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("a\n{{ title ~ title }}", 2, "~")]
    #[case("{% set s = title\n   + title %}", 2, "+")]
    #[case("{{ 'x' * 9 }}", 1, "*")]
    #[case("{{ {'a': {'b': title}}['a']['b'] ~ 'x' }}", 1, "~")]
    #[case("{{ \"}}\" ~ 'x' }}", 1, "~")]
    #[case("{% raw %}~{% endraw %}\n{{- a ~ b -}}", 2, "~")]
    #[case("{% set s %}x{% endset %}", 1, "set … endset")]
    #[case("{% set s | first %}x{% endset %}", 1, "set … endset")]
    #[case("x\n{%- filter first -%}x{% endfilter %}", 2, "filter")]
    #[case("{% for a in [1] recursive %}{% endfor %}", 1, "recursive")]
    fn what_makes_texts_grow_is_found(#[case] source: &str, #[case] line: usize, #[case] means: &str) {
        assert_eq!(means_of_growth(source), Some((line, means)));
    }

    #[rstest]
    #[case("a ~ b + c * d")]
    #[case("{# a ~ b #}{{ title }}")]
    #[case("{% raw %}{{ a ~ b }}{% endraw %}")]
    #[case("{{ '~ + *' }}{{ \"\\\"~\" }}")]
    #[case("{%+ if title -%}x{%- endif +%}{{- title -}}")]
    #[case("{% set recursive = [title, 'a'] %}{{ recursive|first }}")]
    #[case("{% for a in sections if a.id == 'tasks' %}{{ loop.index - 1 }}{% endfor %}")]
    #[case("{{ title")]
    fn what_makes_nothing_grow_is_let(#[case] source: &str) {
        assert_eq!(means_of_growth(source), None);
    }
}
