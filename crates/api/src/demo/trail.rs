//! The record of who did and saw what in the demonstration county: it follows from everything else that happened.

use domain::access::Role;
use serde_json::{Value, json};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::chance::Chance;
use super::county::County;
use super::moment::Moment;
use crate::db::demo::{AccessRow, DisclosureRow, EventRow, HistoryRow};

/// Its own chance, so that the county is the same with it or without.
const SEED: u64 = 4_501_640_528;
/// Who works with clients at an agency.
const DESK: [Role; 3] = [Role::AgencyClerk, Role::AgencyClinician, Role::AgencySupervisor];

/// What was done and what was seen.
#[derive(Debug, Default)]
pub(super) struct Trail {
    pub(super) events: Vec<EventRow>,
    pub(super) accesses: Vec<AccessRow>,
}

/// Somebody at some moment, with a client before them.
#[derive(Clone, Copy)]
struct Who {
    user: Uuid,
    organization: Uuid,
    client: Uuid,
    at: OffsetDateTime,
}

struct Writer<'a> {
    dice: Chance,
    county: &'a County,
    trail: Trail,
}

/// Follows the county's rows.
pub(super) fn follow(county: &County, moment: &Moment) -> Trail {
    let mut writer = Writer { dice: Chance::seeded(SEED), county, trail: Trail::default() };
    writer.admissions();
    writer.coverage();
    writer.requests();
    writer.documents();
    writer.disclosed();
    writer.visits(moment);
    let Trail { mut events, mut accesses } = writer.trail;
    events.sort_by_key(|row| (row.at, row.id));
    accesses.sort_by_key(|row| (row.at, row.id));
    Trail { events, accesses }
}

impl Writer<'_> {
    /// An id of that moment: the record is read in the order of its ids.
    fn id(&mut self, at: OffsetDateTime) -> Uuid {
        let mut bytes = [0; 10];
        for byte in &mut bytes {
            *byte = u8::try_from(self.dice.between(0, 255)).unwrap_or(0);
        }
        let millis = u64::try_from(at.unix_timestamp_nanos() / 1_000_000).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
    }

    fn somebody(&mut self, organization: Uuid) -> Uuid {
        self.county.network.somebody(&mut self.dice, organization, &DESK)
    }

    fn did(&mut self, who: Who, action: &'static str, (kind, subject): (&'static str, Uuid), detail: Value) {
        let id = self.id(who.at);
        let request_id = self.id(who.at);
        self.trail.events.push(EventRow {
            id,
            at: who.at,
            request_id,
            user_id: who.user,
            organization_id: who.organization,
            action,
            subject_kind: kind,
            subject_id: subject,
            client_id: who.client,
            outcome: "done",
            detail,
        });
    }

    fn saw(&mut self, who: Who, operation: &'static str, purpose: &'static str) {
        let id = self.id(who.at);
        let request_id = self.id(who.at);
        self.trail.accesses.push(AccessRow {
            id,
            at: who.at,
            request_id,
            user_id: who.user,
            organization_id: who.organization,
            operation,
            purpose,
            client_ids: vec![who.client],
            shape: String::new(),
        });
    }

    fn admissions(&mut self) {
        for client in &self.county.clients {
            let id = client.row.id;
            let home = self.county.links.iter().find(|link| link.client_id == id).map(|link| link.organization_id);
            let organization = home.unwrap_or_else(|| self.county.network.county());
            let who = Who { user: self.somebody(organization), organization, client: id, at: client.row.created_at };
            self.did(who, "clients.create", ("client", id), json!({}));
        }
        for row in &self.county.enrollments {
            let (organization, client, at) = (row.organization_id, row.client_id, row.created_at);
            let who = Who { user: self.somebody(organization), organization, client, at };
            self.did(who, "enrollments.create", ("enrollment", row.id), json!({}));
            self.saw(who, "enrollments.create", "treatment");
        }
    }

    fn coverage(&mut self) {
        for row in &self.county.coverage {
            let (organization, client, at) = (row.entered_by_organization, row.client_id, row.created_at);
            let who = Who { user: self.somebody(organization), organization, client, at };
            self.did(who, "coverage.create", ("coverage", row.id), json!({}));
            self.saw(who, "coverage.create", "treatment");
        }
    }

    /// Every step of a request was an act; before it, whoever took it had the request before them.
    fn requests(&mut self) {
        let works = |user: Uuid| self.county.network.people.iter().find(|person| person.id == user);
        let mut steps: Vec<(Who, &'static str, &HistoryRow)> = Vec::new();
        for row in &self.county.record.history {
            let request = self.county.record.authorizations.iter().find(|one| one.id == row.authorization_id);
            if let (Some(request), Some(action)) = (request, action(row.action)) {
                let organization = works(row.user_id).map_or(row.organization_id, |person| person.organization_id);
                let who = Who { user: row.user_id, organization, client: request.client_id, at: row.at };
                steps.push((who, action, row));
            }
        }
        for (who, action, row) in steps {
            self.did(who, action, ("authorization", row.authorization_id), json!({}));
            let before = Who { at: who.at - Duration::minutes(self.dice.between(1, 9)), ..who };
            if action != "authorizations.submit" {
                self.saw(before, "authorizations.read", "payment");
            }
            self.saw(who, action, "payment");
        }
    }

    fn documents(&mut self) {
        for row in &self.county.papers.rows {
            let (user, organization, client) = (row.uploaded_by, row.organization_id, row.client_id);
            let action = if row.replaces.is_some() { "attachments.replace" } else { "attachments.upload" };
            let who = Who { user, organization, client, at: row.uploaded_at };
            self.did(who, action, ("attachment", row.id), json!({ "document_type": row.document_type }));
            self.saw(who, action, "payment");
        }
    }

    fn disclosed(&mut self) {
        for row in &self.county.disclosures {
            let (user, organization, client) = (row.entered_by, row.organization_id, row.client_id);
            let who = Who { user, organization, client, at: row.entered_at };
            self.did(who, "record.add_disclosure", ("disclosure", row.id), json!({ "basis": row.basis }));
            self.saw(who, "record.add_disclosure", "operations");
        }
    }

    /// People open records as they work: some clients often, most now and then.
    fn visits(&mut self, moment: &Moment) {
        const OPENED: [(&str, &str); 4] = [
            ("clients.read", "treatment"),
            ("clients.read", "treatment"),
            ("coverage.list", "treatment"),
            ("enrollments.list", "treatment"),
        ];
        for row in &self.county.enrollments {
            for _ in 0..self.dice.between(0, 5) {
                let day = domain::calendar::plus_days(moment.today, -self.dice.between(1, 90));
                let at = moment.at(moment.business_day_by(day), self.dice.between(490, 1_050));
                if at < row.created_at || row.end_date.is_some_and(|end| end < day) {
                    continue;
                }
                let (organization, client) = (row.organization_id, row.client_id);
                let who = Who { user: self.somebody(organization), organization, client, at };
                if let Some((operation, purpose)) = OPENED.get(self.dice.place(OPENED.len())) {
                    self.saw(who, operation, purpose);
                }
            }
        }
    }
}

