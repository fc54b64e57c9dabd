//! Knows every write of a history, and so what each document must hold in the end.

use crate::model::{Document, DocumentId, Dot, ERASED, EntityId, Value, VersionVector};
use std::collections::{BTreeMap, BTreeSet};

/// A value that somebody wrote, and what that person had seen.
#[derive(Debug, Clone)]
pub(super) struct Op {
    pub(super) document: DocumentId,
    pub(super) entity: EntityId,
    pub(super) field: String,
    pub(super) value: Value,
    pub(super) dot: Dot,
    pub(super) context: VersionVector,
}

/// All writes of a history.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    ops: BTreeMap<DocumentId, Vec<Op>>,
    count: usize,
    /// Writes that may be gone for good: when the faults stopped, no home had them and no newest head listed them. They need
    /// not come back, but they may: a restored device also reads its older heads, which an observer does not.
    uncertain: BTreeSet<(DocumentId, Dot)>,
}

/// What is wrong with a document.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Findings {
    pub(super) lost: u64,
    pub(super) resurrected: u64,
}

impl Ledger {
    pub(super) fn note(&mut self, op: Op) {
        self.count += 1;
        self.ops.entry(op.document).or_default().push(op);
    }

    /// How many values were written so far.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Does not demand the writes any more that exist nowhere.
    pub(super) fn demand(&mut self, exists: impl Fn(&Op) -> bool) {
        let gone = self.ops.values().flatten().filter(|op| !exists(op)).map(|op| (op.document, op.dot));
        self.uncertain = gone.collect();
    }

    /// The texts that were written to the places that `chosen` names.
    pub(super) fn texts(&self, chosen: impl Fn(DocumentId, EntityId) -> bool) -> impl Iterator<Item = &str> {
        let ops = self.ops.values().flatten().filter(move |op| chosen(op.document, op.entity));
        ops.filter_map(|op| op.value.as_str())
    }

    /// Compares a document with what it must hold.
    ///
    /// Of a write that is demanded the value is there, unless a write replaced it that is demanded as well or that the
    /// document has seen. An uncertain write that came back counts here, because it did replace what its author saw: to
    /// forget it would call that value lost. One that did not come back replaces nothing, so it excuses no loss.
    pub(super) fn compare(&self, id: DocumentId, document: Option<&Document>) -> Findings {
        let mut findings = Findings::default();
        let demanded = |op: &Op| !self.uncertain.contains(&(op.document, op.dot));
        let has_seen = |op: &Op| document.is_some_and(|document| document.seen().covers(op.dot));
        let ops = self.ops.get(&id).map(Vec::as_slice).unwrap_or_default();
        let valid: Vec<&Op> = ops.iter().filter(|op| demanded(op) || has_seen(op)).collect();
        // Who erases the header erases the document.
        let marks =
            |op: &&&Op, of: &Op| op.field == ERASED && (op.entity == of.entity || op.entity == id.header());
        for op in ops {
            let gone = if op.field == ERASED {
                // Nothing replaces a mark, and where there is one already another is not written.
                valid.iter().filter(|mark| marks(mark, op)).any(|mark| op.context.covers(mark.dot))
            } else {
                let same = |other: &&&Op| other.entity == op.entity && other.field == op.field;
                let replaced = valid.iter().filter(same).any(|other| other.context.covers(op.dot));
                replaced || valid.iter().any(|mark| marks(&mark, op))
            };
            match (holds(document, op), gone) {
                (true, true) => findings.resurrected += 1,
                (false, false) if demanded(op) || has_seen(op) => findings.lost += 1,
                _ => {}
            }
        }
        findings
    }
}

fn holds(document: Option<&Document>, op: &Op) -> bool {
    let entity = document.and_then(|document| document.entity(op.entity));
    let mut fields = entity.into_iter().flat_map(|entity| entity.registers());
    let registers = fields.find(|(field, _)| *field == op.field).map(|(_, registers)| registers);
    let mut registers = registers.unwrap_or_default().iter();
    registers.any(|register| register.origin.dot == op.dot && register.value == op.value)
}
