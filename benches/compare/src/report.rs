//! The tables, `results.md`.

use crate::Failure;
use crate::engines::PORADA;
use crate::figures::{Figures, Judgement, Relevance, Session, Size, Speed, folder};
use crate::plot::{self, Line};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Writes the tables and the plot.
pub fn write(figures: &Figures) -> Result<(), Failure> {
    std::fs::write(folder().join("results.md"), tables(figures)?)?;
    let growth = growth(figures);
    if !growth.is_empty() {
        std::fs::write(folder().join("../../docs/pictures/search-growth.svg"), plot::svg(&growth)?)?;
    }
    Ok(())
}

/// The p99 of each engine in milliseconds at each size, in the order of the engines.
fn growth(figures: &Figures) -> Vec<Line> {
    let mut growth: Vec<Line> = Vec::new();
    for (&size, measured) in &figures.sizes {
        for speed in &measured.speeds {
            let point = (size, Summary::of(&speed.sessions).p99);
            match growth.iter_mut().find(|(engine, _)| *engine == speed.engine) {
                Some((_, points)) => points.push(point),
                None => growth.push((speed.engine.clone(), vec![point])),
            }
        }
    }
    growth
}

fn tables(figures: &Figures) -> Result<String, Failure> {
    let mut text = String::from("# porada's search against its peers\n\n");
    writeln!(text, "Written by the program in this folder (`README.md`). {}.\n", figures.machine)?;
    for (size, measured) in &figures.sizes {
        speed(&mut text, *size, measured)?;
    }
    grown(&mut text, figures)?;
    for relevance in &figures.relevance {
        answers(&mut text, relevance)?;
    }
    Ok(text)
}

/// CPU milliseconds per keystroke.
struct Summary {
    keystrokes: usize,
    mean: f64,
    p50: f64,
    p99: f64,
}

impl Summary {
    fn of<'a>(sessions: impl IntoIterator<Item = &'a Session>) -> Summary {
        let times = sessions.into_iter().flat_map(|session| &session.cpu_us);
        let mut times: Vec<f64> = times.map(|time| time / 1e3).collect();
        times.sort_by(f64::total_cmp);
        let at = |share: f64| -> f64 {
            let place = (times.len() as f64 * share).ceil() as usize;
            times.get(place.saturating_sub(1)).copied().unwrap_or(0.0)
        };
        let mean = times.iter().sum::<f64>() / times.len().max(1) as f64;
        Summary { keystrokes: times.len(), mean, p50: at(0.5), p99: at(0.99) }
    }
}

fn speed(text: &mut String, size: usize, measured: &Size) -> Result<(), Failure> {
    let Size { mean_bytes, distinct_words, .. } = measured;
    writeln!(text, "## {} records\n", thousands(size))?;
    writeln!(
        text,
        "{mean_bytes} bytes of text a record, {} distinct words. CPU milliseconds per keystroke; `n` is the number of \
         keystrokes. The ratios are those to porada over the same keystrokes.\n",
        thousands(*distinct_words)
    )?;
    text.push_str("| engine | n | p50 | p99 | mean | porada : it, mean | porada : it, p99 |\n");
    text.push_str("| --- | --: | --: | --: | --: | --: | --: |\n");
    let porada = measured.speeds.iter().find(|speed| speed.engine == PORADA).ok_or("porada is missing")?;
    for speed in &measured.speeds {
        let its = Summary::of(&speed.sessions);
        let ours = Summary::of(same_sessions(porada, speed));
        let ratios = if speed.engine == PORADA {
            "– | –".to_owned()
        } else {
            format!("1 : {} | 1 : {}", figure(its.mean / ours.mean), figure(its.p99 / ours.p99))
        };
        let [p50, p99, mean] = [its.p50, its.p99, its.mean].map(figure);
        writeln!(text, "| {} | {} | {p50} | {p99} | {mean} | {ratios} |", speed.engine, its.keystrokes)?;
    }
    text.push('\n');
    finished(text, measured)?;
    footprints(text, size, measured)
}

