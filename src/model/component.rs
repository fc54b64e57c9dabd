//! The sixteen components of the national Smart Cities concept.

use serde::{Deserialize, Serialize};

/// A pillar of the concept (MMR, approved 10 May 2021): the overarching cross-cutting area or one of three pillars.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pillar {
    /// ZPO, the overarching cross-cutting area (zastřešující průřezová oblast).
    Overarching,
    /// Pillar A, people and communities.
    A,
    /// Pillar B, infrastructure of the place.
    B,
    /// Pillar C, economy and environment.
    C,
}

impl Pillar {
    /// The four pillars in the order of the concept.
    pub const ALL: [Pillar; 4] = [Pillar::Overarching, Pillar::A, Pillar::B, Pillar::C];

    /// The code as the concept writes it: `ZPO`, `A`, `B`, `C`.
    pub fn code(self) -> &'static str {
        match self {
            Pillar::Overarching => "ZPO",
            Pillar::A => "A",
            Pillar::B => "B",
            Pillar::C => "C",
        }
    }
}

/// One of the sixteen components of the concept, `ZPO1` to `C4`.
///
/// The codes `A.1` to `D.4` of the older methodology look alike and mean something else; they do not parse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(try_from = "String", into = "String")]
pub struct Component(u8);

/// The codes of all components in the order of the concept.
pub(super) const CODES: [&str; 16] =
    ["ZPO1", "ZPO2", "ZPO3", "ZPO4", "A1", "A2", "A3", "A4", "B1", "B2", "B3", "B4", "C1", "C2", "C3", "C4"];

impl Component {
    /// How many components the concept has.
    pub const COUNT: usize = CODES.len();

    /// All components in the order of the concept.
    pub fn all() -> impl Iterator<Item = Component> {
        (0..Self::COUNT as u8).map(Component)
    }

    /// The component with this code; the case of letters does not matter.
    pub fn parse(code: &str) -> Option<Component> {
        CODES.iter().position(|known| known.eq_ignore_ascii_case(code)).map(|index| Component(index as u8))
    }

    /// The code as the concept writes it, for example `B3`.
    pub fn code(self) -> &'static str {
        CODES[usize::from(self.0)]
    }

    /// The position in the order of the concept, 0 to 15.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }

    /// The pillar that the component belongs to.
    pub fn pillar(self) -> Pillar {
        Pillar::ALL[usize::from(self.0) / 4]
    }
}

impl TryFrom<String> for Component {
    type Error = String;

    fn try_from(code: String) -> Result<Self, Self::Error> {
        Component::parse(&code).ok_or_else(|| format!("unknown component code {code:?}"))
    }
}

impl From<Component> for String {
    fn from(component: Component) -> String {
        component.code().to_owned()
    }
}

impl std::fmt::Display for Component {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_parses_to_itself_and_its_pillar() {
        for component in Component::all() {
            assert_eq!(Component::parse(component.code()), Some(component));
            assert!(component.code().starts_with(component.pillar().code()));
        }
        assert_eq!(Component::parse("zpo3").map(Component::code), Some("ZPO3"));
    }

    #[test]
    fn codes_of_the_older_methodology_do_not_parse() {
        for code in ["A.1", "D4", "D.4", "ZPO5", "", "B"] {
            assert_eq!(Component::parse(code), None, "{code}");
        }
    }
}
