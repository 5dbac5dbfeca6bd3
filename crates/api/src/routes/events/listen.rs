use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;

use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use actix_web::{HttpRequest, HttpResponse, get, web};
use bytes::Bytes;
use domain::access::{Actor, Permission};
use domain::problem::{Code, Problem};
use futures_util::stream;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::watch;
use tokio::time::Interval;

use super::frame::{HEARTBEAT, Heard, WELCOME, frame};
use crate::db::events::{self, Change};
use crate::db::{Db, Operation, Purpose};
use crate::events::Stream;
use crate::http::caller::Caller;
use crate::http::reply::Reply;

static LISTEN: Operation = Operation::new("events.listen", Permission::ReadReference, Purpose::Operations);

/// Hear of changes as they happen, as server-sent events.
///
/// Each event says what kind of thing changed, which one and which client it concerns: ids only, to be read again by
/// their own operations. `Last-Event-ID` goes on where a broken stream stopped. The stream ends with the session, which
/// it does not prolong.
#[utoipa::path(tag = "events", operation_id = "events.listen",
    security(("session" = ["read_reference"]), ("bearer" = ["read_reference"])),
    params(("Last-Event-ID" = Option<i64>, Header, description = "The id of the last event that was heard")),
    responses((status = 200, description = "Events, until the session ends", body = Heard,
        content_type = "text/event-stream")))]
#[get("/events")]
pub(super) async fn listen(
    request: HttpRequest,
    caller: Caller,
    db: web::Data<Db>,
    stream: web::Data<Stream>,
) -> Reply<HttpResponse> {
    let after = last_heard(&request)?;
    // Subscribed before the past is read: what happens in between is heard twice at worst, and told once.
    let receiver = stream.subscribe();
    let missed = db.read(&caller, &LISTEN, move |tx| {
        let missed = after.map_or_else(|| Ok(Vec::new()), |after| events::since(tx, after))?;
        Ok((missed, tx.actor().clone()))
    });
    let (missed, actor) = missed.await?;
    let mut beat = tokio::time::interval(stream.heartbeat());
    // The first tick of an interval is at once; the session was looked at a moment ago.
    beat.reset();
    let mut ear = Ear {
        db: db.get_ref().clone(),
        caller: caller.going_on(),
        actor,
        receiver,
        closing: stream.closing(),
        beat,
        last: after.unwrap_or(0),
        waiting: VecDeque::from([Bytes::from_static(WELCOME)]),
    };
    ear.tell(&missed);
    let frames = stream::unfold(ear, |mut ear| async move {
        let frame = ear.next().await?;
        Some((Ok::<_, Infallible>(frame), ear))
    });
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/event-stream"))
        .insert_header((CACHE_CONTROL, "no-store"))
        .insert_header(("x-accel-buffering", "no"))
        .streaming(frames))
}

fn last_heard(request: &HttpRequest) -> Result<Option<i64>, Problem> {
    let Some(value) = request.headers().get("last-event-id") else { return Ok(None) };
    let digits = value.to_str().ok().filter(|text| text.len() <= 18 && text.bytes().all(|byte| byte.is_ascii_digit()));
    let refused = || Problem::new(Code::InvalidParameter, "Last-Event-ID must be the id of an event of this stream.");
    digits.and_then(|text| text.parse().ok()).map(Some).ok_or_else(refused)
}

/// One open stream.
struct Ear {
    db: Db,
    caller: Caller,
    actor: Actor,
    receiver: Receiver<Arc<Change>>,
    closing: watch::Receiver<bool>,
    beat: Interval,
    /// The last place in the outbox that was told.
    last: i64,
    waiting: VecDeque<Bytes>,
}

impl Ear {
    /// The next piece of the stream; `None` when the session is over or the server stops.
    async fn next(&mut self) -> Option<Bytes> {
        loop {
            if let Some(frame) = self.waiting.pop_front() {
                return Some(frame);
            }
            tokio::select! {
                heard = self.receiver.recv() => match heard {
                    Ok(change) => self.tell(std::slice::from_ref(&*change)),
                    Err(RecvError::Lagged(_)) => self.catch_up().await?,
                    Err(RecvError::Closed) => return None,
                },
                () = ended(&mut self.closing) => return None,
                _ = self.beat.tick() => {
                    // Finds the session alive, or ends the stream.
                    self.db.read(&self.caller, &LISTEN, |_| Ok(())).await.ok()?;
                    self.waiting.push_back(Bytes::from_static(HEARTBEAT));
                }
            }
        }
    }

    /// Fell behind: reads from the outbox what was missed.
    async fn catch_up(&mut self) -> Option<()> {
        let last = self.last;
        let missed = self.db.read(&self.caller, &LISTEN, move |tx| events::since(tx, last)).await.ok()?;
        self.tell(&missed);
        Some(())
    }

    fn tell(&mut self, changes: &[Change]) {
        for change in changes {
            if change.id > self.last && self.may_hear(change) {
                self.last = change.id;
                self.waiting.push_back(frame(change));
            }
        }
    }

    fn may_hear(&self, change: &Change) -> bool {
        self.actor.is_county() || change.organization_id.is_none_or(|whose| whose == self.actor.organization_id)
    }
}

/// Waits for the server to stop; a server that is gone has stopped.
async fn ended(closing: &mut watch::Receiver<bool>) {
    let _ = closing.wait_for(|closing| *closing).await;
}
