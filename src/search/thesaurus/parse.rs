//! Reading: the lines of a file become groups, patterns and meanings.

use super::{
    ABBREVIATION, HashMap, MEANT, Pattern, SYNONYM, Thesaurus, ThesaurusError, ThesaurusProblem, fold,
    is_stop_word, key, words,
};

/// The lines of a file, each with its number from 1.
#[derive(Default)]
struct Lines<'text> {
    /// The terms of each group.
    groups: Vec<(usize, Vec<&'text str>)>,
    /// The phrases of each need, and the terms that it means.
    needs: Vec<(usize, Vec<&'text str>, Vec<&'text str>)>,
    errors: Vec<ThesaurusError>,
}

impl<'text> Lines<'text> {
    fn read(text: &'text str) -> Lines<'text> {
        let mut lines = Lines::default();
        for (number, content) in (1..).zip(text.lines()) {
            let content = content.trim().trim_start_matches('\u{feff}');
            if content.is_empty() || content.starts_with('#') {
                continue;
            }
            let sides: Vec<&str> = content.split(" > ").collect();
            let problem = match *sides.as_slice() {
                [asked, meant] if !content.contains(" = ") => {
                    let parts = |side: &'text str| side.split(',').map(str::trim).collect();
                    lines.needs.push((number, parts(asked), parts(meant)));
                    continue;
                }
                [group] => {
                    let terms: Vec<&str> = group.split(" = ").map(str::trim).collect();
                    if terms.len() > 1 {
                        lines.groups.push((number, terms));
                        continue;
                    }
                    ThesaurusProblem::TooFewTerms
                }
                _ => ThesaurusProblem::MixedSigns,
            };
            lines.errors.push(ThesaurusError { line: number, problem });
        }
        lines
    }

    fn refuse(&mut self, line: usize, problem: ThesaurusProblem) {
        self.errors.push(ThesaurusError { line, problem });
    }
}

/// What is known of the needs before a line.
#[derive(Default)]
struct Seen {
    /// The line of each phrase.
    lines: HashMap<Vec<String>, usize>,
    /// The numbers of the terms of one word of each group that was asked for.
    of_group: HashMap<u32, Vec<u32>>,
}

/// What became of a term.
enum Added {
    Here,
    Refused(ThesaurusProblem),
    In(u32),
}

impl Thesaurus {
    /// Reads a thesaurus; the form of the file is told at the top of this module.
    ///
    /// # Errors
    /// Every line that cannot be used, in order.
    pub fn parse(text: &str) -> Result<Thesaurus, Vec<ThesaurusError>> {
        Thesaurus::default().with(text)
    }

    /// This thesaurus with the lines of a file. A group that shares a term with one of these adds its other terms to it;
    /// terms that are known already stay where they are.
    ///
    /// # Errors
    /// Every line that cannot be used, in order.
    pub fn with(&self, text: &str) -> Result<Thesaurus, Vec<ThesaurusError>> {
        let mut lines = Lines::read(text);
        let own = Thesaurus::of_groups(&mut lines);
        let mut joined = if self.is_empty() { own } else { self.joined(&own) };
        let mut seen = Seen::default();
        for (line, asked, meant) in std::mem::take(&mut lines.needs) {
            let meant = joined.groups_meant(line, &meant, &mut lines);
            for term in asked {
                if let Err(problem) = joined.add_need(term, &meant, line, &mut seen) {
                    lines.refuse(line, problem);
                }
            }
        }
        lines.errors.sort_by_key(|error| error.line);
        if lines.errors.is_empty() { Ok(joined) } else { Err(lines.errors) }
    }

