//! Moving money on a provider authorization: amendment, draw, return.

use domain::funding::{Balance, LedgerKind, NewLedgerEntry, ProviderAuthorization, ProviderAuthorizationDetail, post};
use domain::problem::FieldError;
use yew::prelude::*;

use crate::api;
use crate::form::{checked, use_form};
use crate::format;
use crate::ui::{FormDialog, MoneyField, RadioGroup, TextField, read_money};

#[derive(Properties, PartialEq)]
pub(super) struct EntryDialogProps {
    pub(super) kind: LedgerKind,
    pub(super) pauth: ProviderAuthorization,
    pub(super) onclose: Callback<()>,
    pub(super) ondone: Callback<ProviderAuthorizationDetail>,
}

/// The entry as it is being typed.
#[derive(Debug, Clone, PartialEq)]
struct Draft {
    kind: LedgerKind,
    amount: String,
    reason: String,
}

impl Draft {
    fn read(&self, balance: Balance) -> Result<NewLedgerEntry, Vec<FieldError>> {
        let Some(amount) = read_money(&self.amount) else {
            const DETAIL: &str = "Enter dollars and cents, for example 1,234.50.";
            return Err(vec![FieldError::new("/amount", "not_an_amount", DETAIL)]);
        };
        let entry = NewLedgerEntry { kind: self.kind, amount, reason: self.reason.trim().to_owned() };
        checked(entry, |entry| post(balance, entry).err().into_iter().collect())
    }
}

const fn action(kind: LedgerKind) -> &'static str {
    match kind {
        LedgerKind::Initial | LedgerKind::Amendment => "Post amendment",
        LedgerKind::Draw => "Post draw",
        LedgerKind::Return => "Post return",
    }
}

const fn help(kind: LedgerKind) -> &'static str {
    match kind {
        LedgerKind::Initial | LedgerKind::Amendment => {
            "What the amendment adds to the contract amount; with a minus what it takes away."
        }
        LedgerKind::Draw => "What is used. It cannot be more than what is left.",
        LedgerKind::Return => "What comes back. It cannot be more than what was used.",
    }
}

/// The dialog.
#[component]
pub(super) fn EntryDialog(props: &EntryDialogProps) -> Html {
    let pauth = &props.pauth;
    let (id, balance) = (pauth.id, Balance { amount: pauth.amount, drawn: pauth.drawn });
    let kind = props.kind;
    let form = use_form(
        || Draft { kind, amount: String::new(), reason: String::new() },
        move |draft: &Draft| draft.read(balance),
        move |body, key| api::funding::post(id, body, key),
        props.ondone.clone(),
    );
    let kinds = [LedgerKind::Amendment, LedgerKind::Draw, LedgerKind::Return];
    let options = kinds.map(|kind| (AttrValue::from(kind.as_str()), AttrValue::from(kind.label()))).to_vec();
    html! {
        <FormDialog
            title={format!("Post to provider authorization {}", pauth.number)}
            action={action(form.draft.kind)}
            prefix="entry"
            standing={form.standing.clone()}
            onclose={props.onclose.clone()}
        >
            <p>{ format!("{} of {} is left.", format::money(pauth.remaining), format::money(pauth.amount)) }</p>
            <RadioGroup
                id="entry-kind"
                label="Entry"
                value={form.draft.kind.as_str()}
                {options}
                onchange={form.on(|draft, word: String| draft.kind = LedgerKind::parse(&word).unwrap_or(draft.kind))}
                required=true
                error={form.error("/kind")}
            />
            <MoneyField
                id="entry-amount"
                label="Amount"
                value={form.draft.amount.clone()}
                onchange={form.on(|draft, text| draft.amount = text)}
                required=true
                help={help(form.draft.kind)}
                error={form.error("/amount")}
            />
            <TextField
                id="entry-reason"
                label="Contract, amendment or claim it comes from"
                value={form.draft.reason.clone()}
                onchange={form.on(|draft, text| draft.reason = text)}
                maxlength={500}
                required=true
                help="For example: Amendment 3 of 11/02/2026. No names of clients."
                error={form.error("/reason")}
            />
        </FormDialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::Decimal;

    #[test]
    fn an_entry_is_checked_against_the_balance_before_it_is_sent() {
        let balance = Balance { amount: Decimal::new(10_000, 2), drawn: Decimal::new(4_000, 2) };
        let draft = |kind, amount: &str| Draft { kind, amount: amount.to_owned(), reason: "Claim 7".to_owned() };
        let code = |draft: Draft| draft.read(balance).err().and_then(|found| found.first().map(|one| one.code.clone()));
        assert_eq!(code(draft(LedgerKind::Draw, "$60.00")), None);
        assert_eq!(code(draft(LedgerKind::Draw, "60.01")).as_deref(), Some("not_enough_left"));
        assert_eq!(code(draft(LedgerKind::Return, "41")).as_deref(), Some("more_than_drawn"));
        assert_eq!(code(draft(LedgerKind::Amendment, "ten")).as_deref(), Some("not_an_amount"));
    }
}
