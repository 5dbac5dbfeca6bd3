//! Short messages that say something happened, seen in a corner and read aloud.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use yew::prelude::*;

use super::{Button, Glyph, Kind, Tone, icon};

/// Messages that are over soon cover what is read; of these the latest are enough.
const AT_ONCE: usize = 2;
/// How long a message stays. Problems stay until they are closed.
const SHOWN_MS: u32 = 8_000;

#[derive(Debug, Clone, PartialEq)]
struct Notice {
    id: u32,
    tone: Tone,
    text: AttrValue,
}

#[derive(Debug, Default, PartialEq)]
struct Shown {
    next: u32,
    notices: Vec<Notice>,
}

enum Change {
    Say(Tone, AttrValue),
    Close(u32),
    CloseAll,
}

impl Reducible for Shown {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let mut notices = self.notices.clone();
        match change {
            Change::Say(tone, text) => {
                // The same words twice would push others out and say nothing new.
                notices.retain(|notice| notice.text != text);
                notices.push(Notice { id: self.next, tone, text });
                make_room(&mut notices);
            }
            Change::CloseAll => notices.clear(),
            Change::Close(id) => notices.retain(|notice| notice.id != id),
        }
        Rc::new(Self { next: self.next.wrapping_add(1), notices })
    }
}

/// Takes away the oldest of those that are over soon, so that the latest stay.
fn make_room(notices: &mut Vec<Notice>) {
    let passing = |notice: &Notice| !matches!(notice.tone, Tone::Bad);
    while notices.iter().filter(|notice| passing(notice)).count() > AT_ONCE {
        let Some(oldest) = notices.iter().position(passing) else { return };
        notices.remove(oldest);
    }
}

/// Says something: `notices.say(Tone::Good, "Coverage added.")`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Notices(UseReducerDispatcher<Shown>);

impl Notices {
    /// Shows a message and has it read aloud.
    pub(crate) fn say(&self, tone: Tone, text: impl Into<AttrValue>) {
        self.0.dispatch(Change::Say(tone, text.into()));
    }

    /// Takes every message away, because nobody may read them just now.
    pub(crate) fn close_all(&self) {
        self.0.dispatch(Change::CloseAll);
    }
}

/// The means to say something from any page.
#[hook]
pub(crate) fn use_notices() -> Option<Notices> {
    use_context::<Notices>()
}

#[derive(Properties, PartialEq)]
pub(crate) struct NoticeProviderProps {
    pub(crate) children: Html,
}

/// Holds the messages of the whole client.
#[component]
pub(crate) fn NoticeProvider(props: &NoticeProviderProps) -> Html {
    let shown = use_reducer_eq(Shown::default);
    let context = Notices(shown.dispatcher());
    html! {
        <ContextProvider<Notices> {context}>
            { props.children.clone() }
            <div class="portico-notices" role="status" aria-live="polite">
                { for shown.notices.iter().map(|notice| {
                    let dispatch = shown.dispatcher();
                    let id = notice.id;
                    let onclose = Callback::from(move |()| dispatch.dispatch(Change::Close(id)));
                    html! { <Toast key={id} notice={notice.clone()} {onclose} /> }
                }) }
            </div>
        </ContextProvider<Notices>>
    }
}

#[derive(Properties, PartialEq)]
struct ToastProps {
    notice: Notice,
    onclose: Callback<()>,
}

#[component]
fn Toast(props: &ToastProps) -> Html {
    let goes = !matches!(props.notice.tone, Tone::Bad);
    {
        let onclose = props.onclose.clone();
        use_effect_with((), move |()| {
            let timer = goes.then(|| Timeout::new(SHOWN_MS, move || onclose.emit(())));
            move || drop(timer)
        });
    }
    html! {
        <div class={classes!("pf-v6-c-alert", props.notice.tone.alert_class())}>
            <div class="pf-v6-c-alert__icon">{ icon(props.notice.tone.glyph()) }</div>
            <p class="pf-v6-c-alert__title">{ &props.notice.text }</p>
            <div class="pf-v6-c-alert__action">
                <Button label="Close message" kind={Kind::Plain} icon={Glyph::Close} onclick={props.onclose.reform(|_| ())} />
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_two_and_every_problem_are_shown() {
        let said = [(Tone::Good, "one"), (Tone::Bad, "problem"), (Tone::Good, "two"), (Tone::Info, "three")];
        let say = |shown: Rc<Shown>, (tone, text): (Tone, &'static str)| shown.reduce(Change::Say(tone, text.into()));
        let shown = said.into_iter().fold(Rc::new(Shown::default()), say);
        assert_eq!(shown.notices.iter().map(|one| one.text.as_str()).collect::<Vec<_>>(), ["problem", "two", "three"]);
    }
}
