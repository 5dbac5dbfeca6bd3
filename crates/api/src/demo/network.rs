//! Organizations, sites and people with their ids.

use domain::access::{OrganizationKind, Role};
use domain::calendar::plus_days;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::chance::Chance;
use super::moment::Moment;
use super::places::{PLACES, Place, Site};
use super::staff::{Door, STAFF, Worker};
use crate::db::demo::{OrganizationRow, ProgramRow, TermsRow, UserRow};

/// The one version of the terms a new installation has.
const TERMS: i32 = 1;

/// The seed of ids that came later.
const APART: u64 = 164_528;

/// Whoever joined the staff after the county was first invented.
fn came_later(worker: &Worker) -> bool {
    worker.role == Role::CountyPrivacyOfficer
}

/// An organization.
#[derive(Debug, Clone, Copy)]
pub(super) struct Organization {
    pub(super) id: Uuid,
    pub(super) place: &'static Place,
}

/// A site.
#[derive(Debug, Clone, Copy)]
pub(super) struct Post {
    pub(super) id: Uuid,
    pub(super) organization_id: Uuid,
    pub(super) site: &'static Site,
}

/// A person.
#[derive(Debug, Clone, Copy)]
pub(super) struct Person {
    pub(super) id: Uuid,
    pub(super) organization_id: Uuid,
    pub(super) worker: &'static Worker,
}

/// Who there is.
#[derive(Debug, Clone)]
pub(super) struct Network {
    pub(super) organizations: Vec<Organization>,
    pub(super) posts: Vec<Post>,
    pub(super) people: Vec<Person>,
}

impl Network {
    /// Gives everybody an id.
    pub(super) fn new(dice: &mut Chance) -> Self {
        let organizations: Vec<_> = PLACES.iter().map(|place| Organization { id: dice.id(), place }).collect();
        let mut posts = Vec::new();
        for Organization { id: organization_id, place } in organizations.iter().copied() {
            posts.extend(place.sites.iter().map(|site| Post { id: dice.id(), organization_id, site }));
        }
        let at = |short_name| organizations.iter().find(|o| o.place.short_name == short_name).map(|o| o.id);
        // Who came later takes nothing of the chance that made everybody else.
        let mut apart = Chance::seeded(APART);
        let mut id = |worker: &Worker| if came_later(worker) { apart.id() } else { dice.id() };
        let people = STAFF
            .iter()
            .filter_map(|worker| Some(Person { id: id(worker), organization_id: at(worker.place)?, worker }))
            .collect();
        Self { organizations, posts, people }
    }

    /// The county's own organization.
    pub(super) fn county(&self) -> Uuid {
        self.of_kind(OrganizationKind::County).next().map_or(Uuid::nil(), |one| one.id)
    }

    /// The contract agencies.
    pub(super) fn agencies(&self) -> impl Iterator<Item = Organization> {
        self.of_kind(OrganizationKind::Agency)
    }

    fn of_kind(&self, kind: OrganizationKind) -> impl Iterator<Item = Organization> {
        self.organizations.iter().copied().filter(move |one| one.place.kind == kind)
    }

    /// Somebody of that organization with one of those roles.
    pub(super) fn somebody(&self, dice: &mut Chance, organization_id: Uuid, roles: &[Role]) -> Uuid {
        let works = |person: &&Person| {
            person.organization_id == organization_id
                && roles.contains(&person.worker.role)
                && matches!(person.worker.door, Door::Printed | Door::Closed)
        };
        let found: Vec<Uuid> = self.people.iter().filter(works).map(|person| person.id).collect();
        dice.pick(&found)
    }

    /// The rows of organizations.
    pub(super) fn organization_rows(&self) -> Vec<OrganizationRow> {
        let row = |one: &Organization| OrganizationRow {
            id: one.id,
            kind: one.place.kind.as_str(),
            name: one.place.name,
            short_name: one.place.short_name,
            npi: Some(one.place.npi),
            tin: Some(one.place.tin),
        };
        self.organizations.iter().map(row).collect()
    }

    /// The rows of sites.
    pub(super) fn program_rows(&self) -> Vec<ProgramRow> {
        let row = |post: &Post| ProgramRow {
            id: post.id,
            organization_id: post.organization_id,
            name: post.site.name,
            code: post.site.code,
            street: post.site.street,
            city: post.site.city,
            zip: post.site.zip,
            services: post.site.services.iter().map(|service| service.as_str()).collect(),
            part2: post.site.part2,
            active: post.site.active,
        };
        self.posts.iter().map(row).collect()
    }

    /// The rows of people, still without a password.
    pub(super) fn user_rows(&self, dice: &mut Chance, moment: &Moment) -> Vec<UserRow> {
        let mail = |worker: &Worker| {
            let domain = PLACES.iter().find(|p| p.short_name == worker.place).map_or("example", |p| p.domain);
            format!("{}@{domain}", worker.user_name)
        };
        let mut row = |person: &Person| {
            let days = if came_later(person.worker) { 3 } else { dice.between(2, 20) };
            let new = person.worker.door == Door::FirstDay;
            UserRow {
                id: person.id,
                user_name: person.worker.user_name,
                display_name: person.worker.name,
                email: mail(person.worker),
                organization_id: person.organization_id,
                role: person.worker.role.as_str(),
                password_hash: None,
                must_change_password: new,
                active: person.worker.door != Door::Left,
                last_sign_in_at: (!new).then(|| moment.at(plus_days(moment.today, -days), 540 + days * 7)),
                created_at: hired(moment, new),
            }
        };
        self.people.iter().map(&mut row).collect()
    }

    /// Everybody but the newest accepted the terms.
    pub(super) fn terms_rows(&self, moment: &Moment) -> Vec<TermsRow> {
        let accepted_at = hired(moment, false) + Duration::hours(1);
        let old = self.people.iter().filter(|person| person.worker.door != Door::FirstDay);
        old.map(|person| TermsRow { user_id: person.id, version: TERMS, accepted_at }).collect()
    }
}

fn hired(moment: &Moment, new: bool) -> OffsetDateTime {
    let days = if new { 1 } else { 800 };
    moment.at(moment.business_day_by(plus_days(moment.today, -days)), 600)
}
