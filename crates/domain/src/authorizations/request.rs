//! Asking for an authorization: the request, the form while it is being filled, and the facts its rules need.

use serde::{Deserialize, Serialize};
use time::Date;
use uuid::Uuid;
use validator::Validate;

use super::{Period, ReviewStatus, Status, Urgency, split};
use crate::coverage::CoverageSpan;
use crate::enrollments::Enrollment;
use crate::funding::{FundingSource, ProcedureCode, ProviderAuthorization, Service, find_plan};
use crate::problem::FieldError;

/// A request for an authorization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewAuthorization {
    /// The client.
    pub client_id: Uuid,
    /// The site the service starts from; one of the agency's own.
    pub program_id: Uuid,
    /// The benefit plan's number. Its funding source follows from it.
    #[cfg_attr(feature = "openapi", schema(example = 212))]
    pub plan_id: i32,
    /// Procedure code and modifiers, for example `H2015:HK`.
    #[cfg_attr(feature = "openapi", schema(example = "H2015:HK"))]
    #[validate(length(min = 5, max = 20, message = "Choose a procedure."))]
    #[cfg_attr(feature = "openapi", schema(min_length = 5, max_length = 20))]
    pub procedure: String,
    /// First day asked for.
    pub start_date: Date,
    /// Last day asked for, inclusive.
    pub end_date: Date,
    /// Units asked for, 1 to 9999.
    #[cfg_attr(feature = "openapi", schema(example = 9999))]
    #[validate(range(min = 1, max = 9999, message = "Enter units between 1 and 9999."))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 9999))]
    pub units: i32,
    /// Standard or expedited.
    pub urgency: Urgency,
    /// Whether the service counts as Medi-Cal. Needed only where the funding source leaves it open (source 96).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub medi_cal: Option<bool>,
    /// Why a request that overlaps another for the same client and procedure is right all the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 500, message = "Keep the reason to 500 characters."))]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub overlap_reason: Option<String>,
    /// A first note to the county.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 2000, message = "Keep the note to 2,000 characters."))]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub note: Option<String>,
    /// Staged documents to bind to the request.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[validate(length(max = 100, message = "Attach at most 100 documents at once."))]
    #[cfg_attr(feature = "openapi", schema(max_items = 100))]
    pub attachment_ids: Vec<Uuid>,
    /// Make two requests where the period crosses 30 June, one for each fiscal year.
    #[serde(default)]
    pub split: bool,
    /// The draft this was typed in; removed when the request is made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draft_id: Option<Uuid>,
}

/// The request form while it is being filled: any field may still be empty. Also the body of a saved draft.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// The site.
    pub program_id: Option<Uuid>,
    /// The service, chosen before the plan.
    pub service: Option<Service>,
    /// The funding source, chosen before the plan.
    pub funding_source_id: Option<i32>,
    /// The benefit plan.
    pub plan_id: Option<i32>,
    /// Procedure code and modifiers.
    pub procedure: Option<String>,
    /// First day.
    pub start_date: Option<Date>,
    /// Last day.
    pub end_date: Option<Date>,
    /// Units.
    pub units: Option<i32>,
    /// Standard or expedited.
    pub urgency: Option<Urgency>,
    /// The answer where the source leaves Medi-Cal open.
    pub medi_cal: Option<bool>,
    /// Why an overlap is right.
    pub overlap_reason: Option<String>,
    /// A note to the county.
    pub note: Option<String>,
    /// Staged documents.
    pub attachment_ids: Vec<Uuid>,
    /// Two requests at 30 June.
    pub split: bool,
}

impl From<&NewAuthorization> for Draft {
    fn from(new: &NewAuthorization) -> Self {
        Self {
            program_id: Some(new.program_id),
            service: None,
            funding_source_id: None,
            plan_id: Some(new.plan_id),
            procedure: Some(new.procedure.clone()),
            start_date: Some(new.start_date),
            end_date: Some(new.end_date),
            units: Some(new.units),
            urgency: Some(new.urgency),
            medi_cal: new.medi_cal,
            overlap_reason: new.overlap_reason.clone(),
            note: new.note.clone(),
            attachment_ids: new.attachment_ids.clone(),
            split: new.split,
        }
    }
}

/// A site of the requesting agency, as far as the rules need it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProgramFact {
    /// Identity.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// The services it offers.
    pub services: Vec<Service>,
    /// Whether it takes new requests.
    pub active: bool,
}

