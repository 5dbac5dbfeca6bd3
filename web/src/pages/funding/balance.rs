//! What is left of a provider authorization, as a bar and in words.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use yew::prelude::*;

use crate::format;
use crate::ui::{Bar, Part, Tone, status};

/// Below this share of the amount a balance is running low.
const LOW_PERCENT: f64 = 10.0;

#[derive(Properties, PartialEq)]
pub(super) struct BalanceProps {
    pub(super) remaining: Decimal,
    pub(super) amount: Decimal,
}

/// The bar with its words.
#[component]
pub(super) fn Balance(props: &BalanceProps) -> Html {
    let percent = share(props.remaining, props.amount);
    let (tone, warning) = standing(props.remaining, percent);
    html! {
        <div class="portico-balance">
            <span class="portico-balance-words">{ format!("{} of {}", format::money(props.remaining), format::money(props.amount)) }</span>
            <Bar parts={vec![Part { tone, percent }]} />
            if let Some(text) = warning {
                { status(tone, text) }
            }
        </div>
    }
}

/// What is left, out of 100.
fn share(remaining: Decimal, amount: Decimal) -> f64 {
    if amount <= Decimal::ZERO || remaining <= Decimal::ZERO {
        return 0.0;
    }
    let number = |amount: Decimal| amount.to_f64().unwrap_or(0.0);
    (number(remaining) * 100.0 / number(amount)).clamp(0.5, 100.0)
}

fn standing(remaining: Decimal, percent: f64) -> (Tone, Option<&'static str>) {
    if remaining <= Decimal::ZERO {
        (Tone::Bad, Some("Used up"))
    } else if percent < LOW_PERCENT {
        (Tone::Look, Some("Running low"))
    } else {
        (Tone::Good, None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_follow_the_money() {
        let words = |remaining, amount| {
            let (remaining, amount) = (Decimal::new(remaining, 2), Decimal::new(amount, 2));
            standing(remaining, share(remaining, amount)).1
        };
        assert_eq!(words(0, 100), Some("Used up"));
        assert_eq!(words(1, 100_000_000), Some("Running low"));
        assert_eq!(words(999, 10_000), Some("Running low"));
        assert_eq!(words(1_000, 10_000), None);
        assert_eq!(words(0, 0), Some("Used up"));
    }
}
