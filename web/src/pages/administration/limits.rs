//! The limits for uploads: how large, which types.

use domain::problem::FieldError;
use domain::settings::{ChangeAttachmentSettings, DEFAULT_EXTENSIONS, Settings};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use yew::prelude::*;

use super::settings::SettingsFormProps;
use crate::api;
use crate::form::{checked, use_form};
use crate::format;
use crate::ui::{
    Button, Checkbox, Difference, Kind, ProblemSummary, Refusal, TextField, Tone, differences, use_notices,
};

const KIB: i64 = 1_024;
const MIB: i64 = 1_048_576;

/// The bytes a text means: `5 MB`, `1.5mb`, `512 KB`, `5,242,880`; one MB is 1,024 KB of 1,024 bytes each.
fn read_size(text: &str) -> Option<i64> {
    let plain: String = text.to_lowercase().chars().filter(|c| !matches!(c, ',' | ' ')).collect();
    let number = plain.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match plain.strip_prefix(number)? {
        "" | "b" | "byte" | "bytes" => 1,
        "k" | "kb" | "kib" => KIB,
        "m" | "mb" | "mib" => MIB,
        _ => return None,
    };
    let bytes = number.parse::<Decimal>().ok()?.checked_mul(Decimal::from(unit))?;
    bytes.is_integer().then(|| bytes.to_i64())?
}

/// The limits as they are being typed.
#[derive(Debug, Clone, PartialEq)]
struct Draft {
    max: String,
    warn: String,
    extensions: Vec<String>,
}

impl Draft {
    fn of(settings: &Settings) -> Self {
        let limits = &settings.attachments;
        Self {
            max: format::size(limits.max_bytes),
            warn: format::size(limits.warn_bytes),
            extensions: limits.extensions.clone(),
        }
    }

    fn toggle(&mut self, extension: &str, on: bool) {
        self.extensions.retain(|known| known != extension);
        if on {
            self.extensions.push(extension.to_owned());
        }
    }

    fn read(&self) -> Result<ChangeAttachmentSettings, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut size = |pointer: &str, text: &str| {
            let bytes = read_size(text);
            if bytes.is_none() {
                const DETAIL: &str = "Enter a size such as 5 MB, 512 KB or 5,242,880 bytes.";
                errors.push(FieldError::new(pointer, "not_a_size", DETAIL));
            }
            bytes
        };
        let (max, warn) = (size("/max_bytes", &self.max), size("/warn_bytes", &self.warn));
        match (max, warn) {
            (Some(max_bytes), Some(warn_bytes)) => {
                // In the order everybody knows, whatever was ticked last.
                let extensions = DEFAULT_EXTENSIONS
                    .iter()
                    .map(|one| (*one).to_owned())
                    .filter(|one| self.extensions.contains(one))
                    .collect();
                checked(ChangeAttachmentSettings { max_bytes, warn_bytes, extensions }, ChangeAttachmentSettings::check)
            }
            _ => Err(errors),
        }
    }

    fn against(&self, settings: &Settings) -> Vec<Difference> {
        let stored = Self::of(settings);
        let list = |extensions: &[String]| {
            let mut sorted = extensions.to_vec();
            sorted.sort();
            sorted.join(", ")
        };
        differences([
            ("Largest file", stored.max, self.max.clone()),
            ("Warning above", stored.warn, self.warn.clone()),
            ("File types", list(&stored.extensions), list(&self.extensions)),
        ])
    }
}

