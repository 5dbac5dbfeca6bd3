//! What the rules say about a request: one finding a rule, each with its words and its mend.

use serde::{Deserialize, Serialize};

use crate::problem::FieldError;
use crate::words::words;

words! {
    /// The rules a request is held to, one name each.
    Rule {
        /// The end date is not before the start date.
        PeriodOrder = "period_order", "Dates in order";
        /// The start date is near enough to be meant.
        StartPlausible = "start_plausible", "Start date is plausible";
        /// The period stays inside one fiscal year.
        FiscalYear = "fiscal_year", "One fiscal year";
        /// Units are 1 to 9999.
        Units = "units", "Units";
        /// The program is the agency's own and offers the service.
        Program = "program", "Program offers the service";
        /// An admission with the agency is open on the start date.
        Admission = "admission", "Open admission";
        /// Somebody pays on the start date.
        FinancialEligibility = "financial_eligibility", "Financial eligibility";
        /// The plan fits the client's Medi-Cal on the start date.
        MediCal = "medi_cal", "Medi-Cal eligibility";
        /// Whether it is Medi-Cal is said where the source leaves it open.
        MediCalAnswered = "medi_cal_answered", "Medi-Cal or not";
        /// The plan covers the procedure.
        PlanCoversProcedure = "plan_covers_procedure", "Plan covers the procedure";
        /// The procedure is the one for the service and Medi-Cal.
        ProcedureFollows = "procedure_follows", "Procedure follows service and Medi-Cal";
        /// The agency has money left for the source and fiscal year.
        ProviderAuthorization = "provider_authorization", "Provider authorization";
        /// No other authorization for client and procedure shares a day.
        Overlap = "overlap", "No overlap";
    }
}

words! {
    /// How much a finding weighs.
    Level {
        /// The rule holds.
        Holds = "holds", "Holds";
        /// Allowed, but worth a look.
        Look = "look", "Look at this";
        /// The request cannot be sent like this.
        Blocks = "blocks", "Blocks";
    }
}

words! {
    /// What would mend a finding.
    FixKind {
        /// The client's admissions.
        GoToEnrollment = "go_to_enrollment", "Go to programs";
        /// The client's coverage.
        GoToCoverage = "go_to_coverage", "Go to coverage";
        /// Make two requests at 30 June.
        SplitAtJune30 = "split_at_june_30", "Split at 30 June";
        /// Say why an overlap is right.
        GiveOverlapReason = "give_overlap_reason", "Give a reason";
        /// Choose another plan.
        ChoosePlan = "choose_plan", "Choose another plan";
        /// Take the procedure in `value`.
        ChooseProcedure = "choose_procedure", "Choose procedure";
        /// Choose another program.
        ChooseProgram = "choose_program", "Choose another program";
        /// Say whether the service is Medi-Cal.
        AnswerMediCal = "answer_medi_cal", "Answer Medi-Cal";
        /// Change the end date to `value`.
        ChangeEndDate = "change_end_date", "Change end date";
        /// Set units to `value`.
        SetUnits = "set_units", "Set units";
    }
}

/// One click that mends a finding, or leads to where it is mended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// What to do.
    pub kind: FixKind,
    /// The button's words.
    pub label: String,
    /// The value to take over, where there is one: a procedure, a date (`YYYY-MM-DD`), units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

impl Fix {
    pub(super) fn of(kind: FixKind) -> Self {
        Self { kind, label: kind.label().to_owned(), value: None }
    }

    pub(super) fn with(kind: FixKind, label: String, value: String) -> Self {
        Self { kind, label, value: Some(value) }
    }
}

/// What one rule says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Which rule.
    pub rule: Rule,
    /// How much it weighs.
    pub level: Level,
    /// The field it speaks of, as a JSON pointer into the request.
    pub pointer: String,
    /// The words.
    pub message: String,
    /// What would mend it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fix: Option<Fix>,
}

impl Finding {
    fn new(rule: Rule, level: Level, pointer: &str, message: impl Into<String>) -> Self {
        Self { rule, level, pointer: pointer.to_owned(), message: message.into(), fix: None }
    }

    pub(super) fn holds(rule: Rule, pointer: &str, message: impl Into<String>) -> Self {
        Self::new(rule, Level::Holds, pointer, message)
    }

    pub(super) fn look(rule: Rule, pointer: &str, message: impl Into<String>) -> Self {
        Self::new(rule, Level::Look, pointer, message)
    }

    pub(super) fn blocks(rule: Rule, pointer: &str, message: impl Into<String>) -> Self {
        Self::new(rule, Level::Blocks, pointer, message)
    }

    pub(super) fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }
}

/// Everything the rules say about a request as it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// In the order of the form. A rule whose fields are not filled yet says nothing.
    pub findings: Vec<Finding>,
}

impl Assessment {
    /// Whether nothing stands in the way.
    pub fn passes(&self) -> bool {
        self.findings.iter().all(|f| f.level != Level::Blocks)
    }

    /// What one rule says, if it speaks.
    pub fn of(&self, rule: Rule) -> Option<&Finding> {
        self.findings.iter().filter(|f| f.rule == rule).max_by_key(|f| f.level)
    }

    /// The findings that block, as field errors; the same fault in two parts of a split is told once.
    pub fn violations(&self) -> Vec<FieldError> {
        let mut errors: Vec<FieldError> = Vec::new();
        for finding in self.findings.iter().filter(|f| f.level == Level::Blocks) {
            let error = FieldError::new(&finding.pointer, finding.rule.as_str(), &finding.message);
            if !errors.contains(&error) {
                errors.push(error);
            }
        }
        errors
    }
}
