//! How long a name has to wait after failed sign-ins.

/// The rule: some free attempts, then a delay that doubles with each failure up to a cap, and an end of guessing.
///
/// The delay belongs to the name that was tried, never to sessions already open, so that a stranger who guesses
/// cannot put anybody out. (NIST SP 800-63B-4, rate limiting: no more than 100 consecutive failures.)
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Throttle {
    /// Failures that cost nothing: people mistype.
    pub free: u32,
    /// Seconds after the first failure that costs.
    pub base_seconds: u32,
    /// The longest delay, in seconds.
    pub cap_seconds: u32,
    /// From this many failures on only a reset by somebody else helps.
    pub most_failures: u32,
}

impl Default for Throttle {
    fn default() -> Self {
        Self { free: 3, base_seconds: 2, cap_seconds: 900, most_failures: 100 }
    }
}

impl Throttle {
    /// Seconds to wait after so many consecutive failures; 0 within the free ones.
    pub fn delay_after(&self, failures: u32) -> u32 {
        let costing = failures.saturating_sub(self.free);
        let Some(doublings) = costing.checked_sub(1) else { return 0 };
        let factor = 1u32.checked_shl(doublings).unwrap_or(u32::MAX);
        self.base_seconds.saturating_mul(factor).min(self.cap_seconds)
    }

    /// Whether even the right password is refused until somebody resets it.
    pub fn needs_reset(&self, failures: u32) -> bool {
        failures >= self.most_failures
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delay_doubles_up_to_its_cap() {
        let throttle = Throttle::default();
        let delays: Vec<u32> = (0..8).map(|failures| throttle.delay_after(failures)).collect();
        assert_eq!(delays, [0, 0, 0, 0, 2, 4, 8, 16]);
        assert_eq!(throttle.delay_after(12), 512);
        assert_eq!(throttle.delay_after(13), 900);
        assert_eq!(throttle.delay_after(u32::MAX), 900);
        assert!(!throttle.needs_reset(99));
        assert!(throttle.needs_reset(100));
    }

    proptest::proptest! {
        #[test]
        fn another_failure_never_shortens_the_wait(failures in 0u32..200) {
            let throttle = Throttle::default();
            proptest::prop_assert!(throttle.delay_after(failures) <= throttle.delay_after(failures + 1));
        }
    }
}
