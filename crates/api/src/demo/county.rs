//! The whole county, invented: nothing here touches a database or a file.

use super::admissions::{admit, links};
use super::chance::Chance;
use super::choice::Choices;
use super::clients::{self, Client};
use super::documents::Papers;
use super::moment::Moment;
use super::money::Money;
use super::network::Network;
use super::story::Record;
use super::trail::{self, Trail};
use super::{notices, payers, requests};
use crate::db::demo::{
    Clock, CoverageRow, DisclosureRow, EnrollmentRow, LinkRow, NewsReadRow, NewsRow, NotificationReadRow, TermsRow,
    UserRow,
};
use crate::setup::SetupError;

/// The same county every time.
const SEED: u64 = 5_081_993;

/// Everything there is.
#[derive(Debug)]
pub(super) struct County {
    pub(super) network: Network,
    pub(super) users: Vec<UserRow>,
    pub(super) terms: Vec<TermsRow>,
    pub(super) clients: Vec<Client>,
    pub(super) links: Vec<LinkRow>,
    pub(super) enrollments: Vec<EnrollmentRow>,
    pub(super) coverage: Vec<CoverageRow>,
    pub(super) money: Money,
    pub(super) record: Record,
    pub(super) papers: Papers,
    pub(super) news: Vec<NewsRow>,
    pub(super) news_reads: Vec<NewsReadRow>,
    pub(super) notification_reads: Vec<NotificationReadRow>,
    pub(super) trail: Trail,
    pub(super) disclosures: Vec<DisclosureRow>,
}

impl County {
    /// Invents it around a moment.
    pub(super) fn invent(Clock { now, today, closed, time }: Clock) -> Result<Self, SetupError> {
        let moment = Moment { now, today, closed, time };
        let mut dice = Chance::seeded(SEED);
        let network = Network::new(&mut dice);
        let users = network.user_rows(&mut dice, &moment);
        let mut clients = clients::invent(&mut dice, &moment);
        let enrollments = admit(&mut dice, &moment, &network, &mut clients);
        let coverage = payers::cover(&mut dice, &moment, &network, &clients, &enrollments);
        let money = Money::new(&mut dice, &moment, &network)?;
        let sources = requests::sources();
        let mut choices = Choices::new(&moment, &network, &sources, &clients, &coverage, &enrollments);
        let mut papers = Papers::default();
        let record = requests::tell(&mut dice, &moment, &network, &money, &mut papers, &mut choices)?;
        let news = notices::news(&mut dice, &moment);
        let mut county = Self {
            users,
            terms: network.terms_rows(&moment),
            links: links(&enrollments),
            news_reads: notices::news_reads(&moment, &network, &news),
            notification_reads: notices::notification_reads(&moment, &network, &record.notifications),
            network,
            clients,
            enrollments,
            coverage,
            money,
            record,
            papers,
            news,
            trail: Trail::default(),
            disclosures: Vec::new(),
        };
        county.disclosures = trail::disclosures(&county, &moment);
        county.trail = trail::follow(&county, &moment);
        Ok(county)
    }
}
