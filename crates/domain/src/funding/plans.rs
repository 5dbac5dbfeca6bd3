//! Funding sources, benefit plans and the procedures they cover.

use serde::{Deserialize, Serialize};

use crate::words::words;

words! {
    /// A service that needs an authorization.
    Service {
        /// Intensive Home-Based Services.
        Ihbs = "IHBS", "Intensive Home-Based Services";
        /// Therapeutic Behavioral Services.
        Tbs = "TBS", "Therapeutic Behavioral Services";
    }
}

words! {
    /// Whether a funding source pays for people with Medi-Cal, without it, or both.
    MediCalMarker {
        /// Only for people who have Medi-Cal on the start date.
        MediCal = "medi_cal", "Medi-Cal";
        /// Only for people who do not.
        NonMediCal = "non_medi_cal", "Non-Medi-Cal";
        /// The list gives no marker (source 96): the requester says which.
        Either = "either", "Either";
    }
}

impl MediCalMarker {
    /// Whether the service counts as Medi-Cal under this source, given the requester's answer where the source
    /// leaves it open. `None` means: ask.
    pub const fn settle(self, answer: Option<bool>) -> Option<bool> {
        match self {
            Self::MediCal => Some(true),
            Self::NonMediCal => Some(false),
            Self::Either => answer,
        }
    }
}

/// A procedure code with its modifiers, written `H2015:HK:HX`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ProcedureCode {
    /// The HCPCS code, five characters.
    pub code: String,
    /// Up to four modifiers of two characters, in order.
    pub modifiers: Vec<String>,
}

impl ProcedureCode {
    /// Reads `H2015:HK`; letters may be small. `None` when it is not of that form.
    pub fn parse(text: &str) -> Option<Self> {
        let upper = text.trim().to_ascii_uppercase();
        let mut parts = upper.split(':').map(str::to_owned);
        let code = parts.next().filter(|c| c.len() == 5 && c.chars().all(|c| c.is_ascii_alphanumeric()))?;
        let modifiers: Vec<String> = parts.collect();
        let good = modifiers.len() <= 4
            && modifiers.iter().all(|m| m.len() == 2 && m.chars().all(|c| c.is_ascii_alphanumeric()));
        good.then_some(Self { code, modifiers })
    }
}

impl std::fmt::Display for ProcedureCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.code)?;
        self.modifiers.iter().try_for_each(|m| write!(f, ":{m}"))
    }
}

/// A procedure that a benefit plan covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Procedure {
    /// The HCPCS code, for example `H2015`.
    pub code: String,
    /// Modifiers in order, for example `["HK", "HX"]`.
    pub modifiers: Vec<String>,
    /// Whether this is the Medi-Cal form of the service.
    pub medi_cal: bool,
    /// The service it stands for.
    pub service: Service,
    /// Code and modifiers as people write them and as requests carry them: `H2015:HK`.
    pub text: String,
}

/// A benefit plan: what one funding source pays for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BenefitPlan {
    /// The county's number for the plan, for example 212.
    pub id: i32,
    /// The county's name for it.
    pub name: String,
    /// The one service it covers.
    pub service: Service,
    /// The source it draws on.
    pub funding_source_id: i32,
    /// The procedures it covers; two under a source without a Medi-Cal marker, else one.
    pub procedures: Vec<Procedure>,
}

/// A funding source (also called funding program) with its benefit plans.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FundingSource {
    /// The county's number for the source, for example 102.
    pub id: i32,
    /// The county's name for it.
    pub name: String,
    /// Whom it pays for.
    pub marker: MediCalMarker,
    /// Its benefit plans, in the county's order.
    pub plans: Vec<BenefitPlan>,
}

/// The plan with this number, and the source it belongs to.
pub fn find_plan(sources: &[FundingSource], plan_id: i32) -> Option<(&FundingSource, &BenefitPlan)> {
    sources.iter().find_map(|source| source.plans.iter().find(|p| p.id == plan_id).map(|plan| (source, plan)))
}
