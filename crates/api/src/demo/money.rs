//! P-Auths and how they were used: comfortable, nearly used up, and used up.

use domain::access::Role;
use domain::calendar::{FiscalYear, fiscal_year_of, plus_days};
use domain::dates::format_date;
use domain::funding::{Balance, LedgerKind, NewLedgerEntry, post};
use rust_decimal::Decimal;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::chance::Chance;
use super::moment::Moment;
use super::network::{Network, Organization};
use super::places::Contract;
use crate::db::demo::{LedgerRow, PAuthRow};
use crate::setup::SetupError;

/// The first P-Auth number a new installation gives.
const FIRST_NUMBER: i64 = 10_001;
/// Days between two claim runs.
const RUN: i64 = 29;
/// Used-up money was used up this many days ago.
const EXHAUSTED: i64 = 9;
/// What is left of a year that is over, of a thousand.
const LEFT_OVER: i64 = 64;

/// The P-Auths with their ledgers.
#[derive(Debug, Default)]
pub(super) struct Money {
    pub(super) p_auths: Vec<PAuthRow>,
    pub(super) ledger: Vec<LedgerRow>,
}

impl Money {
    /// The previous, the present and the next fiscal year of every contract.
    pub(super) fn new(dice: &mut Chance, moment: &Moment, network: &Network) -> Result<Self, SetupError> {
        let mut money = Self::default();
        let this = fiscal_year_of(moment.today);
        let administrator = network.somebody(dice, network.county(), &[Role::CountyAdministrator]);
        for step in -1..=1 {
            let year = FiscalYear(this.0.saturating_add(step));
            for agency in network.agencies() {
                for contract in agency.place.contracts {
                    let number = FIRST_NUMBER.saturating_add(i64::try_from(money.p_auths.len()).unwrap_or(0));
                    let mut account = Account::open(dice, moment, agency, *contract, year, administrator)?;
                    account.use_up(dice, moment, this)?;
                    money.ledger.append(&mut account.ledger);
                    money.p_auths.push(account.row(number));
                }
            }
        }
        Ok(money)
    }

    /// The P-Auth of an agency for a source in a year.
    pub(super) fn find(&self, agency: Uuid, source: i32, year: FiscalYear) -> Option<Uuid> {
        let fits =
            |p: &&PAuthRow| p.organization_id == agency && p.funding_source_id == source && p.fiscal_year == year.0;
        self.p_auths.iter().find(fits).map(|p| p.id)
    }
}

/// One P-Auth being used.
struct Account {
    id: Uuid,
    agency: Uuid,
    contract: Contract,
    year: FiscalYear,
    balance: Balance,
    ledger: Vec<LedgerRow>,
    administrator: Uuid,
}

impl Account {
    /// Begins with the contract's amount, signed before the year.
    fn open(
        dice: &mut Chance,
        moment: &Moment,
        agency: Organization,
        contract: Contract,
        year: FiscalYear,
        administrator: Uuid,
    ) -> Result<Self, SetupError> {
        let signed = moment.business_day_by(plus_days(year.first_day(), -20)).min(plus_days(moment.today, -12));
        // A year's contract is a little more than the year's before.
        let growth = i64::from(year.0.saturating_sub(fiscal_year_of(moment.today).0)) * 3 + 100;
        let amount = Decimal::from(contract.dollars * growth / 100);
        let mut account = Self {
            id: dice.id(),
            agency: agency.id,
            contract,
            year,
            balance: Balance { amount, drawn: Decimal::ZERO },
            ledger: Vec::new(),
            administrator,
        };
        let reason = format!("Contract of {}", format_date(signed));
        account.write(dice, LedgerKind::Initial, amount, reason, moment.at(signed, 660));
        if year.first_day() < plus_days(moment.today, -60) && dice.percent(40) {
            account.amend(dice, moment)?;
        }
        Ok(account)
    }

    /// An amendment before the first claims.
    fn amend(&mut self, dice: &mut Chance, moment: &Moment) -> Result<(), SetupError> {
        let day = moment.business_day_from(plus_days(self.year.first_day(), 20));
        let by = Decimal::from(self.contract.dollars / 100 * dice.between(2, 8));
        self.post(dice, LedgerKind::Amendment, by, format!("Amendment 1 of {}", format_date(day)), moment.at(day, 700))
    }

    /// Claims draw on it month by month, so that what should be left is left.
    fn use_up(&mut self, dice: &mut Chance, moment: &Moment, this: FiscalYear) -> Result<(), SetupError> {
        let left = if self.year == this { self.contract.left } else { LEFT_OVER };
        let last = self.year.last_day().min(plus_days(moment.today, -EXHAUSTED));
        let days = runs(self.year.first_day(), last);
        let used = self.balance.amount * Decimal::from(1000 - left) / Decimal::from(1000);
        let mut open = used.round_dp(2);
        for (place, day) in days.iter().enumerate() {
            let still = days.len() - place;
            let share = Decimal::from(dice.between(82, 118)) / Decimal::from(100 * still.max(1));
            let cents = Decimal::new(dice.between(0, 99), 2);
            let draw = if still == 1 { open } else { ((open * share).round() + cents).min(open) };
            if draw > Decimal::ZERO {
                let reason = format!("Claims paid through {}", format_date(plus_days(*day, -4)));
                self.post(dice, LedgerKind::Draw, draw, reason, moment.at(*day, 1260))?;
                open -= draw;
            }
            if still > 2 && dice.percent(12) {
                let back = Decimal::new(dice.between(4_000, 90_000), 2).min(self.balance.drawn);
                let reason = "Void of a claim paid before".to_owned();
                self.post(dice, LedgerKind::Return, back, reason, moment.at(*day, 1290))?;
                open += back;
            }
        }
        Ok(())
    }

    /// A movement, by the domain's own rules.
    fn post(
        &mut self,
        dice: &mut Chance,
        kind: LedgerKind,
        amount: Decimal,
        reason: String,
        at: OffsetDateTime,
    ) -> Result<(), SetupError> {
        let entry = NewLedgerEntry { kind, amount, reason };
        let (moved, balance) = post(self.balance, &entry)
            .map_err(|_| SetupError("the demonstration county overdraws a provider authorization".into()))?;
        self.balance = balance;
        self.write(dice, kind, moved, entry.reason, at);
        Ok(())
    }

    fn write(&mut self, dice: &mut Chance, kind: LedgerKind, amount: Decimal, reason: String, at: OffsetDateTime) {
        self.ledger.push(LedgerRow {
            id: dice.id(),
            organization_id: self.agency,
            provider_authorization_id: self.id,
            kind: kind.as_str(),
            amount,
            balance_after: self.balance.remaining(),
            reason,
            at,
            user_id: self.administrator,
        });
    }

    fn row(&self, number: i64) -> PAuthRow {
        PAuthRow {
            id: self.id,
            organization_id: self.agency,
            number,
            funding_source_id: self.contract.source,
            fiscal_year: self.year.0,
            amount: self.balance.amount,
            drawn: self.balance.drawn,
            version: i32::try_from(self.ledger.len()).unwrap_or(1),
        }
    }
}

/// The days claims were paid: every month from the second on, the last as late as can be.
fn runs(first: Date, last: Date) -> Vec<Date> {
    let count = (last - first).whole_days() / RUN;
    (0..count).rev().map(|back| plus_days(last, -back * RUN)).collect()
}
