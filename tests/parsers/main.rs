//! The fuzz targets, without a fuzzer: every seed of their corpus, and some thousand changes to each, the same each time.
//! So they compile and hold with the compiler everybody has; the soak gives them to libFuzzer.

#![expect(clippy::unwrap_used, reason = "a test that finds nothing should stop")]

#[path = "../../fuzz/src/lib.rs"]
mod targets;

use std::path::Path;

/// Changes to each seed.
const CHANGES: u64 = 2_000;

/// The next of a series without pattern (the generator SplitMix64).
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let n = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let n = (n ^ (n >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    n ^ (n >> 31)
}

fn below(state: &mut u64, end: usize) -> usize {
    usize::try_from(next(state) % u64::try_from(end.max(1)).unwrap()).unwrap()
}

/// One to four changes: a byte, a piece taken out, a piece twice, a piece of another seed, a byte that parsers fear.
fn change(seed: &[u8], others: &[Vec<u8>], state: &mut u64) -> Vec<u8> {
    const FEARED: [&[u8]; 12] =
        [b"\0", b"\xff", b"\r\n", b"\"", b"'", b",", b"-", b"9999999999", b"\xe2\x80\xae", b"%", b"{", b"\xc3\xa9"];
    let mut bytes = seed.to_vec();
    for _ in 0..=below(state, 4) {
        let (from, length) = (below(state, bytes.len() + 1), below(state, 9));
        let end = (from + length).min(bytes.len());
        match below(state, 5) {
            0 if from < bytes.len() => bytes[from] = u8::try_from(below(state, 256)).unwrap(),
            1 => drop(bytes.drain(from..end)),
            2 => {
                let piece = bytes[from..end].to_vec();
                bytes.splice(from..from, piece);
            }
            3 => {
                let other = &others[below(state, others.len())];
                let start = below(state, other.len() + 1);
                bytes.splice(from..from, other[start..(start + length).min(other.len())].to_vec());
            }
            _ => drop(bytes.splice(from..from, FEARED[below(state, FEARED.len())].to_vec())),
        }
    }
    bytes
}

#[test]
fn every_parser_of_outside_input_holds_to_its_word() {
    for (name, target) in targets::TARGETS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus").join(name);
        let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        assert!(!files.is_empty(), "{name} has no corpus");
        let seeds: Vec<Vec<u8>> = files.iter().map(|file| std::fs::read(file).unwrap()).collect();
        let mut state = 0x5eed;
        for seed in &seeds {
            target(seed);
            for _ in 0..CHANGES {
                target(&change(seed, &seeds, &mut state));
            }
        }
    }
}

#[test]
fn every_target_has_its_program() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/fuzz_targets");
    let mut programs: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    programs.sort();
    let mut named: Vec<&str> = targets::TARGETS.iter().map(|(name, _)| *name).collect();
    named.sort_unstable();
    assert_eq!(programs, named);
}
