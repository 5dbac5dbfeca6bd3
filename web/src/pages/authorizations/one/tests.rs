//! A request as the tests of this page need one.

use domain::authorizations::{Authorization, AuthorizationClient, Extent, NamedRef, ReviewStatus, Status, Urgency};
use domain::funding::Service;
use time::macros::{date, datetime};
use uuid::Uuid;

pub(in super::super) fn authorization() -> Authorization {
    let named = |id, name: &str| NamedRef { id: Uuid::from_u128(id), name: name.to_owned() };
    Authorization {
        id: Uuid::from_u128(1),
        number: 700_151,
        client: AuthorizationClient {
            id: Uuid::from_u128(2),
            name: "Testchild, Alex".to_owned(),
            client_number: 800_440_154,
            birth_date: date!(2014 - 04 - 05),
        },
        organization: named(3, "North Agency"),
        program: named(4, "North Site"),
        funding_source_id: 102,
        funding_source_name: "DMH".to_owned(),
        plan_id: 212,
        plan_name: "IHBS".to_owned(),
        service: Service::Ihbs,
        procedure: "H2015:HK".to_owned(),
        medi_cal: true,
        urgency: Urgency::Standard,
        asked: Extent { start_date: date!(2026 - 07 - 01), end_date: date!(2026 - 12 - 31), units: 9999 },
        granted: None,
        overlap_reason: None,
        status: Status::Pending,
        review_status: ReviewStatus::Submitted,
        submitted_at: datetime!(2026-07-01 17:00 UTC),
        submitted_by: "A. Clerk".to_owned(),
        review_at: None,
        reviewer: None,
        due: None,
        denial_reason: None,
        note_to_agency: None,
        missing_documents_reason: None,
        documents: Vec::new(),
        documents_requested: Vec::new(),
        missing_documents: 0,
        attachments: Vec::new(),
        notes: Vec::new(),
        change_requests: Vec::new(),
        history: Vec::new(),
        allowed: Vec::new(),
        version: 1,
    }
}