/// The form.
#[component]
pub(super) fn Limits(props: &SettingsFormProps) -> Html {
    let notices = use_notices();
    let attempt = use_state_eq(|| 0_u32);
    let settings = &props.settings;
    let version = settings.version;
    let done = {
        let onsaved = props.onsaved.clone();
        Callback::from(move |now: Settings| {
            if let Some(notices) = &notices {
                notices.say(Tone::Good, "Attachment limits saved.");
            }
            onsaved.emit(now);
        })
    };
    let form = use_form(
        || Draft::of(settings),
        Draft::read,
        move |body, _| api::settings::change_attachments(version, body),
        done,
    );
    let onsubmit = {
        let (attempt, submit, busy) = (attempt.clone(), form.standing.submit.clone(), form.standing.busy);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if !busy {
                attempt.set(*attempt + 1);
                submit.emit(());
            }
        })
    };
    let tick = |(place, extension): (usize, &&'static str)| {
        let extension = *extension;
        let draft = form.draft.clone();
        let onchange = Callback::from(move |on: bool| {
            let mut next = (*draft).clone();
            next.toggle(extension, on);
            draft.set(next);
        });
        // The first box carries the group's id, so that a summary can lead there.
        let id = if place == 0 { "limits-extensions".to_owned() } else { format!("limits-extension-{extension}") };
        let checked = form.draft.extensions.iter().any(|known| known == extension);
        let error = form.error("/extensions").filter(|_| place == 0);
        html! { <Checkbox key={extension} {id} label={extension.to_uppercase()} {checked} {onchange} {error} /> }
    };
    let stored = Draft::of(settings);
    html! {
        <form class="pf-v6-c-form portico-form" novalidate=true {onsubmit}>
            <ProblemSummary errors={form.standing.errors.clone()} prefix="limits" attempt={*attempt} />
            <Refusal
                failure={form.standing.failure.clone()}
                onlost={props.onlost.clone()}
                differences={form.draft.against(settings)}
            />
            <div class="portico-pair">
                <TextField
                    id="limits-max_bytes"
                    label="Largest file"
                    value={form.draft.max.clone()}
                    onchange={form.on(|draft, text| draft.max = text)}
                    maxlength={20}
                    required=true
                    help="Larger files are refused. 1 KB to 100 MB."
                    error={form.error("/max_bytes")}
                />
                <TextField
                    id="limits-warn_bytes"
                    label="Warning above"
                    value={form.draft.warn.clone()}
                    onchange={form.on(|draft, text| draft.warn = text)}
                    maxlength={20}
                    required=true
                    help="Larger files are accepted with a warning."
                    error={form.error("/warn_bytes")}
                />
            </div>
            <fieldset class="portico-group">
                <legend>{ "Accepted file types" }</legend>
                <div class="portico-ticks">{ for DEFAULT_EXTENSIONS.iter().enumerate().map(tick) }</div>
            </fieldset>
            <p class="portico-small">{ "The content of every file is checked too; its name alone is never believed. Documents already attached stay." }</p>
            <div class="portico-actions">
                <Button label="Save limits" kind={Kind::Primary} submit=true busy={form.standing.busy} />
                if *form.draft != stored {
                    <Button
                        label="Undo changes"
                        kind={Kind::Link}
                        onclick={{ let draft = form.draft.clone(); Callback::from(move |_| draft.set(stored.clone())) }}
                    />
                }
            </div>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_in_any_habit() {
        for (text, bytes) in [
            ("5 MB", 5_242_880),
            ("5,242,880", 5_242_880),
            ("512kb", 524_288),
            ("1.5 mb", 1_572_864),
            ("1024 bytes", 1_024),
        ] {
            assert_eq!(read_size(text), Some(bytes), "{text}");
        }
        for text in ["", "much", "5 GB", "0.3 bytes", "99999999999999999999999999 MB"] {
            assert_eq!(read_size(text), None, "{text}");
        }
    }

    #[test]
    fn sizes_shown_are_read_back() {
        for bytes in [5_242_880, 2_097_152, 524_288, 1_500, 1_048_577] {
            assert_eq!(read_size(&format::size(bytes)), Some(bytes));
        }
    }

    #[test]
    fn the_limits_are_judged_by_the_same_rules_as_on_the_server() {
        let draft = |max: &str, warn: &str, extensions: &[&str]| Draft {
            max: max.to_owned(),
            warn: warn.to_owned(),
            extensions: extensions.iter().map(|one| (*one).to_owned()).collect(),
        };
        let pointers = |draft: Draft| -> Vec<String> {
            draft.read().err().unwrap_or_default().into_iter().map(|e| e.pointer).collect()
        };
        assert!(draft("5 MB", "2 MB", &["png", "pdf"]).read().is_ok());
        assert_eq!(pointers(draft("2 MB", "5 MB", &["pdf"])), ["/warn_bytes"]);
        assert_eq!(pointers(draft("2 MB", "1 MB", &[])), ["/extensions"]);
        assert_eq!(pointers(draft("big", "1 MB", &["pdf"])), ["/max_bytes"]);
    }
}