/// What a step of a request is called in the record; an ending is the calendar's doing.
fn action(step: &str) -> Option<&'static str> {
    Some(match step {
        "submit" => "authorizations.submit",
        "claim" => "authorizations.claim",
        "release" => "authorizations.release",
        "approve" | "approve_in_part" | "deny" => "authorizations.decide",
        "request_information" => "authorizations.request_information",
        "answer_information" => "authorizations.answer_information",
        "withdraw" => "authorizations.withdraw",
        "request_change" => "authorizations.request_change",
        "accept_change" | "refuse_change" => "authorizations.decide_change",
        _ => return None,
    })
}

/// What the county's clients may find in an account: made outside the product, entered by the privacy officer.
pub(super) fn disclosures(county: &County, moment: &Moment) -> Vec<DisclosureRow> {
    const MADE: [(i64, &str, &str, &str, &str, &str); 4] = [
        (
            12,
            "Superior Court, Department 4",
            "1 Court Plaza",
            "Dates of service in 2026",
            "Answer to a subpoena",
            "subpoena",
        ),
        (
            96,
            "Child Protective Services",
            "220 Harbor Street",
            "Admission and discharge dates",
            "Report of suspected neglect",
            "abuse_report",
        ),
        (
            210,
            "State Department of Health Care Services",
            "",
            "Whole record",
            "Audit of Medi-Cal services",
            "oversight",
        ),
        (
            480,
            "Mariposa Bay Medical Center",
            "77 Bay Road",
            "Medicines and allergies",
            "Emergency treatment",
            "emergency",
        ),
    ];
    let officer = county.network.people.iter().find(|person| person.worker.role == Role::CountyPrivacyOfficer);
    let Some(officer) = officer else { return Vec::new() };
    let mut dice = Chance::seeded(SEED);
    let clients = county.clients.iter().step_by(40).zip(MADE.iter().cycle());
    clients
        .map(|(client, (days, recipient, address, what, purpose, basis))| {
            let day = moment.business_day_by(domain::calendar::plus_days(moment.today, -days));
            DisclosureRow {
                id: dice.id(),
                organization_id: officer.organization_id,
                client_id: client.row.id,
                disclosed_on: day,
                recipient,
                recipient_address: address,
                what,
                purpose,
                basis,
                by_hand: true,
                entered_at: moment.at(day, 910),
                entered_by: officer.id,
            }
        })
        .collect()
}
