//! Names without end, none like another: a client whose name resembles one on file is held up as a likely duplicate.

const LETTERS: u32 = 11;

/// The n-th name of a series, the same each time: eleven letters that follow no pattern.
pub fn name(series: u64, n: u64) -> String {
    let mut bits = mix(mix(series).wrapping_add(n));
    let mut text = String::new();
    for place in 0..LETTERS {
        let letter = char::from(b'a' + u8::try_from(bits % 26).unwrap_or(0));
        text.push(if place == 0 { letter.to_ascii_uppercase() } else { letter });
        bits /= 26;
    }
    text
}

/// Spreads neighbours over the whole range (the finalizer of the generator SplitMix64).
fn mix(n: u64) -> u64 {
    let n = n.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let n = (n ^ (n >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let n = (n ^ (n >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    n ^ (n >> 31)
}