    /// The groups of a file alone, so that it cannot contradict itself.
    fn of_groups(lines: &mut Lines) -> Thesaurus {
        let mut thesaurus = Thesaurus::default();
        let groups = std::mem::take(&mut lines.groups);
        for ((line, terms), group) in groups.iter().zip(0_u32..) {
            thesaurus.groups.push(Vec::new());
            for term in terms {
                let problem = match thesaurus.add(term, group) {
                    Added::Here => continue,
                    Added::Refused(problem) => problem,
                    Added::In(other) => ThesaurusProblem::InTwoGroups {
                        term: (*term).to_owned(),
                        other_line: groups.get(other as usize).map_or(0, |(line, _)| *line),
                    },
                };
                lines.refuse(*line, problem);
            }
        }
        thesaurus
    }

    fn joined(&self, extra: &Thesaurus) -> Thesaurus {
        let mut joined = self.clone();
        for terms in &extra.groups {
            let known = terms.iter().find_map(|term| self.group_of(term));
            let group = known.unwrap_or(joined.groups.len() as u32);
            if known.is_none() {
                joined.groups.push(Vec::new());
            }
            for term in terms {
                joined.add(term, group);
            }
        }
        joined
    }

    fn add(&mut self, term: &str, group: u32) -> Added {
        let folded = fold(term);
        let parts: Vec<&str> = words(&folded).collect();
        if let Some(problem) = refused(term, &parts) {
            return Added::Refused(problem);
        }
        let taken = match *parts.as_slice() {
            [word] if word.len() <= ABBREVIATION => {
                *self.abbreviations.entry(word.to_owned()).or_insert(group)
            }
            _ => {
                let mut node = 0;
                for word in &parts {
                    let stem = self.stem_number(word);
                    let new = self.steps.len() as u32 + 1;
                    node = *self.steps.entry((node, stem)).or_insert(new);
                }
                self.ends.resize(self.steps.len() + 1, None);
                self.ends.get_mut(node as usize).map_or(group, |end| *end.get_or_insert(group))
            }
        };
        if taken != group {
            return Added::In(taken);
        }
        let telling: Vec<&str> = parts.into_iter().filter(|word| !is_stop_word(word)).collect();
        if telling.len() > 1 {
            let numbers: Vec<u32> = telling.into_iter().map(|word| self.stem_number(word)).collect();
            for &number in &numbers {
                self.parts.entry(number).or_default().note(group);
            }
            let words = numbers.into_iter().map(|number| vec![number]).collect();
            self.add_pattern(Pattern { words, groups: vec![group], quality: SYNONYM });
        }
        if let Some(terms) = self.groups.get_mut(group as usize) {
            terms.push(term.to_owned());
        }
        Added::Here
    }

    fn stem_number(&mut self, word: &str) -> u32 {
        number(&mut self.stems, &key(word), &mut self.numbered)
    }

    fn add_pattern(&mut self, pattern: Pattern) {
        self.patterns_of.resize(self.numbered as usize, Vec::new());
        // The word with the fewest choices is in the fewest queries.
        for &number in pattern.words.iter().min_by_key(|choice| choice.len()).into_iter().flatten() {
            if let Some(patterns) = self.patterns_of.get_mut(number as usize) {
                patterns.push(self.patterns.len() as u32);
            }
        }
        self.patterns.push(pattern);
    }

    /// The groups of the terms right of an arrow.
    fn groups_meant(&self, line: usize, terms: &[&str], lines: &mut Lines) -> Vec<u32> {
        let mut groups = Vec::new();
        for term in terms {
            match self.group_of(term) {
                Some(group) => groups.push(group),
                None if words(&fold(term)).next().is_none() => {
                    lines.refuse(line, ThesaurusProblem::EmptyTerm);
                }
                None => {
                    lines.refuse(line, ThesaurusProblem::UnknownMeaning { term: (*term).to_owned() });
                }
            }
        }
        groups
    }

