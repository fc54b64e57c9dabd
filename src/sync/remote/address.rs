//! The address of a storage as a person writes it.

use crate::i18n::{Language, Localized, sanitize};
use std::fmt;
use std::path::PathBuf;
use url::{Host, Url};

/// Where a storage is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// A folder of this computer: a stick, a network share, the folder of Nextcloud, Syncthing or another program.
    Folder(PathBuf),
    /// A folder of a WebDAV server; the path ends with a slash.
    WebDav(Url),
    /// A place in a bucket of an S3-compatible storage.
    S3(S3Address),
}

/// A place in a bucket of an S3-compatible storage, written `s3://bucket/prefix?endpoint=https://host&region=name`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct S3Address {
    /// The bucket.
    pub bucket: String,
    /// What every key begins with: empty, or segments each followed by a slash.
    pub prefix: String,
    /// The server; `None` is Amazon's of the region.
    pub endpoint: Option<Url>,
    /// The region.
    pub region: String,
}

/// The region where the address names none; S3-compatible servers mostly accept it.
const DEFAULT_REGION: &str = "us-east-1";

impl Address {
    /// Reads an address: the whole path of a folder, `file:///…`, `https://…` (WebDAV) or `s3://bucket/prefix?endpoint=…&region=…`.
    /// `http://` is taken only for this computer itself.
    ///
    /// # Errors
    /// What is wrong with it. No error repeats a password that was written into the address.
    pub fn parse(text: &str) -> Result<Address, AddressError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(AddressError::Empty);
        }
        if !text.contains("://") && !text.starts_with("file:") {
            let path = PathBuf::from(text);
            return if path.is_absolute() {
                Ok(Address::Folder(path))
            } else {
                Err(AddressError::Relative(text.to_owned()))
            };
        }
        let url = Url::parse(text).map_err(|_| AddressError::NotAnAddress(without_user(text)))?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(AddressError::Credentials);
        }
        match url.scheme() {
            // A name with ? or # is written %3F or %23 there, or as a whole path.
            "file" if url.query().is_some() || url.fragment().is_some() => Err(AddressError::FileQuery),
            "file" => url
                .to_file_path()
                .map(Address::Folder)
                .map_err(|()| AddressError::NotAnAddress(without_user(text))),
            "http" | "https" => web_dav(url).map(Address::WebDav),
            "s3" => s3(&url).map(Address::S3),
            other => Err(AddressError::UnknownKind(other.to_owned())),
        }
    }
}

