//! The tokens of one's organization.

use std::rc::Rc;

use domain::tokens::{ApiToken, TokenMade, WARN_DAYS};
use time::Date;
use uuid::Uuid;
use yew::prelude::*;

use super::made::TokenMadeDialog;
use super::scopes::words;
use super::token_form::{NewTokenDialog, RotateDialog};
use crate::api::{self, Pages, use_pages, use_submission};
use crate::clock::Clock;
use crate::pages::offers::use_is_county;
use crate::session::{use_clock, use_me, use_today};
use crate::ui::{
    Button, Column, ConfirmDialog, Empty, Glyph, Grid, Kind, Section, Skeleton, Tone, status, use_notices, view_pages,
    view_table,
};

#[derive(Clone, PartialEq)]
enum Open {
    Nothing,
    Making,
    Replacing(Rc<ApiToken>),
    Revoking(Rc<ApiToken>),
    Made(Rc<TokenMade>),
}

/// The list with what can be done.
#[component]
pub(super) fn TokensSection() -> Html {
    let (county, clock, today) = (use_is_county(), use_clock(), use_today());
    let me = use_me().map(|me| me.user_id);
    let list = use_pages((), |(), cursor| api::tokens::list(cursor));
    let open = use_state_eq(|| Open::Nothing);
    let show = {
        let open = open.setter();
        Callback::from(move |next: Open| open.set(next))
    };
    let onclose = show.reform(|()| Open::Nothing);
    let onchanged = {
        let (onclose, reload) = (onclose.clone(), list.reload.clone());
        Callback::from(move |()| {
            onclose.emit(());
            reload.emit(());
        })
    };
    let onmade = {
        let (show, reload) = (show.clone(), list.reload.clone());
        Callback::from(move |made: TokenMade| {
            show.emit(Open::Made(Rc::new(made)));
            reload.emit(());
        })
    };
    let actions = html! {
        <Button label="Make token" kind={Kind::Primary} icon={Glyph::Add} onclick={show.reform(|_| Open::Making)} />
    };
    let row_actions = {
        let show = show.clone();
        Callback::from(move |row: Rc<ApiToken>| buttons(&row, me, &show))
    };
    html! {
        <Section title="Tokens" id="tokens" {actions}>
            <p>{ "For programs of your own: reports, imports, what runs at night. A token acts in the name of the person who made it." }</p>
            { view(&list, county, &clock, today, row_actions) }
            { match &*open {
                Open::Making => html! { <NewTokenDialog {onclose} ondone={onmade} /> },
                Open::Replacing(token) => html! { <RotateDialog token={Rc::clone(token)} {onclose} ondone={onmade} /> },
                Open::Revoking(token) => html! { <RevokeDialog token={Rc::clone(token)} {onclose} ondone={onchanged} /> },
                Open::Made(made) => html! { <TokenMadeDialog made={Rc::clone(made)} {onclose} /> },
                Open::Nothing => Html::default(),
            } }
        </Section>
    }
}

fn buttons(row: &Rc<ApiToken>, me: Option<Uuid>, show: &Callback<Open>) -> Html {
    let say = |what: &str| AttrValue::from(format!("{what}: {}", row.name));
    let (replace, revoke) = (Rc::clone(row), Rc::clone(row));
    html! {
        <span class="portico-row-buttons">
            if me == Some(row.owner_id) && row.replaced_by.is_none() {
                <Button
                    label="Replace"
                    say={say("Replace")}
                    kind={Kind::Link}
                    onclick={show.reform(move |_| Open::Replacing(Rc::clone(&replace)))}
                />
            }
            <Button
                label="Revoke"
                say={say("Revoke")}
                kind={Kind::Link}
                onclick={show.reform(move |_| Open::Revoking(Rc::clone(&revoke)))}
            />
        </span>
    }
}

fn view(
    list: &Pages<ApiToken>,
    county: bool,
    clock: &Clock,
    today: Date,
    row_actions: Callback<Rc<ApiToken>, Html>,
) -> Html {
    view_pages(list, Skeleton::Rows, |rows| {
        if rows.is_empty() {
            return html! {
                <Empty title="No tokens" glyph={Glyph::Lock}>
                    <p>{ "Make one when a program is to work with Portico in your name." }</p>
                </Empty>
            };
        }
        view_table(
            list,
            "tokens",
            "Tokens",
            Grid::with_actions(&columns(county, clock, today), rows, Some(row_actions)),
        )
    })
}

