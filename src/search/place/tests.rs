//! Names of places in all cases, and plain words that are no places.

use super::*;
use crate::catalogue::{Catalogue, Field};
use crate::i18n::Language;
use proptest::prelude::*;
use rstest::rstest;
use std::sync::LazyLock;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::shipped().unwrap());
static NAMES: LazyLock<PlaceNames> = LazyLock::new(|| PlaceNames::new(CATALOGUE.municipalities()));
static ORDINARY: LazyLock<OrdinaryWords> = LazyLock::new(|| {
    let fields = CATALOGUE.records().iter().flat_map(|record| &record.fields);
    let texts = fields.filter(|field| !matches!(field.field, Field::Place | Field::Region | Field::Keywords));
    let titles = CATALOGUE.records().iter().map(|record| &record.title);
    OrdinaryWords::of(texts.map(|field| &field.text).chain(titles).flat_map(|text| [&*text.cs, &*text.en]))
});

/// What `text` mentions, with every word of the records in lower case being a plain one.
fn find(text: &str) -> Mentions {
    let folded = fold(text);
    let words: Vec<&str> = tokens(&folded).filter_map(|token| folded.get(token)).collect();
    NAMES.find(&words, &|word| ORDINARY.contains(word))
}

/// The names of the largest municipality of each mention.
fn names(text: &str) -> Vec<&'static str> {
    let places = find(text).places;
    places.iter().map(|place| CATALOGUE.municipalities().get(&place.codes[0]).unwrap().name).collect()
}

