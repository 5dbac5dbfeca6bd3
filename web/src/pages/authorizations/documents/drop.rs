//! Places to drop files on, and buttons to choose them with: the same thing for a mouse and for a keyboard.

use wasm_bindgen::JsCast;
use web_sys::{File, FileList, HtmlInputElement};
use yew::prelude::*;

use crate::ui::{Button, Glyph, Kind};

/// The files of a list.
fn files_of(list: Option<FileList>) -> Vec<File> {
    let Some(list) = list else { return Vec::new() };
    (0..list.length()).filter_map(|place| list.get(place)).collect()
}

#[derive(Properties, PartialEq)]
pub(super) struct DropPlaceProps {
    pub(super) onfiles: Callback<Vec<File>>,
    pub(super) class: Classes,
    pub(super) children: Html,
    /// Takes nothing now.
    #[prop_or_default]
    pub(super) closed: bool,
}

/// A place to drop files on.
#[component]
pub(super) fn DropPlace(props: &DropPlaceProps) -> Html {
    let over = use_state_eq(|| false);
    if props.closed {
        return html! { <div class={props.class.clone()}>{ props.children.clone() }</div> };
    }
    let ondragover = {
        let over = over.setter();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            over.set(true);
        })
    };
    let ondragleave = {
        let over = over.setter();
        Callback::from(move |_: DragEvent| over.set(false))
    };
    let ondrop = {
        let (over, onfiles) = (over.setter(), props.onfiles.clone());
        Callback::from(move |event: DragEvent| {
            // Without this the browser opens the file instead of the page.
            event.prevent_default();
            event.stop_propagation();
            over.set(false);
            let files = files_of(event.data_transfer().and_then(|transfer| transfer.files()));
            if !files.is_empty() {
                onfiles.emit(files);
            }
        })
    };
    html! {
        <div class={classes!(props.class.clone(), over.then_some("portico-drop-over"))} {ondragover} {ondragleave} {ondrop}>
            { props.children.clone() }
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub(in super::super) struct FileButtonProps {
    pub(in super::super) label: AttrValue,
    /// What a screen reader says, for example "Choose files for CANS 3".
    pub(in super::super) say: AttrValue,
    pub(in super::super) onfiles: Callback<Vec<File>>,
    /// Extensions without the dot; empty for any.
    #[prop_or_default]
    pub(in super::super) extensions: Vec<String>,
    #[prop_or(true)]
    pub(in super::super) several: bool,
    #[prop_or_default]
    pub(in super::super) kind: Kind,
}

/// A button that opens the browser's file dialog.
#[component]
pub(in super::super) fn FileButton(props: &FileButtonProps) -> Html {
    let input = use_node_ref();
    let onclick = {
        let input = input.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(input) = input.cast::<HtmlInputElement>() {
                input.click();
            }
        })
    };
    let onchange = {
        let onfiles = props.onfiles.clone();
        Callback::from(move |event: Event| {
            let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else {
                return;
            };
            let files = files_of(input.files());
            // The same file chosen twice is a change again.
            input.set_value("");
            if !files.is_empty() {
                onfiles.emit(files);
            }
        })
    };
    let accept = props.extensions.iter().map(|extension| format!(".{extension}")).collect::<Vec<_>>().join(",");
    html! {
        <>
            <input ref={input} type="file" hidden=true multiple={props.several} {accept} {onchange} aria-label={props.say.clone()} />
            <Button label={props.label.clone()} say={props.say.clone()} kind={props.kind} icon={Glyph::Upload} {onclick} />
        </>
    }
}
