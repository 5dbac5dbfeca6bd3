//! The record as a file: every row that fits, not only those on the screen.

use yew::prelude::*;

use crate::api::record::File;
use crate::api::{self, Failure, Task, start};
use crate::browser;
use crate::ui::{Button, FailureNote, Glyph, Kind, Tone, use_notices};

#[derive(Properties, PartialEq)]
pub(crate) struct DownloadRecordProps {
    /// Without extension, and nothing about a client in it.
    pub(crate) name: &'static str,
    pub(crate) file: File,
    #[prop_or(Kind::Secondary)]
    pub(crate) kind: Kind,
}

/// The button.
#[component]
pub(crate) fn DownloadRecord(props: &DownloadRecordProps) -> Html {
    let busy = use_state_eq(|| false);
    let failed = use_state_eq(|| None::<Failure>);
    let notices = use_notices();
    // Dropped with the page: a download nobody waits for is taken back.
    let running = use_mut_ref(|| None::<Task>);
    let begin = {
        let (busy, failed, file, name) = (busy.setter(), failed.setter(), props.file.clone(), props.name);
        Callback::from(move |()| {
            busy.set(true);
            failed.set(None);
            let (busy, failed, notices) = (busy.clone(), failed.clone(), notices.clone());
            let coming = api::record::file(file.clone());
            *running.borrow_mut() = Some(start(async move {
                match coming.await {
                    Ok(pieces) => {
                        // A browser that refuses downloads says so itself.
                        browser::save_pieces(&format!("{name}.csv"), "text/csv;charset=utf-8", &pieces).ok();
                        if let Some(notices) = &notices {
                            notices.say(Tone::Good, "File downloaded.");
                        }
                    }
                    Err(failure) => failed.set(Some(failure)),
                }
                busy.set(false);
            }));
        })
    };
    html! {
        <>
            <Button label="Download CSV" kind={props.kind} icon={Glyph::Download} busy={*busy} onclick={begin.reform(|_| ())} />
            if let Some(failure) = (*failed).clone() {
                <FailureNote {failure} retry={begin} />
            }
        </>
    }
}