fn footprints(text: &mut String, size: usize, measured: &Size) -> Result<(), Failure> {
    text.push_str("An index built alone in its own process (records already in memory):\n\n");
    text.push_str(
        "| index | build, wall s | build, CPU s | `VmRSS` grew by | a record | peak above the start |\n",
    );
    text.push_str("| --- | --: | --: | --: | --: | --: |\n");
    for index in &measured.footprints {
        let each = index.grown_kb as f64 * 1024.0 / size as f64;
        writeln!(
            text,
            "| {} | {} | {} | {} MB | {} B | {} MB |",
            index.engine,
            figure(index.wall_s),
            figure(index.cpu_s),
            figure(index.grown_kb as f64 / 1024.0),
            thousands(each.round() as usize),
            figure(index.peak_kb as f64 / 1024.0)
        )?;
    }
    text.push('\n');
    Ok(())
}

fn same_sessions<'a>(porada: &'a Speed, peer: &Speed) -> impl Iterator<Item = &'a Session> {
    let typed: BTreeSet<(usize, String)> =
        peer.sessions.iter().map(|session| (session.round, session.text.clone())).collect();
    porada.sessions.iter().filter(move |session| typed.contains(&(session.round, session.text.clone())))
}

fn finished(text: &mut String, measured: &Size) -> Result<(), Failure> {
    let Some(version) = &measured.fzf else {
        text.push_str("fzf was not installed.\n\n");
        return Ok(());
    };
    writeln!(
        text,
        "fzf {version}, `--filter` with `--bench` (all cores, lines already in its memory), and porada (one core, median) \
         in the same minutes; milliseconds on the clock for the finished query:\n"
    )?;
    text.push_str("| query | fzf | porada | porada : fzf |\n| --- | --: | --: | --: |\n");
    for query in &measured.finished {
        let ratio = figure(query.fzf_ms / query.porada_ms);
        let (fzf, porada) = (figure(query.fzf_ms), figure(query.porada_ms));
        writeln!(text, "| `{}` | {fzf} | {porada} | 1 : {ratio} |", query.text)?;
    }
    text.push('\n');
    Ok(())
}

fn grown(text: &mut String, figures: &Figures) -> Result<(), Failure> {
    let growth = growth(figures);
    let (Some((least, _)), Some((most, _))) =
        (figures.sizes.first_key_value(), figures.sizes.last_key_value())
    else {
        return Ok(());
    };
    if least == most {
        return Ok(());
    }
    writeln!(
        text,
        "## Growth\n\n![CPU per keystroke by the number of records](../../docs/pictures/search-growth.svg)\n\nCPU p99 per \
         keystroke in milliseconds. From {} to {} the records grow {}×.\n",
        thousands(*least),
        thousands(*most),
        most / least
    )?;
    let sizes: Vec<String> = figures.sizes.keys().map(|size| thousands(*size)).collect();
    writeln!(text, "| engine | {} | grows |", sizes.join(" | "))?;
    writeln!(text, "| --- |{} --: |", " --: |".repeat(sizes.len()))?;
    for (engine, points) in &growth {
        let cells: Vec<String> = points.iter().map(|(_, p99)| figure(*p99)).collect();
        let (first, last) =
            (points.first().map_or(1.0, |point| point.1), points.last().map_or(1.0, |point| point.1));
        writeln!(text, "| {engine} | {} | {}× |", cells.join(" | "), figure(last / first))?;
    }
    text.push('\n');
    Ok(())
}

/// Shares of queries.
#[derive(Clone, Copy)]
struct Score([f64; 3]);

const MEASURES: [&str; 3] = ["success@1", "success@5", "MRR@10"];

impl Score {
    fn of<'a>(ranks: impl IntoIterator<Item = &'a Option<usize>>) -> Score {
        let (mut queries, mut sums) = (0_usize, [0.0; 3]);
        for rank in ranks {
            queries += 1;
            let rank = rank.unwrap_or(usize::MAX);
            let worth = [
                f64::from(u8::from(rank == 1)),
                f64::from(u8::from(rank <= 5)),
                if rank <= 10 { 1.0 / rank as f64 } else { 0.0 },
            ];
            sums.iter_mut().zip(worth).for_each(|(sum, worth)| *sum += worth);
        }
        Score(sums.map(|sum| sum / queries.max(1) as f64))
    }

    fn share(&self, measure: usize) -> f64 {
        self.0.get(measure).copied().unwrap_or(0.0)
    }

    fn row(&self) -> String {
        self.0.map(|share| format!("{share:.3}")).join(" / ")
    }
}

