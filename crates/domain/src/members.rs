//! Who works in which program, from when to when. For a substance-use program (42 CFR Part 2) this is what opens its
//! clients' records: nobody else of the same organization sees them.

use serde::{Deserialize, Serialize};
use time::Date;
use uuid::Uuid;
use validator::Validate;

use crate::calendar::plus_days;
use crate::dates::format_date;
use crate::present::present;
use crate::problem::FieldError;

/// A membership may be entered this many days ahead of its start.
const START_DAYS_AHEAD: i64 = 90;

/// A person's time in a program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProgramMember {
    /// The membership.
    pub id: Uuid,
    /// The person.
    pub user_id: Uuid,
    /// The program.
    pub program_id: Uuid,
    /// Its name.
    pub program_name: String,
    /// It is a substance-use program under 42 CFR Part 2: membership opens its clients' records.
    pub part2: bool,
    /// The first day.
    pub start_date: Date,
    /// The last day, which still counts; absent while open. The day before the first: it was taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_date: Option<Date>,
    /// For `If-Match`.
    pub version: i32,
}

impl ProgramMember {
    /// Whether it counts on this day.
    pub fn counts_on(&self, day: Date) -> bool {
        self.start_date <= day && self.end_date.is_none_or(|last| day <= last)
    }
}

/// A person comes to work in a program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewProgramMember {
    /// A program of the person's organization.
    pub program_id: Uuid,
    /// The first day.
    pub start_date: Date,
    /// The last day, where it is known already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_date: Option<Date>,
}

/// What to change about a membership; what is left out stays.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeProgramMember {
    /// The last day, which still counts: yesterday ends it at once. `null` opens it again.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = "date", nullable))]
    pub end_date: Option<Option<Date>>,
}

impl NewProgramMember {
    /// Everything wrong with it by itself.
    pub fn check(&self, today: Date) -> Vec<FieldError> {
        let mut errors = Vec::new();
        if self.start_date > plus_days(today, START_DAYS_AHEAD) {
            const AHEAD: &str = "The first day is more than 90 days ahead. Check the date.";
            errors.push(FieldError::new("/start_date", "too_far_ahead", AHEAD));
        }
        if self.end_date.is_some_and(|last| last < self.start_date) {
            const ORDER: &str = "The last day lies before the first. Check both dates.";
            errors.push(FieldError::new("/end_date", "before_start", ORDER));
        }
        errors
    }
}

impl ChangeProgramMember {
    /// Everything wrong with the membership once changed.
    pub fn check(&self, current: &ProgramMember) -> Vec<FieldError> {
        let taken_back = plus_days(current.start_date, -1);
        match self.end_date {
            Some(Some(last)) if last < taken_back => {
                let words = format!("The last day cannot lie before {}. Check the date.", format_date(taken_back));
                vec![FieldError::new("/end_date", "before_start", words)]
            }
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    fn member(end_date: Option<Date>) -> ProgramMember {
        ProgramMember {
            id: Uuid::nil(),
            user_id: Uuid::nil(),
            program_id: Uuid::nil(),
            program_name: String::new(),
            part2: true,
            start_date: date!(2026 - 03 - 02),
            end_date,
            version: 1,
        }
    }

    #[test]
    fn first_and_last_day_count() {
        let spring = member(Some(date!(2026 - 05 - 31)));
        for (day, counts) in [
            (date!(2026 - 03 - 01), false),
            (date!(2026 - 03 - 02), true),
            (date!(2026 - 05 - 31), true),
            (date!(2026 - 06 - 01), false),
        ] {
            assert_eq!(spring.counts_on(day), counts, "{day}");
        }
        assert!(!member(Some(date!(2026 - 03 - 01))).counts_on(date!(2026 - 03 - 02)));
    }

    #[test]
    fn a_membership_can_be_taken_back_and_no_further() {
        let change = |last| ChangeProgramMember { end_date: Some(Some(last)) };
        assert!(change(date!(2026 - 03 - 01)).check(&member(None)).is_empty());
        assert_eq!(change(date!(2026 - 02 - 28)).check(&member(None)).len(), 1);
    }
}