/// Names and phrases with them, over all ways in which Czech declines places.
const DECLINED: [(&str, &[&str]); 117] = [
    ("Brno", &["v Brně", "z Brna", "do Brna", "k Brnu", "pod Brnem", "okolo Brna"]),
    ("Praha", &["v Praze", "do Prahy", "z Prahy", "přes Prahu", "před Prahou", "k Praze"]),
    ("Opava", &["u Opavy", "v Opavě", "nad Opavou"]),
    ("Jeseník", &["v Jeseníku", "z Jeseníku", "pod Jeseníkem"]),
    ("Ústí nad Labem", &["v Ústí nad Labem", "z Ústí nad Labem", "před Ústím nad Labem"]),
    ("Hradec Králové", &["v Hradci Králové", "do Hradce Králové", "za Hradcem Králové"]),
    ("Karlovy Vary", &["v Karlových Varech", "do Karlových Var", "z Karlových Varů", "k Karlovým Varům"]),
    ("Mladá Boleslav", &["v Mladé Boleslavi", "z Mladé Boleslavi", "za Mladou Boleslaví"]),
    ("Žďár nad Sázavou", &["ve Žďáru nad Sázavou", "ve Žďáře nad Sázavou", "ze Žďáru nad Sázavou"]),
    ("Kralupy nad Vltavou", &["v Kralupech nad Vltavou", "do Kralup nad Vltavou", "v Kralupech"]),
    ("České Budějovice", &["v Českých Budějovicích", "z Českých Budějovic", "k Českým Budějovicím"]),
    ("Teplice", &["v Teplicích", "do Teplic"]),
    ("Cheb", &["v Chebu", "z Chebu"]),
    ("Olomouc", &["v Olomouci", "do Olomouce", "s Olomoucí"]),
    ("Nový Jičín", &["v Novém Jičíně", "z Nového Jičína", "k Novému Jičínu", "pod Novým Jičínem"]),
    ("Frýdek-Místek", &["ve Frýdku-Místku", "z Frýdku-Místku", "ve Frýdku Místku"]),
    ("Rožnov pod Radhoštěm", &["v Rožnově pod Radhoštěm", "do Rožnova pod Radhoštěm", "v Rožnově"]),
    ("Uherské Hradiště", &["v Uherském Hradišti", "do Uherského Hradiště"]),
    ("Litomyšl", &["v Litomyšli", "z Litomyšle"]),
    ("Písek", &["v Písku", "do Písku", "pod Pískem"]),
    ("Most", &["v Mostě", "z Mostu"]),
    ("Třebíč", &["v Třebíči", "do Třebíče"]),
    ("Plzeň", &["v Plzni", "do Plzně", "za Plzní"]),
    ("Poděbrady", &["v Poděbradech", "z Poděbrad"]),
    ("Kladno", &["na Kladně", "z Kladna", "v Kladnu"]),
    ("Kyjov", &["v Kyjově", "u Kyjova"]),
    ("Dolní Břežany", &["v Dolních Břežanech", "do Dolních Břežan"]),
    ("Holubice", &["v Holubicích", "z Holubic"]),
    ("Velké Popovice", &["ve Velkých Popovicích", "z Velkých Popovic"]),
    ("Kolín", &["v Kolíně", "z Kolína"]),
    ("Tábor", &["v Táboře", "do Tábora"]),
    ("Mělník", &["v Mělníku", "z Mělníka", "na Mělníku"]),
    ("Jihlava", &["v Jihlavě", "z Jihlavy"]),
    ("Ostrava", &["v Ostravě", "do Ostravy"]),
    ("Pardubice", &["v Pardubicích", "z Pardubic"]),
    ("Liberec", &["v Liberci", "z Liberce"]),
    ("Zlín", &["ve Zlíně", "ze Zlína"]),
    ("Znojmo", &["ve Znojmě", "do Znojma"]),
    ("Kroměříž", &["v Kroměříži", "do Kroměříže"]),
    ("Příbram", &["v Příbrami", "z Příbramě"]),
    ("Chrudim", &["v Chrudimi", "do Chrudimi", "z Chrudimě"]),
    ("Břeclav", &["v Břeclavi", "do Břeclavi"]),
    ("Havlíčkův Brod", &["v Havlíčkově Brodě", "do Havlíčkova Brodu"]),
    ("Jindřichův Hradec", &["v Jindřichově Hradci", "z Jindřichova Hradce"]),
    ("Dvůr Králové nad Labem", &["ve Dvoře Králové nad Labem", "do Dvora Králové nad Labem"]),
    ("Mariánské Lázně", &["v Mariánských Lázních", "do Mariánských Lázní"]),
    ("Františkovy Lázně", &["ve Františkových Lázních", "z Františkových Lázní"]),
    ("Vysoké Mýto", &["ve Vysokém Mýtě", "do Vysokého Mýta"]),
    ("Nové Město na Moravě", &["v Novém Městě na Moravě", "z Nového Města na Moravě"]),
    ("Valašské Meziříčí", &["ve Valašském Meziříčí", "z Valašského Meziříčí"]),
    ("Veselí nad Moravou", &["ve Veselí nad Moravou"]),
    ("Ledeč nad Sázavou", &["v Ledči nad Sázavou", "z Ledče nad Sázavou"]),
    ("Náměšť nad Oslavou", &["v Náměšti nad Oslavou", "z Náměště nad Oslavou"]),
    ("Český Krumlov", &["v Českém Krumlově", "do Českého Krumlova"]),
    ("Český Těšín", &["v Českém Těšíně", "z Českého Těšína"]),
    ("Červený Kostelec", &["v Červeném Kostelci", "z Červeného Kostelce"]),
    ("Kutná Hora", &["v Kutné Hoře", "do Kutné Hory", "za Kutnou Horou"]),
    ("Česká Lípa", &["v České Lípě", "z České Lípy"]),
    ("Česká Třebová", &["v České Třebové", "do České Třebové"]),
    ("Hluboká nad Vltavou", &["v Hluboké nad Vltavou"]),
    ("Lysá nad Labem", &["v Lysé nad Labem", "do Lysé nad Labem"]),
    ("Karviná", &["v Karviné", "do Karviné", "s Karvinou"]),
    ("Slaný", &["ve Slaném", "do Slaného"]),
    ("Bystřice nad Pernštejnem", &["v Bystřici nad Pernštejnem", "z Bystřice nad Pernštejnem"]),
    ("Rakovník", &["v Rakovníku", "do Rakovníka"]),
    ("Choceň", &["v Chocni", "z Chocně"]),
    ("Telč", &["v Telči", "z Telče"]),
    ("Domažlice", &["v Domažlicích", "u Domažlic"]),
    ("Louny", &["v Lounech", "do Loun"]),
    ("Rokycany", &["v Rokycanech", "z Rokycan"]),
    ("Vrchlabí", &["ve Vrchlabí", "k Vrchlabí"]),
    ("Hodonín", &["v Hodoníně", "u Hodonína"]),
    ("Boskovice", &["v Boskovicích"]),
    ("Beroun", &["v Berouně", "do Berouna"]),
    ("Náchod", &["v Náchodě", "z Náchoda"]),
    ("Trutnov", &["v Trutnově"]),
    ("Aš", &["v Aši", "do Aše"]),
    ("Brandýs nad Labem-Stará Boleslav", &["v Brandýse nad Labem-Staré Boleslavi", "v Brandýse nad Labem"]),
    ("Bechyně", &["v Bechyni", "z Bechyně"]),
    ("Hustopeče", &["v Hustopečích", "z Hustopečí"]),
    ("Kravaře", &["v Kravařích", "do Kravař"]),
    ("Luhačovice", &["v Luhačovicích"]),
    ("Napajedla", &["v Napajedlech", "do Napajedel"]),
    ("Lázně Bohdaneč", &["v Lázních Bohdanči", "do Lázní Bohdaneč"]),
    ("Nová Paka", &["v Nové Pace", "z Nové Paky"]),
    ("Moravská Třebová", &["v Moravské Třebové"]),
    ("Golčův Jeníkov", &["v Golčově Jeníkově"]),
    ("Heřmanův Městec", &["v Heřmanově Městci", "do Heřmanova Městce"]),
    ("Mnichovo Hradiště", &["v Mnichově Hradišti", "z Mnichova Hradiště"]),
    ("Vojnův Městec", &["ve Vojnově Městci"]),
    ("Kryštofovo Údolí", &["v Kryštofově Údolí"]),
    ("Tři Sekery", &["ve Třech Sekerách", "do Tří Seker"]),
    ("Horní Planá", &["v Horní Plané", "do Horní Plané"]),
    ("Dolní Dobrouč", &["v Dolní Dobrouči"]),
    ("Horní Bříza", &["v Horní Bříze"]),
    ("Velká Bíteš", &["ve Velké Bíteši", "z Velké Bíteše"]),
    ("Velké Meziříčí", &["ve Velkém Meziříčí", "u Velkého Meziříčí"]),
    ("Bdeněves", &["v Bdeněvsi"]),
    ("Stehelčeves", &["ve Stehelčevsi", "do Stehelčevsi"]),
    ("Nová Ves nad Nisou", &["v Nové Vsi nad Nisou"]),
    ("Kamenný Přívoz", &["v Kamenném Přívoze", "do Kamenného Přívozu"]),
    ("Staré Hradiště", &["ve Starém Hradišti"]),
    ("Roztoky", &["v Roztokách", "do Roztok"]),
    ("Benátky nad Jizerou", &["v Benátkách nad Jizerou", "z Benátek nad Jizerou"]),
    ("Osek", &["v Oseku", "z Oseka"]),
    ("Nejdek", &["v Nejdku", "z Nejdku"]),
    ("Cerekvice nad Loučnou", &["v Cerekvici nad Loučnou"]),
    ("Nová Cerekev", &["v Nové Cerekvi", "z Nové Cerekve"]),
    ("Lipová-lázně", &["v Lipové-lázních", "do Lipové-lázní"]),
    ("Podhorní Újezd a Vojice", &["v Podhorním Újezdě a Vojicích"]),
    ("Hora Svaté Kateřiny", &["v Hoře Svaté Kateřiny"]),
    ("Svatý Jan pod Skalou", &["ve Svatém Janu pod Skalou", "ze Svatého Jana pod Skalou"]),
    ("Újezd u Brna", &["v Újezdě u Brna"]),
    ("Vyškov", &["ve Vyškově"]),
    ("Blansko", &["v Blansku", "z Blanska"]),
    ("Milevsko", &["v Milevsku"]),
    ("Hlinsko", &["v Hlinsku", "u Hlinska"]),
];

