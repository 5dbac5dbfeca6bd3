//! One step of a longer job, announced before and timed after.

use std::time::{Duration, Instant};

use anyhow::Result;

/// Says what is about to happen, does it, says how long it took.
pub(crate) fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("==> {what}");
    let start = Instant::now();
    let value = work()?;
    println!("    done in {}", spell(start.elapsed()));
    Ok(value)
}

/// A duration as a person reads it: "0.4 s", "2 min 05 s".
pub(crate) fn spell(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        return format!("{seconds}.{} s", time.subsec_millis() / 100);
    }
    format!("{} min {:02} s", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_like_speech() {
        assert_eq!(spell(Duration::from_millis(420)), "0.4 s");
        assert_eq!(spell(Duration::from_secs(125)), "2 min 05 s");
    }
}
