//! Relevance: what a mayor or broker types, and the records that must come up for it, over all shipped records.
//!
//! The queries were written from the titles and keywords of the data before the engine was run on them.

use porada::catalogue::{Catalogue, Record, RecordKind};
use porada::search::{Filters, Query, SearchIndex, fold, index_catalogue};
use std::sync::{Arc, LazyLock};

/// A query and the ids any of which must be found.
type Case = (&'static str, &'static [&'static str]);

const EXACT: &[Case] = &[
    ("senior taxi", &["rychvald-senior-taxi-prvni", "vsetin-senior-taxi", "zasova-senior-taxi-elektromobil"]),
    ("cyklověž", &["breclav-cyklovez", "hradec-kralove-cyklovez-spor", "trnava-cyklovez"]),
    ("sdílená lednice", &["havirov-sdilena-lednice"]),
    ("vážení odpadu", &["sitborice-vazeni-odpadu"]),
    ("pojízdný úřad", &["most-pojizdny-urad"]),
    ("digitální dvojče", &["plzen-digitalni-dvojce-duet", "digital-europe-ldt"]),
    ("temné vlákno", &["stockholm-stokab-temne-vlakno"]),
    (
        "zelené střechy",
        &["opava-zelene-strechy-zastavky", "hamburk-strategie-zelenych-strech", "green-roofs", "C3.x1-m2"],
    ),
    (
        "5g",
        &[
            "jesenik-5g-drony-sps",
            "plzen-5g-vzdelavani",
            "5g-pro-5-mest-prekazky",
            "jesenik-5g-kampusova-sit-gymnazium",
            "npo-5g-venkov",
            "npo-1-4-1-6-5g",
            "vodafone-ar-challenge-studenti",
            "bilina-5g-bezpecnostni-koridor",
            "bilina-5g-integrovana-bezpecnost",
            "karlovy-vary-5g-c-its",
            "jesenik-5g-zdravotni-socialni-pece",
            "jesenik-5g-energeticka-komunita",
        ],
    ),
    ("kotlíkové dotace", &["kotlikove-dotace", "moravskoslezsky-kraj-rpa-kotlikove-dotace"]),
    ("CO₂ ve třídě", &["praha-zdrava-trida", "plzen-skola-cidla-co2"]),
];

const NO_DIACRITICS: &[Case] = &[
    (
        "prodejna bez obsluhy",
        &[
            "bitovany-prodejna-bez-obsluhy",
            "visky-prodejna-karty-pro-starsi",
            "koldin-obecni-obchod-bez-obsluhy",
        ],
    ),
    (
        "sdilena kola",
        &[
            "liberec-sdilena-kola",
            "pisek-sdilena-kola",
            "opava-sdilena-kola",
            "kladno-sdilena-kola-vandalismus",
        ],
    ),
    ("kyberutok nemocnice", &["benesov-nemocnice-kyberutok"]),
    ("zavlazovaci vaky", &["zlin-zavlazovaci-vaky"]),
    (
        "uredni deska",
        &[
            "bohumin-dotykova-uredni-deska",
            "prachatice-elektronicke-uredni-desky",
            "praha-10-interaktivni-uredni-desky",
        ],
    ),
    (
        "destova voda nadrz",
        &[
            "litomerice-dotace-nadrze-destovka",
            "caslav-nadrz-diakonie-park",
            "hustopece-nadrz-destova-voda-strechy",
            "opava-zelene-strechy-zastavky",
        ],
    ),
    ("obcanska poradna dluhy", &["odry-obcanska-poradna-predluzeni", "zdar-nad-sazavou-dluhova-poradna"]),
    ("vetrne elektrarny", &["jindrichovice-pod-smrkem-obecni-vetrne-elektrarny"]),
];

const TYPO: &[Case] = &[
    ("kolobzeky", &["brno-kolobezky-vyznacena-mista", "praha-2-kolobezky-spor"]),
    (
        "vodomnery",
        &[
            "brno-smart-vodomery-bvk",
            "chrudim-bezdratove-vodomery",
            "cerveny-kostelec-vodomery-sit",
            "bohatice-dalkove-odecty",
            "smart-water-meters",
        ],
    ),
    (
        "participatviní rozpočet",
        &[
            "humpolec-pebecko-skoly",
            "praha-suchdol-participativni-rozpocet",
            "helsinki-omastadi",
            "praha-10-skolni-participativni-rozpocet",
            "lanskroun-participativni-rozpocet-pokles",
            "praha-slivenec-participace-opadl-zajem",
            "praha-6-10-participace-podcenene-ceny",
        ],
    ),
    ("chatbott", &["mokra-horakov-chatbot-tessa"]),
    (
        "telemedecína",
        &[
            "moravskoslezsky-kraj-telemedpointy",
            "vysocina-vzdaleny-monitoring-pacientu",
            "jesenik-5g-zdravotni-socialni-pece",
            "A2-m-s2",
            "praha-naramky-seniori-pilot",
        ],
    ),
    (
        "coworkink",
        &[
            "frydek-mistek-coworking-v-knihovne",
            "koprivnice-sdilena-kancelar-radnice",
            "melnik-coworking-mesto-spolek",
            "uherske-hradiste-hub123-coworking",
            "coworking-places",
            "B1.1-m1",
        ],
    ),
    ("potravinva banka", &["opava-help-food", "zlinsky-kraj-potravinova-banka-starostove"]),
    (
        "fotovoltajka",
        &[
            "podbrezi-fotovoltaika-s-baterii",
            "brno-sako-solar-mestska-elektrarna",
            "mikolajice-mikroelektrarna",
            "tasovice-vycerpana-kapacita-site",
            "installed-pv",
            "tabor-energeticke-spolecenstvi",
            "litultovice-komunitni-energetika-pilot",
            "opavsko-enerkom-energeticke-spolecenstvi",
            "horni-jiretin-mestska-distribucni-soustava",
        ],
    ),
    (
        "tisnova tlacitak",
        &["pardubice-tisnova-pece", "litomerice-sos-hodinky-seniori", "vsetin-sos-tlacitka"],
    ),
];

const INFLECTION: &[Case] = &[
    ("kompostárnou", &["dobrany-pokuta-za-preplnenou-kompostarnu", "jilemnicko-spolecenstvi-obci-eko"]),
    ("domovníci", &["ostrov-domovnici-mimo-kamery", "kromeriz-domovnice-preventistky"]),
    (
        "vratných kelímků",
        &[
            "chrudim-vratne-kelimky",
            "brno-mestske-casti-vratne-kelimky",
            "aarhus-zalohovane-kelimky-v-automatech",
        ],
    ),
    ("hospodu bez nájemce", &["slavnic-nova-hospoda-bez-najemce"]),
    (
        "s dešťovkou",
        &["kadan-sudy-na-destovku", "rakovnik-destovka-splachovani", "jihlava-stromy-strukturalni-substrat"],
    ),
    (
        "radarech",
        &["chotebor-radary-provize", "kralupy-radary-zmena-smlouvy", "litomysl-usekove-mereni-pausal"],
    ),
    ("strážníky k pronájmu", &["uhrice-straznici-ze-slavkova"]),
    (
        "poldrem",
        &[
            "krenovice-poldr-stoleta-voda",
            "koberice-poldry-bleskova-povoden",
            "nova-ves-u-chotebore-suchy-poldr",
            "kutrin-poldr-zpozdeni",
            "lubna-hladinomery-poldr",
        ],
    ),
    ("ordinací lékaře", &["libesice-ordinace-za-korunu", "mokra-horakov-ordinace-bez-lekare"]),
];

/// The last word is being typed.
const PREFIX: &[Case] = &[
    (
        "chytré parkov",
        &["kolin-chytre-parkovani-senzory", "benesov-smart-parking", "trebic-chytre-parkoviste-komenskeho"],
    ),
    ("skenovací au", &["chomutov-skenovaci-auto-stizne"]),
    (
        "hlášení záv",
        &["liberec-hlaseni-zavad", "jindrichuv-hradec-hlaseni-zavad", "praha-zmente-to-odpovedi"],
    ),
    ("bezdrátový roz", &["budimerice-bezdratovy-rozhlas", "dobrany-varovny-informacni-system"]),
    ("meandr", &["opatov-zadolsky-potok", "praha-potoky-pro-zivot-rokytka"]),
    (
        "létající úř",
        &[
            "voticko-spolecenstvi-obci-letajici-urednik",
            "cesko-spolecenstvi-obci-prvni-rok",
            "jilemnicko-spolecenstvi-obci-eko",
        ],
    ),
    ("tepelná ma", &["pardubice-tepelna-mapa"]),
];

const MULTIWORD: &[Case] = &[
    ("čipy na popelnice svoz", &["jilemnicko-cipy-na-popelnicich"]),
    (
        "kontejnery na tříděný odpad senzory",
        &["znojmo-senzory-v-kontejnerech", "trnava-polopodzemni-kontejnery-se-senzory"],
    ),
    ("platba kartou v autobusu", &["stredocesky-kraj-platba-kartou-autobus"]),
    ("společný energetický management malých obcí", &["sluknovsky-vybezek-energeticky-management"]),
    (
        "lokální potraviny školní jídelny",
        &["sumpersko-lokalni-potraviny-do-skol", "kralovehradecky-kraj-nezajem-zemedelcu-o-jidelny"],
    ),
    ("MHD zdarma Kolín", &["kolin-mhd-zdarma"]),
    ("reuse centrum Jablonec", &["jablonec-nad-nisou-re-use-centrum"]),
    ("vodíkový autobus cena", &["most-vodikovy-autobus-test"]),
    ("gdpr svazek obcí", &["novoborsko-spolecne-gdpr"]),
    ("dotace na cyklostezky", &["sfdi-cyklo"]),
    ("energetické úspory EPC školy", &["mnichovo-hradiste-epc", "stredocesky-kraj-epc-125-budov"]),
];

const ENGLISH: &[Case] = &[
    (
        "shared bikes",
        &[
            "liberec-sdilena-kola",
            "pisek-sdilena-kola",
            "opava-sdilena-kola",
            "kladno-sdilena-kola-vandalismus",
        ],
    ),
    ("food waste brown bin", &["klasterec-nad-ohri-gastroodpad", "praha-gastroodpad-pilot"]),
    (
        "water meters remote reading",
        &[
            "bohatice-dalkove-odecty",
            "brno-smart-vodomery-bvk",
            "chrudim-bezdratove-vodomery",
            "cerveny-kostelec-vodomery-sit",
        ],
    ),
    ("ransomware hospital", &["benesov-nemocnice-kyberutok"]),
    (
        "unmanned shop",
        &[
            "bitovany-prodejna-bez-obsluhy",
            "visky-prodejna-karty-pro-starsi",
            "koldin-obecni-obchod-bez-obsluhy",
        ],
    ),
    ("doctor shortage", &["libesice-ordinace-za-korunu", "mokra-horakov-ordinace-bez-lekare"]),
    ("tree inventory", &["chrudim-evidence-stromu", "vitkov-stromy-pod-kontrolou"]),
    (
        "smart traffic lights",
        &[
            "hradec-kralove-chytre-semafory",
            "plzen-lochotin-dynamicke-rizeni",
            "teplice-preference-trolejbusu-izs",
            "usti-nad-labem-5g-belehradska-ssz",
            "brno-koliste-ai-krizovatka",
        ],
    ),
];

const PROBLEM: &[Case] = &[
    (
        "Lidé nám odkládají cizí odpad do kontejnerů",
        &["lovosice-elektronicke-kontejnery-na-cip", "cesky-krumlov-podzemni-kontejnery-zneuzivani"],
    ),
    (
        "Senioři se nemají jak dostat k lékaři",
        &[
            "rychvald-senior-taxi-prvni",
            "vsetin-senior-taxi",
            "zasova-senior-taxi-elektromobil",
            "dolni-ujezd-dolnacek-mikrobus",
        ],
    ),
    ("Úřad napadli hackeři a zašifrovali data", &["borohradek-kyberutok-maly-urad"]),
    (
        "Nové stromy nám v suchu hynou",
        &[
            "most-uhyn-nove-vysadby",
            "region-podluzi-uschle-stromky-ladna",
            "zlin-zavlazovaci-vaky",
            "brno-senzory-stromy-zalejme",
        ],
    ),
    ("Po výměně lamp za LED je v ulicích tma", &["opava-nove-led-lampy-a-tmava-mista"]),
    (
        "Ve vesnici zavřeli obchod",
        &[
            "koldin-obecni-obchod-bez-obsluhy",
            "bitovany-prodejna-bez-obsluhy",
            "visky-prodejna-karty-pro-starsi",
            "msk-obchudek-2023",
        ],
    ),
    (
        "Na úřadě se tvoří fronty na registr vozidel",
        &[
            "opava-online-rezervace-urad",
            "plzen-objednavani-registr-vozidel",
            "chomutov-objednani-na-urad-sms",
        ],
    ),
    (
        "Potok se při přívalovém dešti rozvodní a nemáme varování",
        &[
            "kounov-varovny-system-povoden",
            "lubna-hladinomery-poldr",
            "strakonice-limnigrafy-varovani",
            "bestvina-vystrazne-sms",
            "dobrany-varovny-informacni-system",
            "budimerice-bezdratovy-rozhlas",
            "horne-srnie-varovny-system-vlara",
        ],
    ),
];

struct Shipped {
    records: Vec<Record>,
    index: SearchIndex,
}

#[expect(clippy::unwrap_used, reason = "a test without its data cannot say anything")]
static SHIPPED: LazyLock<Shipped> = LazyLock::new(|| {
    let catalogue = Arc::new(Catalogue::shipped().unwrap());
    Shipped { records: catalogue.records().to_vec(), index: index_catalogue(&catalogue) }
});

impl Shipped {
    fn ids(&self, text: &str, typing: bool, limit: usize) -> Vec<&str> {
        let query = Query { text: text.to_owned(), typing, limit, ..Query::default() };
        self.index.search(&query).hits.iter().map(|hit| self.records[hit.position].id.as_str()).collect()
    }

    /// The rank of the first expected record among the first five, from 0, and what was found instead of it.
    fn rank(&self, case: &Case, typing: bool) -> (Option<usize>, String) {
        let (query, expected) = case;
        let found = self.ids(query, typing, 5);
        (found.iter().position(|id| expected.contains(id)), format!("{query:?} finds {found:?}"))
    }
}

/// Asserts that at most `not_first` cases miss the first place, and none the first five.
fn holds(cases: &[Case], typing: bool, not_first: usize) {
    let shipped = &*SHIPPED;
    for id in cases.iter().flat_map(|(_, expected)| *expected) {
        assert!(shipped.records.iter().any(|record| record.id == *id), "no record {id}");
    }
    let missed = |good: usize| -> Vec<String> {
        let ranks = cases.iter().map(|case| shipped.rank(case, typing));
        ranks.filter(|(rank, _)| rank.is_none_or(|rank| rank >= good)).map(|(_, found)| found).collect()
    };
    assert!(missed(1).len() <= not_first, "not in first place: {:#?}", missed(1));
    assert!(missed(5).is_empty(), "not among the first five: {:#?}", missed(5));
}

#[test]
fn exact_words_find_their_records() {
    holds(EXACT, false, 1);
}

#[test]
fn diacritics_do_not_matter() {
    holds(NO_DIACRITICS, false, 1);
}

#[test]
fn typing_errors_are_forgiven() {
    holds(TYPO, false, 1);
}

#[test]
fn inflected_words_find_their_records() {
    holds(INFLECTION, false, 1);
}

#[test]
fn the_beginning_of_a_word_is_enough() {
    holds(PREFIX, true, 1);
}

#[test]
fn several_words_narrow_to_the_right_record() {
    holds(MULTIWORD, false, 1);
}

#[test]
fn english_words_find_czech_practices() {
    holds(ENGLISH, false, 1);
}

#[test]
fn a_sentence_about_a_problem_finds_solutions() {
    holds(PROBLEM, false, 1);
}

/// A title with two letters exchanged in the middle of the word that has most letters; numbers stay.
fn misspelled(title: &str) -> String {
    let letters = |word: &&str| word.chars().filter(|letter| letter.is_alphabetic()).count();
    let longest = title.split(' ').max_by_key(letters).unwrap_or_default();
    let mut letters: Vec<char> = longest.chars().collect();
    let middle = letters.len() / 2;
    if middle > 0 {
        letters.swap(middle - 1, middle);
    }
    title.replacen(longest, &letters.into_iter().collect::<String>(), 1)
}

#[test]
fn every_record_is_found_by_its_own_title() {
    let shipped = &*SHIPPED;
    let mut missing = Vec::new();
    for record in &shipped.records {
        let title = &record.title.cs;
        for query in [title.clone(), fold(title), misspelled(title), record.title.en.clone()] {
            let found = shipped.ids(&query, false, 3);
            if !found.contains(&record.id.as_str()) {
                missing.push(format!("{query:?} finds {found:?}"));
            }
        }
    }
    assert!(missing.is_empty(), "{} titles: {missing:#?}", missing.len());
}

/// Practices are what a mayor asks for; the shorter records of the other kinds must not stand in front of them all.
#[test]
fn practices_are_not_buried_by_short_records() {
    let shipped = &*SHIPPED;
    for text in
        ["parkování", "odpad", "kontejnery na tříděný odpad", "senioři", "úspory energie", "voda", "doprava"]
    {
        let query = Query { text: text.to_owned(), limit: 10, ..Query::default() };
        let found: Vec<&Record> =
            shipped.index.search(&query).hits.iter().map(|hit| &shipped.records[hit.position]).collect();
        let real = |record: &&&Record| matches!(record.kind, RecordKind::Practice | RecordKind::Caution);
        assert!(found.iter().take(5).filter(real).count() >= 2, "{text}");
        assert!(found.iter().filter(real).count() >= 4, "{text}");
    }
}

#[test]
fn a_filter_leaves_exactly_the_records_that_pass_it() {
    let shipped = &*SHIPPED;
    for text in ["parkování", "úspory energie", "kontejnery na trideny odapd", "s"] {
        let all = Query { text: text.to_owned(), limit: usize::MAX, ..Query::default() };
        let filters = Filters { kinds: vec![RecordKind::Practice], ..Filters::default() };
        let narrow = shipped.index.search(&Query { filters, ..all.clone() });
        let wide = shipped.index.search(&all);
        assert!(wide.total_is_exact && narrow.total <= wide.total);
        let practices =
            wide.hits.iter().filter(|hit| shipped.records[hit.position].kind == RecordKind::Practice).count();
        assert_eq!(practices, narrow.total, "{text}");
    }
}

#[test]
fn the_list_stays_while_the_next_word_begins() {
    let shipped = &*SHIPPED;
    for (text, _) in MULTIWORD.iter().chain(PROBLEM).chain(ENGLISH) {
        let Some((before, next)) = text.rsplit_once(' ') else { continue };
        let letter: String = next.chars().take(1).collect();
        let settled = shipped.ids(&format!("{before} "), true, 10);
        let begun = shipped.ids(&format!("{before} {letter}"), true, 10);
        let kept = begun.iter().filter(|id| settled.contains(id)).count();
        assert!(kept + 1 >= settled.len(), "{before:?} + {letter:?}: {settled:#?} became {begun:#?}");
    }
}
