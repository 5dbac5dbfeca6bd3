//! Setting up an authenticator app: a name, the picture with the key, a code as the proof, the recovery codes.

use domain::factors::{ConfirmFactor, ConfirmedFactor, NewTotp, TotpSetUp, in_groups};
use domain::problem::FieldError;
use qrcodegen::{QrCode, QrCodeEcc};
use yew::prelude::*;

use super::code_field::CodeField;
use super::recovery_codes::CodeList;
use crate::api::{self, use_submission};
use crate::ui::{Button, FailureNote, Kind, ProblemSummary, TextField};

#[derive(Clone, PartialEq)]
enum Step {
    Name,
    Key(TotpSetUp),
    Codes(Vec<String>),
}

#[derive(Properties, PartialEq)]
pub(super) struct SetUpAppProps {
    /// It is in use.
    pub(super) ondone: Callback<()>,
    /// Given up; absent where nothing else is open.
    #[prop_or_default]
    pub(super) oncancel: Option<Callback<()>>,
}

/// The whole way.
#[component]
pub(super) fn SetUpApp(props: &SetUpAppProps) -> Html {
    let step = use_state_eq(|| Step::Name);
    let go = {
        let step = step.setter();
        Callback::from(move |next| step.set(next))
    };
    match &*step {
        Step::Name => html! { <NameStep onkey={go.reform(Step::Key)} oncancel={props.oncancel.clone()} /> },
        Step::Key(set_up) => {
            let ondone = props.ondone.clone();
            let onconfirmed = Callback::from(move |confirmed: ConfirmedFactor| {
                if confirmed.recovery_codes.is_empty() {
                    ondone.emit(());
                } else {
                    go.emit(Step::Codes(confirmed.recovery_codes));
                }
            });
            html! { <KeyStep set_up={set_up.clone()} {onconfirmed} oncancel={props.oncancel.clone()} /> }
        }
        Step::Codes(codes) => html! { <CodeList codes={codes.clone()} onkept={props.ondone.clone()} /> },
    }
}

fn cancel(oncancel: Option<&Callback<()>>) -> Html {
    match oncancel {
        Some(oncancel) => html! { <Button label="Cancel" kind={Kind::Link} onclick={oncancel.reform(|_| ())} /> },
        None => Html::default(),
    }
}

#[derive(Properties, PartialEq)]
struct NameStepProps {
    onkey: Callback<TotpSetUp>,
    oncancel: Option<Callback<()>>,
}

#[component]
fn NameStep(props: &NameStepProps) -> Html {
    let name = use_state_eq(|| "My telephone".to_owned());
    let attempt = use_state_eq(|| 0_u32);
    let submission = use_submission(api::factors::begin, props.onkey.clone());
    let onsubmit = {
        let (name, attempt, send) = (name.clone(), attempt.clone(), submission.send.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            attempt.set(*attempt + 1);
            send.emit(NewTotp { name: name.trim().to_owned() });
        })
    };
    let errors = submission.failure.as_ref().map(|failure| failure.fields().to_vec()).unwrap_or_default();
    let onchange = {
        let name = name.setter();
        Callback::from(move |text| name.set(text))
    };
    html! {
        <form class="pf-v6-c-form portico-form" novalidate=true {onsubmit}>
            <ProblemSummary errors={errors.clone()} prefix="set-up" attempt={*attempt} />
            if let Some(failure) = submission.failure.clone().filter(|failure| failure.fields().is_empty()) {
                <FailureNote {failure} />
            }
            <TextField
                id="set-up-name"
                label="Name of the app or telephone"
                help="For yourself, to know it by when you have several."
                value={(*name).clone()}
                {onchange}
                maxlength={60}
                required=true
                error={errors.first().map(|error| AttrValue::from(error.detail.clone()))}
            />
            <div class="portico-actions">
                <Button label="Show the key" kind={Kind::Primary} submit=true busy={submission.busy} />
                { cancel(props.oncancel.as_ref()) }
            </div>
        </form>
    }
}

#[derive(Properties, PartialEq)]
struct KeyStepProps {
    set_up: TotpSetUp,
    onconfirmed: Callback<ConfirmedFactor>,
    oncancel: Option<Callback<()>>,
}

#[component]
fn KeyStep(props: &KeyStepProps) -> Html {
    let code = use_state_eq(String::new);
    let missing = use_state_eq(|| false);
    let attempt = use_state_eq(|| 0_u32);
    let id = props.set_up.factor.id;
    let submission =
        use_submission(move |form: ConfirmFactor, key| api::factors::confirm(id, form, key), props.onconfirmed.clone());
    let onsubmit = {
        let (code, missing, attempt, send) = (code.clone(), missing.setter(), attempt.clone(), submission.send.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            attempt.set(*attempt + 1);
            missing.set(code.trim().is_empty());
            if !code.trim().is_empty() {
                send.emit(ConfirmFactor { code: code.trim().to_owned() });
            }
        })
    };
    let errors = if *missing {
        vec![FieldError::new("/code", "required", "Enter the six digits your authenticator app shows.")]
    } else {
        submission.failure.as_ref().map(|failure| failure.fields().to_vec()).unwrap_or_default()
    };
    let onchange = {
        let code = code.setter();
        Callback::from(move |text| code.set(text))
    };
    html! {
        <form class="pf-v6-c-form portico-form" novalidate=true {onsubmit}>
            <ProblemSummary errors={errors.clone()} prefix="confirm" attempt={*attempt} />
            if let Some(failure) = submission.failure.clone().filter(|failure| failure.fields().is_empty()) {
                <FailureNote {failure} />
            }
            <p>{ "Scan this picture with your authenticator app." }</p>
            { picture(&props.set_up.uri) }
            <p>{ "Or type this key into it:" }</p>
            <p><code class="portico-key">{ in_groups(&props.set_up.secret) }</code></p>
            <CodeField
                id="confirm-code"
                label="Code the app shows now"
                help="Six digits. It proves that the app has the key."
                value={(*code).clone()}
                {onchange}
                error={errors.first().map(|error| AttrValue::from(error.detail.clone()))}
            />
            <div class="portico-actions">
                <Button label="Use this app" kind={Kind::Primary} submit=true busy={submission.busy} />
                { cancel(props.oncancel.as_ref()) }
            </div>
        </form>
    }
}

/// The picture an app reads: dark on light in every theme, with the quiet border that cameras need.
fn picture(text: &str) -> Html {
    const BORDER: i32 = 4;
    // Too long a text to be drawn leaves the key to be typed.
    let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Medium) else { return Html::default() };
    let side = code.size() + 2 * BORDER;
    let squares = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y)));
    let path: String = squares
        .filter(|(x, y)| code.get_module(*x, *y))
        .map(|(x, y)| format!("M{},{}h1v1h-1z", x + BORDER, y + BORDER))
        .collect();
    html! {
        <svg class="portico-picture" viewBox={format!("0 0 {side} {side}")} role="img" aria-label="Picture with the key, for the authenticator app" shape-rendering="crispEdges">
            <rect width="100%" height="100%" fill="#fff" />
            <path d={path} fill="#000" />
        </svg>
    }
}
