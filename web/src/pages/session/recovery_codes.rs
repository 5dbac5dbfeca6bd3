//! Recovery codes, shown once.

use yew::prelude::*;

use crate::browser;
use crate::ui::{Alert, Button, Kind, Tone};

#[derive(Properties, PartialEq)]
pub(super) struct CodeListProps {
    pub(super) codes: Vec<String>,
    /// The person says they have them.
    pub(super) onkept: Callback<()>,
}

/// The codes, to be printed or written down.
#[component]
pub(super) fn CodeList(props: &CodeListProps) -> Html {
    let head = use_node_ref();
    {
        let head = head.clone();
        use_effect_with((), move |()| {
            if let Some(head) = head.cast::<web_sys::HtmlElement>() {
                browser::focus_on(&head);
            }
        });
    }
    let save = {
        let codes = props.codes.clone();
        Callback::from(move |_: MouseEvent| {
            // Without downloads there is still the screen and the printer.
            browser::download("portico-recovery-codes.txt", "text/plain", &(codes.join("\n") + "\n")).ok();
        })
    };
    html! {
        <div ref={head} tabindex="-1">
            <Alert tone={Tone::Look} title="These recovery codes are shown once">
                <p>{ "Each opens the second step once, on the day your telephone is lost. Print them or write them down, and keep them apart from your password." }</p>
            </Alert>
            <ul class="portico-codes" aria-label="Recovery codes">
                { for props.codes.iter().map(|code| html! { <li key={code.as_str()}><code>{ code }</code></li> }) }
            </ul>
            <div class="portico-actions">
                <Button label="I have kept them" kind={Kind::Primary} onclick={props.onkept.reform(|_| ())} />
                <Button label="Print" kind={Kind::Secondary} onclick={Callback::from(|_| browser::print_page())} />
                <Button label="Save as a file" kind={Kind::Secondary} onclick={save} />
            </div>
        </div>
    }
}
