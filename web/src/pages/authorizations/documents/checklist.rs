//! The five forms as drop targets in a checklist, and one place for a whole pile.

use domain::attachments::{Attachment, AttachmentState, DocumentCheck, DocumentType, checklist};
use time::Date;
use web_sys::File;
use yew::prelude::*;

use super::drop::{DropPlace, FileButton};
use super::queue::Standing;
use super::rows::{FileRow, UploadRow};
use super::uploads::Uploads;
use super::words::{here_words, limit_words};
use crate::ui::{Button, Glyph, Kind, Tone, icon, status};

#[derive(Properties, PartialEq)]
pub(in super::super) struct ChecklistProps {
    pub(in super::super) uploads: Uploads,
    /// What the server lists already.
    #[prop_or_default]
    pub(in super::super) attached: Vec<Attachment>,
    pub(in super::super) today: Date,
    pub(in super::super) onpreview: Callback<Attachment>,
    /// Files may be added, replaced and removed.
    pub(in super::super) open: bool,
    /// Asks to remove a file the server lists.
    #[prop_or_default]
    pub(in super::super) onremove: Callback<Attachment>,
    /// Draws no line for a form without a file: beside another checklist that does.
    #[prop_or_default]
    pub(in super::super) brief: bool,
}

/// The checklist.
#[component]
pub(in super::super) fn Checklist(props: &ChecklistProps) -> Html {
    let uploads = &props.uploads;
    let pile = {
        let uploads = uploads.clone();
        Callback::from(move |files: Vec<File>| uploads.add(files, None))
    };
    let extensions = uploads.limits().map(|limits| limits.extensions.clone()).unwrap_or_default();
    let asking: Vec<_> =
        uploads.items().iter().filter(|u| u.kind.is_none() || u.standing == Standing::Asking).cloned().collect();
    html! {
        <div class="portico-documents">
            <p class="portico-small" role="status">{ status_words(props) }</p>
            if props.open {
                <DropPlace class={classes!("portico-pile")} onfiles={pile.clone()}>
                    <p>{ "Drop all documents here. Portico sorts them by their names and asks for the rest." }</p>
                    <FileButton label="Choose documents" say={if props.brief { "Choose documents for the answer" } else { "Choose documents" }} onfiles={pile} extensions={extensions.clone()} />
                    if let Some(limits) = uploads.limits() {
                        <p class="portico-small">{ limit_words(limits) }</p>
                    }
                </DropPlace>
                if !asking.is_empty() {
                    <ul class="portico-files" aria-label="Files to name">
                        { for asking.iter().map(|upload| html! {
                            <UploadRow key={upload.at} upload={upload.clone()} uploads={uploads.clone()} today={props.today} onpreview={props.onpreview.clone()} />
                        }) }
                    </ul>
                }
            }
            <ul class="portico-checklist">
                { for shown_kinds(props).into_iter().map(|kind| html! { <Line key={kind.as_str()} {kind} list={Shared::of(props, &extensions)} /> }) }
            </ul>
        </div>
    }
}

/// What every line of the checklist needs.
#[derive(Clone, PartialEq)]
struct Shared {
    uploads: Uploads,
    attached: Vec<Attachment>,
    today: Date,
    onpreview: Callback<Attachment>,
    onremove: Callback<Attachment>,
    open: bool,
    extensions: Vec<String>,
}

impl Shared {
    fn of(props: &ChecklistProps, extensions: &[String]) -> Self {
        Self {
            uploads: props.uploads.clone(),
            attached: props.attached.clone(),
            today: props.today,
            onpreview: props.onpreview.clone(),
            onremove: props.onremove.clone(),
            open: props.open,
            extensions: extensions.to_vec(),
        }
    }
}

fn shown_kinds(props: &ChecklistProps) -> Vec<DocumentType> {
    let there = |kind: &DocumentType| {
        props.attached.iter().any(|file| file.document_type == *kind) || !props.uploads.of_kind(*kind).is_empty()
    };
    let shown = |kind: &DocumentType| (!props.brief && (props.open || kind.is_required())) || there(kind);
    DocumentType::ALL.iter().copied().filter(shown).collect()
}

fn checks(props: &ChecklistProps) -> Vec<DocumentCheck> {
    let mut files: Vec<_> = props.attached.iter().map(|file| (file.id, file.document_type, file.state)).collect();
    files.extend(props.uploads.stored().iter().map(|file| (file.id, file.document_type, file.state)));
    checklist(&files)
}

