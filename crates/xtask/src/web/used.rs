//! Which of the design system's names the compiled client mentions.
//!
//! Components and icons put their class names into the program as whole literals, so looking there finds all of them
//! without anybody keeping a list.

use std::collections::BTreeSet;

/// The longest name worth looking at: literals lie side by side in a program without anything between them.
const LONGEST: usize = 64;

/// The names that a program and its own style sheets mention, possibly with a neighbour's letters at the end.
#[derive(Debug, Default)]
pub(super) struct Names(BTreeSet<String>);

impl Names {
    /// Every run of name characters that begins with one of the prefixes.
    pub(super) fn find(bytes: &[u8], prefixes: &[&str]) -> Self {
        let mut names = BTreeSet::new();
        for prefix in prefixes {
            let mut rest = bytes;
            while let Some(at) = position(rest, prefix.as_bytes()) {
                let (_, from) = rest.split_at_checked(at).unwrap_or((rest, &[]));
                names.insert(run(from));
                rest = from.split_first().map_or(&[][..], |(_, rest)| rest);
            }
        }
        Self(names)
    }

    /// Adds the names of another source.
    pub(super) fn join(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// Whether a name is mentioned. A neighbour's letters may follow it, so this errs towards yes.
    pub(super) fn mention(&self, name: &str) -> bool {
        self.0.range(name.to_owned()..).next().is_some_and(|found| found.starts_with(name))
    }
}

fn position(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).position(|window| window == needle)
}

fn run(bytes: &[u8]) -> String {
    let name = |byte: &&u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || **byte == b'-';
    bytes.iter().take(LONGEST).take_while(name).map(|byte| char::from(*byte)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_although_they_touch() {
        let names = Names::find(b"\x00\x11pf-v6-c-cardpf-v6-c-menu-togglefa-bell\x00", &["pf-v6-", "fa-"]);
        assert!(names.mention("pf-v6-c-card"));
        assert!(names.mention("pf-v6-c-menu-toggle"));
        assert!(names.mention("fa-bell"));
        assert!(!names.mention("pf-v6-c-tabs"));
        assert!(!names.mention("fa-ban"));
    }
}
