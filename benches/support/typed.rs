//! What is typed, letter by letter.

/// Czech with and without diacritics, English, misspelled; one to three words, as brokers type.
pub const TYPED: [&str; 32] = [
    "odpad",
    "parkování",
    "popelncie",
    "kontejnery na odpad",
    "energeticke uspory epc",
    "water meters",
    "participatviní rozpočet",
    "sdílená kola",
    "senior taxi",
    "komunitni energetika",
    "MHD zdarma",
    "chytré osvětlení",
    "dotace na cyklostezky",
    "kamerovy system",
    "brownfield",
    "shared bikes",
    "fotovoltajka na škole",
    "dešťová voda",
    "varovny system povoden",
    "unmanned shop",
    "dlouhodobá péče",
    "digitální technická mapa",
    "hlaseni zavad",
    "smart traffic lights",
    "nedostatek lékařů",
    "kyberbezpečnost",
    "kybrebezpecnost",
    "Brno",
    "meandry potoka",
    "food waste",
    "5g sítě",
    "elektronická úřední deska",
];

/// Every keystroke of a typed text: what stands in the line after it.
pub fn keystrokes(text: &str) -> impl Iterator<Item = &str> {
    text.char_indices().filter_map(|(start, letter)| text.get(..start + letter.len_utf8()))
}
