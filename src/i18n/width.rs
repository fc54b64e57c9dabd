//! Text on a terminal: how wide it is, how it is cut and wrapped, and how it is made harmless.
//!
//! Everything counts in extended grapheme clusters (what a person calls a character), so that no accent or
//! emoji is torn apart, and in columns of a terminal.

use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

const ELLIPSIS: &str = "…";

/// How many columns of a terminal the text takes.
pub fn display_width(text: &str) -> usize {
    text.graphemes(true).map(UnicodeWidthStr::width).sum()
}

/// The text cut to at most `width` columns; what was cut is marked with `…`.
pub fn truncate(text: &str, width: usize) -> Cow<'_, str> {
    if display_width(text) <= width {
        return Cow::Borrowed(text);
    }
    if width == 0 {
        return Cow::Borrowed("");
    }
    let mut cut = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        used += grapheme.width();
        if used > width - 1 {
            break;
        }
        cut.push_str(grapheme);
    }
    cut.truncate(cut.trim_end().len());
    cut.push_str(ELLIPSIS);
    Cow::Owned(cut)
}

/// The text in exactly `width` columns: cut with `…`, or filled with spaces on the right.
pub fn pad(text: &str, width: usize) -> String {
    let mut padded = truncate(text, width).into_owned();
    let missing = width.saturating_sub(display_width(&padded));
    padded.extend(std::iter::repeat_n(' ', missing));
    padded
}

/// The lines of the text in at most `width` columns (0 counts as 1).
///
/// Lines break at spaces, never at a no-break space, and at each `\n`; a word that is longer than a line breaks
/// between graphemes. Spaces at the end of a line are dropped. Only a grapheme that alone is wider than `width`
/// stands out. A text without content is one empty line.
pub fn wrap(text: &str, width: usize) -> Vec<&str> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        wrap_paragraph(paragraph, width.max(1), &mut lines);
    }
    lines
}

/// A run of spaces at which the current line may break.
struct Break {
    /// Where the run begins.
    end: usize,
    /// Where the text after the run begins.
    next: usize,
    /// Columns from the beginning of the line to `next`.
    columns: usize,
}

fn wrap_paragraph<'a>(paragraph: &'a str, width: usize, lines: &mut Vec<&'a str>) {
    let slice = |from: usize, to: usize| paragraph.get(from..to).unwrap_or_default().trim_end_matches(' ');
    let mut line_start = 0;
    let mut columns = 0;
    let mut last_break: Option<Break> = None;
    for (index, grapheme) in paragraph.grapheme_indices(true) {
        if grapheme == " " {
            columns += 1;
            let end =
                last_break.as_ref().filter(|found| found.next == index).map_or(index, |found| found.end);
            last_break = Some(Break { end, next: index + 1, columns });
            continue;
        }
        while columns + grapheme.width() > width && index > line_start {
            match last_break.take() {
                Some(found) => {
                    // Spaces that begin a line and leave no room for the word are dropped.
                    if found.end > line_start {
                        lines.push(slice(line_start, found.end));
                    }
                    line_start = found.next;
                    columns -= found.columns;
                }
                None => {
                    lines.push(slice(line_start, index));
                    line_start = index;
                    columns = 0;
                }
            }
        }
        columns += grapheme.width();
    }
    lines.push(slice(line_start, paragraph.len()));
}

/// The text as one line that is harmless on a terminal: line breaks and tabs become spaces, and every control
/// character, bidirectional override and invisible character is removed. Escape sequences of imported or
/// synchronised data so become plain visible text.
pub fn sanitize(text: &str) -> Cow<'_, str> {
    sanitize_with(text, ' ')
}

/// Like [`sanitize`], but line breaks stay, as `\n`.
pub fn sanitize_lines(text: &str) -> Cow<'_, str> {
    sanitize_with(text, '\n')
}

fn sanitize_with(text: &str, line_break: char) -> Cow<'_, str> {
    let is_clean = |c: char| c == line_break || !(c.is_control() || is_invisible(c) || is_line_break(c));
    if text.chars().all(is_clean) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    let mut last = None;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let kept = match c {
            '\r' if rest.peek() == Some(&'\n') => None,
            '\t' => Some(' '),
            c if is_line_break(c) => Some(line_break),
            ZERO_WIDTH_JOINER => {
                let after = last.is_some_and(|last| is_pictograph(last) || last == EMOJI_PRESENTATION);
                (after && rest.peek().copied().is_some_and(is_pictograph)).then_some(c)
            }
            EMOJI_PRESENTATION => last.is_some_and(is_pictograph).then_some(c),
            c if c.is_control() || is_invisible(c) => None,
            c => Some(c),
        };
        if let Some(kept) = kept {
            clean.push(kept);
            last = Some(kept);
        }
    }
    Cow::Owned(clean)
}

const ZERO_WIDTH_JOINER: char = '\u{200d}';
const EMOJI_PRESENTATION: char = '\u{fe0f}';

fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Characters that show nothing or reorder what others show (Unicode property Default_Ignorable_Code_Point, bidi
/// controls, interlinear annotation): they can hide text from the reader or disguise it.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// Whether `c` is a pictograph or a skin tone, so that it can be a part of a joined emoji.
fn is_pictograph(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{23ff}' | '\u{2600}'..='\u{27bf}'
        | '\u{2b00}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("", 0)]
    #[case("žluťoučký", 9)]
    #[case("z\u{30c}lutý", 5)]
    #[case("日本", 4)]
    #[case("10\u{a0}324", 6)]
    fn width_is_in_columns(#[case] text: &str, #[case] expected: usize) {
        assert_eq!(display_width(text), expected);
    }

    #[rstest]
    #[case("Jeseník", 7, "Jeseník")]
    #[case("Jeseník", 6, "Jesen…")]
    #[case("Nový Jičín", 6, "Nový…")]
    #[case("日本語", 4, "日…")]
    #[case("Jeseník", 1, "…")]
    #[case("Jeseník", 0, "")]
    #[case("", 0, "")]
    fn long_text_is_cut_with_an_ellipsis(#[case] text: &str, #[case] width: usize, #[case] expected: &str) {
        assert_eq!(truncate(text, width), expected);
    }

    #[rstest]
    #[case("", 5, &[""])]
    #[case("jedna dvě tři", 9, &["jedna dvě", "tři"])]
    #[case("jedna dvě tři", 5, &["jedna", "dvě", "tři"])]
    #[case("jedna\n\ndvě", 9, &["jedna", "", "dvě"])]
    #[case("nejneobhospodařovávatelnější", 10, &["nejneobhos", "podařováva", "telnější"])]
    #[case("a nejneobhospodařovávatelnější", 10, &["a", "nejneobhos", "podařováva", "telnější"])]
    #[case("má 10\u{a0}324 obyvatel", 8, &["má", "10\u{a0}324", "obyvatel"])]
    #[case("  odsazený text", 10, &["  odsazený", "text"])]
    #[case("          x", 4, &["x"])]
    #[case("konec     ", 6, &["konec"])]
    #[case("日本", 1, &["日", "本"])]
    #[case("ab", 0, &["a", "b"])]
    fn text_wraps_at_words(#[case] text: &str, #[case] width: usize, #[case] expected: &[&str]) {
        assert_eq!(wrap(text, width), expected);
    }

    #[rstest]
    #[case("běžný text", "běžný text")]
    #[case("\u{1b}[31mčervená\u{1b}[0m", "[31mčervená[0m")]
    #[case("\u{9b}31m", "31m")]
    #[case("\u{1b}]0;titulek\u{7}", "]0;titulek")]
    #[case("a\r\nb\tc\u{2028}d", "a b c d")]
    #[case("faktura\u{202e}fdp.exe", "fakturafdp.exe")]
    #[case("pa\u{200b}ro\u{ad}va\u{feff}t", "parovat")]
    #[case("a\u{200d}b", "ab")]
    #[case("👩\u{200d}💻", "👩\u{200d}💻")]
    #[case("👩\u{200d}", "👩")]
    fn nothing_harmful_stays(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(sanitize(text), expected);
    }

    #[test]
    fn line_breaks_stay_only_where_asked() {
        assert_eq!(sanitize_lines("a\r\nb\rc\nd\u{7}"), "a\nb\nc\nd");
        assert!(matches!(sanitize_lines("a\nb"), Cow::Borrowed("a\nb")));
        assert_eq!(sanitize("a\nb"), "a b");
    }

    /// Texts with spaces, wide, combining, joined and control characters.
    fn difficult() -> impl Strategy<Value = String> {
        prop_oneof![
            any::<String>(),
            "[a-zá \n\u{a0}\u{301}日👩\u{200d}\u{fe0f}\u{1b}\u{9b}\u{202e}\r\t]{0,40}",
            "[ab ]{0,30}"
        ]
    }

    proptest! {
        #[test]
        fn cut_text_fits(text in difficult(), width in 0_usize..30) {
            prop_assert!(display_width(&truncate(&text, width)) <= width);
        }

        #[test]
        fn padded_text_fills_its_columns(text in difficult(), width in 0_usize..30) {
            let text = sanitize(&text);
            prop_assert_eq!(display_width(&pad(&text, width)), width);
        }

        #[test]
        fn wrapped_lines_fit_and_lose_only_spaces(text in difficult(), width in 1_usize..20) {
            let lines = wrap(&text, width);
            for line in &lines {
                prop_assert!(display_width(line) <= width || line.graphemes(true).count() == 1, "{line:?}");
            }
            let without_spaces = |text: &str| text.replace([' ', '\n'], "");
            prop_assert_eq!(without_spaces(&lines.concat()), without_spaces(&text));
        }

        #[test]
        fn sanitized_text_has_no_control_character(text in difficult()) {
            let clean = sanitize(&text).into_owned();
            prop_assert!(!clean.chars().any(char::is_control));
            prop_assert!(!clean.chars().any(|c| is_invisible(c) && c != ZERO_WIDTH_JOINER && c != EMOJI_PRESENTATION));
            prop_assert_eq!(sanitize(&clean), clean.as_str());
            let lines = sanitize_lines(&text).into_owned();
            prop_assert!(!lines.chars().any(|c| c.is_control() && c != '\n'));
            prop_assert_eq!(sanitize_lines(&lines), lines.as_str());
        }
    }
}
