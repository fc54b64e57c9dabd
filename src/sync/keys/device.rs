//! The keys of a device, and the digits by which two people compare them.

use super::hex;
use crate::sync::random::Randomness;
use crate::sync::trust::{DeviceId, Signature};
use age::secrecy::ExposeSecret;
use age::x25519;
use bech32::{Bech32, Hrp};
use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use std::fmt;
use zeroize::{Zeroize, Zeroizing};

/// What the key that signs is derived for; part of the format of a recovery code.
const SIGNING_CONTEXT: &str = "porada 2026-11 device signing key from its age secret";
/// What the digits of a fingerprint are derived for.
const FINGERPRINT_CONTEXT: &str = "porada 2026-11 fingerprint of a device";
/// The purpose in front of what a device signs of the protocol's files, so that no signature serves two purposes.
const MESSAGE_PURPOSE: &[u8] = b"porada-sync/1 message\n";
/// The purpose in front of a statement about members.
const STATEMENT_PURPOSE: &[u8] = b"porada-members/1 statement\n";

/// The secret keys of a device: one age secret, which opens what is sealed for the device and from which the key that
/// signs is derived. Whoever has the secret is the device.
#[derive(Clone)]
pub struct DeviceKeys {
    sealing: x25519::Identity,
    signing: SigningKey,
}

impl DeviceKeys {
    /// Keys of a new device.
    pub fn generate(random: &mut dyn Randomness) -> DeviceKeys {
        DeviceKeys::of(new_secret(random))
    }

    /// The keys that a recovery code names; `None` when it is none or was mistyped (its last characters are a checksum).
    pub fn from_recovery_code(code: &str) -> Option<DeviceKeys> {
        let typed: Zeroizing<String> = Zeroizing::new(code.split_whitespace().collect());
        typed.parse().ok().map(DeviceKeys::of)
    }

    fn of(sealing: x25519::Identity) -> DeviceKeys {
        let text = sealing.to_string();
        let mut seed = blake3::derive_key(SIGNING_CONTEXT, text.expose_secret().as_bytes());
        let signing = SigningKey::from_bytes(&seed);
        seed.zeroize();
        DeviceKeys { sealing, signing }
    }

    /// The age secret as text (`AGE-SECRET-KEY-1…`): all that is needed to be this device again.
    pub fn recovery_code(&self) -> Zeroizing<String> {
        Zeroizing::new(self.sealing.to_string().expose_secret().to_owned())
    }

    /// The device of these keys.
    pub fn device(&self) -> DeviceId {
        self.public().device()
    }

    /// What others may know of the keys.
    pub fn public(&self) -> PublicKeys {
        PublicKeys {
            signing: hex::encode(self.signing.verifying_key().as_bytes()),
            recipient: self.sealing.to_public().to_string(),
        }
    }

    /// Signs a message of the protocol.
    pub fn sign(&self, message: &[u8]) -> Signature {
        self.sign_for(MESSAGE_PURPOSE, message)
    }

    pub(super) fn sign_statement(&self, statement: &[u8]) -> Signature {
        self.sign_for(STATEMENT_PURPOSE, statement)
    }

    fn sign_for(&self, purpose: &[u8], message: &[u8]) -> Signature {
        Signature(self.signing.sign(&[purpose, message].concat()).to_bytes())
    }

    /// The key that opens what is sealed for this device.
    pub(super) fn sealing(&self) -> &x25519::Identity {
        &self.sealing
    }
}

impl fmt::Debug for DeviceKeys {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "DeviceKeys({})", self.device())
    }
}

/// A new age secret out of `random`.
pub(super) fn new_secret(random: &mut dyn Randomness) -> x25519::Identity {
    let mut bytes = Zeroizing::new([0_u8; 32]);
    random.fill(bytes.as_mut_slice());
    // An age secret is 32 bytes in Bech32, and any 32 bytes are a secret.
    let text = Hrp::parse("age-secret-key-").ok().and_then(|prefix| {
        let text = bech32::encode_upper::<Bech32>(prefix, bytes.as_slice()).ok()?;
        Zeroizing::new(text).parse().ok()
    });
    text.unwrap_or_else(x25519::Identity::generate)
}

/// The public keys of a device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicKeys {
    /// The ed25519 key that checks the device's signatures, 64 hexadecimal digits.
    pub signing: String,
    /// The age recipient for whom things are sealed (`age1…`).
    pub recipient: String,
}

impl PublicKeys {
    /// The device of these keys: its signing key's BLAKE3 hash, the first 16 bytes.
    pub fn device(&self) -> DeviceId {
        let hash = blake3::hash(&hex::decode(&self.signing).unwrap_or_default());
        let (first, _) = hash.as_bytes().split_at(16);
        DeviceId(first.iter().fold(0, |id, byte| id << 8 | u128::from(*byte)))
    }

    /// The digits by which two people compare the keys.
    pub fn fingerprint(&self) -> Fingerprint {
        let both = format!("{} {}", self.signing, self.recipient);
        let hash = blake3::derive_key(FINGERPRINT_CONTEXT, both.as_bytes());
        let (first, _) = hash.split_at(16);
        let number = first.iter().fold(0_u128, |number, byte| number << 8 | u128::from(*byte));
        Fingerprint::of_number(number)
    }

    /// Whether both keys are such that they can be used.
    pub(super) fn are_usable(&self) -> bool {
        let signing = self.verifying().is_some_and(|key| !key.is_weak());
        signing && self.sealing().is_some()
    }

    pub(super) fn sealing(&self) -> Option<x25519::Recipient> {
        self.recipient.parse().ok()
    }

