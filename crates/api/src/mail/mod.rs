//! Mail: what goes out, and on which way. A mail is an outbox row first; it is sent after the commit, again and again if
//! need be. No mail names a client, or anybody but the one it is for.

mod letter;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use lettre::message::Mailbox;
use lettre::{FileTransport, Message, SmtpTransport, Transport as _};
use time::OffsetDateTime;

use crate::bell::Bell;
use crate::config::Config;
use crate::db::{Lone, recovery};
use crate::one_time::OneTime;
use crate::setup::{SetupError, failed};
use crate::time_source::TimeSource;

/// How long a mail waits at most when nobody rang: another process wrote it, or it is tried again.
const IDLE_ROUND: Duration = Duration::from_secs(5);
/// How long a mail server may take over one step.
const PATIENCE: Duration = Duration::from_secs(20);

/// The way mail goes out, if there is one. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Mailer(Option<Arc<Out>>);

struct Out {
    from: Mailbox,
    way: Way,
    bell: Bell,
}

enum Way {
    /// Each mail becomes a file: to see and to test what goes out.
    Folder(FileTransport),
    Smtp(SmtpTransport),
}

impl std::fmt::Debug for Out {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Out").field("from", &self.from).finish_non_exhaustive()
    }
}

impl Mailer {
    /// What the configuration says: a mail server, a folder, or no mail.
    pub fn of(config: &Config, origin: &str) -> Result<Self, SetupError> {
        let way = match (&config.smtp_url, &config.mail_folder) {
            (Some(url), _) => {
                let smtp = SmtpTransport::from_url(url).map_err(failed("PORTICO_SMTP_URL"))?;
                Way::Smtp(smtp.timeout(Some(PATIENCE)).build())
            }
            (None, Some(folder)) => Way::Folder(in_folder(folder)?),
            (None, None) => return Ok(Self::default()),
        };
        let from = config.mail_from.clone().unwrap_or_else(|| sender(origin));
        let from = from.parse().map_err(failed("PORTICO_MAIL_FROM"))?;
        Ok(Self(Some(Arc::new(Out { from, way, bell: Bell::default() }))))
    }

    /// Mail as files in a folder.
    pub fn folder(folder: &Path) -> Result<Self, SetupError> {
        Self::of(&Config { mail_folder: Some(folder.to_owned()), ..Config::default() }, "http://localhost")
    }

    /// Whether mail goes out at all.
    pub fn sends(&self) -> bool {
        self.0.is_some()
    }

    /// There is a mail to send.
    pub fn wake(&self) {
        if let Some(out) = &self.0 {
            out.bell.ring();
        }
    }

    /// Sends what is due from now on, on a thread of its own.
    pub fn start(&self, url: &str, origin: &str, clock: TimeSource) {
        let Some(out) = self.0.clone() else { return };
        let (mut lone, origin) = (Lone::to(url), origin.to_owned());
        std::thread::spawn(move || {
            loop {
                out.bell.wait(IDLE_ROUND);
                while out.next(&mut lone, &origin, clock.now()) {}
            }
        });
    }

    /// Sends what is due now. Tells how many mails were tried.
    pub fn send_due(&self, lone: &mut Lone, origin: &str, now: OffsetDateTime) -> usize {
        let Some(out) = &self.0 else { return 0 };
        std::iter::repeat_with(|| out.next(lone, origin, now)).take_while(|more| *more).count()
    }
}

impl Out {
    /// Takes the next mail and sends it. Says whether there was one.
    fn next(&self, lone: &mut Lone, origin: &str, now: OffsetDateTime) -> bool {
        let secret = OneTime::make();
        let Some(due) = recovery::take_mail(lone, &secret, now) else { return false };
        let message = letter::password_reset(&self.from, &due, &secret.link(origin));
        match message.map_err(|_| "the address or the letter").and_then(|message| self.send(&message)) {
            Ok(()) => recovery::mailed(lone, &due, now),
            // Neither the address nor what the server said, which may quote it.
            Err(what) => tracing::warn!(what, "a mail could not be sent; it is tried again"),
        }
        true
    }

    fn send(&self, message: &Message) -> Result<(), &'static str> {
        match &self.way {
            Way::Folder(folder) => folder.send(message).map(|_| ()).map_err(|_| "the mail folder"),
            Way::Smtp(server) => server.send(message).map(|_| ()).map_err(|_| "the mail server"),
        }
    }
}

fn in_folder(folder: &Path) -> Result<FileTransport, SetupError> {
    use std::os::unix::fs::DirBuilderExt as _;
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true).mode(0o700).create(folder).map_err(failed("the mail folder"))?;
    Ok(FileTransport::new(folder))
}

/// An address of this installation's own host.
fn sender(origin: &str) -> String {
    let host = origin.split("://").nth(1).unwrap_or_default().split([':', '/']).next().unwrap_or_default();
    format!("Portico <no-reply@{}>", if host.is_empty() { "localhost" } else { host })
}