fn status_words(props: &ChecklistProps) -> String {
    let here = match (props.brief, props.uploads.stored().len()) {
        (false, _) => here_words(&checks(props)),
        (true, 1) => "1 document goes with it".to_owned(),
        (true, many) => format!("{many} documents go with it"),
    };
    match props.uploads.open() {
        0 => format!("{here}."),
        1 => format!("{here}. 1 file is not stored yet."),
        more => format!("{here}. {more} files are not stored yet."),
    }
}

#[derive(Properties, PartialEq)]
struct LineProps {
    kind: DocumentType,
    list: Shared,
}

/// One form: what is there for it, and where more goes.
#[component]
fn Line(props: &LineProps) -> Html {
    let (kind, list) = (props.kind, &props.list);
    let now = |file: &&Attachment| file.document_type == kind && file.state != AttachmentState::Replaced;
    let before = |file: &&Attachment| file.document_type == kind && file.state == AttachmentState::Replaced;
    let files: Vec<&Attachment> = list.attached.iter().filter(now).collect();
    let former: Vec<&Attachment> = list.attached.iter().filter(before).collect();
    let sending = list.uploads.of_kind(kind);
    let here = files.iter().any(|file| file.state != AttachmentState::Quarantined)
        || sending.iter().any(super::queue::Upload::is_here);
    let onfiles = {
        let uploads = list.uploads.clone();
        Callback::from(move |files: Vec<File>| uploads.add(files, Some(kind)))
    };
    html! {
        <li>
            <DropPlace class={classes!("portico-check", here.then_some("portico-check-here"))} onfiles={onfiles.clone()} closed={!list.open}>
                <div class="portico-check-head">
                    <span class="portico-check-name">{ icon(if here { Glyph::Check } else { Glyph::Document }) }{ " " }{ kind.label() }</span>
                    { presence(kind, here) }
                    if list.open {
                        <FileButton label="Choose files" say={format!("Choose files for {}", kind.label())} {onfiles} kind={Kind::Link} extensions={list.extensions.clone()} />
                    }
                </div>
                if !files.is_empty() || !sending.is_empty() {
                    <ul class="portico-files" aria-label={kind.label()}>
                        { for files.iter().map(|file| html! {
                            <FileRow key={file.id.to_string()} file={(*file).clone()} onpreview={list.onpreview.clone()} actions={file_actions(file, list)} />
                        }) }
                        { for sending.iter().map(|upload| html! {
                            <UploadRow key={format!("sending-{}", upload.at)} upload={upload.clone()} uploads={list.uploads.clone()} today={list.today} onpreview={list.onpreview.clone()} />
                        }) }
                    </ul>
                }
                if !former.is_empty() {
                    <details>
                        <summary>{ format!("Earlier versions ({})", former.len()) }</summary>
                        <ul class="portico-files">
                            { for former.iter().map(|file| html! { <FileRow key={file.id.to_string()} file={(*file).clone()} onpreview={list.onpreview.clone()} /> }) }
                        </ul>
                    </details>
                }
            </DropPlace>
        </li>
    }
}

fn presence(kind: DocumentType, here: bool) -> Html {
    match (here, kind.is_required()) {
        (true, _) => html! { { status(Tone::Good, "Here") } },
        (false, true) => html! { { status(Tone::Look, "Missing") } },
        (false, false) => html! { <span class="portico-small">{ "Not required" }</span> },
    }
}

fn file_actions(file: &Attachment, list: &Shared) -> Html {
    if !list.open {
        return Html::default();
    }
    let replace = {
        let (uploads, former) = (list.uploads.clone(), file.clone());
        Callback::from(move |files: Vec<File>| {
            if let Some(file) = files.into_iter().next() {
                uploads.replace(file, &former);
            }
        })
    };
    let remove = {
        let file = file.clone();
        list.onremove.reform(move |_: MouseEvent| file.clone())
    };
    html! {
        <>
            <FileButton label="Replace" say={format!("Replace {}", file.file_name)} onfiles={replace} several=false kind={Kind::Link} extensions={list.extensions.clone()} />
            <Button label="Remove" say={format!("Remove {}", file.file_name)} kind={Kind::Link} icon={Glyph::Trash} onclick={remove} />
        </>
    }
}