    fn verifying(&self) -> Option<VerifyingKey> {
        VerifyingKey::from_bytes(&hex::decode_exactly(&self.signing)?).ok()
    }

    /// Whether the device signed this message of the protocol.
    pub fn verify(&self, message: &[u8], signature: &Signature) -> bool {
        self.verify_for(MESSAGE_PURPOSE, message, signature)
    }

    pub(super) fn verify_statement(&self, statement: &[u8], signature: &Signature) -> bool {
        self.verify_for(STATEMENT_PURPOSE, statement, signature)
    }

    fn verify_for(&self, purpose: &[u8], message: &[u8], signature: &Signature) -> bool {
        let signature = ed25519_dalek::Signature::from_bytes(&signature.0);
        // Strict: a signature has one spelling, and no weak key passes.
        self.verifying()
            .is_some_and(|key| key.verify_strict(&[purpose, message].concat(), &signature).is_ok())
    }
}

/// What two people read to each other to be sure that they mean the same device: twenty digits, and two that reveal a
/// mistyped or swapped one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fingerprint(String);

impl Fingerprint {
    fn of_number(number: u128) -> Fingerprint {
        let number = number % 10_u128.pow(20);
        let digits = format!("{number:020}{:02}", check_digits(number));
        let groups: Vec<String> =
            digits.as_bytes().chunks(5).map(|group| String::from_utf8_lossy(group).into_owned()).collect();
        Fingerprint(groups.join("-"))
    }

    /// The fingerprint that a person typed, with any blanks and dashes; `None` when it is none or was mistyped.
    pub fn read(typed: &str) -> Option<Fingerprint> {
        let digits = digits_of(typed).filter(|digits| digits.len() == 22)?;
        let (number, check) = digits.split_at(20);
        let number: u128 = number.parse().ok()?;
        (check.parse() == Ok(check_digits(number))).then(|| Fingerprint::of_number(number))
    }

    /// Whether a person meant a fingerprint and made a mistake: as good as all the digits, and they do not fit each other.
    pub fn is_mistyped(typed: &str) -> bool {
        let meant = digits_of(typed).is_some_and(|digits| (18..=26).contains(&digits.len()));
        meant && Fingerprint::read(typed).is_none()
    }

    /// The digits in groups: `01234-56789-01234-56789-01`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The digits of a text that has nothing else but blanks and dashes.
fn digits_of(typed: &str) -> Option<String> {
    let signs: String = typed.chars().filter(|sign| !matches!(sign, ' ' | '-' | '\u{a0}')).collect();
    signs.bytes().all(|byte| byte.is_ascii_digit()).then_some(signs)
}

/// The two digits of ISO 7064 MOD 97-10, as in an IBAN: they reveal every wrong digit and every swap of neighbours.
fn check_digits(number: u128) -> u128 {
    98 - number * 100 % 97
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Counting(u8);

    impl Randomness for Counting {
        fn fill(&mut self, bytes: &mut [u8]) {
            for byte in bytes {
                self.0 = self.0.wrapping_mul(31).wrapping_add(7);
                *byte = self.0;
            }
        }
    }

    #[test]
    fn a_recovery_code_is_the_device() {
        let keys = DeviceKeys::generate(&mut Counting(1));
        let code = keys.recovery_code();
        assert!(code.starts_with("AGE-SECRET-KEY-1"), "the text of an age secret");
        let typed = format!(" {} \n", *code);
        assert_eq!(DeviceKeys::from_recovery_code(&typed).unwrap().public(), keys.public());
        for at in 0..code.len() {
            let mut wrong = code.to_string().into_bytes();
            wrong[at] = if wrong[at] == b'Q' { b'P' } else { b'Q' };
            assert!(DeviceKeys::from_recovery_code(&String::from_utf8(wrong).unwrap()).is_none(), "{at}");
        }
    }

    #[test]
    fn a_signature_serves_one_purpose() {
        let keys = DeviceKeys::generate(&mut Counting(1));
        let signature = keys.sign(b"head");
        assert!(keys.public().verify(b"head", &signature));
        assert!(!keys.public().verify(b"heae", &signature));
        assert!(!keys.public().verify_statement(b"head", &signature));
        let other = DeviceKeys::generate(&mut Counting(2));
        assert!(!other.public().verify(b"head", &signature));
    }

    #[test]
    fn a_mistyped_fingerprint_is_noticed() {
        let fingerprint = DeviceKeys::generate(&mut Counting(3)).public().fingerprint();
        let digits: Vec<u8> = fingerprint.as_str().bytes().filter(u8::is_ascii_digit).collect();
        let read = |digits: &[u8]| Fingerprint::read(std::str::from_utf8(digits).unwrap());
        assert_eq!(Fingerprint::read(&fingerprint.as_str().replace('-', " ")), Some(fingerprint.clone()));
        assert_eq!(read(&digits), Some(fingerprint));
        for at in 0..digits.len() {
            for digit in b'0'..=b'9' {
                let mut wrong = digits.clone();
                wrong[at] = digit;
                assert_eq!(read(&wrong).is_some(), wrong == digits);
            }
            let mut swapped = digits.clone();
            swapped.swap(at, (at + 1) % digits.len());
            assert!(at + 1 == digits.len() || read(&swapped).is_none() || swapped == digits);
        }
        assert!(Fingerprint::read("12345").is_none());
    }

    #[test]
    fn no_secret_shows_in_debug() {
        let keys = DeviceKeys::generate(&mut Counting(4));
        let shown = format!("{keys:?}");
        assert_eq!(shown, format!("DeviceKeys({})", keys.device()));
    }
}
