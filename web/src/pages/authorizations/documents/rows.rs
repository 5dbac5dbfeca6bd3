//! A file as a row: where it stands and what can be done with it.

use domain::attachments::{Attachment, AttachmentState, DocumentType, suggested_name};
use time::Date;
use yew::prelude::*;

use super::queue::{Standing, Upload};
use super::uploads::Uploads;
use super::words::size;
use crate::ui::{Alert, Button, Glyph, Kind, SelectField, Tone, choices, icon, status, status_with};

#[derive(Properties, PartialEq)]
pub(super) struct UploadRowProps {
    pub(super) upload: Upload,
    pub(super) uploads: Uploads,
    pub(super) today: Date,
    pub(super) onpreview: Callback<Attachment>,
}

/// A file this page is sending, or has sent.
#[component]
pub(super) fn UploadRow(props: &UploadRowProps) -> Html {
    let upload = &props.upload;
    if let Some(file) = upload.stored() {
        let (uploads, gone) = (props.uploads.clone(), upload.clone());
        let remove = Callback::from(move |_: MouseEvent| uploads.remove(&gone));
        let actions = html! { <Button label="Remove" say={format!("Remove {}", file.file_name)} kind={Kind::Link} icon={Glyph::Trash} onclick={remove} /> };
        return html! { <FileRow file={(**file).clone()} onpreview={props.onpreview.clone()} {actions} large={upload.large} /> };
    }
    html! {
        <li class="portico-file">
            <div class="portico-file-name">{ icon(Glyph::Document) }{ " " }<bdi>{ &upload.name }</bdi>{ " " }<span class="portico-small">{ size(upload.bytes) }</span></div>
            { planned_name(upload, props.today) }
            { standing(props) }
        </li>
    }
}

/// The name the file will have, told before it is sent.
fn planned_name(upload: &Upload, today: Date) -> Html {
    let extension = upload.name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase());
    match (upload.kind, extension) {
        (Some(kind), Some(extension)) if !matches!(upload.standing, Standing::Refused { .. }) => {
            html! { <div class="portico-small">{ format!("Kept as {}", suggested_name(kind, today, &extension)) }</div> }
        }
        _ => Html::default(),
    }
}

fn standing(props: &UploadRowProps) -> Html {
    let (upload, at) = (&props.upload, props.upload.at);
    let act = |act: fn(&Uploads, u32)| {
        let uploads = props.uploads.clone();
        Callback::from(move |_: MouseEvent| act(&uploads, at))
    };
    let remove = {
        let (uploads, gone) = (props.uploads.clone(), upload.clone());
        Callback::from(move |_: MouseEvent| uploads.remove(&gone))
    };
    let remove =
        html! { <Button label="Remove" say={format!("Remove {}", upload.name)} kind={Kind::Link} onclick={remove} /> };
    let again = html! { <Button label="Send again" say={format!("Send {} again", upload.name)} kind={Kind::Link} icon={Glyph::Refresh} onclick={act(Uploads::again)} /> };
    match &upload.standing {
        Standing::Asking => {
            html! { <AskKind upload={upload.clone()} uploads={props.uploads.clone()}>{ remove }</AskKind> }
        }
        Standing::Waiting => {
            html! { <div class="portico-actions"><span class="portico-small">{ "Next in line" }</span>{ remove }</div> }
        }
        Standing::Sending(part) => html! {
            <div class="portico-actions">
                <Progress part={*part} name={upload.name.clone()} />
                <Button label="Cancel" say={format!("Cancel {}", upload.name)} kind={Kind::Link} onclick={act(Uploads::stop)} />
            </div>
        },
        Standing::Refused { why, again: may } => html! {
            <Alert tone={Tone::Bad} title="Not sent" live=true actions={html! { <>if *may { { again } }{ remove }</> }}><p>{ why }</p></Alert>
        },
        Standing::Stopped => {
            html! { <div class="portico-actions">{ status(Tone::Quiet, "Cancelled") }{ again }{ remove }</div> }
        }
        Standing::Stored(_) => Html::default(),
    }
}

#[derive(Properties, PartialEq)]
struct ProgressProps {
    part: u8,
    name: String,
}

/// How much of a file has left. The number is told on request only; begin and end are announced by the checklist.
#[component]
fn Progress(props: &ProgressProps) -> Html {
    let words = if props.part >= 100 { "Being checked".to_owned() } else { format!("{}%", props.part) };
    html! {
        <div class="portico-progress">
            <progress max="100" value={props.part.to_string()} aria-label={format!("Sending {}", props.name)} />
            <span class="portico-small" aria-hidden="true">{ words }</span>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct AskKindProps {
    upload: Upload,
    uploads: Uploads,
    children: Html,
}

/// The name did not tell which form it is.
#[component]
fn AskKind(props: &AskKindProps) -> Html {
    let (uploads, at) = (props.uploads.clone(), props.upload.at);
    let onchange = Callback::from(move |word: String| {
        if let Some(kind) = DocumentType::parse(&word) {
            uploads.set_kind(at, kind);
        }
    });
    html! {
        <div class="portico-actions">
            <SelectField
                id={format!("upload-{}", props.upload.key)}
                label={format!("Which document is {}", props.upload.name)}
                value=""
                options={choices(DocumentType::ALL, |kind| (kind.as_str(), kind.label()))}
                {onchange}
            />
            { props.children.clone() }
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct FileRowProps {
    pub(super) file: Attachment,
    pub(super) onpreview: Callback<Attachment>,
    #[prop_or_default]
    pub(super) actions: Html,
    #[prop_or_default]
    pub(super) large: bool,
}

/// A file the server keeps.
#[component]
pub(super) fn FileRow(props: &FileRowProps) -> Html {
    let file = &props.file;
    let open = {
        let file = file.clone();
        props.onpreview.reform(move |_: MouseEvent| file.clone())
    };
    let bytes = u64::try_from(file.bytes).unwrap_or(0);
    html! {
        <li class="portico-file">
            <div class="portico-file-name">
                <Button label={file.file_name.clone()} say={format!("Open {}", file.file_name)} kind={Kind::Link} icon={Glyph::Document} onclick={open} />
                { " " }<span class="portico-small">{ size(bytes) }</span>
                if file.version_number > 1 {
                    { " " }<span class="portico-small">{ format!("version {}", file.version_number) }</span>
                }
            </div>
            if file.original_name != file.file_name {
                <div class="portico-small">{ format!("Sent as {}", file.original_name) }</div>
            }
            <div class="portico-actions">
                { state_label(file) }
                if props.large {
                    { status(Tone::Look, "Large file") }
                }
                if let Some(words) = duplicate_words(file) {
                    { status(Tone::Look, words) }
                }
                { props.actions.clone() }
            </div>
        </li>
    }
}

fn state_label(file: &Attachment) -> Html {
    match file.state {
        AttachmentState::Quarantined => {
            html! { { status_with(Glyph::Lock, Tone::Look, file.state.label()) } }
        }
        AttachmentState::Replaced => html! { { status(Tone::Quiet, file.state.label()) } },
        AttachmentState::Staged | AttachmentState::Attached => Html::default(),
    }
}

fn duplicate_words(file: &Attachment) -> Option<String> {
    let same = file.duplicate_of.as_ref()?;
    Some(match same.authorization_number {
        Some(number) => format!("Same content as {} of authorization {number}", same.file_name),
        None => format!("Same content as {}", same.file_name),
    })
}
