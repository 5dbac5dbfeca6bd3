//! Bars: how much of a whole is left or how many there are. Drawn for the eye only; the words stand beside them.

use yew::prelude::*;

use super::Tone;

/// One part of a bar.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Part {
    pub(crate) tone: Tone,
    /// Its length out of 100.
    pub(crate) percent: f64,
}

/// A number's share of the largest, out of 100. Something is never drawn as nothing.
pub(crate) fn percent(value: i64, of: i64) -> f64 {
    let number = |count: i64| u32::try_from(count).map_or(0.0, f64::from);
    let (value, of) = (number(value), number(of));
    if value > 0.0 && of > 0.0 { (value * 100.0 / of).clamp(1.0, 100.0) } else { 0.0 }
}

#[derive(Properties, PartialEq)]
pub(crate) struct BarProps {
    pub(crate) parts: Vec<Part>,
}

/// A bar of parts, one after the other.
#[component]
pub(crate) fn Bar(props: &BarProps) -> Html {
    let mut at = 0.0;
    let part = |part: &Part| {
        let x = at;
        at += part.percent;
        let class = match part.tone {
            Tone::Quiet => "portico-bar-quiet",
            Tone::Info => "portico-bar-info",
            Tone::Good => "portico-bar-good",
            Tone::Look => "portico-bar-look",
            Tone::Bad => "portico-bar-bad",
        };
        html! { <rect {class} x={format!("{x:.2}")} y="0" width={format!("{:.2}", part.percent)} height="10" /> }
    };
    let parts: Html = props.parts.iter().map(part).collect();
    html! {
        <svg class="portico-graph" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect class="portico-bar-empty" x="0" y="0" width="100" height="10" />
            { parts }
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_stay_in_sight_and_in_bounds() {
        let near = |a: f64, b: f64| (a - b).abs() < 0.001;
        assert!(near(percent(1, 4), 25.0));
        assert!(near(percent(1, 10_000), 1.0));
        assert!(near(percent(0, 4), 0.0));
        assert!(near(percent(3, 0), 0.0));
        assert!(near(percent(-3, 4), 0.0));
    }
}
