//! The files a person gave, each with where it stands. One bad file never harms the others.

use std::rc::Rc;

use domain::attachments::{Attachment, AttachmentState, DocumentType};
use uuid::Uuid;
use web_sys::File;
use yew::prelude::*;

use crate::api::Failure;
use crate::api::attachments::{Destination, Step};

/// Where one file stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Standing {
    /// Nobody said yet which form it is.
    Asking,
    /// Next in line.
    Waiting,
    /// On its way, so many of a hundred parts.
    Sending(u8),
    /// Kept by the server.
    Stored(Rc<Attachment>),
    /// Not accepted, and why. `again`: the same file may be accepted in a moment.
    Refused { why: String, again: bool },
    /// Stopped by the person.
    Stopped,
}

/// One file.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Upload {
    /// Its place in this page, for as long as the page lives.
    pub(super) at: u32,
    /// The file; absent for one that came back with a draft.
    pub(super) file: Option<File>,
    /// The name it came with.
    pub(super) name: String,
    /// Bytes.
    pub(super) bytes: u64,
    /// Which form it is.
    pub(super) kind: Option<DocumentType>,
    /// Where it goes.
    pub(super) to: Destination,
    /// Goes with every try, so that it is kept once.
    pub(super) key: Uuid,
    /// Accepted, but larger than it need be.
    pub(super) large: bool,
    pub(super) standing: Standing,
}

/// A file as it is given to the queue.
#[derive(Debug, Clone)]
pub(super) struct Given {
    pub(super) file: File,
    pub(super) name: String,
    pub(super) bytes: u64,
    pub(super) kind: Option<DocumentType>,
    pub(super) to: Destination,
    pub(super) key: Uuid,
    /// Why it cannot be accepted, known before a byte is sent.
    pub(super) refusal: Option<String>,
    pub(super) large: bool,
}

/// The files of one page.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Queue {
    next: u32,
    pub(super) items: Vec<Upload>,
}

/// What happens to the queue.
#[derive(Debug)]
pub(super) enum Change {
    Given(Vec<Given>),
    Restored(Vec<Attachment>),
    Kind(u32, DocumentType),
    Begun(u32),
    Heard(u32, Step),
    Stopped(u32),
    Again(u32),
    Removed(u32),
}

impl Reducible for Queue {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let mut queue = (*self).clone();
        match change {
            Change::Given(files) => files.into_iter().for_each(|file| queue.push(file)),
            Change::Restored(files) => files.into_iter().for_each(|file| queue.restore(file)),
            Change::Kind(at, kind) => queue.change(at, |upload| {
                upload.kind = Some(kind);
                if upload.standing == Standing::Asking {
                    upload.standing = Standing::Waiting;
                }
            }),
            Change::Begun(at) => queue.change(at, |upload| upload.standing = Standing::Sending(0)),
            Change::Heard(at, step) => queue.change(at, |upload| upload.hear(step)),
            Change::Stopped(at) => queue.change(at, |upload| upload.standing = Standing::Stopped),
            Change::Again(at) => queue.change(at, |upload| upload.standing = Standing::Waiting),
            Change::Removed(at) => queue.items.retain(|upload| upload.at != at),
        }
        Rc::new(queue)
    }
}

impl Queue {
    fn change(&mut self, at: u32, change: impl FnOnce(&mut Upload)) {
        if let Some(upload) = self.items.iter_mut().find(|upload| upload.at == at) {
            change(upload);
        }
    }

    fn push(&mut self, given: Given) {
        let standing = match (given.refusal, given.kind) {
            (Some(why), _) => Standing::Refused { why, again: false },
            (None, Some(_)) => Standing::Waiting,
            (None, None) => Standing::Asking,
        };
        self.items.push(Upload {
            at: self.next,
            file: Some(given.file),
            name: given.name,
            bytes: given.bytes,
            kind: given.kind,
            to: given.to,
            key: given.key,
            large: given.large,
            standing,
        });
        self.next = self.next.wrapping_add(1);
    }

    fn restore(&mut self, file: Attachment) {
        if self.items.iter().any(|upload| upload.stored().is_some_and(|stored| stored.id == file.id)) {
            return;
        }
        self.items.push(Upload {
            at: self.next,
            file: None,
            name: file.original_name.clone(),
            bytes: u64::try_from(file.bytes).unwrap_or(0),
            kind: Some(file.document_type),
            to: Destination::Staged { client: file.client_id },
            key: file.id,
            large: false,
            standing: Standing::Stored(Rc::new(file)),
        });
        self.next = self.next.wrapping_add(1);
    }

    /// The next file to send, when fewer than `most` are on their way.
    pub(super) fn next_to_send(&self, most: usize) -> Option<&Upload> {
        let flying = self.items.iter().filter(|upload| matches!(upload.standing, Standing::Sending(_))).count();
        self.items.iter().find(|upload| upload.standing == Standing::Waiting).filter(|_| flying < most)
    }

    /// Files that are not decided about: on their way, in line, or waiting for an answer.
    pub(super) fn open(&self) -> usize {
        let open =
            |upload: &&Upload| matches!(upload.standing, Standing::Asking | Standing::Waiting | Standing::Sending(_));
        self.items.iter().filter(open).count()
    }

    /// What the server keeps.
    pub(super) fn stored(&self) -> Vec<Rc<Attachment>> {
        self.items.iter().filter_map(Upload::stored).cloned().collect()
    }
}

impl Upload {
    fn hear(&mut self, step: Step) {
        self.standing = match step {
            Step::Sent(part) => Standing::Sending(part),
            Step::Stored(file) => Standing::Stored(Rc::from(file)),
            Step::Failed(failure) => Standing::Refused { why: words_of(&failure), again: failure.is_passing() },
        };
    }

    pub(super) fn stored(&self) -> Option<&Rc<Attachment>> {
        match &self.standing {
            Standing::Stored(file) => Some(file),
            _ => None,
        }
    }

    /// It counts for the checklist.
    pub(super) fn is_here(&self) -> bool {
        self.stored().is_some_and(|file| file.state != AttachmentState::Quarantined)
    }
}

fn words_of(failure: &Failure) -> String {
    match failure {
        Failure::Offline => "The network was lost on the way. Send the file again.".to_owned(),
        other if other.detail().is_empty() => other.title(),
        other => other.detail(),
    }
}
