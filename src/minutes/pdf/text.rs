//! The fonts that ship with porada, and text as their glyphs with their widths.
//!
//! What the font cannot show is never lost: each such grapheme becomes one visible box that carries the text it
//! stands for, so that searching and copying still find it.

use super::NAMED_CHARACTERS;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::{BufferClusterLevel, Direction, Face, Script, ShapePlan, UnicodeBuffer, shape_with_plan};
use std::collections::HashMap;
use std::rc::Rc;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

const REGULAR: &[u8] = include_bytes!("../../../data/fonts/SourceSans3-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../../data/fonts/SourceSans3-SemiBold.ttf");

/// What stands for a grapheme that the font does not have.
pub(super) const REPLACEMENT: char = '□';

/// The most bytes of a grapheme that is set as one. Longer ones (heaps of accents) are set character by character,
/// because a PDF limits the length of the text that one glyph stands for.
const LONGEST_GRAPHEME: usize = 64;

/// The weight of letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Weight {
    /// Of running text.
    Regular,
    /// Of labels and headings.
    Bold,
}

/// A text as glyphs of one font, left to right. Measures are in sizes of the letters (1.0 = one em).
#[derive(Debug, Clone, Default)]
pub(super) struct Shaped {
    /// The text, whose ranges the glyphs name.
    pub(super) text: String,
    /// The glyphs.
    pub(super) glyphs: Vec<KrillaGlyph>,
    /// The sum of their advances.
    pub(super) width: f32,
}

impl Shaped {
    /// Appends the other text.
    pub(super) fn push(&mut self, other: &Shaped) {
        let start = self.text.len();
        self.text.push_str(&other.text);
        self.width += other.width;
        self.glyphs.extend(other.glyphs.iter().cloned().map(|mut glyph| {
            glyph.text_range = glyph.text_range.start + start..glyph.text_range.end + start;
            glyph
        }));
    }

    /// The smallest pieces that may stand on different lines: a letter with its accents, a ligature, a box.
    pub(super) fn clusters(&self) -> impl Iterator<Item = Shaped> + '_ {
        self.glyphs.chunk_by(|a, b| a.text_range == b.text_range).map(|glyphs| {
            let range = glyphs.first().map(|glyph| glyph.text_range.clone()).unwrap_or_default();
            let text = self.text.get(range).unwrap_or_default().to_owned();
            let own = 0..text.len();
            let glyphs: Vec<KrillaGlyph> =
                glyphs.iter().map(|glyph| KrillaGlyph { text_range: own.clone(), ..glyph.clone() }).collect();
            let width = glyphs.iter().map(|glyph| glyph.x_advance).sum();
            Shaped { text, glyphs, width }
        })
    }
}

/// One font: what shapes and what is embedded.
struct Typeface {
    font: Font,
    face: Face<'static>,
    /// A plan is slow to make and depends on the script only.
    plans: Vec<(Script, ShapePlan)>,
    /// Words come again and again.
    words: HashMap<String, Rc<Shaped>>,
    replacement: KrillaGlyph,
}

/// Both weights, and what they could not show.
pub(super) struct Fonts {
    regular: Typeface,
    bold: Typeface,
    replaced: Vec<String>,
    /// How often each word was asked for, which is what laying out costs.
    #[cfg(test)]
    asked: HashMap<String, usize>,
}

impl Fonts {
    /// The fonts; `None` only if the program was built with damaged ones.
    pub(super) fn load() -> Option<Fonts> {
        Some(Fonts {
            regular: Typeface::load(REGULAR)?,
            bold: Typeface::load(BOLD)?,
            replaced: Vec::new(),
            #[cfg(test)]
            asked: HashMap::new(),
        })
    }

    /// The font to embed.
    pub(super) fn font(&self, weight: Weight) -> Font {
        match weight {
            Weight::Regular => self.regular.font.clone(),
            Weight::Bold => self.bold.font.clone(),
        }
    }

    /// The word (or the space) as glyphs. It should be [`clean`].
    pub(super) fn shape(&mut self, weight: Weight, word: &str) -> Rc<Shaped> {
        #[cfg(test)]
        {
            *self.asked.entry(word.to_owned()).or_default() += 1;
        }
        let typeface = match weight {
            Weight::Regular => &mut self.regular,
            Weight::Bold => &mut self.bold,
        };
        if let Some(known) = typeface.words.get(word) {
            return Rc::clone(known);
        }
        let shaped = Rc::new(typeface.shape_word(word, &mut self.replaced));
        typeface.words.insert(word.to_owned(), Rc::clone(&shaped));
        shaped
    }

    /// How many boxes the text has.
    pub(super) fn boxes(&self, text: &str) -> usize {
        let shows = |character| is_ignorable(character) || self.regular.has(character);
        let text = clean(text);
        let pieces = text.graphemes(true).flat_map(pieces);
        pieces.filter(|(piece, _)| !piece.chars().all(shows)).count()
    }

