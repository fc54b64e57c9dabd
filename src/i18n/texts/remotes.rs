//! Texts of storages: their addresses, their errors, the credentials for them.

/// Texts of storages.
#[derive(Debug)]
pub struct Texts {
    /// A sentence (1) and after it the words of the server or system (2).
    pub with_words: fn(&str, &str) -> String,
    /// No answer.
    pub unreachable: &'static str,
    /// The certificate or the encrypted connection is not right.
    pub insecure: &'static str,
    /// Wrong or missing name and password.
    pub unauthorised: &'static str,
    /// Known, but not allowed.
    pub forbidden: &'static str,
    /// The place of the address is not there.
    pub missing: &'static str,
    /// No room left.
    pub full: &'static str,
    /// The server asks to come later; after how many seconds, where it says so.
    pub busy: fn(Option<u64>) -> String,
    /// The file (1) is larger than what is read, in KiB (2).
    pub too_large: fn(&str, u64) -> String,
    /// A link, a device or a folder where a file should be.
    pub not_safe: fn(&str) -> String,
    /// The place that was given is a file.
    pub not_folder: fn(&str) -> String,
    /// The server of this status wants to send us elsewhere.
    pub redirected: fn(u16) -> String,
    /// The server said yes, but nothing that a storage says.
    pub not_understood: &'static str,
    /// There is no WebDAV at the address.
    pub no_webdav: &'static str,
    /// The server does not take a file of this size.
    pub too_large_there: &'static str,
    /// Something is broken on the server, which says this status.
    pub broken_there: fn(u16) -> String,
    /// The server said this status.
    pub refused: fn(u16) -> String,
    /// The file cannot be read or written.
    pub file: fn(&str) -> String,

    /// No address was written.
    pub address_empty: &'static str,
    /// The path of a folder is not whole.
    pub address_relative: fn(&str) -> String,
    /// This is no address.
    pub address_unreadable: fn(&str) -> String,
    /// A kind of address that is not known.
    pub address_unknown_kind: fn(&str) -> String,
    /// The address of this host is not encrypted.
    pub address_not_encrypted: fn(&str) -> String,
    /// A name or a password is in the address.
    pub address_credentials: &'static str,
    /// A `?` or `#` is in the address.
    pub address_query: &'static str,
    /// The address of a folder must not have a query or a fragment.
    pub address_file_query: &'static str,
    /// The proxy is none that can be used.
    pub proxy: &'static str,
    /// This is no name of a bucket.
    pub address_bucket: fn(&str) -> String,
    /// This is no segment of a prefix.
    pub address_prefix: fn(&str) -> String,
    /// This parameter is not known.
    pub address_parameter: fn(&str) -> String,

    /// The credentials are written in no known way.
    pub credentials_unknown: &'static str,
    /// The variable of this name is not set or empty.
    pub credentials_variable: fn(&str) -> String,
    /// The program (1) cannot be run for a reason (2).
    pub credentials_program: fn(&str, &str) -> String,
    /// The program (1) ended with an error (2).
    pub credentials_failed: fn(&str, &str) -> String,
    /// The program (1) did not end within seconds (2).
    pub credentials_slow: fn(&str, u64) -> String,
    /// The program printed nothing that could be a password.
    pub credentials_nothing: fn(&str) -> String,
    /// The password is not kept.
    pub credentials_not_kept: &'static str,
}

