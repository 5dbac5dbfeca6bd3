//! Sends the files of a page, a few at a time.

use std::collections::HashMap;
use std::rc::Rc;

use domain::attachments::{Attachment, DocumentType, guess_type, precheck};
use domain::settings::AttachmentSettings;
use gloo_events::{EventListener, EventListenerOptions};
use uuid::Uuid;
use web_sys::File;
use yew::prelude::*;

use super::queue::{Change, Given, Queue, Standing, Upload};
use crate::api::attachments::{self, Destination, Sending, Step, size_of};
use crate::api::{self, use_load};
use crate::browser;

/// So many at once: the rest of the page still needs its connections.
const AT_ONCE: usize = 2;

/// The files of a page and what can be done with them.
#[derive(Clone, PartialEq)]
pub(in super::super) struct Uploads {
    queue: Rc<Queue>,
    dispatch: UseReducerDispatcher<Queue>,
    limits: Option<AttachmentSettings>,
    to: Destination,
}

impl Uploads {
    /// Takes files: all of them one form, or sorted by their names.
    pub(in super::super) fn add(&self, files: Vec<File>, kind: Option<DocumentType>) {
        self.take(files, kind, self.to, true);
    }

    /// Takes a file in the place of another one.
    pub(in super::super) fn replace(&self, file: File, former: &Attachment) {
        self.take(vec![file], Some(former.document_type), Destination::Version { of: former.id }, false);
    }

    fn take(&self, files: Vec<File>, kind: Option<DocumentType>, to: Destination, guess: bool) {
        let given = files.into_iter().map(|file| {
            let (name, bytes) = (file.name(), size_of(&file));
            let refusal = self.limits.as_ref().and_then(|limits| precheck(&name, bytes, limits).err());
            let kind = kind.or_else(|| guess.then(|| guess_type(&name)).flatten());
            let large =
                self.limits.as_ref().is_some_and(|limits| bytes > u64::try_from(limits.warn_bytes).unwrap_or(0));
            Given { file, name, bytes, kind, to, key: browser::new_id(), refusal: refusal.map(|no| no.detail), large }
        });
        self.dispatch.dispatch(Change::Given(given.collect()));
    }

    /// Puts files back that a draft names.
    pub(in super::super) fn restore(&self, files: Vec<Attachment>) {
        self.dispatch.dispatch(Change::Restored(files));
    }

    pub(super) fn set_kind(&self, at: u32, kind: DocumentType) {
        self.dispatch.dispatch(Change::Kind(at, kind));
    }

    pub(super) fn stop(&self, at: u32) {
        self.dispatch.dispatch(Change::Stopped(at));
    }

    pub(super) fn again(&self, at: u32) {
        self.dispatch.dispatch(Change::Again(at));
    }

    /// Takes a file out; what the server keeps is removed there too.
    pub(super) fn remove(&self, upload: &Upload) {
        if let Some(file) = upload.stored() {
            let id = file.id;
            // A staged file that stays behind is swept away by the server.
            wasm_bindgen_futures::spawn_local(async move { attachments::remove(id).await.unwrap_or(()) });
        }
        self.dispatch.dispatch(Change::Removed(upload.at));
    }

    /// Takes all out.
    pub(in super::super) fn clear(&self) {
        self.queue.items.iter().for_each(|upload| self.remove(upload));
    }

    pub(super) fn items(&self) -> &[Upload] {
        &self.queue.items
    }

    pub(super) fn of_kind(&self, kind: DocumentType) -> Vec<Upload> {
        let fits = |upload: &&Upload| upload.kind == Some(kind) && upload.standing != Standing::Asking;
        self.queue.items.iter().filter(fits).cloned().collect()
    }

    /// Files nobody has decided about: not named, in line or on their way.
    pub(in super::super) fn open(&self) -> usize {
        self.queue.open()
    }

    /// What the server keeps.
    pub(in super::super) fn stored(&self) -> Vec<Rc<Attachment>> {
        self.queue.stored()
    }

    /// Their ids.
    pub(in super::super) fn ids(&self) -> Vec<Uuid> {
        self.queue.stored().iter().map(|file| file.id).collect()
    }

    /// The limits, once they are known.
    pub(in super::super) const fn limits(&self) -> Option<&AttachmentSettings> {
        self.limits.as_ref()
    }
}

/// Keeps the files of a page. `onstored` hears of each one the server took; a page whose server lists them forgets
/// them here (`forget`), so that what is shown is what the server has.
#[hook]
pub(in super::super) fn use_uploads(to: Destination, forget: bool, onstored: Callback<Attachment>) -> Uploads {
    let settings = use_load((), |()| api::settings::read());
    let queue = use_reducer_eq(Queue::default);
    let flying = use_mut_ref(HashMap::<u32, Sending>::new);
    let dispatch = queue.dispatcher();
    {
        let (dispatch, flying) = (dispatch.clone(), Rc::clone(&flying));
        use_effect_with(Rc::new((*queue).clone()), move |queue: &Rc<Queue>| {
            let on_its_way = |at: u32| {
                queue.items.iter().any(|upload| upload.at == at && matches!(upload.standing, Standing::Sending(_)))
            };
            flying.borrow_mut().retain(|at, _| on_its_way(*at));
            if let Some(upload) = queue.next_to_send(AT_ONCE) {
                begin(upload, &dispatch, forget, &onstored, &mut flying.borrow_mut());
            }
        });
    }
    use_effect_with((), |()| {
        let guards = keep_page();
        move || drop(guards)
    });
    let limits = settings.state.ready().map(|settings| settings.attachments.clone());
    Uploads { queue: Rc::new((*queue).clone()), dispatch, limits, to }
}

/// A file that misses its place must not open in the browser instead of the page.
fn keep_page() -> Vec<EventListener> {
    let Some(window) = browser::window() else { return Vec::new() };
    let options = EventListenerOptions::enable_prevent_default();
    let guard =
        |name: &'static str| EventListener::new_with_options(&window, name, options, |event| event.prevent_default());
    vec![guard("dragover"), guard("drop")]
}

fn begin(
    upload: &Upload,
    dispatch: &UseReducerDispatcher<Queue>,
    forget: bool,
    onstored: &Callback<Attachment>,
    flying: &mut HashMap<u32, Sending>,
) {
    let (Some(file), Some(kind)) = (&upload.file, upload.kind) else { return };
    let at = upload.at;
    let heard = {
        let (dispatch, onstored) = (dispatch.clone(), onstored.clone());
        Callback::from(move |step: Step| {
            let stored = match &step {
                Step::Stored(file) => Some((**file).clone()),
                Step::Sent(_) | Step::Failed(_) => None,
            };
            dispatch.dispatch(if forget && stored.is_some() { Change::Removed(at) } else { Change::Heard(at, step) });
            stored.into_iter().for_each(|file| onstored.emit(file));
        })
    };
    match attachments::send(file, kind, upload.to, upload.key, heard) {
        Some(sending) => {
            flying.insert(at, sending);
            dispatch.dispatch(Change::Begun(at));
        }
        None => dispatch.dispatch(Change::Heard(at, Step::Failed(api::Failure::Offline))),
    }
}
