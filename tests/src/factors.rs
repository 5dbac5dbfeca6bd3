//! Second factors of the tests' people.

use diesel::connection::SimpleConnection as _;
use domain::access::Role;
use domain::factors::{ConfirmedFactor, TotpSetUp, from_base32, step};
use serde_json::json;
use uuid::Uuid;

use crate::actor::Client;
use crate::app::TestApp;
use crate::county;

/// An authenticator app somebody has set up.
#[derive(Debug)]
pub struct App {
    /// The factor.
    pub id: Uuid,
    /// The recovery codes that came with it.
    pub codes: Vec<String>,
    key: Vec<u8>,
}

impl App {
    /// What it shows now.
    pub fn code(&self, app: &TestApp) -> String {
        self.code_after(app, 0)
    }

    /// What it shows so many half minutes later.
    pub fn code_after(&self, app: &TestApp, steps: i64) -> String {
        api::totp::code(&self.key, step(app.deps.clock.now()) + steps).expect("a code")
    }
}

/// As if everybody who is in a session had given their password a moment ago.
pub fn prove(app: &TestApp) {
    let at = app.deps.clock.now();
    app.database.owner().batch_execute(&format!("UPDATE sessions SET reauthenticated_at = '{at}'")).expect("proves");
}

/// Begins to set up an app, which is still to be confirmed.
pub async fn begin(app: &TestApp, person: &Client) -> App {
    prove(app);
    let begun: TotpSetUp = person.post("/factors", json!({ "name": "Telephone" })).await.expect(201).read();
    App { id: begun.factor.id, codes: Vec::new(), key: from_base32(&begun.secret).expect("a key") }
}

/// Sets one up. The clock goes on half a minute: the code that confirmed it is used.
pub async fn enrol(app: &TestApp, person: &Client) -> App {
    let begun = begin(app, person).await;
    let body = json!({ "code": begun.code(app) });
    let path = format!("/factors/{}/confirmation", begun.id);
    let confirmed: ConfirmedFactor = person.post(&path, body).await.expect(200).read();
    app.deps.clock.shift(time::Duration::seconds(30));
    App { codes: confirmed.recovery_codes, ..begun }
}

/// Takes away what the county's people of the tests have.
pub fn forget(app: &TestApp) {
    app.database.owner().batch_execute("DELETE FROM factors").expect("forgets");
}

/// The password of whoever got one here.
pub const PASSWORD: &str = "seven plums on a blue plate";

/// Gives a person of the tests a password; answers their user name.
pub async fn password(app: &TestApp, organization: &str, role: Role) -> String {
    let hash = api::passwords::hash(PASSWORD.to_owned()).await.expect("hashes");
    let (id, name) = (county::user(organization, role), county::user_name(organization, role));
    let sql = format!("UPDATE users SET password_hash = '{hash}' WHERE id = '{id}'");
    app.database.owner().batch_execute(&sql).expect("gives a password");
    name
}
