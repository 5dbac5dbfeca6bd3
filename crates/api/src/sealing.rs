//! The thread that seals the record while a server runs, signs where it stands, and verifies it every night.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use domain::record::Head;
use time::{Date, OffsetDateTime};

use crate::bell::Bell;
use crate::checkpoints::Checkpoints;
use crate::db::record::{Asked, Round, Sealer, verify_in_turn};
use crate::metrics;
use crate::time_source::TimeSource;

/// What was recorded is sealed within two of these.
const TICK: Duration = Duration::from_secs(1);
/// The hour of the county's clock in which the whole record is verified.
const NIGHT: i32 = 2;

/// How a server keeps the record.
#[derive(Debug, Clone)]
pub struct Ways {
    /// The application's address of the database.
    pub url: String,
    /// Where "now" comes from.
    pub clock: TimeSource,
    /// Where checkpoints go.
    pub checkpoints: Checkpoints,
    /// How often one is signed.
    pub every: time::Duration,
}

/// The running thread.
#[derive(Debug)]
pub struct Sealing {
    over: Arc<AtomicBool>,
    bell: Arc<Bell>,
    thread: JoinHandle<()>,
}

impl Sealing {
    /// Starts it.
    pub fn start(ways: Ways) -> Self {
        let (over, bell) = (Arc::new(AtomicBool::new(false)), Arc::new(Bell::default()));
        let (told, rung) = (Arc::clone(&over), Arc::clone(&bell));
        let thread = std::thread::spawn(move || keep(&Keeper::of(ways), &told, &rung));
        Self { over, bell, thread }
    }

    /// Seals what is left, signs, and returns.
    pub fn stop(self) {
        self.over.store(true, Ordering::Release);
        self.bell.ring();
        if self.thread.join().is_err() {
            tracing::error!("the sealer of the record did not end well");
        }
    }
}

struct Keeper {
    ways: Ways,
}

/// What was signed last, and when the next is due.
struct Signed {
    head: Option<Head>,
    due: OffsetDateTime,
    verified_on: Option<Date>,
}

impl Keeper {
    fn of(ways: Ways) -> Self {
        if let Err(error) = ways.checkpoints.mend() {
            tracing::error!(%error, "the file of checkpoints could not be looked at");
        }
        Self { ways }
    }

    /// Signs where the chain stands, if it moved; before that, whether it still holds what was signed last.
    fn sign(&self, sealer: &mut Sealer, head: Head, signed: &mut Signed) {
        let now = self.ways.clock.now();
        signed.due = now + self.ways.every;
        if signed.head == Some(head) {
            return;
        }
        if let Some(last) = signed.head.or_else(|| self.last())
            && let Some(there) = sealer.hash_at(last.seq)
            && last.seq > 0
            && there.as_deref() != Some(last.hash.as_slice())
        {
            metrics::verified(now, false);
            tracing::error!(
                seq = last.seq,
                "the record no longer holds what was signed: it was cut off or rolled back"
            );
        }
        match self.ways.checkpoints.append(head, now) {
            Ok(made) => {
                signed.head = Some(head);
                tracing::info!(target: "checkpoint", chain = made.chain, seq = made.seq, hash = made.hash,
                    signature = made.signature, "the record stands here");
            }
            Err(error) => tracing::error!(%error, "a checkpoint of the record could not be written"),
        }
    }

    /// The last head of the file, from an earlier run.
    fn last(&self) -> Option<Head> {
        let last = self.ways.checkpoints.read().ok()?.pop()?;
        Some(Head { seq: last.seq, hash: bytes(&last.hash)? })
    }

    /// Verifies the whole record once a night, on a thread of its own: sealing goes on.
    fn verify_at_night(&self, sealer: &mut Sealer, signed: &mut Signed) {
        let Some((day, hour)) = sealer.county_clock() else { return };
        if hour != NIGHT || signed.verified_on == Some(day) {
            return;
        }
        signed.verified_on = Some(day);
        let ways = self.ways.clone();
        std::thread::spawn(move || verify_now(&ways));
    }
}

/// Verifies the whole record, unless another server is at it, and says how it went in the log and the figures.
pub fn verify_now(ways: &Ways) {
    let now = ways.clock.now();
    let checkpoints = match ways.checkpoints.read() {
        Ok(checkpoints) => checkpoints,
        Err(found) => {
            metrics::verified(now, false);
            tracing::error!(%found, "the record does not verify");
            return;
        }
    };
    match verify_in_turn(&ways.url, Asked { checkpoints, ..Asked::default() }) {
        Ok(None) => {}
        Ok(Some(Ok(verified))) => {
            metrics::verified(now, true);
            tracing::info!(target: "checkpoint", rows = verified.rows, "the record verifies");
        }
        Ok(Some(Err(found))) => {
            metrics::verified(now, false);
            tracing::error!(%found, "the record does not verify");
        }
        Err(error) => tracing::warn!(%error, "the record could not be verified"),
    }
}

fn keep(keeper: &Keeper, over: &AtomicBool, bell: &Bell) {
    let mut sealer = Sealer::to(&keeper.ways.url);
    let mut signed = Signed { head: None, due: OffsetDateTime::UNIX_EPOCH, verified_on: None };
    loop {
        let last = over.load(Ordering::Acquire);
        let now = keeper.ways.clock.now();
        let head = match sealer.round(now) {
            Round::Sealed { rows, more, head } => {
                metrics::sealed(rows);
                if more {
                    continue;
                }
                Some(head)
            }
            Round::Busy | Round::Away => None,
        };
        if last || now >= signed.due {
            if let Some(head) = head.or_else(|| sealer.head()) {
                keeper.sign(&mut sealer, head, &mut signed);
            }
            keeper.verify_at_night(&mut sealer, &mut signed);
        }
        if last {
            return;
        }
        bell.wait(TICK);
    }
}

fn bytes(hex: &str) -> Option<[u8; 32]> {
    let mut hash = [0; 32];
    for (at, byte) in hash.iter_mut().enumerate() {
        let from = at.checked_mul(2)?;
        *byte = u8::from_str_radix(hex.get(from..from.checked_add(2)?)?, 16).ok()?;
    }
    Some(hash)
}