#[test]
fn understands_names_in_all_cases() {
    let mut wrong = Vec::new();
    for (name, phrases) in DECLINED {
        for phrase in phrases {
            let folded = fold(phrase);
            let words: Vec<&str> = tokens(&folded).filter_map(|token| folded.get(token)).collect();
            let found = NAMES.find(&words, &|_| false).places;
            let meant = |place: &PlaceMention| {
                let code = |code: &String| CATALOGUE.municipalities().get(code).unwrap().name == name;
                place.codes.iter().any(code)
            };
            if !matches!(found.as_slice(), [place] if meant(place) && place.words.end == words.len()) {
                wrong.push((name, *phrase, found));
            }
        }
    }
    assert!(DECLINED.iter().map(|(_, phrases)| phrases.len()).sum::<usize>() >= 150);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn understands_every_name_as_it_is() {
    for row in CATALOGUE.municipalities().all() {
        let query = format!("obec {}", row.name);
        let found = find(&query).places;
        let named = |place: &PlaceMention| place.codes.iter().any(|code| code == row.code);
        assert!(
            matches!(found.as_slice(), [place] if named(place) && place.words.start == 0),
            "{query}: {found:?}"
        );
    }
}

#[rstest]
#[case::nothing_before("hřiště brno odpady", 1..2, 1..2)]
#[case::preposition("hřiště v brně", 1..3, 2..3)]
#[case::noun("obec písek", 0..2, 1..2)]
#[case::preposition_and_noun("odpady v obci písek", 1..4, 3..4)]
#[case::of("bins in the city of brno", 3..6, 5..6)]
#[case::several_words("hřiště u nového města na moravě dnes", 1..6, 2..6)]
fn says_which_words_name_a_place(
    #[case] query: &str,
    #[case] words: Range<usize>,
    #[case] name_words: Range<usize>,
) {
    let found = find(query).places;
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].words.clone(), found[0].name_words.clone()), (words, name_words));
}