    /// The graphemes that a box stands for, in the order in which they were met: each that brings a character not met
    /// before, until there are more characters than the notice about them names.
    pub(super) fn replaced(&self) -> &[String] {
        &self.replaced
    }

    /// How often the word was asked for.
    #[cfg(test)]
    pub(super) fn asked(&self, word: &str) -> usize {
        self.asked.get(word).copied().unwrap_or_default()
    }
}

impl Typeface {
    fn load(data: &'static [u8]) -> Option<Typeface> {
        let font = Font::new(data.into(), 0)?;
        let face = Face::from_slice(data, 0)?;
        let glyph = face.glyph_index(REPLACEMENT)?;
        let advance = f32::from(face.glyph_hor_advance(glyph)?) / font.units_per_em();
        let replacement =
            KrillaGlyph::new(GlyphId::new(u32::from(glyph.0)), advance, 0.0, 0.0, 0.0, 0..0, None);
        Some(Typeface { font, face, plans: Vec::new(), words: HashMap::new(), replacement })
    }

    fn has(&self, character: char) -> bool {
        self.face.glyph_index(character).is_some_and(|glyph| glyph.0 != 0)
    }

    fn shape_word(&mut self, word: &str, replaced: &mut Vec<String>) -> Shaped {
        let mut shaped = Shaped::default();
        let mut run = String::new();
        for (piece, alone) in word.graphemes(true).flat_map(pieces) {
            let visible: String = piece.chars().filter(|&c| !is_ignorable(c)).collect();
            let known = visible.chars().all(|character| self.has(character));
            if alone || !known {
                let before = self.shape_run(&std::mem::take(&mut run));
                shaped.push(&before);
            }
            if known {
                run.push_str(&visible);
                continue;
            }
            shaped.push(&self.boxed(piece));
            let is_new = |character| !replaced.iter().any(|known| known.contains(character));
            if replaced.len() <= NAMED_CHARACTERS && piece.chars().any(is_new) {
                replaced.push(piece.to_owned());
            }
        }
        let rest = self.shape_run(&run);
        shaped.push(&rest);
        shaped
    }

    /// The box that stands for a text.
    fn boxed(&self, text: &str) -> Shaped {
        let glyph = KrillaGlyph { text_range: 0..text.len(), ..self.replacement.clone() };
        Shaped { text: text.to_owned(), width: glyph.x_advance, glyphs: vec![glyph] }
    }

    /// The text, of which the font has every character.
    fn shape_run(&mut self, text: &str) -> Shaped {
        if text.is_empty() {
            return Shaped::default();
        }
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.set_direction(Direction::LeftToRight);
        // A letter and the mark above it are two glyphs with a text each, so that a letter means itself everywhere.
        buffer.set_cluster_level(BufferClusterLevel::Characters);
        buffer.guess_segment_properties();
        let script = buffer.script();
        let known = self.plans.iter().position(|(planned, _)| *planned == script);
        let at = known.unwrap_or_else(|| {
            let plan = ShapePlan::new(&self.face, Direction::LeftToRight, Some(script), None, &[]);
            self.plans.push((script, plan));
            self.plans.len() - 1
        });
        let Some((_, plan)) = self.plans.get(at) else { return Shaped::default() };
        let output = shape_with_plan(&self.face, plan, buffer);
        let em = self.font.units_per_em();
        let mut glyphs: Vec<KrillaGlyph> = Vec::with_capacity(output.len());
        // From the back: a glyph's text ends where that of the next cluster starts.
        let (mut start, mut end) = (text.len(), text.len());
        for (info, position) in output.glyph_infos().iter().zip(output.glyph_positions()).rev() {
            let cluster = info.cluster as usize;
            if cluster < start {
                (start, end) = (cluster, start);
            }
            glyphs.push(KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                position.x_advance as f32 / em,
                position.x_offset as f32 / em,
                position.y_offset as f32 / em,
                position.y_advance as f32 / em,
                start..end,
                None,
            ));
        }
        glyphs.reverse();
        Shaped { text: text.to_owned(), width: glyphs.iter().map(|glyph| glyph.x_advance).sum(), glyphs }
    }
}

/// The grapheme, or its characters where there are too many of them; and whether each is to be set alone.
fn pieces(grapheme: &str) -> impl Iterator<Item = (&str, bool)> {
    let whole = grapheme.len() <= LONGEST_GRAPHEME;
    let characters = grapheme.char_indices().map(|(at, character)| (at, at + character.len_utf8()));
    let cuts = characters.filter(move |_| !whole).chain(whole.then_some((0, grapheme.len())));
    cuts.filter_map(move |(from, to)| Some((grapheme.get(from..to)?, !whole)))
}

