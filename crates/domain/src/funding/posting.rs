//! How money moves on a provider authorization. Run on the locked row: that is what keeps two draws from taking the
//! same dollars.

use rust_decimal::Decimal;

use super::{Balance, LedgerKind, MAX_AMOUNT, NewLedgerEntry, NewProviderAuthorization};
use crate::dates::format_money;
use crate::problem::FieldError;

/// What an entry does: the signed amount to write into the ledger, and the sums after it.
pub type Posting = (Decimal, Balance);

/// A dollar amount must have at most two decimals and stay within twelve digits.
pub fn check_amount(pointer: &str, amount: Decimal) -> Result<(), FieldError> {
    if amount.normalize().scale() > 2 {
        return Err(FieldError::new(pointer, "too_precise", "Enter dollars and cents, with at most two decimals."));
    }
    if amount.abs() > MAX_AMOUNT {
        return Err(FieldError::new(pointer, "too_large", "Enter an amount of at most $9,999,999,999.99."));
    }
    Ok(())
}

/// The rules for setting up a provider authorization.
pub fn check_new_provider_authorization(new: &NewProviderAuthorization) -> Result<(), FieldError> {
    check_amount("/amount", new.amount)?;
    if new.amount < Decimal::ZERO {
        return Err(FieldError::new("/amount", "negative", "Enter an amount of zero or more."));
    }
    Ok(())
}

/// Whether an entry is well formed, before the balance is known.
pub fn check_new_entry(entry: &NewLedgerEntry) -> Result<(), FieldError> {
    check_amount("/amount", entry.amount)?;
    if entry.reason.trim().is_empty() {
        return Err(FieldError::new("/reason", "required", "Name the contract, amendment or claim."));
    }
    let refused = |code, detail| Err(FieldError::new("/amount", code, detail));
    match entry.kind {
        LedgerKind::Initial => Err(FieldError::new(
            "/kind",
            "not_allowed",
            "The contract amount is set when the provider authorization is made. Enter an amendment instead.",
        )),
        LedgerKind::Amendment if entry.amount.is_zero() => refused("zero", "Enter an amount other than zero."),
        LedgerKind::Draw | LedgerKind::Return if entry.amount <= Decimal::ZERO => {
            refused("not_positive", "Enter an amount above zero.")
        }
        _ => Ok(()),
    }
}

/// Posts one entry against a balance. The balance can never fall below zero, and no more can be returned than was
/// drawn: run it on the locked row.
pub fn post(balance: Balance, entry: &NewLedgerEntry) -> Result<Posting, FieldError> {
    check_new_entry(entry)?;
    let refused = |code, detail: String| Err(FieldError::new("/amount", code, detail));
    let amount = cents(entry.amount);
    match entry.kind {
        LedgerKind::Draw if amount > balance.remaining() => {
            refused("not_enough_left", format!("Only {} is left.", format_money(balance.remaining())))
        }
        LedgerKind::Draw => Ok((-amount, Balance { drawn: balance.drawn + amount, ..balance })),
        LedgerKind::Return if amount > balance.drawn => {
            refused("more_than_drawn", format!("Only {} was drawn.", format_money(balance.drawn)))
        }
        LedgerKind::Return => Ok((amount, Balance { drawn: balance.drawn - amount, ..balance })),
        LedgerKind::Initial | LedgerKind::Amendment => amend(balance, amount),
    }
}

/// The same amount, written with two decimals.
fn cents(mut amount: Decimal) -> Decimal {
    amount.rescale(2);
    amount
}

fn amend(balance: Balance, by: Decimal) -> Result<Posting, FieldError> {
    let amount = balance.amount + by;
    if amount < balance.drawn {
        let detail = format!("{} is drawn already, so the amount cannot be less.", format_money(balance.drawn));
        return Err(FieldError::new("/amount", "below_drawn", detail));
    }
    check_amount("/amount", amount)?;
    Ok((by, Balance { amount, ..balance }))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn entry(kind: LedgerKind, cents: i64) -> NewLedgerEntry {
        NewLedgerEntry { kind, amount: Decimal::new(cents, 2), reason: "Contract".to_owned() }
    }

    fn balance(amount: i64, drawn: i64) -> Balance {
        Balance { amount: Decimal::new(amount, 2), drawn: Decimal::new(drawn, 2) }
    }

    #[test]
    fn each_kind_moves_money_its_own_way() {
        use LedgerKind::{Amendment, Draw, Initial, Return};
        let before = balance(10_000, 4_000);
        for (kind, cents, after) in [
            (Draw, 6_000, Ok(balance(10_000, 10_000))),
            (Draw, 6_001, Err("not_enough_left")),
            (Draw, 0, Err("not_positive")),
            (Draw, -1, Err("not_positive")),
            (Return, 4_000, Ok(balance(10_000, 0))),
            (Return, 4_001, Err("more_than_drawn")),
            (Return, -1, Err("not_positive")),
            (Amendment, 5_000, Ok(balance(15_000, 4_000))),
            (Amendment, -6_000, Ok(balance(4_000, 4_000))),
            (Amendment, -6_001, Err("below_drawn")),
            (Amendment, 0, Err("zero")),
            (Amendment, 999_999_999_999, Err("too_large")),
            (Amendment, 1_000_000_000_000, Err("too_large")),
            (Initial, 1, Err("not_allowed")),
        ] {
            let result = post(before, &entry(kind, cents));
            assert_eq!(result.map(|(_, b)| b).map_err(|e| e.code), after.map_err(str::to_owned), "{kind} {cents}");
        }
    }

    #[test]
    fn amounts_are_dollars_and_cents() {
        for (text, code) in [
            ("0.001", Some("too_precise")),
            ("1.100", None),
            ("9999999999.99", None),
            ("10000000000.00", Some("too_large")),
            ("-10000000000.00", Some("too_large")),
        ] {
            let amount: Decimal = text.parse().unwrap();
            assert_eq!(check_amount("/amount", amount).err().map(|e| e.code).as_deref(), code, "{text}");
        }
        let new = |cents| NewProviderAuthorization {
            organization_id: Uuid::nil(),
            funding_source_id: 102,
            fiscal_year: 2026,
            amount: Decimal::new(cents, 2),
        };
        assert!(check_new_provider_authorization(&new(0)).is_ok());
        assert!(check_new_provider_authorization(&new(-1)).is_err());
    }

    fn any_entry() -> impl Strategy<Value = NewLedgerEntry> {
        (prop::sample::select(LedgerKind::ALL), -50_000i64..10_0000).prop_map(|(kind, cents)| entry(kind, cents))
    }

    proptest! {
        #[test]
        fn the_balance_never_falls_below_zero_and_the_ledger_adds_up(
            start in 0i64..500_000,
            entries in prop::collection::vec(any_entry(), 0..60),
        ) {
            let mut now = balance(start, 0);
            let mut ledger = now.amount;
            for entry in &entries {
                if let Ok((signed, after)) = post(now, entry) {
                    ledger += signed;
                    now = after;
                }
                prop_assert!(now.remaining() >= Decimal::ZERO);
                prop_assert!(now.drawn >= Decimal::ZERO);
                prop_assert_eq!(now.remaining(), ledger);
            }
        }
    }
}