#[rstest]
#[case("hřiště v mostě", &["Most"])]
#[case("přes most", &[])]
#[case("most", &[])]
#[case("na most", &[])]
#[case("na mostě", &[])]
#[case("v most", &[])]
#[case("město most", &["Most"])]
#[case("v místě bydliště", &[])]
#[case("obec místo", &["Místo"])]
#[case("dům u lesa", &[])]
#[case("pitná voda", &[])]
#[case("v teplé vodě", &[])]
#[case("v asi 20 obcích", &[])]
#[case("tichá zóna", &[])]
#[case("hrádek", &[])]
#[case("v roudnici a v kralupech", &["Roudnice nad Labem", "Kralupy nad Vltavou"])]
#[case("karviná parkování", &["Karviná"])]
#[case("obora a prameny", &[])]
#[case("smart písek", &[])]
#[case("na písku", &[])]
#[case("obec dobrá praxe", &[])]
#[case("v obci dobrá", &["Dobrá"])]
#[case("v obci vídeň", &["Vídeň"])]
#[case("v aši", &["Aš"])]
#[case("in most cities", &[])]
#[case("city police", &[])]
#[case("řešení ve vídni", &[])]
#[case("nový dům", &[])]
#[case("obec nový dům", &["Nový Dům"])]
#[case("nová ves", &["Nová Ves"])]
#[case("firmy z písku a z tábora", &["Písek", "Tábor"])]
#[case("lhota u brna", &["Lhota", "Brno"])]
#[case("smart prague and pilsen", &["Praha", "Plzeň"])]
#[case("brn", &[])]
fn a_plain_word_is_a_place_only_where_the_sentence_says_so(#[case] query: &str, #[case] expected: &[&str]) {
    assert_eq!(names(query), expected, "{query}");
}

#[test]
fn means_all_municipalities_of_a_name_the_largest_first() {
    let found = find("v obci březina").places;
    let populations: Vec<u32> =
        found[0].codes.iter().map(|code| CATALOGUE.municipalities().get(code).unwrap().population).collect();
    assert_eq!(populations.len(), CATALOGUE.municipalities().by_name("Březina").len());
    assert!(populations.is_sorted_by(|one, next| one >= next));
    assert_eq!(names("ve frýdlantu"), ["Frýdlant"]);
    assert_eq!(names("v ústí"), ["Ústí nad Labem"]);
    assert_eq!(names("v brodci"), ["Brodec"]);
    assert_eq!(names("v brodcích"), ["Brodce"]);
}