    /// Adds a phrase left of an arrow.
    fn add_need(
        &mut self,
        term: &str,
        meant: &[u32],
        line: usize,
        seen: &mut Seen,
    ) -> Result<(), ThesaurusProblem> {
        let folded = fold(term);
        let parts: Vec<&str> = words(&folded).collect();
        if let Some(problem) = refused(term, &parts) {
            return Err(problem);
        }
        if let Some(group) = self.group_of(term).filter(|_| !term.contains(['/', '*'])) {
            let all = self.meant.entry(group).or_default();
            all.extend(meant.iter().filter(|&&other| other != group));
            return Ok(());
        }
        let choices = choices(term);
        let mut sorted: Vec<String> = choices.iter().map(|choice| choice.join("/")).collect();
        sorted.sort_unstable();
        if let Some(&other_line) = seen.lines.get(&sorted) {
            return Err(ThesaurusProblem::AskedTwice { term: term.to_owned(), other_line });
        }
        seen.lines.insert(sorted, line);
        let words = choices.iter().map(|choice| self.numbers(choice, seen)).collect();
        self.add_pattern(Pattern { words, groups: meant.to_vec(), quality: MEANT });
        Ok(())
    }

    /// The numbers of the words that will do for one of a phrase.
    fn numbers(&mut self, choice: &[String], seen: &mut Seen) -> Vec<u32> {
        let mut numbers = Vec::new();
        for word in choice {
            if let Some(beginning) = word.strip_suffix('*') {
                numbers.push(number(&mut self.beginnings, beginning, &mut self.numbered));
                continue;
            }
            numbers.push(self.stem_number(word));
            let form = self.form(word);
            if let Some(phrase) = self.longest_at(&[form], 0) {
                let others = seen.of_group.entry(phrase.group);
                numbers.extend_from_slice(others.or_insert_with(|| self.words_of(phrase.group)));
            }
        }
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    /// The numbers of the terms of one word in a group.
    fn words_of(&mut self, group: u32) -> Vec<u32> {
        let terms = self.groups.get(group as usize).cloned().unwrap_or_default();
        let single = terms.iter().filter_map(|term| {
            let folded = fold(term);
            let mut words = words(&folded);
            let word = words.next().filter(|_| words.next().is_none())?;
            Some(self.stem_number(word))
        });
        single.collect()
    }
}

/// The number of a text in a table that shares its numbers with another.
fn number(table: &mut HashMap<String, u32>, text: &str, numbered: &mut u32) -> u32 {
    if let Some(&known) = table.get(text) {
        return known;
    }
    let number = *numbered;
    *numbered += 1;
    table.insert(text.to_owned(), number);
    number
}

/// For each word of a phrase the words that will do, folded; those that are beginnings end with `*`.
fn choices(phrase: &str) -> Vec<Vec<String>> {
    let folded = |word: &str| {
        let ending = if word.ends_with('*') { "*" } else { "" };
        let parts: Vec<String> = words(&fold(word)).map(|part| format!("{part}{ending}")).collect();
        parts
    };
    let all: Vec<Vec<String>> = phrase
        .split_whitespace()
        .flat_map(|word| match word.contains('/') {
            true => vec![word.split('/').flat_map(folded).collect()],
            false => folded(word).into_iter().map(|part| vec![part]).collect(),
        })
        .filter(|choice: &Vec<String>| !choice.is_empty())
        .collect();
    let telling = |choice: &&Vec<String>| choice.iter().any(|word| !is_stop_word(word));
    // Where only one word tells something, the others make the difference (`není kde parkovat`).
    if all.iter().filter(telling).count() > 1 { all.iter().filter(telling).cloned().collect() } else { all }
}

/// Why a term of these words can be no term.
fn refused(term: &str, parts: &[&str]) -> Option<ThesaurusProblem> {
    if parts.is_empty() {
        return Some(ThesaurusProblem::EmptyTerm);
    }
    let says_nothing = |word: &&str| word.chars().count() == 1 || is_stop_word(word);
    parts.iter().all(says_nothing).then(|| ThesaurusProblem::SaysNothing { term: term.to_owned() })
}