pub(super) const CS: Texts = Texts {
    with_words: |sentence, words| format!("{sentence} Hlášení: {words}"),
    unreachable: "Úložiště neodpovídá. Zkontrolujte připojení k síti a adresu úložiště, u složky připojený disk, a synchronizaci opakujte; vaše práce je uložena v tomto počítači.",
    insecure: "Spojení se serverem není důvěryhodné, proto porada nic neodeslala. Zkontrolujte adresu a datum v počítači; má-li server certifikát vlastní autority úřadu, zadejte u úložiště soubor s jejím certifikátem (PEM).",
    unauthorised: "Server nepřijal jméno nebo heslo. Zkontrolujte je; u Nextcloudu použijte heslo aplikace (Nastavení, Zabezpečení).",
    forbidden: "Server sem tomuto uživateli nedovolil přístup. Požádejte správce úložiště o oprávnění číst, zapisovat i mazat.",
    missing: "Místo uvedené v adrese neexistuje. Připojte disk nebo sdílenou složku, případně složku založte a adresu opravte; porada ji sama nevytvoří.",
    full: "Na úložišti není místo. Uvolněte je, nebo požádejte správce o větší kvótu, a synchronizaci opakujte; vaše práce je uložena v tomto počítači.",
    busy: |seconds| match seconds {
        Some(seconds) => {
            format!("Server je zaneprázdněn a žádá o {seconds} s strpení. Synchronizaci opakujte později.")
        }
        None => "Server je zaneprázdněn. Synchronizaci opakujte za několik minut.".to_owned(),
    },
    too_large: |path, limit| {
        format!(
            "Soubor {path} na úložišti je větší než {limit} KiB, proto jej porada nečte. Takový soubor porada nepíše: zjistěte, odkud pochází, a odstraňte jej."
        )
    },
    not_safe: |path| {
        format!(
            "{path} není obyčejný soubor nebo složka (je to například odkaz), proto se jej porada nedotkne. Zjistěte, odkud pochází, a odstraňte jej."
        )
    },
    not_folder: |path| format!("{path} je soubor. Zadejte složku, ve které má úložiště být."),
    redirected: |status| {
        format!(
            "Server odkazuje na jinou adresu (stav {status}) a porada tam heslo nepošle. Patří-li adresa vašemu úložišti, zadejte ji u něj."
        )
    },
    not_understood: "Server odpověděl jinak, než odpovídá úložiště. Zkontrolujte adresu; je-li správná, sdělte toto hlášení správci úložiště.",
    no_webdav: "Na této adrese není WebDAV. Zkopírujte adresu WebDAV ze svého úložiště; u Nextcloudu je v Soubory, Nastavení souborů.",
    too_large_there: "Server nepřijal soubor této velikosti. Požádejte správce o vyšší mez pro nahrávané soubory (alespoň 16 MiB).",
    broken_there: |status| {
        format!(
            "Na serveru je chyba (stav {status}). Synchronizaci opakujte později; trvá-li chyba, sdělte toto hlášení správci úložiště."
        )
    },
    refused: |status| {
        format!(
            "Server požadavek odmítl (stav {status}). Zkontrolujte adresu a sdělte toto hlášení správci úložiště."
        )
    },
    file: |path| {
        format!("{path} nelze přečíst nebo zapsat. Zkontrolujte disk a oprávnění a synchronizaci opakujte.")
    },

    address_empty: "Chybí adresa úložiště. Zadejte celou cestu ke složce, https://… (WebDAV) nebo s3://….",
    address_relative: |path| {
        format!(
            "„{path}“ není celá cesta ke složce. Zadejte ji od kořene, například /home/jana/Nextcloud/porada."
        )
    },
    address_unreadable: |text| {
        format!(
            "„{text}“ není adresa úložiště. Zadejte celou cestu ke složce, https://server/cesta (WebDAV) nebo s3://bucket/cesta?endpoint=https://server&region=oblast."
        )
    },
    address_unknown_kind: |kind| {
        format!(
            "Úložiště druhu „{kind}“ porada neumí. Použijte složku, https:// (WebDAV) nebo s3://; jiné úložiště připojte jeho vlastním programem a zadejte složku."
        )
    },
    address_not_encrypted: |host| {
        format!(
            "Spojení se serverem {host} by nebylo šifrované. Zadejte adresu https://; http:// je dovoleno jen pro tento počítač."
        )
    },
    address_credentials: "V adrese je jméno nebo heslo, kde by je četl každý. Vynechte je a zadejte je zvlášť.",
    address_query: "Adresa WebDAV nesmí obsahovat ? ani #. Je to nejspíš adresa webové stránky; zkopírujte adresu WebDAV ze svého úložiště.",
    address_file_query: "Adresa složky file:// nesmí obsahovat ? ani #; jsou-li v názvu složky, zapište místo ní celou cestu.",
    proxy: "Tento proxy server použít nelze, porada se proto nepřipojila. Zadejte ho jako http://server:port, bez jména a hesla.",
    address_bucket: |name| {
        format!(
            "„{name}“ není název bucketu S3. Může mít 3 až 63 malých písmen bez diakritiky, číslic, pomlček a teček."
        )
    },
    address_prefix: |segment| {
        format!(
            "„{segment}“ v adrese S3 má nedovolené znaky. Použijte písmena bez diakritiky, číslice, -, _ a tečku."
        )
    },
    address_parameter: |name| {
        format!("Parametr „{name}“ adresa S3 nemá. Použijte jen endpoint a region; klíč se zadává zvlášť.")
    },

    credentials_unknown: "Způsob zadání hesla není znám. Použijte env:PROMĚNNÁ, command:PROGRAM, nebo sealed (heslo uložené zašifrovaně).",
    credentials_variable: |name| {
        format!(
            "Proměnná prostředí {name} s heslem není nastavena nebo je prázdná. Nastavte ji a poradu spusťte znovu."
        )
    },
    credentials_program: |program, reason| {
        format!(
            "Program {program}, který má vypsat heslo, nelze spustit: {reason}. Zkontrolujte jeho název a cestu."
        )
    },
    credentials_failed: |program, status| {
        format!(
            "Program {program}, který má vypsat heslo, skončil chybou ({status}). Vyzkoušejte jej v terminálu; správce hesel je možná zamčený."
        )
    },
    credentials_slow: |program, seconds| {
        format!(
            "Program {program} nevypsal heslo do {seconds} s a porada jej ukončila. Vyzkoušejte jej v terminálu; možná čeká na vaši odpověď."
        )
    },
    credentials_not_kept: "Heslo k úložišti není uloženo. Uložte je v nastavení úložiště na obrazovce Synchronizace, nebo příkazem porada remote add s volbou --password sealed.",
    credentials_nothing: |program| {
        format!("Program {program} nevypsal na první řádek žádné heslo. Vyzkoušejte jej v terminálu.")
    },
};

