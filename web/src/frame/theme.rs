//! Light, dark, or as the browser prefers. The choice is a wish of the person at this browser, nothing more.

use gloo_events::EventListener;

use crate::browser;

/// A theme to choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Theme {
    System,
    Light,
    Dark,
}

impl Theme {
    /// All of them, in the order they are offered.
    pub(super) const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The word it is kept under.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The words people read.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::System => "As this device",
            Self::Light => "Light",
            Self::Dark => "Dark",
        }
    }

    /// Back from its word.
    pub(super) fn parse(text: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.as_str() == text).unwrap_or(Self::System)
    }

    /// What was chosen at this browser.
    pub(super) fn chosen() -> Self {
        browser::wish("theme").map_or(Self::System, |text| Self::parse(&text))
    }

    /// Chooses.
    pub(super) fn choose(self) {
        browser::keep_wish("theme", self.as_str());
        apply_theme();
    }
}

/// Gives the page the chosen theme now and whenever the device changes its mind.
pub(crate) fn keep_theme() {
    apply_theme();
    let query = browser::window().and_then(|window| window.match_media("(prefers-color-scheme: dark)").ok().flatten());
    if let Some(query) = query {
        EventListener::new(&query, "change", |_| apply_theme()).forget();
    }
}

/// Gives the page the chosen theme. PatternFly draws dark under one class on the root element.
fn apply_theme() {
    let dark = match Theme::chosen() {
        Theme::Light => false,
        Theme::Dark => true,
        Theme::System => browser::prefers_dark(),
    };
    if let Some(root) = browser::document().and_then(|document| document.document_element()) {
        // A browser without class lists shows the light theme.
        root.class_list().toggle_with_force("pf-v6-theme-dark", dark).ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_is_read_back_and_nonsense_is_the_system_s() {
        for theme in Theme::ALL {
            assert_eq!(Theme::parse(theme.as_str()), theme);
        }
        assert_eq!(Theme::parse("sepia"), Theme::System);
    }
}
