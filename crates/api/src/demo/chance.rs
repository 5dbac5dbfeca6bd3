//! Chance that falls the same way every time: SplitMix64, so that the county does not change with a library.

use uuid::Uuid;

/// Ids begin here in milliseconds since 1970 (2026-01-01) and count on, so that they sort by making.
const FIRST_ID: u64 = 1_767_225_600_000;

/// A source of chance and of ids.
#[derive(Debug, Clone)]
pub(super) struct Chance {
    state: u64,
    ids: u64,
}

impl Chance {
    /// The same seed gives the same county.
    pub(super) const fn seeded(seed: u64) -> Self {
        Self { state: seed, ids: 0 }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from `low` to `high`, both included; `low` where they are in the wrong order.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = u64::try_from(high.saturating_sub(low)).unwrap_or(0).saturating_add(1);
        low.saturating_add(i64::try_from(self.next() % width).unwrap_or(0))
    }

    /// True this many times out of a hundred.
    pub(super) fn percent(&mut self, times: i64) -> bool {
        self.between(1, 100) <= times
    }

    /// A place in a list of that length; 0 for an empty one.
    pub(super) fn place(&mut self, length: usize) -> usize {
        let last = i64::try_from(length).unwrap_or(0).saturating_sub(1);
        usize::try_from(self.between(0, last)).unwrap_or(0)
    }

    /// One of a list; the default for an empty one.
    pub(super) fn pick<T: Copy + Default>(&mut self, from: &[T]) -> T {
        let place = self.place(from.len());
        from.get(place).copied().unwrap_or_default()
    }

    /// So many digits.
    pub(super) fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| self.between(0, 9).to_string()).collect()
    }

    /// The next id, a UUIDv7 like every other.
    pub(super) fn id(&mut self) -> Uuid {
        self.ids = self.ids.saturating_add(1);
        let [a, b, c, d, e, f, g, h] = self.next().to_be_bytes();
        let [i, j, ..] = self.next().to_be_bytes();
        uuid::Builder::from_unix_timestamp_millis(FIRST_ID.saturating_add(self.ids), &[a, b, c, d, e, f, g, h, i, j])
            .into_uuid()
    }
}
