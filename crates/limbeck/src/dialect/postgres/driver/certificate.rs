//! The few facts of an X.509 certificate that the TLS library does not tell: the digest that channel
//! binding wants, the common name, and the validity of a server certificate that is its own root.

use ring::digest;

/// Facts of one certificate.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Facts {
    /// Object identifier of the signature's algorithm, encoded.
    signature: Vec<u8>,
    /// The last common name of the subject.
    pub common_name: Option<String>,
    /// Whether an alternative name is a DNS name; if so the common name does not count (RFC 6125).
    pub has_dns_name: bool,
    /// Validity, in seconds since 1970.
    not_before: i64,
    not_after: i64,
}

impl Facts {
    /// Reads a certificate; `None` where it is not one.
    pub fn read(der: &[u8]) -> Option<Self> {
        let (certificate, _) = expect(der, SEQUENCE)?;
        let (body, rest) = expect(certificate, SEQUENCE)?;
        let (algorithm, _) = expect(rest, SEQUENCE)?;
        let (signature, _) = expect(algorithm, OBJECT_IDENTIFIER)?;
        let mut facts = Self { signature: signature.to_vec(), ..Self::default() };

        // version (optional), serial, signature, issuer, validity, subject, key, …, extensions
        let rest = expect(body, VERSION).map_or(body, |(_, rest)| rest);
        let (_, rest) = expect(rest, INTEGER)?;
        let (_, rest) = expect(rest, SEQUENCE)?;
        let (_, rest) = expect(rest, SEQUENCE)?;
        let (validity, rest) = expect(rest, SEQUENCE)?;
        let (not_before, after) = next_time(validity)?;
        let (not_after, _) = next_time(after)?;
        facts.not_before = not_before;
        facts.not_after = not_after;
        let (subject, rest) = expect(rest, SEQUENCE)?;
        facts.common_name = common_name(subject);
        let (_, mut rest) = expect(rest, SEQUENCE)?;
        while let Some((tag, content, after)) = element(rest) {
            if tag == EXTENSIONS {
                facts.has_dns_name = has_dns_name(content);
            }
            rest = after;
        }
        Some(facts)
    }

    /// Whether it is valid at a time, in seconds since 1970.
    pub fn valid_at(&self, now: u64) -> bool {
        i64::try_from(now).is_ok_and(|now| self.not_before <= now && now <= self.not_after)
    }

    /// The hash of `tls-server-end-point` (RFC 5929); `None` for algorithms without a digest of their own.
    pub fn end_point(&self, der: &[u8]) -> Option<Vec<u8>> {
        const RSA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01];
        const ECDSA: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04];
        let algorithm = if let Some(rest) = self.signature.strip_prefix(RSA) {
            match rest {
                // MD5 and SHA-1 are replaced by SHA-256.
                [0x04 | 0x05 | 0x0b] => &digest::SHA256,
                [0x0c] => &digest::SHA384,
                [0x0d] => &digest::SHA512,
                _ => return None,
            }
        } else {
            match self.signature.strip_prefix(ECDSA)? {
                [0x01] | [0x03, 0x02] => &digest::SHA256,
                [0x03, 0x03] => &digest::SHA384,
                [0x03, 0x04] => &digest::SHA512,
                _ => return None,
            }
        };
        Some(digest::digest(algorithm, der).as_ref().to_vec())
    }

    /// Whether the common name stands for a host, where it counts at all.
    pub fn common_name_matches(&self, host: &str) -> bool {
        let Some(name) = self.common_name.as_deref().filter(|_| !self.has_dns_name) else {
            return false;
        };
        if name.eq_ignore_ascii_case(host) {
            return true;
        }
        // A star stands for the first label only.
        match (name.strip_prefix("*."), host.split_once('.')) {
            (Some(suffix), Some((label, rest))) => !label.is_empty() && suffix.eq_ignore_ascii_case(rest),
            _ => false,
        }
    }
}

const INTEGER: u8 = 0x02;
const OBJECT_IDENTIFIER: u8 = 0x06;
const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;
const VERSION: u8 = 0xa0;
const EXTENSIONS: u8 = 0xa3;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;

/// The first element: tag, content, and what follows.
fn element(der: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&tag, rest) = der.split_first()?;
    let (&first, rest) = rest.split_first()?;
    let (length, rest) = if first < 0x80 {
        (usize::from(first), rest)
    } else {
        let count = usize::from(first & 0x7f);
        if count == 0 || count > 4 {
            return None;
        }
        let (bytes, rest) = rest.split_at_checked(count)?;
        (bytes.iter().fold(0_usize, |length, byte| (length << 8) | usize::from(*byte)), rest)
    };
    let (content, rest) = rest.split_at_checked(length)?;
    Some((tag, content, rest))
}

fn expect(der: &[u8], wanted: u8) -> Option<(&[u8], &[u8])> {
    element(der).filter(|(tag, ..)| *tag == wanted).map(|(_, content, rest)| (content, rest))
}

fn common_name(mut subject: &[u8]) -> Option<String> {
    let mut name = None;
    while let Some((set, rest)) = expect(subject, SET) {
        let (attribute, _) = expect(set, SEQUENCE)?;
        let (kind, value) = expect(attribute, OBJECT_IDENTIFIER)?;
        if kind == [0x55, 0x04, 0x03] {
            let (_, text, _) = element(value)?;
            name = std::str::from_utf8(text).ok().map(str::to_owned);
        }
        subject = rest;
    }
    name
}

fn has_dns_name(extensions: &[u8]) -> bool {
    let Some((mut list, _)) = expect(extensions, SEQUENCE) else {
        return false;
    };
    while let Some((extension, rest)) = expect(list, SEQUENCE) {
        list = rest;
        let Some((kind, mut value)) = expect(extension, OBJECT_IDENTIFIER) else { continue };
        if kind != [0x55, 0x1d, 0x11] {
            continue;
        }
        // An optional "critical" comes before the octets.
        while let Some((tag, content, after)) = element(value) {
            if tag == 0x04 {
                let mut names = expect(content, SEQUENCE).map_or(&[][..], |(names, _)| names);
                while let Some((tag, _, after)) = element(names) {
                    if tag == 0x82 {
                        return true;
                    }
                    names = after;
                }
            }
            value = after;
        }
    }
    false
}

fn next_time(der: &[u8]) -> Option<(i64, &[u8])> {
    let (tag, content, rest) = element(der)?;
    let text = std::str::from_utf8(content).ok()?.strip_suffix('Z')?;
    let (year, text) = match tag {
        UTC_TIME => {
            let (year, text) = text.split_at_checked(2)?;
            let year: i64 = year.parse().ok()?;
            (if year < 50 { 2000 + year } else { 1900 + year }, text)
        }
        GENERALIZED_TIME => {
            let (year, text) = text.split_at_checked(4)?;
            (year.parse().ok()?, text)
        }
        _ => return None,
    };
    let number = |at: usize| text.get(at..at + 2).and_then(|digits| digits.parse::<i64>().ok());
    let (month, day, hour, minute) = (number(0)?, number(2)?, number(4)?, number(6)?);
    let second = number(8).unwrap_or(0);
    // Days since 1970, by counting years from March.
    let years = if month <= 2 { year - 1 } else { year };
    let era = years.div_euclid(400);
    let year_of_era = years.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days =
        era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468;
    Some((days * 86_400 + hour * 3_600 + minute * 60 + second, rest))
}
