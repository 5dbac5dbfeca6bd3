//! A panel beside the page, for example a document's preview, that leaves the page in reach.

use yew::prelude::*;

use super::{Button, Glyph, Kind};

#[derive(Properties, PartialEq)]
pub(crate) struct DrawerProps {
    pub(crate) title: AttrValue,
    pub(crate) onclose: Callback<()>,
    pub(crate) children: Html,
}

/// A panel at the end side; it is open while it is drawn. Esc inside it closes it, and it takes the focus once.
#[component]
pub(crate) fn Drawer(props: &DrawerProps) -> Html {
    let heading = use_node_ref();
    {
        let heading = heading.clone();
        use_effect_with(props.title.clone(), move |_| {
            if let Some(heading) = heading.cast::<web_sys::HtmlElement>() {
                crate::browser::focus_on(&heading);
            }
        });
    }
    let onkeydown = {
        let onclose = props.onclose.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.stop_propagation();
                onclose.emit(());
            }
        })
    };
    html! {
        <aside class="portico-drawer" aria-labelledby="portico-drawer-title" {onkeydown}>
            <header class="portico-drawer-head">
                <h2 id="portico-drawer-title" class="pf-v6-c-title pf-m-md" tabindex="-1" ref={heading}>{ &props.title }</h2>
                <Button label="Close" kind={Kind::Plain} icon={Glyph::Close} onclick={props.onclose.reform(|_| ())} />
            </header>
            <div class="portico-drawer-body">{ props.children.clone() }</div>
        </aside>
    }
}
