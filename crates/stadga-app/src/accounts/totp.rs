//! Codes from a second device: six digits that change every thirty seconds (RFC 6238).

use jiff::Timestamp;
use ring::hmac;
use subtle::ConstantTimeEq;

/// How long a code lasts, in seconds.
const STEP: i64 = 30;
/// How many steps a clock may be off, each way.
const OFF: i64 = 1;
/// The length of a secret, in bytes: as long as the hash is.
pub const SECRET: usize = 20;

/// The code of a step.
pub fn code(secret: &[u8], step: i64) -> String {
    // The standard's hash, which every telephone has; as a keyed hash it is as sound as ever.
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret);
    let tag = hmac::sign(&key, &step.to_be_bytes());
    let bytes = tag.as_ref();
    let at = usize::from(bytes.last().copied().unwrap_or_default() & 0x0f);
    let four = bytes.get(at..at + 4).unwrap_or(&[0; 4]);
    let number = four.iter().fold(0u32, |number, byte| (number << 8) | u32::from(*byte)) & 0x7fff_ffff;
    format!("{:06}", number % 1_000_000)
}

/// The step a code belongs to, when it is good now.
pub fn step_of(secret: &[u8], tried: &str, now: Timestamp) -> Option<i64> {
    let tried: String = tried.chars().filter(|letter| !letter.is_whitespace()).collect();
    let here = now.as_second().div_euclid(STEP);
    (here - OFF..=here + OFF).find(|step| bool::from(code(secret, *step).as_bytes().ct_eq(tried.as_bytes())))
}

/// What a device shows at an instant, of a secret as people type it: for tests that stand before a door.
#[cfg(debug_assertions)]
pub fn shown(written: &str, at: Timestamp) -> String {
    let letters = written.bytes().filter(u8::is_ascii_alphanumeric);
    let value = |letter: u8| if letter.is_ascii_digit() { letter - b'2' + 26 } else { letter - b'A' };
    let (mut secret, mut held, mut bits) = (Vec::new(), 0u32, 0);
    for letter in letters {
        held = (held << 5) | u32::from(value(letter));
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            secret.push(u8::try_from(held >> bits & 0xff).unwrap_or_default());
        }
    }
    code(&secret, at.as_second().div_euclid(STEP))
}

/// A secret as people type it: base32 in groups of four.
pub fn written(secret: &[u8]) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut text = String::new();
    for five in secret.chunks(5) {
        let number = five.iter().fold(0u64, |number, byte| (number << 8) | u64::from(*byte)) << (8 * (5 - five.len()));
        for place in (0..(five.len() * 8).div_ceil(5)).map(|place| 35 - 5 * place) {
            text.push(char::from(
                LETTERS.get(usize::try_from(number >> place & 31).unwrap_or(0)).copied().unwrap_or(b'A'),
            ));
        }
    }
    text
}

/// What a telephone reads from the picture. `issuer` is the municipality, `name` the log-in name.
pub fn address(secret: &[u8], issuer: &str, name: &str) -> String {
    let (issuer, name) = (percent(issuer), percent(name));
    format!("otpauth://totp/{issuer}:{name}?secret={}&issuer={issuer}", written(secret))
}

fn percent(text: &str) -> String {
    let one = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, the last six of its eight digits.
        let secret = b"12345678901234567890";
        let at = |second: i64| code(secret, second / STEP);
        let told = [59, 1_111_111_109, 1_111_111_111, 1_234_567_890, 2_000_000_000, 20_000_000_000].map(at);
        assert_eq!(told, ["287082", "081804", "050471", "005924", "279037", "353130"]);
        assert_eq!(written(secret), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(written(b"fo"), "MZXQ");
    }

    #[test]
    fn a_code_is_good_for_a_clock_that_is_half_a_minute_off() {
        let secret = [7; SECRET];
        let now = Timestamp::from_second(1_700_000_000).unwrap();
        let here = 1_700_000_000 / STEP;
        let good = |step| step_of(&secret, &code(&secret, step), now);
        assert_eq!(
            [here - 2, here - 1, here, here + 1, here + 2].map(good),
            [None, Some(here - 1), Some(here), Some(here + 1), None]
        );
        let spaced = code(&secret, here);
        assert_eq!(step_of(&secret, &format!(" {} {}", &spaced[..3], &spaced[3..]), now), Some(here));
        assert_eq!(step_of(&secret, "", now), None);
        assert_eq!(shown(&written(&secret), now), spaced);
    }

    #[test]
    fn the_picture_says_whose_and_where() {
        assert_eq!(
            address(&[0; 5], "Ekvalla kommun", "sara@ekvalla.se"),
            "otpauth://totp/Ekvalla%20kommun:sara%40ekvalla.se?secret=AAAAAAAA&issuer=Ekvalla%20kommun"
        );
    }
}
