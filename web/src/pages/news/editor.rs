//! Writing an item of news, or changing one.

use domain::news::{ChangeNews, NewNews, NewsItem, check_shown};
use domain::problem::FieldError;
use serde::Serialize;
use time::Date;
use uuid::Uuid;
use yew::prelude::*;

use crate::api::{self, Failure};
use crate::form::{checked, use_form};
use crate::session::use_today;
use crate::ui::{
    Checkbox, DateField, Difference, FormDialog, TextArea, TextField, Tone, TypedDate, differences, use_notices,
};

/// The item as it is being typed.
#[derive(Debug, Clone, PartialEq, Default)]
struct Draft {
    title: String,
    body: String,
    from: TypedDate,
    until: TypedDate,
    important: bool,
}

/// A new item, or a changed one.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Writing {
    New(NewNews),
    Changed(ChangeNews),
}

impl Draft {
    fn of(item: &NewsItem) -> Self {
        Self {
            title: item.title.clone(),
            body: item.body.clone(),
            from: item.published_on.into(),
            until: item.expires_on.into(),
            important: item.important,
        }
    }

    /// The first and the last day it is shown.
    fn days(&self) -> Result<(Date, Option<Date>), Vec<FieldError>> {
        let mut errors = Vec::new();
        if self.until.is_unread() {
            let detail = "Enter the last day as MM/DD/YYYY, or leave it empty.";
            errors.push(FieldError::new("/expires_on", "not_a_date", detail));
        }
        match self.from.date {
            Some(from) if errors.is_empty() => {
                let found = check_shown(from, self.until.date);
                if found.is_empty() { Ok((from, self.until.date)) } else { Err(found) }
            }
            Some(_) => Err(errors),
            None => {
                errors.push(FieldError::new("/published_on", "required", "Enter the first day as MM/DD/YYYY."));
                Err(errors)
            }
        }
    }

    fn read(&self, adding: bool) -> Result<Writing, Vec<FieldError>> {
        let days = self.days();
        let wrong = days.as_ref().err().cloned().unwrap_or_default();
        let (from, until) = days.unwrap_or((Date::MIN, None));
        let (title, body) = (self.title.trim().to_owned(), self.body.trim().to_owned());
        let new = NewNews { title, body, published_on: Some(from), expires_on: until, important: self.important };
        let new = checked(new, |_| wrong)?;
        if adding {
            return Ok(Writing::New(new));
        }
        Ok(Writing::Changed(ChangeNews {
            title: Some(new.title),
            body: Some(new.body),
            published_on: new.published_on,
            expires_on: Some(new.expires_on),
            important: Some(new.important),
        }))
    }

    /// Where the item, as the server has it now, reads otherwise.
    fn against(&self, item: &NewsItem) -> Vec<Difference> {
        let stored = Self::of(item);
        let yes = |important: bool| if important { "Yes" } else { "No" }.to_owned();
        differences([
            ("Headline", stored.title, self.title.clone()),
            ("Text", stored.body, self.body.clone()),
            ("First day", stored.from.text, self.from.text.clone()),
            ("Last day", stored.until.text, self.until.text.clone()),
            ("Important", yes(stored.important), yes(self.important)),
        ])
    }
}

fn send(former: Option<(Uuid, i32)>, writing: Writing, key: Uuid) -> api::Answer<NewsItem> {
    match (writing, former) {
        (Writing::New(form), _) => api::news::create(form, key),
        (Writing::Changed(form), Some((id, version))) => api::news::change(id, version, form),
        // A change without an item does not come about: `read` is told which of the two it is.
        (Writing::Changed(_), None) => api::answered(Err(Failure::Unreadable(0))),
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct NewsDialogProps {
    /// The item to change, as the server has it; none writes a new one.
    pub(super) item: Option<NewsItem>,
    pub(super) onclose: Callback<()>,
    pub(super) ondone: Callback<()>,
    pub(super) onlost: Callback<()>,
}

/// The dialog.
#[component]
pub(super) fn NewsDialog(props: &NewsDialogProps) -> Html {
    let today = use_today();
    let notices = use_notices();
    let adding = props.item.is_none();
    let former = props.item.as_ref().map(|item| (item.id, item.version));
    let done = {
        let ondone = props.ondone.clone();
        Callback::from(move |_: NewsItem| {
            if let Some(notices) = &notices {
                notices.say(Tone::Good, if adding { "News published." } else { "News changed." });
            }
            ondone.emit(());
        })
    };
    let form = use_form(
        || props.item.as_ref().map_or_else(|| Draft { from: today.into(), ..Draft::default() }, Draft::of),
        move |draft: &Draft| draft.read(adding),
        move |writing, key| send(former, writing, key),
        done,
    );
    let (title, action) = if adding { ("Write news", "Publish news") } else { ("Change news", "Save news") };
    html! {
        <FormDialog
            {title}
            {action}
            prefix="news"
            standing={form.standing.clone()}
            onclose={props.onclose.clone()}
            onlost={props.onlost.clone()}
            differences={props.item.as_ref().map(|item| form.draft.against(item)).unwrap_or_default()}
        >
            <TextField
                id="news-title"
                label="Headline"
                value={form.draft.title.clone()}
                onchange={form.on(|draft, text| draft.title = text)}
                maxlength={200}
                required=true
                error={form.error("/title")}
            />
            <TextArea
                id="news-body"
                label="Text"
                value={form.draft.body.clone()}
                onchange={form.on(|draft, text| draft.body = text)}
                rows={8}
                maxlength={10_000}
                required=true
                help="Plain text; an empty line begins a new paragraph. Nothing about clients: everybody reads it."
                error={form.error("/body")}
            />
            <div class="portico-pair">
                <DateField
                    id="news-published_on"
                    label="First day shown"
                    value={form.draft.from.clone()}
                    onchange={form.on(|draft, date| draft.from = date)}
                    required=true
                    error={form.error("/published_on")}
                />
                <DateField
                    id="news-expires_on"
                    label="Last day shown"
                    value={form.draft.until.clone()}
                    onchange={form.on(|draft, date| draft.until = date)}
                    help="Empty: until it is taken down."
                    error={form.error("/expires_on")}
                />
            </div>
            <Checkbox
                id="news-important"
                label="Important: opens by itself after sign-in until read"
                checked={form.draft.important}
                onchange={form.on(|draft, yes| draft.important = yes)}
            />
        </FormDialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    fn draft() -> Draft {
        Draft {
            title: " Office closed ".to_owned(),
            body: "On Thursday.".to_owned(),
            from: date!(2026 - 11 - 20).into(),
            ..Draft::default()
        }
    }

    #[test]
    fn an_item_is_read_as_typed() {
        assert!(
            matches!(draft().read(true), Ok(Writing::New(new)) if new.title == "Office closed" && new.expires_on.is_none())
        );
        assert!(matches!(draft().read(false), Ok(Writing::Changed(change)) if change.expires_on == Some(None)));
    }

    #[test]
    fn everything_wrong_is_said_at_once() {
        let wrong = Draft { title: String::new(), until: date!(2026 - 11 - 19).into(), ..draft() };
        let pointers: Vec<String> = wrong.read(true).err().unwrap_or_default().into_iter().map(|e| e.pointer).collect();
        assert_eq!(pointers, ["/title", "/expires_on"]);
    }
}