/// An authorization the same agency has for the same client already.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExistingAuthorization {
    /// Identity.
    pub id: Uuid,
    /// The number people read.
    pub number: i64,
    /// Procedure code and modifiers.
    pub procedure: String,
    /// First day, as granted where it is decided.
    pub start_date: Date,
    /// Last day, as granted where it is decided.
    pub end_date: Date,
    /// Where it stands.
    pub status: Status,
    /// Where its review stands.
    pub review_status: ReviewStatus,
}

/// Everything the rules of a request need to know, for one client and the requesting agency. What other agencies
/// hold is never in here.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Facts {
    /// The client.
    pub client_id: Uuid,
    /// The requesting agency.
    pub organization_id: Uuid,
    /// The county's today.
    pub today: Date,
    /// The agency's own active sites.
    pub programs: Vec<ProgramFact>,
    /// The client's admissions with the agency, open and past.
    pub enrollments: Vec<Enrollment>,
    /// The client's coverage: financial eligibility.
    pub coverage: Vec<CoverageSpan>,
    /// The agency's own P-Auths with their balances.
    pub provider_authorizations: Vec<ProviderAuthorization>,
    /// The agency's authorizations for the client that are not withdrawn or denied.
    pub existing: Vec<ExistingAuthorization>,
    /// County holidays, for the due time.
    pub holidays: Vec<Date>,
}

/// What a request stands for once it has passed the rules: what its rows are made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// The plan's source.
    pub funding_source_id: i32,
    /// The plan's service.
    pub service: Service,
    /// The procedure in its one spelling.
    pub procedure: String,
    /// Whether it counts as Medi-Cal.
    pub medi_cal: bool,
    /// One request for each: the whole period, or its two parts.
    pub periods: Vec<Period>,
}

impl NewAuthorization {
    /// What the request stands for. `None` only for a request that [`super::assess`] blocks.
    pub fn resolve(&self, sources: &[FundingSource]) -> Option<Resolved> {
        let (source, plan) = find_plan(sources, self.plan_id)?;
        let whole = Period { start_date: self.start_date, end_date: self.end_date };
        let periods = if self.split { split(whole) } else { vec![whole] };
        Some(Resolved {
            funding_source_id: source.id,
            service: plan.service,
            procedure: ProcedureCode::parse(&self.procedure)?.to_string(),
            medi_cal: source.marker.settle(self.medi_cal)?,
            periods,
        })
    }
}

impl Draft {
    /// The finished form as a request, or every field that is still empty.
    pub fn to_request(&self, client_id: Uuid, draft_id: Option<Uuid>) -> Result<NewAuthorization, Vec<FieldError>> {
        let mut missing = Missing::default();
        let program_id = missing.need(self.program_id, "/program_id", "Choose a program.");
        let plan_id = missing.need(self.plan_id, "/plan_id", "Choose a benefit plan.");
        let procedure = missing.need(self.procedure.clone(), "/procedure", "Choose a procedure.");
        let start_date = missing.need(self.start_date, "/start_date", "Enter the start date.");
        let end_date = missing.need(self.end_date, "/end_date", "Enter the end date, or a number of days.");
        let units = missing.need(self.units, "/units", "Enter the units. The county suggests 9999.");
        let (Some(program_id), Some(plan_id), Some(procedure), Some(start_date), Some(end_date), Some(units)) =
            (program_id, plan_id, procedure, start_date, end_date, units)
        else {
            return Err(missing.0);
        };
        Ok(NewAuthorization {
            client_id,
            program_id,
            plan_id,
            procedure,
            start_date,
            end_date,
            units,
            urgency: self.urgency.unwrap_or(Urgency::Standard),
            medi_cal: self.medi_cal,
            overlap_reason: self.overlap_reason.clone().filter(|t| !t.trim().is_empty()),
            note: self.note.clone().filter(|t| !t.trim().is_empty()),
            attachment_ids: self.attachment_ids.clone(),
            split: self.split,
            draft_id,
        })
    }
}

/// The fields still empty, gathered while reading the form.
#[derive(Default)]
struct Missing(Vec<FieldError>);

impl Missing {
    fn need<T>(&mut self, value: Option<T>, pointer: &str, words: &str) -> Option<T> {
        if value.is_none() {
            self.0.push(FieldError::new(pointer, "required", words));
        }
        value
    }
}
