//! A button that opens a short list of links and buttons, for example the person's menu.

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct MenuProps {
    /// Unique on the page.
    pub(crate) id: AttrValue,
    /// What the button is called.
    pub(crate) label: AttrValue,
    /// What the button shows.
    pub(crate) face: Html,
    /// What opens: any content; links and buttons in it close the menu.
    pub(crate) children: Html,
    /// Hears when it opens or closes.
    #[prop_or_default]
    pub(crate) ontoggle: Callback<bool>,
}

/// A disclosure: Enter opens, Esc closes and gives the focus back, leaving it closes it.
#[component]
pub(crate) fn Menu(props: &MenuProps) -> Html {
    let open = use_state_eq(|| false);
    let root = use_node_ref();
    let button = use_node_ref();
    let set = {
        let (open, ontoggle) = (open.setter(), props.ontoggle.clone());
        Callback::from(move |now: bool| {
            open.set(now);
            ontoggle.emit(now);
        })
    };
    let onclick = {
        let (set, now) = (set.clone(), *open);
        Callback::from(move |_: MouseEvent| set.emit(!now))
    };
    let onkeydown = {
        let (set, button, now) = (set.clone(), button.clone(), *open);
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && now {
                event.stop_propagation();
                set.emit(false);
                if let Some(button) = button.cast::<HtmlElement>() {
                    crate::browser::focus_on(&button);
                }
            }
        })
    };
    let onfocusout = {
        let (set, root) = (set.clone(), root.clone());
        Callback::from(move |event: FocusEvent| {
            let next = event.related_target().and_then(|target| target.dyn_into::<Node>().ok());
            let inside = root.cast::<Node>().is_some_and(|root| root.contains(next.as_ref()));
            if !inside {
                set.emit(false);
            }
        })
    };
    // A choice made closes the menu; what was chosen still hears its own click first.
    let onchoose = Callback::from(move |event: MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        if target.is_some_and(|element| matches!(element.closest("a, button"), Ok(Some(_)))) {
            set.emit(false);
        }
    });
    let panel = format!("{}-panel", props.id);
    html! {
        <div class="portico-menu" ref={root} {onkeydown} {onfocusout}>
            <button
                ref={button}
                type="button"
                id={props.id.clone()}
                class="pf-v6-c-button pf-m-plain portico-menu-button"
                aria-label={props.label.clone()}
                title={props.label.clone()}
                aria-expanded={open.to_string()}
                aria-controls={open.then(|| panel.clone())}
                {onclick}
            >
                { props.face.clone() }
            </button>
            if *open {
                <div class="pf-v6-c-menu portico-menu-panel" id={panel} tabindex="-1" onclick={onchoose}>{ props.children.clone() }</div>
            }
        </div>
    }
}