#[rstest]
#[case("v olomouckém kraji", "Olomoucký kraj", 0..3)]
#[case("hřiště na vysočině", "Kraj Vysočina", 1..3)]
#[case("kraj vysočina", "Kraj Vysočina", 0..2)]
#[case("odpady jihomoravský kraj", "Jihomoravský kraj", 1..3)]
#[case("kraj zlínský", "Zlínský kraj", 0..2)]
#[case("z plzeňského kraje", "Plzeňský kraj", 0..3)]
#[case("v praze", "Hlavní město Praha", 0..2)]
#[case("south moravian region", "Jihomoravský kraj", 0..3)]
#[case("in the usti nad labem region", "Ústecký kraj", 2..6)]
fn understands_kraje(#[case] query: &str, #[case] region: &str, #[case] words: Range<usize>) {
    let found = find(query).regions;
    let found: Vec<_> = found.iter().map(|found| (found.region.as_str(), found.words.clone())).collect();
    assert_eq!(found, [(region, words)]);
}

#[test]
fn a_name_of_a_kraj_takes_its_words_from_the_towns() {
    assert_eq!(find("olomouc region").places, []);
    assert_eq!(find("plzeňský kraj, brno").places.len(), 1);
    assert_eq!(find("olomoucký").regions, []);
    for kraj in CATALOGUE.municipalities().krajs() {
        let found = find(kraj).regions;
        assert!(matches!(found.as_slice(), [found] if found.region == *kraj), "{kraj}: {found:?}");
    }
}

/// The texts of the catalogue spell names with a capital: of what is found, nearly all has one.
#[test]
fn hardly_takes_a_plain_word_of_the_records_for_a_place() {
    let (mut names, mut plain) = (0, Vec::new());
    let texts = CATALOGUE.records().iter().flat_map(|record| &record.fields);
    let skipped = |field| matches!(field, Field::Keywords | Field::Classification | Field::Website);
    let texts = texts.filter(|field| !skipped(field.field));
    let mut folded = Folded::default();
    for text in texts.flat_map(|field| [&field.text.cs, &field.text.en]) {
        for clause in text.split_inclusive(['.', ';', ',', '(', ')', ':']) {
            fold_map(clause, &mut folded);
            let ranges: Vec<Range<usize>> = tokens(&folded.text).collect();
            let words: Vec<&str> = ranges.iter().map(|token| &folded.text[token.clone()]).collect();
            for place in NAMES.find(&words, &|word| ORDINARY.contains(word)).places {
                let offset = folded.source[ranges[place.name_words.start].start] as usize;
                if clause[offset..].starts_with(char::is_uppercase) {
                    names += 1;
                } else {
                    plain.push(words[place.words].join(" "));
                }
            }
        }
    }
    assert!(names > 700 && plain.len() * 100 < names, "{names} names, {} words: {plain:?}", plain.len());
}

#[test]
fn finds_in_the_keywords_only_what_a_record_spells_as_a_name() {
    for record in CATALOGUE.records() {
        let Some(keywords) = record.text(Field::Keywords, Language::Czech) else { continue };
        let texts: Vec<&str> = record.fields.iter().map(|field| field.text.cs.as_str()).collect();
        for keyword in keywords.split(", ") {
            for name in names(keyword) {
                // In any case of it: `Českých Velenic`.
                let begins: String = name.chars().take(4).collect();
                assert!(
                    texts.iter().any(|text| text.contains(&begins)),
                    "{}: {keyword} is {name}",
                    record.id
                );
            }
        }
    }
}

proptest! {
    #[test]
    fn never_panics_and_mentions_do_not_overlap(
        words in proptest::collection::vec(
            prop_oneof![
                proptest::sample::select(vec![
                    "v", "na", "u", "obec", "mesto", "of", "kraj", "brno", "brne", "usti", "nad", "labem",
                    "olomouckem", "kraji", "vysocine", "praze", "region", "nove", "", "1", "东京",
                ])
                .prop_map(str::to_owned),
                "\\PC{0,12}",
            ],
            0..12,
        ),
        ordinary in any::<bool>(),
    ) {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let found = NAMES.find(&words, &|_| ordinary);
        let mut end = 0;
        for place in &found.places {
            prop_assert!(end <= place.words.start && place.words.end <= words.len());
            prop_assert!(place.words.start <= place.name_words.start && place.name_words.end == place.words.end);
            prop_assert!(!place.name_words.is_empty() && !place.codes.is_empty());
            end = place.words.end;
        }
    }
}