/// The text as it can be set: composed letters, plain spaces, line breaks as `\n`, no control characters, and U+FFFD
/// for private and invalid characters, which mean nothing outside one computer.
pub(super) fn clean(text: &str) -> String {
    let set = |character: char| match character {
        '\n' => Some('\n'),
        '\u{a0}' | '\u{2007}' | '\u{202f}' => Some('\u{a0}'),
        _ if character.is_whitespace() => Some(' '),
        _ if super::super::plain::is_hidden(character) => None,
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' => Some('\u{fffd}'),
        '\u{fdd0}'..='\u{fdef}' => Some('\u{fffd}'),
        _ if u32::from(character) & 0xfffe == 0xfffe => Some('\u{fffd}'),
        _ => Some(character),
    };
    text.nfc().filter_map(set).collect()
}

/// Whether a character has no picture of its own and only changes how its neighbours look (the property
/// Default_Ignorable_Code_Point of Unicode).
fn is_ignorable(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_weights_have_every_czech_letter_and_what_brokers_type() {
        let letters = "aábcčdďeéěfghiíjklmnňoópqrřsštťuúůvwxyýzž";
        let typed = format!(
            "{letters}{}0123456789 .,:;!?-–—…„“‚‘»«()[]{{}}/\\%‰§&@#*+=<>|~^_'\"°²³×·•€$£µ±≤≥≠≈→←✓☐☑½¼□",
            letters.to_uppercase()
        );
        let mut fonts = Fonts::load().unwrap();
        for weight in [Weight::Regular, Weight::Bold] {
            let shaped = fonts.shape(weight, &typed);
            assert_eq!(shaped.text, typed);
            assert!(shaped.glyphs.iter().all(|glyph| glyph.glyph_id.to_u32() != 0));
        }
        assert!(fonts.replaced().is_empty(), "{:?}", fonts.replaced());
    }

    #[test]
    fn both_weights_have_every_character_of_the_shipped_data() {
        let mut fonts = Fonts::load().unwrap();
        for file in
            ["practices.jsonl", "concept.json", "funding.json", "indicators.json", "municipalities.csv"]
        {
            let path = format!("{}/data/{file}", env!("CARGO_MANIFEST_DIR"));
            let characters: std::collections::BTreeSet<char> =
                clean(&std::fs::read_to_string(path).unwrap()).chars().filter(|&c| c != '\n').collect();
            let text: String = characters.into_iter().collect();
            for weight in [Weight::Regular, Weight::Bold] {
                fonts.shape(weight, &text);
            }
        }
        assert!(fonts.replaced().is_empty(), "{:?}", fonts.replaced());
    }

    #[test]
    fn what_the_font_lacks_is_a_box_that_carries_the_text() {
        let mut fonts = Fonts::load().unwrap();
        let shaped = fonts.shape(Weight::Regular, "a👩‍👩‍👧b中\u{fe0f}☎");
        assert_eq!(shaped.text, "a👩‍👩‍👧b中\u{fe0f}☎");
        assert_eq!(shaped.glyphs.len(), 5);
        assert_eq!(fonts.boxes("a👩‍👩‍👧b中\u{fe0f}☎"), 3);
        assert_eq!(fonts.replaced(), ["👩‍👩‍👧", "中\u{fe0f}", "☎"]);
    }

    #[test]
    fn of_many_unknown_characters_only_those_that_are_named_are_kept() {
        let mut fonts = Fonts::load().unwrap();
        let many: Vec<String> = ('\u{4e00}'..'\u{5e00}').map(String::from).collect();
        for character in &many {
            fonts.shape(Weight::Regular, character);
        }
        assert_eq!(
            fonts.replaced(),
            &many[..NAMED_CHARACTERS + 1],
            "one more, so that the notice ends with …"
        );
    }

    #[test]
    fn clean_text_is_composed_and_has_nothing_that_a_pdf_forbids() {
        assert_eq!(clean("c\u{30c}e\tb\u{0}\u{202e}\r\nd\u{3000}e\u{a0}f"), "če b \nd e\u{a0}f");
        assert_eq!(clean("\u{e000}\u{ffff}\u{fdd0}\u{10fffd}"), "\u{fffd}".repeat(3));
    }

    #[test]
    fn a_heap_of_accents_is_cut_into_short_pieces() {
        let heap = format!("e{}", "\u{301}".repeat(20_000));
        let mut fonts = Fonts::load().unwrap();
        let shaped = fonts.shape(Weight::Regular, &clean(&heap));
        assert!(shaped.glyphs.iter().all(|glyph| glyph.text_range.len() <= LONGEST_GRAPHEME));
    }

    #[test]
    fn clusters_put_together_are_the_text_again() {
        let mut fonts = Fonts::load().unwrap();
        let shaped = fonts.shape(Weight::Bold, "příliš👍fi");
        let mut again = Shaped::default();
        shaped.clusters().for_each(|cluster| again.push(&cluster));
        assert_eq!(again.text, shaped.text);
        assert!((again.width - shaped.width).abs() < 1e-4);
    }
}