/// How a token stands: soon over, replaced, or good.
fn standing(token: &ApiToken, ends: Date, today: Date) -> (Tone, String) {
    let days = (ends - today).whole_days();
    match token.replaced_by {
        Some(_) => (Tone::Quiet, "Replaced".to_owned()),
        None if days <= 0 => (Tone::Look, "Ends today".to_owned()),
        None if days == 1 => (Tone::Look, "Ends tomorrow".to_owned()),
        None if days <= WARN_DAYS => (Tone::Look, format!("Ends in {days} days")),
        None => (Tone::Good, "Good".to_owned()),
    }
}

fn columns(county: bool, clock: &Clock, today: Date) -> Vec<Column<ApiToken>> {
    let (ends, stands, drawn, used) = (clock.clone(), clock.clone(), clock.clone(), clock.clone());
    let mut columns = vec![
        Column::new("name", "For", |token: &ApiToken| token.name.clone()),
        Column::new("hint", "Ends with", |token: &ApiToken| format!("…{}", token.hint)).unsorted(),
        Column::new("owner", "Owner", |token: &ApiToken| token.owner_name.clone()),
        Column::new("scopes", "May", |token: &ApiToken| words(&token.scopes)).unsorted(),
        Column::new("standing", "State", move |token: &ApiToken| {
            standing(token, stands.day(token.expires_at), today).1
        })
        .drawn(move |token| {
            let (tone, words) = standing(token, drawn.day(token.expires_at), today);
            html! { { status(tone, words) } }
        }),
        Column::new("until", "Good until", move |token: &ApiToken| ends.moment(token.expires_at))
            .sorted_by(|token| token.expires_at.unix_timestamp().to_string())
            .steady(),
        Column::new("used", "Last used", move |token: &ApiToken| match (token.last_used_at, &token.last_used_from) {
            (Some(at), Some(from)) => format!("{} from {from}", used.moment(at)),
            (Some(at), None) => used.moment(at),
            (None, _) => "Never".to_owned(),
        })
        .sorted_by(|token| token.last_used_at.map(|at| at.unix_timestamp().to_string()).unwrap_or_default()),
        Column::new("addresses", "Addresses", |token: &ApiToken| token.addresses.join(" ")).hidden(),
    ];
    if county {
        columns
            .insert(3, Column::new("organization", "Organization", |token: &ApiToken| token.organization_name.clone()));
    }
    columns
}

#[derive(Properties, PartialEq)]
struct RevokeDialogProps {
    token: Rc<ApiToken>,
    onclose: Callback<()>,
    ondone: Callback<()>,
}

/// Ends a token.
#[component]
fn RevokeDialog(props: &RevokeDialogProps) -> Html {
    let notices = use_notices();
    let id = props.token.id;
    let done = {
        let (ondone, name) = (props.ondone.clone(), props.token.name.clone());
        Callback::from(move |()| {
            if let Some(notices) = &notices {
                notices.say(Tone::Good, format!("The token {name} is revoked."));
            }
            ondone.emit(());
        })
    };
    let submission = use_submission(move |_: Uuid, _| api::tokens::revoke(id), done);
    html! {
        <ConfirmDialog
            title={format!("Revoke token: {}", props.token.name)}
            action="Revoke token"
            onconfirm={submission.send.reform(move |()| id)}
            onclose={props.onclose.clone()}
            danger=true
            busy={submission.busy}
            failure={submission.failure.clone()}
        >
            <p>{ "The program that uses it is refused from its next request on. This cannot be undone." }</p>
        </ConfirmDialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::{date, datetime};

    #[test]
    fn a_token_s_end_is_announced() {
        let mut token = ApiToken {
            id: Uuid::nil(),
            name: String::new(),
            hint: String::new(),
            owner_id: Uuid::nil(),
            owner_name: String::new(),
            organization_id: Uuid::nil(),
            organization_name: String::new(),
            scopes: Vec::new(),
            addresses: Vec::new(),
            created_at: datetime!(2026-01-01 0:00 UTC),
            expires_at: datetime!(2026-12-10 0:00 UTC),
            revoked_at: None,
            replaced_by: None,
            last_used_at: None,
            last_used_from: None,
        };
        let words = |token: &ApiToken, today| standing(token, date!(2026 - 12 - 10), today).1;
        assert_eq!(words(&token, date!(2026 - 11 - 20)), "Good");
        assert_eq!(words(&token, date!(2026 - 11 - 26)), "Ends in 14 days");
        assert_eq!(words(&token, date!(2026 - 12 - 10)), "Ends today");
        token.replaced_by = Some(Uuid::nil());
        assert_eq!(words(&token, date!(2026 - 11 - 20)), "Replaced");
    }
}
