//! The closed sets of words an authorization is described with.

use crate::words::words;

words! {
    /// Where an authorization stands for its agency.
    Status {
        /// Asked for, not decided.
        Pending = "pending", "Pending";
        /// Granted, wholly or in part, and not over.
        Active = "active", "Active";
        /// Was active; its period is over or was cut short.
        Ended = "ended", "Ended";
        /// Taken back by the agency before a decision.
        Withdrawn = "withdrawn", "Withdrawn";
        /// Refused.
        Denied = "denied", "Denied";
    }
}

words! {
    /// Where the county's review stands.
    ReviewStatus {
        /// Nobody has taken it yet.
        Submitted = "submitted", "Submitted";
        /// A reviewer has taken it.
        InReview = "in_review", "In review";
        /// The county waits for the agency; the clock stands still.
        InformationRequested = "information_requested", "Information requested";
        /// Granted as asked.
        Approved = "approved", "Approved";
        /// Granted with fewer units or a shorter period.
        ApprovedInPart = "approved_in_part", "Approved in part";
        /// Refused.
        Denied = "denied", "Denied";
    }
}

impl ReviewStatus {
    /// Whether the county has decided; documents are frozen from here on.
    pub const fn is_decided(self) -> bool {
        matches!(self, Self::Approved | Self::ApprovedInPart | Self::Denied)
    }
}

words! {
    /// How fast the county must decide.
    Urgency {
        /// The ordinary pace.
        Standard = "standard", "Standard";
        /// Waiting could seriously harm the client.
        Expedited = "expedited", "Expedited";
    }
}

words! {
    /// What the county decided.
    Outcome {
        /// As asked.
        Approve = "approve", "Approved";
        /// Fewer units or a shorter period.
        ApproveInPart = "approve_in_part", "Approved in part";
        /// Refused.
        Deny = "deny", "Denied";
    }
}

words! {
    /// Who may read a note.
    Visibility {
        /// The agency and the county.
        AgencyAndCounty = "agency_and_county", "Agency and county";
        /// County staff only.
        Internal = "internal", "County staff only";
    }
}

words! {
    /// Where a change request stands.
    ChangeState {
        /// The county has not answered.
        Pending = "pending", "Waiting for the county";
        /// Taken over into the authorization.
        Accepted = "accepted", "Accepted";
        /// Not taken over.
        Refused = "refused", "Refused";
    }
}

words! {
    /// Why a request is denied. Federal rules want a specific reason with every denial (CMS-0057-F). The reasons that
    /// a 278 response can carry for a behavioral health service; sex and pre-existing condition are left out, because
    /// neither is a lawful reason here.
    DenialReason {
        /// 82.
        NotMedicallyNecessary = "not_medically_necessary", "Not medically necessary";
        /// 83.
        LevelOfCare = "level_of_care", "Another level of care is right";
        /// 90.
        InformationNotReceived = "information_not_received", "Requested information was not received";
        /// 91.
        DuplicateRequest = "duplicate_request", "Duplicate of another request";
        /// 87.
        ExceedsMaximum = "exceeds_maximum", "More than the plan's maximum";
        /// 88.
        NotCovered = "not_covered", "Not covered by the benefit plan";
        /// 92.
        InconsistentWithDiagnosis = "inconsistent_with_diagnosis", "Does not fit the diagnosis";
        /// 69.
        AgeNotCovered = "age_not_covered", "Client's age is outside the service";
        /// 53.
        ProviderType = "provider_type", "Provider type cannot give this benefit";
        /// 35.
        OutOfNetwork = "out_of_network", "Provider is out of network";
        /// 41.
        AccessRestriction = "access_restriction", "Access is restricted";
        /// 86.
        PrimaryCareService = "primary_care_service", "Belongs to primary care";
        /// 89.
        NoPriorApproval = "no_prior_approval", "Given before it was approved";
        /// 84.
        NotRequired = "not_required", "No authorization is needed";
        /// 98.
        Experimental = "experimental", "Experimental service";
    }
}

impl DenialReason {
    /// The two-digit reason a 278 response carries in HCR03.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotMedicallyNecessary => "82",
            Self::LevelOfCare => "83",
            Self::InformationNotReceived => "90",
            Self::DuplicateRequest => "91",
            Self::ExceedsMaximum => "87",
            Self::NotCovered => "88",
            Self::InconsistentWithDiagnosis => "92",
            Self::AgeNotCovered => "69",
            Self::ProviderType => "53",
            Self::OutOfNetwork => "35",
            Self::AccessRestriction => "41",
            Self::PrimaryCareService => "86",
            Self::NoPriorApproval => "89",
            Self::NotRequired => "84",
            Self::Experimental => "98",
        }
    }
}
