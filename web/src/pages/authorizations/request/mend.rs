//! What a finding's button does: takes the value over, or leads to the field.

use domain::authorizations::{Fix, FixKind};
use domain::funding::FundingSource;
use time::Date;
use time::macros::format_description;
use yew::Callback;

use super::form::{Form, settle};
use crate::browser;
use crate::ui::TypedDate;

/// The form as mended, where the button can do it by itself.
fn mended(fix: &Fix, form: &Form) -> Option<Form> {
    let value = fix.value.clone();
    match fix.kind {
        FixKind::SplitAtJune30 => Some(Form { split: true, ..form.clone() }),
        FixKind::ChooseProcedure => Some(Form { procedure: Some(value?), ..form.clone() }),
        FixKind::SetUnits => Some(Form { units: value?, ..form.clone() }),
        FixKind::ChangeEndDate => {
            let end = Date::parse(&value?, format_description!("[year]-[month]-[day]")).ok()?;
            Some(form.clone().with_end(TypedDate::from(end)))
        }
        _ => None,
    }
}

/// The field a mend is made in.
const fn field(kind: FixKind) -> &'static str {
    match kind {
        FixKind::GiveOverlapReason => "request-overlap_reason",
        FixKind::ChooseProgram => "request-program_id",
        FixKind::AnswerMediCal => "request-medi_cal",
        FixKind::ChooseProcedure => "request-procedure",
        FixKind::SetUnits => "request-units",
        FixKind::ChangeEndDate | FixKind::SplitAtJune30 => "request-end_date",
        FixKind::ChoosePlan | FixKind::GoToEnrollment | FixKind::GoToCoverage => "request-plan_id",
    }
}

/// Does what the button says.
pub(super) fn mend(fix: &Fix, form: &Form, sources: &[FundingSource], onchange: &Callback<Form>) {
    if let Some(next) = mended(fix, form) {
        onchange.emit(settle(next, sources));
    }
    browser::focus(field(fix.kind));
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    fn fix(kind: FixKind, value: Option<&str>) -> Fix {
        Fix { kind, label: kind.label().to_owned(), value: value.map(str::to_owned) }
    }

    #[test]
    fn one_click_mends_what_a_click_can() {
        let form = Form::default().with_start(date!(2026 - 03 - 01).into());
        assert!(mended(&fix(FixKind::SplitAtJune30, None), &form).is_some_and(|next| next.split));
        let ended = mended(&fix(FixKind::ChangeEndDate, Some("2026-06-30")), &form).unwrap();
        assert_eq!(ended.end.date, Some(date!(2026 - 06 - 30)));
        assert_eq!(ended.days, "122");
        assert_eq!(mended(&fix(FixKind::ChoosePlan, None), &form), None);
    }
}