/// A URL that is encrypted or of this computer, without what does not belong into an address.
fn web_dav(mut url: Url) -> Result<Url, AddressError> {
    let here = match url.host() {
        Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    if url.scheme() == "http" && !here {
        return Err(AddressError::NotEncrypted(url.host_str().unwrap_or_default().to_owned()));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(AddressError::Query);
    }
    if !url.path().ends_with('/') {
        let path = format!("{}/", url.path());
        url.set_path(&path);
    }
    Ok(url)
}

fn s3(url: &Url) -> Result<S3Address, AddressError> {
    let bucket = url.host_str().unwrap_or_default().to_owned();
    let letter = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.');
    if !(3..=63).contains(&bucket.len()) || !bucket.bytes().all(letter) || url.port().is_some() {
        return Err(AddressError::Bucket(bucket));
    }
    let segments: Vec<&str> = url.path().split('/').filter(|segment| !segment.is_empty()).collect();
    let plain = |segment: &&str| {
        segment.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
            && !segment.bytes().all(|byte| byte == b'.')
    };
    if let Some(wrong) = segments.iter().find(|segment| !plain(segment)) {
        return Err(AddressError::Prefix((*wrong).to_owned()));
    }
    let prefix = segments.iter().map(|segment| format!("{segment}/")).collect();
    let mut address = S3Address { bucket, prefix, endpoint: None, region: DEFAULT_REGION.to_owned() };
    for (name, value) in url.query_pairs() {
        match name.as_ref() {
            "endpoint" => {
                let endpoint =
                    Url::parse(&value).map_err(|_| AddressError::NotAnAddress(without_user(&value)))?;
                if !endpoint.username().is_empty() || endpoint.password().is_some() {
                    return Err(AddressError::Credentials);
                }
                if !matches!(endpoint.scheme(), "http" | "https") {
                    return Err(AddressError::UnknownKind(endpoint.scheme().to_owned()));
                }
                address.endpoint = Some(web_dav(endpoint)?);
            }
            "region" => address.region = value.into_owned(),
            // The value is not repeated: somebody may have written a key there.
            other => return Err(AddressError::UnknownParameter(other.to_owned())),
        }
    }
    Ok(address)
}

/// The text without what stands between `://` and `@`, where a password may be.
fn without_user(text: &str) -> String {
    match (text.find("://"), text.rfind('@')) {
        (Some(scheme), Some(at)) if scheme < at => {
            let (kind, rest) = (text.get(..scheme + 3), text.get(at + 1..));
            format!("{}{}", kind.unwrap_or_default(), rest.unwrap_or_default())
        }
        (None, Some(at)) => text.get(at + 1..).unwrap_or_default().to_owned(),
        _ => text.to_owned(),
    }
}

impl fmt::Display for Address {
    /// The address as [`Address::parse`] reads it again.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Address::Folder(path) => write!(formatter, "{}", path.display()),
            Address::WebDav(url) => write!(formatter, "{url}"),
            Address::S3(S3Address { bucket, prefix, endpoint, region }) => {
                write!(formatter, "s3://{bucket}/{}", prefix.trim_end_matches('/'))?;
                match endpoint {
                    Some(endpoint) => write!(formatter, "?endpoint={endpoint}&region={region}"),
                    None => write!(formatter, "?region={region}"),
                }
            }
        }
    }
}

/// Why a text is no address of a storage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AddressError {
    /// Nothing was written.
    Empty,
    /// The path does not begin at the root, so it would mean another folder in each place.
    Relative(String),
    /// Nothing that could be an address; without what stands before an `@`.
    NotAnAddress(String),
    /// A kind of address that porada does not know, for example `ftp`.
    UnknownKind(String),
    /// Unencrypted and not this computer; the host.
    NotEncrypted(String),
    /// A name or a password inside the address, where everybody would read it.
    Credentials,
    /// A `?` or `#` in an address of WebDAV.
    Query,
    /// The address of a folder has a query or a fragment, which would be dropped.
    FileQuery,
    /// The name cannot be one of a bucket.
    Bucket(String),
    /// A segment of the prefix has other characters than letters, digits, `-`, `_` and `.`.
    Prefix(String),
    /// An address of S3 has a parameter that is not `endpoint` or `region`.
    UnknownParameter(String),
}

impl Localized for AddressError {
    fn localized(&self, language: Language) -> String {
        let texts = &language.texts().remotes;
        match self {
            AddressError::Empty => texts.address_empty.to_owned(),
            AddressError::Relative(path) => (texts.address_relative)(&sanitize(path)),
            AddressError::NotAnAddress(text) => (texts.address_unreadable)(&sanitize(text)),
            AddressError::UnknownKind(kind) => (texts.address_unknown_kind)(&sanitize(kind)),
            AddressError::NotEncrypted(host) => (texts.address_not_encrypted)(&sanitize(host)),
            AddressError::Credentials => texts.address_credentials.to_owned(),
            AddressError::Query => texts.address_query.to_owned(),
            AddressError::FileQuery => texts.address_file_query.to_owned(),
            AddressError::Bucket(name) => (texts.address_bucket)(&sanitize(name)),
            AddressError::Prefix(segment) => (texts.address_prefix)(&sanitize(segment)),
            AddressError::UnknownParameter(name) => (texts.address_parameter)(&sanitize(name)),
        }
    }
}

impl fmt::Display for AddressError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.localized(Language::English))
    }
}

