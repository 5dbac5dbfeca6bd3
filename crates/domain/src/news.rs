//! News the county writes: shown after sign-in until read, findable afterwards (000_c39f6cc4a03af20b.txt, main menu).

use serde::{Deserialize, Serialize};
use time::Date;
use uuid::Uuid;
use validator::Validate;

use crate::present::present;
use crate::problem::FieldError;

/// One item of news, as the reader sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewsItem {
    /// The item.
    pub id: Uuid,
    /// The headline.
    pub title: String,
    /// Plain text, paragraphs separated by blank lines.
    pub body: String,
    /// The day it is shown from.
    pub published_on: Date,
    /// The last day it is shown; absent: until taken down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_on: Option<Date>,
    /// Opens by itself after sign-in until read.
    pub important: bool,
    /// Whether this reader has read it.
    pub read: bool,
    /// For `If-Match`.
    pub version: i32,
}

impl NewsItem {
    /// Whether readers see the item on this day.
    pub fn shown_on(&self, day: Date) -> bool {
        self.published_on <= day && self.expires_on.is_none_or(|last| day <= last)
    }
}

/// A new item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewNews {
    /// The headline, 1 to 200 characters.
    #[validate(length(min = 1, max = 200, message = "Enter a headline, at most 200 characters."))]
    #[cfg_attr(feature = "openapi", schema(example = "Office closed on Thursday", min_length = 1, max_length = 200))]
    pub title: String,
    /// Plain text, 1 to 10,000 characters.
    #[validate(length(min = 1, max = 10_000, message = "Enter the text, at most 10,000 characters."))]
    #[cfg_attr(
        feature = "openapi",
        schema(example = "Decisions resume on Friday.", min_length = 1, max_length = 10_000)
    )]
    pub body: String,
    /// The day it is shown from; left out: today.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_on: Option<Date>,
    /// The last day it is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_on: Option<Date>,
    /// Opens by itself after sign-in until read.
    #[serde(default)]
    pub important: bool,
}

/// What to change about an item; what is left out stays.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeNews {
    /// The headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 200, message = "Enter a headline, at most 200 characters."))]
    #[cfg_attr(feature = "openapi", schema(example = "Office closed on Thursday", min_length = 1, max_length = 200))]
    pub title: Option<String>,
    /// Plain text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 10_000, message = "Enter the text, at most 10,000 characters."))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 10_000))]
    pub body: Option<String>,
    /// The day it is shown from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_on: Option<Date>,
    /// The last day it is shown; `null` takes the end away.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Date>))]
    pub expires_on: Option<Option<Date>>,
    /// Opens by itself after sign-in until read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub important: Option<bool>,
}

/// Which news to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(default, deny_unknown_fields)]
pub struct NewsFilter {
    /// Also what is not shown yet or any more. Only for those who write news.
    pub all: Option<bool>,
    /// Rows a page, 1 to 200.
    pub limit: Option<u16>,
    /// Where the page begins; from `next_cursor`.
    pub cursor: Option<String>,
}

/// An item is shown for at least one day.
pub fn check_shown(published_on: Date, expires_on: Option<Date>) -> Vec<FieldError> {
    match expires_on {
        Some(last) if last < published_on => {
            vec![FieldError::new(
                "/expires_on",
                "end_before_start",
                "The last day is before the first. Move one of them.",
            )]
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn news_is_shown_from_its_first_to_its_last_day() {
        let item = |expires_on| NewsItem {
            id: Uuid::nil(),
            title: "Office closed".into(),
            body: "On Thursday.".into(),
            published_on: date!(2026 - 11 - 20),
            expires_on,
            important: false,
            read: false,
            version: 1,
        };
        let bounded = item(Some(date!(2026 - 11 - 26)));
        let shown = |day: u8| Date::from_calendar_date(2026, time::Month::November, day).map(|d| bounded.shown_on(d));
        assert_eq!([19, 20, 26, 27].map(|day| shown(day).unwrap_or(false)), [false, true, true, false]);
        assert!(item(None).shown_on(date!(2030 - 01 - 01)));
        assert_eq!(check_shown(date!(2026 - 11 - 20), Some(date!(2026 - 11 - 20))), []);
        assert_eq!(check_shown(date!(2026 - 11 - 20), Some(date!(2026 - 11 - 19))).len(), 1);
    }
}