pub(super) const EN: Texts = Texts {
    with_words: |sentence, words| format!("{sentence} Details: {words}"),
    unreachable: "The storage does not answer. Check the network and the address of the storage, or that the disk of the folder is connected, and synchronise again; your work is saved on this computer.",
    insecure: "The connection to the server cannot be trusted, so porada sent nothing. Check the address and the date of this computer; if the server has a certificate of an authority of your own, give the file with the authority's certificate (PEM).",
    unauthorised: "The server did not accept the name or the password. Check them; for Nextcloud use an app password (Settings, Security).",
    forbidden: "The server does not let this user in here. Ask the administrator of the storage for the right to read, write and delete.",
    missing: "The place of the address is not there. Connect the disk or the share, or make the folder and correct the address; porada does not make it by itself.",
    full: "The storage is full. Free some space or ask the administrator for more, and synchronise again; your work is saved on this computer.",
    busy: |seconds| match seconds {
        Some(seconds) => {
            format!("The server is busy and asks for {seconds} s of patience. Synchronise again later.")
        }
        None => "The server is busy. Synchronise again in a few minutes.".to_owned(),
    },
    too_large: |path, limit| {
        format!(
            "The file {path} on the storage is larger than {limit} KiB, so porada does not read it. porada writes no such file: find out where it comes from and remove it."
        )
    },
    not_safe: |path| {
        format!(
            "{path} is no plain file or folder (it may be a link), so porada does not touch it. Find out where it comes from and remove it."
        )
    },
    not_folder: |path| format!("{path} is a file. Give the folder in which the storage is to be."),
    redirected: |status| {
        format!(
            "The server points to another address (status {status}), and porada does not send the password there. If that address is your storage's, set it."
        )
    },
    not_understood: "The server answered as no storage does. Check the address; if it is right, tell the administrator of the storage these words.",
    no_webdav: "There is no WebDAV at this address. Copy the WebDAV address from your storage; Nextcloud shows it under Files, Files settings.",
    too_large_there: "The server did not take a file of this size. Ask the administrator for a higher limit of uploads (at least 16 MiB).",
    broken_there: |status| {
        format!(
            "Something is wrong on the server (status {status}). Synchronise again later; if it stays so, tell the administrator of the storage these words."
        )
    },
    refused: |status| {
        format!(
            "The server refused the request (status {status}). Check the address and tell the administrator of the storage these words."
        )
    },
    file: |path| {
        format!("{path} cannot be read or written. Check the disk and the permissions and synchronise again.")
    },

    address_empty: "The address of the storage is missing. Give the whole path of a folder, https://… (WebDAV) or s3://….",
    address_relative: |path| {
        format!(
            "\"{path}\" is not the whole path of a folder. Begin at the root, for example /home/jana/Nextcloud/porada."
        )
    },
    address_unreadable: |text| {
        format!(
            "\"{text}\" is no address of a storage. Give the whole path of a folder, https://server/path (WebDAV) or s3://bucket/path?endpoint=https://server&region=name."
        )
    },
    address_unknown_kind: |kind| {
        format!(
            "porada knows no storage of the kind \"{kind}\". Use a folder, https:// (WebDAV) or s3://; connect another storage with its own program and give the folder."
        )
    },
    address_not_encrypted: |host| {
        format!(
            "The connection to {host} would not be encrypted. Give an address with https://; http:// is allowed for this computer only."
        )
    },
    address_credentials: "There is a name or a password in the address, where everybody would read it. Leave it out and give it separately.",
    address_query: "An address of WebDAV has no ? and no #. This is probably the address of a web page; copy the WebDAV address from your storage.",
    address_file_query: "An address file:// of a folder has no ? and no #; if the name of the folder has them, write its whole path instead.",
    proxy: "This proxy cannot be used, so porada did not connect. Give it as http://host:port, without name and password.",
    address_bucket: |name| {
        format!(
            "\"{name}\" is no name of an S3 bucket. It has 3 to 63 lower-case letters without accents, digits, hyphens and dots."
        )
    },
    address_prefix: |segment| {
        format!(
            "\"{segment}\" in the address of S3 has characters that are not allowed. Use letters without accents, digits, -, _ and dots."
        )
    },
    address_parameter: |name| {
        format!(
            "An address of S3 has no parameter \"{name}\". Use endpoint and region only; the key is given separately."
        )
    },

    credentials_unknown: "This way to give a password is not known. Use env:VARIABLE, command:PROGRAM, or sealed (the password is kept encrypted).",
    credentials_variable: |name| {
        format!(
            "The environment variable {name} with the password is not set or empty. Set it and start porada again."
        )
    },
    credentials_program: |program, reason| {
        format!(
            "The program {program}, which prints the password, cannot be run: {reason}. Check its name and path."
        )
    },
    credentials_failed: |program, status| {
        format!(
            "The program {program}, which prints the password, ended with an error ({status}). Try it in a terminal; the password manager may be locked."
        )
    },
    credentials_slow: |program, seconds| {
        format!(
            "The program {program} did not print the password within {seconds} s, and porada ended it. Try it in a terminal; it may be waiting for your answer."
        )
    },
    credentials_not_kept: "The password of the storage is not kept. Keep it in the settings of the storage on the screen Synchronisation, or with porada remote add and --password sealed.",
    credentials_nothing: |program| {
        format!("The program {program} printed no password on its first line. Try it in a terminal.")
    },
};