impl std::error::Error for AddressError {}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("https://cloud.example.cz/remote.php/dav/files/jana/porada")]
    #[case("https://cloud.example.cz:8443/dav/")]
    #[case("http://127.0.0.1:8081/dav")]
    #[case("http://localhost/dav")]
    #[case("http://[::1]:80/")]
    #[case("s3://porada/kraj/vysocina?endpoint=https://s3.example.cz&region=cz")]
    #[case("s3://porada")]
    #[case("s3://porada?region=eu-central-1")]
    fn an_address_is_read_and_written_back(#[case] text: &str) {
        let address = Address::parse(text).unwrap();
        assert!(!matches!(address, Address::Folder(_)), "{address:?}");
        assert_eq!(Address::parse(&address.to_string()).unwrap(), address);
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_is_a_path_or_a_file_address() {
        let folder = Address::Folder(PathBuf::from("/media/jana/USB klíč"));
        assert_eq!(Address::parse("/media/jana/USB klíč").unwrap(), folder);
        assert_eq!(Address::parse("file:///media/jana/USB%20kl%C3%AD%C4%8D").unwrap(), folder);
        assert_eq!(Address::parse(&folder.to_string()).unwrap(), folder);
    }

    #[test]
    fn an_address_of_s3_has_its_parts() {
        let Address::S3(address) =
            Address::parse("s3://porada/kraj/vysocina/?endpoint=http://127.0.0.1:8084&region=default")
                .unwrap()
        else {
            panic!("not S3");
        };
        assert_eq!((address.bucket.as_str(), address.prefix.as_str()), ("porada", "kraj/vysocina/"));
        assert_eq!(address.region, "default");
        assert_eq!(address.endpoint.unwrap().as_str(), "http://127.0.0.1:8084/");
    }

    #[rstest]
    #[case("", AddressError::Empty)]
    #[case("slozka/porada", AddressError::Relative("slozka/porada".into()))]
    #[case("~/porada", AddressError::Relative("~/porada".into()))]
    #[case("http://cloud.example.cz/dav", AddressError::NotEncrypted("cloud.example.cz".into()))]
    #[case("http://127.0.0.1.example.cz/", AddressError::NotEncrypted("127.0.0.1.example.cz".into()))]
    #[case("ftp://cloud.example.cz/", AddressError::UnknownKind("ftp".into()))]
    #[case("https://cloud.example.cz/s?dir=/", AddressError::Query)]
    #[case("file:///mnt/porada?x=1", AddressError::FileQuery)]
    #[case("file:///mnt/porada#x", AddressError::FileQuery)]
    #[case("s3://A_b/", AddressError::Bucket("A_b".into()))]
    #[case("s3://porada/a%2Fb", AddressError::Prefix("a%2Fb".into()))]
    #[case("s3://porada?secret=tajne", AddressError::UnknownParameter("secret".into()))]
    #[case("s3://porada?endpoint=http://s3.example.cz", AddressError::NotEncrypted("s3.example.cz".into()))]
    fn what_is_no_address_is_named(#[case] text: &str, #[case] expected: AddressError) {
        assert_eq!(Address::parse(text).unwrap_err(), expected);
    }

    #[rstest]
    #[case("https://jana:tajne@cloud.example.cz/")]
    #[case("https://jana:tajne@cloud example")]
    #[case("https://jana:taj@ne@[::1/")]
    #[case("jana:tajne@cloud.example.cz://x")]
    #[case("s3://klic:tajne@porada/")]
    #[case("s3://porada?endpoint=https://klic:tajne@s3.example.cz")]
    #[case("s3://porada?tajny=tajne")]
    fn no_error_repeats_a_password(#[case] text: &str) {
        let error = Address::parse(text).unwrap_err();
        for shown in [format!("{error:?}"), error.to_string(), error.localized(Language::Czech)] {
            assert!(!shown.contains("tajne") && !shown.contains("taj@"), "{shown}");
        }
    }
}
