//! What the page holds: what is typed, the documents, what the rules need to know, and the draft that keeps it all.

use domain::authorizations::Facts;
use domain::drafts::DraftKind;
use domain::funding::FundingSource;
use domain::settings::DecisionClockSettings;
use uuid::Uuid;
use yew::prelude::*;

use super::form::Form;
use super::much::offering;
use super::sent::{kept_body, read_kept};
use crate::api::attachments::Destination;
use crate::api::{self, Load, use_load};
use crate::browser;
use crate::draft::{Kept, use_draft};
use crate::events::{Live, use_live};
use crate::pages::authorizations::documents::{Uploads, use_uploads};

const PROGRAM_WISH: &str = "request-program";

/// A request being put together.
pub(super) struct Request {
    pub(super) form: UseStateHandle<Form>,
    /// Takes over what a person typed.
    pub(super) onchange: Callback<Form>,
    pub(super) uploads: Uploads,
    pub(super) facts: Load<Facts>,
    /// The facts, once they are here.
    pub(super) known_facts: Option<Facts>,
    pub(super) sources: Load<Vec<FundingSource>>,
    pub(super) clock: Option<DecisionClockSettings>,
    pub(super) kept: Kept,
    /// Throws everything away and begins anew.
    pub(super) start_over: Callback<()>,
}

/// Holds a request for a client.
#[hook]
pub(super) fn use_request(client: Uuid) -> Request {
    let facts = use_facts(client);
    let sources = use_load((), |()| api::funding::sources());
    let settings = use_load((), |()| api::settings::read());
    let kept = use_draft(DraftKind::Authorization, Some(client));
    let form = use_state_eq(Form::default);
    let touched = use_state_eq(|| false);
    let uploads = use_uploads(Destination::Staged { client }, false, Callback::noop());
    let known_facts = facts.state.ready().map(|facts| (**facts).clone());
    use_keeping(&kept, &form, &uploads, *touched);
    use_usual_program(&form, known_facts.clone());
    let onchange = {
        let (form, touched) = (form.setter(), touched.setter());
        Callback::from(move |next: Form| {
            if let Some(program) = next.program {
                browser::keep_wish(PROGRAM_WISH, &program.to_string());
            }
            touched.set(true);
            form.set(next);
        })
    };
    let start_over = {
        let files = uploads.clone();
        let (form, touched, discard) = (form.setter(), touched.setter(), kept.discard.clone());
        Callback::from(move |()| {
            files.clear();
            discard.emit(());
            touched.set(false);
            form.set(Form::default());
        })
    };
    let clock = settings.state.ready().map(|settings| settings.decision_clock);
    Request { form, onchange, uploads, facts, known_facts, sources, clock, kept, start_over }
}

/// What the rules need to know; read again whenever something about the client or the money changed.
#[hook]
fn use_facts(client: Uuid) -> Load<Facts> {
    let facts = use_load(client, api::authorizations::facts);
    let reload = facts.reload.clone();
    use_live(
        &["client", "enrollment", "coverage", "authorization", "provider_authorization"],
        Callback::from(move |live: Live| {
            if live.client_id.is_none_or(|about| about == client) {
                reload.emit(());
            }
        }),
    );
    facts
}

/// Typing and documents are kept together: what comes back after a reload is the whole request.
#[hook]
fn use_keeping(kept: &Kept, form: &UseStateHandle<Form>, uploads: &Uploads, touched: bool) {
    {
        let (form, uploads) = (form.setter(), uploads.clone());
        use_effect_with(kept.found.clone(), move |found| {
            if let Some((typed, files)) = found.as_ref().and_then(|found| read_kept(&found.body)) {
                form.set(typed);
                uploads.restore(files);
            }
        });
    }
    let (keep, stored) = (kept.keep.clone(), uploads.stored());
    use_effect_with(((**form).clone(), stored, touched), move |(form, stored, touched)| {
        if *touched || !stored.is_empty() {
            keep.emit(kept_body(form, stored));
        }
    });
}

/// A program is chosen by itself where one suggests itself.
#[hook]
fn use_usual_program(form: &UseStateHandle<Form>, facts: Option<Facts>) {
    let form = form.clone();
    use_effect_with((facts.is_some(), form.service, form.start.date, form.program), move |_| {
        if let Some(facts) = facts.filter(|_| form.program.is_none())
            && let Some(program) = usual_program(&facts, &form)
        {
            form.set(Form { program: Some(program), ..(*form).clone() });
        }
    });
}

/// The program to begin with: the only one that fits, the one that has admitted the client, or the one used last.
fn usual_program(facts: &Facts, form: &Form) -> Option<Uuid> {
    let fitting: Vec<Uuid> = offering(facts, form).iter().map(|program| program.id).collect();
    let day = form.first_day(facts.today);
    let admitted = |id: &&Uuid| facts.enrollments.iter().any(|e| e.program_id == **id && e.open_on(day));
    let last = browser::wish(PROGRAM_WISH).and_then(|text| text.parse::<Uuid>().ok());
    match fitting.as_slice() {
        [one] => Some(*one),
        many => many.iter().find(admitted).copied().or_else(|| last.filter(|id| many.contains(id))),
    }
}