/// The scores of an engine by kind, those of all kinds together under the first, empty name.
fn scores(judgement: &Judgement) -> BTreeMap<String, Score> {
    let kinds = judgement.ranks.iter().map(|(kind, ranks)| (kind.clone(), Score::of(ranks)));
    kinds.chain([(String::new(), Score::of(judgement.ranks.values().flatten()))]).collect()
}

/// An engine and its scores by kind.
type Scored<'a> = (&'a str, BTreeMap<String, Score>);

fn answers(text: &mut String, relevance: &Relevance) -> Result<(), Failure> {
    match relevance.distractors {
        0 => text.push_str("## How good the answers are: the shipped records\n\n"),
        count => writeln!(text, "## The same among {} synthetic records\n", thousands(count))?,
    }
    let engines: Vec<Scored> =
        relevance.engines.iter().map(|judgement| (judgement.engine.as_str(), scores(judgement))).collect();
    let (Some((porada, peers)), Some(judgement)) = (engines.split_first(), relevance.engines.first()) else {
        return Ok(());
    };
    text.push_str("The best peer of each kind and measure; a tie is not better.\n\n");
    let best_peer = MEASURES.map(|measure| format!(" best peer, {measure} |")).concat();
    writeln!(text, "| kind | n | porada: {} |{best_peer} porada better |", MEASURES.join(" / "))?;
    text.push_str("| --- | --: | --- | --- | --- | --- | --- |\n");
    for (kind, ours) in &porada.1 {
        let all = || judgement.ranks.values().map(Vec::len).sum();
        let count = judgement.ranks.get(kind).map_or_else(all, Vec::len);
        let against = against(kind, ours, peers);
        writeln!(text, "| {} | {count} | {} | {against} |", name_of(kind), ours.row())?;
    }
    text.push_str("\nsuccess@1 / success@5 / MRR@10 over all queries, and success@1 of each kind:\n\n");
    let kinds: Vec<&str> = porada.1.keys().map(|kind| name_of(kind)).collect();
    writeln!(text, "| engine | {} |", kinds.join(" | "))?;
    writeln!(text, "| --- |{}", " --- |".repeat(kinds.len()))?;
    for (engine, scores) in &engines {
        let cell = |(kind, score): (&String, &Score)| {
            if kind.is_empty() { score.row() } else { format!("{:.3}", score.share(0)) }
        };
        let cells: Vec<String> = scores.iter().map(cell).collect();
        writeln!(text, "| {engine} | {} |", cells.join(" | "))?;
    }
    text.push('\n');
    Ok(())
}

/// The best peer in each measure, and in which of them porada is better than all.
fn against(kind: &str, ours: &Score, peers: &[Scored]) -> String {
    let (mut cells, mut better) = (Vec::new(), Vec::new());
    for (place, measure) in MEASURES.iter().enumerate() {
        let share = |peer: &Scored| peer.1.get(kind).map_or(0.0, |score| score.share(place));
        let best = peers.iter().map(share).fold(0.0, f64::max);
        let names: Vec<&str> = peers.iter().filter(|peer| share(peer) == best).map(|peer| peer.0).collect();
        let names = if names.len() > 2 { format!("{} peers", names.len()) } else { names.join(", ") };
        cells.push(format!("{best:.3} {names}"));
        if ours.share(place) > best {
            better.push(*measure);
        }
    }
    cells.push(match better.len() {
        0 => "no".to_owned(),
        3 => "yes".to_owned(),
        _ => better.join(", "),
    });
    cells.join(" | ")
}

fn name_of(kind: &str) -> &str {
    if kind.is_empty() { "all" } else { kind }
}

/// Three significant digits, thousands apart.
fn figure(number: f64) -> String {
    match number {
        number if number >= 1_000.0 => thousands(number.round() as usize),
        number if number >= 100.0 => format!("{number:.0}"),
        number if number >= 10.0 => format!("{number:.1}"),
        number if number >= 1.0 => format!("{number:.2}"),
        number => format!("{number:.3}"),
    }
}

/// A whole number with commas.
pub fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
