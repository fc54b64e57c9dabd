//! The structure of the document for those who listen to it: what is a heading, a list, a table, a link.
//!
//! The structure is built while blocks are laid out; what is painted later fills its slots, so that it reads in the
//! order of the text and not in that of the pages.

use krilla::tagging::{Identifier, Node, Tag, TagGroup, TagKind, TagTree};

/// An element of the structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ElementId(usize);

/// A place in an element for painted content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SlotId(usize);

enum Child {
    Element(ElementId),
    Slot(SlotId),
}

struct Element {
    tag: TagKind,
    children: Vec<Child>,
}

/// The structure.
pub(super) struct Tree {
    elements: Vec<Element>,
    slots: Vec<Vec<Identifier>>,
}

impl Tree {
    /// The element that holds all others: the document.
    pub(super) const ROOT: ElementId = ElementId(0);

    /// A document without content.
    pub(super) fn new() -> Tree {
        Tree { elements: vec![Element { tag: Tag::Part.into(), children: Vec::new() }], slots: Vec::new() }
    }

    /// A new last element of `parent`.
    pub(super) fn element(&mut self, parent: ElementId, tag: impl Into<TagKind>) -> ElementId {
        let id = ElementId(self.elements.len());
        self.elements.push(Element { tag: tag.into(), children: Vec::new() });
        self.append(parent, Child::Element(id));
        id
    }

    /// A new last place for content in `parent`.
    pub(super) fn slot(&mut self, parent: ElementId) -> SlotId {
        let id = SlotId(self.slots.len());
        self.slots.push(Vec::new());
        self.append(parent, Child::Slot(id));
        id
    }

    /// A new element with one place for content.
    pub(super) fn leaf(&mut self, parent: ElementId, tag: impl Into<TagKind>) -> SlotId {
        let element = self.element(parent, tag);
        self.slot(element)
    }

    /// Notes that this was painted for the slot.
    pub(super) fn painted(&mut self, slot: SlotId, content: Identifier) {
        if let Some(slot) = self.slots.get_mut(slot.0) {
            slot.push(content);
        }
    }

    fn append(&mut self, parent: ElementId, child: Child) {
        if let Some(parent) = self.elements.get_mut(parent.0) {
            parent.children.push(child);
        }
    }

    /// The structure as krilla writes it.
    pub(super) fn into_tag_tree(self, language: &str) -> TagTree {
        let mut tree = TagTree::new().with_lang(Some(language.to_owned()));
        for node in self.nodes(Self::ROOT) {
            tree.push(node);
        }
        tree
    }

    fn nodes(&self, element: ElementId) -> Vec<Node> {
        let children = self.elements.get(element.0).map(|element| element.children.as_slice());
        let node = |child: &Child| match child {
            Child::Element(id) => self.group(*id).into_iter().collect(),
            Child::Slot(slot) => {
                self.slots.get(slot.0).into_iter().flatten().copied().map(Node::Leaf).collect::<Vec<_>>()
            }
        };
        children.unwrap_or_default().iter().flat_map(node).collect()
    }

    /// The element with its content; nothing without content.
    fn group(&self, id: ElementId) -> Option<Node> {
        let children = self.nodes(id);
        let tag = self.elements.get(id.0)?.tag.clone();
        (!children.is_empty()).then(|| Node::Group(TagGroup::with_children(tag, children)))
    }
}
