//! Names and descriptions of all actions; help, palette, bottom line and `docs/keys.md` show them.

/// The texts of one action.
#[derive(Debug)]
pub struct ActionText {
    /// One to three words for the bottom line.
    pub name: &'static str,
    /// What it does, for help and palette.
    pub description: &'static str,
    /// Other words by which somebody would look for it in the palette.
    pub words: &'static str,
}

macro_rules! texts {
    ($($field:ident: [$cs_name:literal, $cs_description:literal, $cs_words:literal], [$en_name:literal, $en_description:literal, $en_words:literal];)+) => {
        /// Texts of the actions and of the keys' configuration.
        #[derive(Debug)]
        pub struct Texts {
            $(#[doc = $en_description] pub $field: ActionText,)+
            /// The configuration names an action that does not exist.
            pub unknown_action: fn(&str) -> String,
            /// The configuration gives an action something that is no key.
            pub unknown_key: fn(&str, &str) -> String,
            /// The configuration gives one key two meanings in one place.
            pub key_conflict: fn(&str, &str, &str) -> String,
            /// The configuration gives an action a key that types a character where text is typed.
            pub key_types: fn(&str, &str) -> String,
            /// An entry of the configuration cannot be used; the file, the line and why.
            pub wrong_keys: fn(&str, usize, &str) -> String,
        }

        pub(super) const CS: Texts = Texts {
            $($field: ActionText { name: $cs_name, description: $cs_description, words: $cs_words },)+
            unknown_action: |action| format!("Akce „{action}“ neexistuje; názvy akcí jsou v docs/keys.cs.md."),
            unknown_key: |action, key| format!("„{key}“ u akce {action} není klávesa; pište např. Ctrl+L, F9, Alt+Enter."),
            key_conflict: |key, one, other| format!("{key} má na jednom místě dvě akce, {one} a {other}; jedné dejte jinou klávesu."),
            key_types: |action, key| format!("„{key}“ u akce {action} by nešlo napsat do textu; zvolte klávesu s Ctrl nebo Alt, nebo některou funkční."),
            wrong_keys: |file, line, problem| format!("{file}, řádek {line}: {problem} Do opravy má akce výchozí klávesu."),
        };

        pub(super) const EN: Texts = Texts {
            $($field: ActionText { name: $en_name, description: $en_description, words: $en_words },)+
            unknown_action: |action| format!("There is no action \"{action}\"; docs/keys.md has the names of the actions."),
            unknown_key: |action, key| format!("\"{key}\" of the action {action} is no key; write for example Ctrl+L, F9, Alt+Enter."),
            key_conflict: |key, one, other| format!("{key} has two actions in one place, {one} and {other}; give one of them another key."),
            key_types: |action, key| format!("\"{key}\" of the action {action} could not be typed into a text; choose a key with Ctrl or Alt, or a function key."),
            wrong_keys: |file, line, problem| format!("{file}, line {line}: {problem} Until it is corrected, the action has its default key."),
        };
    };
}

texts! {
    enter: ["zapsat / otevřít", "Zapsat položku, otevřít řádek, potvrdit volbu", "potvrdit ulozit"],
        ["write / open", "Write the item down, open the line, take the choice", "confirm save"];
    next: ["další druh", "Další druh položky (potřeba, poznámka, rozhodnutí, úkol), záznamu, oddíl nebo další pole", "prepnout tab"],
        ["next kind", "The next kind of item (need, note, decision, task) or record, the next section or field", "switch tab"];
    previous: ["předchozí druh", "Předchozí druh položky, záznamu, oddíl nebo předchozí pole", "prepnout"],
        ["previous kind", "The previous kind of item or record, the previous section or field", "switch"];
    link: ["připojit", "Připojit vybranou oporu k potřebě; podruhé odpojit", "odkaz dolozit praxe odpojit"],
        ["link", "Link the selected evidence to the need; again: unlink", "attach evidence unlink"];
    back: ["zpět", "O krok zpět; z řádku zápisu do záznamu. Text se nikdy neztratí", "zavrit zrusit"],
        ["back", "One step back; from the composer to the record. Text is never lost", "close cancel"];
    header: ["hlavička", "Hlavička konzultace: název, druh, místo, účastníci, program, čas", "ucastnici program starosta pritomni cas misto dalsi jednani"],
        ["header", "Header of the consultation: title, kind, place, participants, agenda, time", "participants mayor present time next meeting"];
    details: ["podrobnosti", "Všechna pole vybrané položky: kontext a komponenty potřeby, kdo a dokdy u úkolu", "upravit termin odpovida komponenty priorita"],
        ["details", "All fields of the selected item: context and components of a need, who and when of a task", "edit due owner components priority"];
    delete: ["smazat", "Smazat vybraný řádek; lze ho vrátit", "odstranit vymazat"],
        ["delete", "Delete the selected line; it can be brought back", "remove"];
    move_up: ["výš", "Posunout vybranou položku výš", "poradi presunout nahoru"],
        ["move up", "Move the selected item up", "order reorder"];
    move_down: ["níž", "Posunout vybranou položku níž", "poradi presunout dolu"],
        ["move down", "Move the selected item down", "order reorder"];
    mark_unmet: ["nenalezeno", "Označit potřebu jako nenaplněnou: v katalogu pro ni nic není", "nenaplnena mezera"],
        ["nothing found", "Mark the need as unmet: the catalogue has nothing for it", "unmet gap"];
    begin: ["zahájit", "Zahájit konzultaci nyní", "zacit start cas"],
        ["begin", "Begin the consultation now", "start time"];
    close: ["ukončit", "Ukončit konzultaci nyní; dál ji lze upravovat", "konec cas uzavrit"],
        ["close", "End the consultation now; it can still be edited", "end finish time"];
    toggle_done: ["hotovo", "Označit úkol jako splněný, nebo ho znovu otevřít", "splneno ukol"],
        ["done", "Mark the task as done, or open it again", "finished task"];
    present: ["promítnout", "Promítnout záznam velkým písmem; šipky listují výběrem", "ukazat prezentace velke"],
        ["present", "Show the record large; the arrows step through the shortlist", "presentation show"];
    filters: ["filtry", "Filtry: druh, komponenta, kraj, země, velikost obce, fáze, jen s výsledky, jen s cenou", "omezit zuzit kraj komponenta zeme faze cena"],
        ["filters", "Filters: kind, component, region, country, size of municipality, stage, with results, with cost", "narrow region component country stage cost"];
    why: ["proč", "Ukázat v náhledu, proč se záznam našel a co ho posunulo výš; podruhé skrýt", "duvod vysvetlit shoda poradi"],
        ["why", "Show in the preview why the record was found and what raised it; again: hide", "reason explain match rank"];
    concept_tree: ["koncepce", "Strom koncepce Smart Cities: pilíře, komponenty, cíle, typová opatření", "strom pilire cile opatreni"],
        ["concept", "The tree of the Smart Cities concept: pillars, components, goals, typical measures", "tree pillars goals measures"];
    mark: ["označit", "Označit nebo odznačit filtr či formát", "vybrat"],
        ["mark", "Mark or unmark the filter or format", "select"];
    mark_internal: ["interní", "Označit položku nebo oporu jako interní: soubory zápisu ji nemají; podruhé zrušit", "skryt tajne duverne neverejne"],
        ["internal", "Mark the item or evidence as internal: no file of the minutes has it; again: unmark", "hide secret confidential private"];
    export_docx: ["Word", "Zapsat zápis jako dokument Wordu (DOCX)", "export ulozit soubor docx odt"],
        ["Word", "Write the minutes as a Word document (DOCX)", "export save file docx odt"];
    export_pdf: ["PDF", "Zapsat zápis jako PDF k archivaci a tisku", "export ulozit soubor tisk"],
        ["PDF", "Write the minutes as PDF for archive and print", "export save file print"];
    export_mail: ["e-mail", "Zapsat koncept e-mailu s označenými formáty v příloze, jinak s PDF", "export posta odeslat eml"],
        ["e-mail", "Write the draft of an e-mail with the marked formats attached, otherwise PDF", "export mail send eml"];
    export_calendar: ["kalendář", "Zapsat úkoly a příští jednání do kalendáře (ICS)", "export ics terminy"],
        ["calendar", "Write tasks and the next meeting as a calendar (ICS)", "export ics dates"];
    export_xlsx: ["Excel", "Zapsat úkoly a potřeby do sešitu Excelu (XLSX)", "export tabulka xlsx"],
        ["Excel", "Write tasks and needs as an Excel workbook (XLSX)", "export table xlsx"];
    export_csv: ["CSV", "Zapsat tabulku úkolů do CSV", "export tabulka"],
        ["CSV", "Write the table of tasks as CSV", "export table"];
    minutes_evidence: ["opora", "Zápis s odkazovanou praxí, nebo bez ní", "prilohy praxe zdroje"],
        ["evidence", "Minutes with or without the practice referred to", "annex practice sources"];
    sign_off: ["stav zápisu", "Zaznamenat odeslání, potvrzení obcí nebo konečné znění zápisu", "schvalit podepsat verze"],
        ["state of minutes", "Record that the minutes were sent, confirmed or made final", "approve sign version"];
    copy_path: ["kopírovat cestu", "Zkopírovat cestu posledního souboru do schránky", "schranka clipboard"],
        ["copy path", "Copy the path of the last file to the clipboard", "clipboard"];
    open_file: ["otevřít soubor", "Otevřít poslední soubor v programu systému", "zobrazit spustit"],
        ["open file", "Open the last file with the system's program", "show start"];
    export_markdown: ["Markdown", "Zapsat zápis do souboru Markdown", "export ulozit soubor md"],
        ["Markdown", "Write the minutes to a Markdown file", "export save file md"];
    export_html: ["HTML", "Zapsat zápis do souboru HTML pro tisk", "export ulozit soubor tisk"],
        ["HTML", "Write the minutes to an HTML file for printing", "export save file print"];
    export_json: ["JSON", "Zapsat konzultaci bez interních položek do souboru JSON pro kolegy", "export ulozit soubor sdilet"],
        ["JSON", "Write the consultation without internal items to a JSON file for colleagues", "export save file share"];
    minutes_language: ["jazyk zápisu", "Přepnout jazyk zápisu: česky, anglicky", "anglicky cesky"],
        ["language of minutes", "Switch the language of the minutes: Czech, English", "czech english"];
    minutes_personal: ["osobní údaje", "Zápis s osobními údaji, nebo bez nich", "gdpr jmena anonymne"],
        ["personal data", "Minutes with or without personal data", "gdpr names anonymous"];
    preview_sync: ["náhled", "Ukázat, co by na vybrané úložiště odešlo a co by přišlo; nic se neodešle", "nahled nanecisto zkusit co odejde"],
        ["preview", "Show what would leave to the chosen storage and come from it; nothing is sent", "dry run"];
    verify_sync: ["kontrola", "Zkontrolovat na úložišti vlastní soubory a poškozené nebo chybějící zapsat znovu", "overit opravit"],
        ["verify", "Check own files on the storage and write damaged or missing ones again", "repair check"];
    test_remote: ["zkouška", "Vyzkoušet úložiště: spojení, čtení, zápis, obsah", "test pripojeni"],
        ["test", "Test the storage: connection, reading, writing, content", "probe connection"];
    edit_remote: ["nastavení", "Nastavení vybraného úložiště: adresa, heslo, okruh lidí, samočinná synchronizace", "upravit zmenit uloziste heslo"],
        ["settings", "Settings of the chosen storage: address, password, circle, automatic", "edit change storage password"];
    approve_device: ["schválit", "Schválit zařízení, které se chce připojit, po porovnání otisku", "clen otisk pridat zarizeni"],
        ["approve", "Approve a device that wants to join, after its fingerprint was compared", "member fingerprint add device"];
    remove_member: ["odebrat člena", "Odebrat zařízení ze šifrovaného prostoru; co má, mu zůstane, nic nového nepřečte", "clen zarizeni vyloucit odebrat"],
        ["remove member", "Remove a device from an encrypted space; it keeps what it has and reads nothing new", "device exclude revoke"];
    unlock_keys: ["odemknout", "Odemknout heslem klíče tohoto zařízení", "heslo klice"],
        ["unlock", "Unlock the keys of this device with its passphrase", "passphrase keys"];
    left: ["předchozí", "Předchozí záznam, hodnota nebo období", "vlevo"],
        ["previous", "The previous record, value or period", "left"];
    right: ["další", "Další záznam, hodnota nebo období", "vpravo"],
        ["next", "The next record, value or period", "right"];
    up: ["nahoru", "O řádek výš", "sipka"],
        ["up", "One line up", "arrow"];
    down: ["dolů", "O řádek níž", "sipka"],
        ["down", "One line down", "arrow"];
    page_up: ["stránka výš", "O stránku výš", ""],
        ["page up", "One page up", ""];
    page_down: ["stránka níž", "O stránku níž", ""],
        ["page down", "One page down", ""];
    first: ["první", "Na první řádek", "zacatek"],
        ["first", "To the first line", "start top"];
    last: ["poslední", "Na poslední řádek", "konec"],
        ["last", "To the last line", "end bottom"];
    preview_up: ["náhled výš", "Posunout náhled výš", ""],
        ["preview up", "Scroll the preview up", ""];
    preview_down: ["náhled níž", "Posunout náhled níž", ""],
        ["preview down", "Scroll the preview down", ""];
    editor: ["editor", "Otevřít text ve vlastním editoru ($VISUAL, $EDITOR)", "vim nano poznamkovy blok"],
        ["editor", "Open the text in your own editor ($VISUAL, $EDITOR)", "vim nano notepad"];
    new: ["nová", "Nová konzultace, námět praxe nebo úkol", "pridat zalozit vytvorit"],
        ["new", "A new consultation, practice draft or task", "add create"];
    undo: ["vrátit", "Vrátit poslední změnu, i po novém spuštění", "undo zpet obnovit"],
        ["undo", "Take the last change back, after a restart too", "revert restore"];
    redo: ["znovu", "Zopakovat vrácenou změnu", "redo"],
        ["redo", "Make the change again that was taken back", "repeat"];
    palette: ["příkazy", "Všechny příkazy; stačí psát, bez háčků", "paleta menu hledat"],
        ["commands", "All commands; just type", "palette menu search"];
    help: ["nápověda", "Nápověda: klávesy této obrazovky, pak všechny", "pomoc klavesy"],
        ["help", "Help: the keys of this screen, then all", "keys manual"];
    home: ["Přehled", "Přehled: konzultace a co čeká", "domu uvod start"],
        ["Home", "Home: consultations and what is waiting", "start overview"];
    consultation: ["Konzultace", "Konzultace, která je otevřená", "jednani zapis"],
        ["Consultation", "The consultation that is open", "meeting record"];
    catalogue: ["Katalog", "Katalog: praxe, rizika, opatření, dotace, indikátory, partneři", "hledat praxe dotace"],
        ["Catalogue", "The catalogue: practices, cautions, measures, funding, indicators, partners", "search practice funding"];
    municipalities: ["Obce", "Obce: profil, podobné obce, konzultace a úkoly v obci", "mesto vesnice profil mapa"],
        ["Municipalities", "Municipalities: profile, similar ones, consultations and tasks there", "town village profile map"];
    tasks: ["Úkoly", "Úkoly všech obcí podle termínu", "terminy povinnosti"],
        ["Tasks", "Tasks of all municipalities by date", "due deadlines"];
    insights: ["Souhrny", "Souhrny: potřeby podle komponent, krajů a velikosti, co chybí a co je po termínu", "statistika prehled report koordinator"],
        ["Insights", "Insights: needs by component, region and size, what is missing, what is late", "statistics report coordinator"];
    sync: ["Sync", "Synchronizace s dalšími zařízeními a kolegy", "sdileni slouceni"],
        ["Sync", "Synchronise with other devices and colleagues", "share merge"];
    minutes: ["zápis", "Zápis z konzultace: náhled, kontrola, export", "protokol export tisk"],
        ["minutes", "Minutes of the consultation: preview, check, export", "protocol export print"];
    conflicts: ["neshody", "Neshody: co více zařízení zapsalo zároveň a jinak", "konflikt slouceni rozdil"],
        ["conflicts", "Conflicts: what several devices wrote differently at the same time", "merge difference settle"];
    settle_both: ["obojí", "Spojit všechna znění, seznamy sjednotit", "oboje spojit sloucit"],
        ["both", "All texts together, lists united", "join unite"];
    settle_edit: ["upravit", "Zapsat vlastní znění; začíná návrhem nebo vybranou hodnotou", "editovat prepsat"],
        ["edit", "Write own words, beginning with the proposal or the chosen value", "own words"];
    erase: ["vymazat natrvalo", "Vymazat natrvalo položku, účastníka nebo celou konzultaci (GDPR); nejde vrátit", "gdpr vymaz smazat osobni udaje"],
        ["erase for good", "Erase an item, a participant or the whole consultation for good (GDPR); cannot be undone", "gdpr delete personal data"];
    language: ["English", "Switch to English (přepnout do angličtiny)", "jazyk language anglicky"],
        ["česky", "Přepnout do češtiny (switch to Czech)", "language jazyk cesky"];
    quit: ["konec", "Ukončit poradu; vše je uloženo", "zavrit odejit vypnout"],
        ["quit", "Leave porada; everything is saved", "exit close"];
}
