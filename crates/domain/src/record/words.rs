//! What people read for operations and audit actions: one table for pages, files and letters. A contract test fails
//! when an operation of the API or an action of the record has no words here.

use serde_json::Value;

/// Every operation and action with its words, in alphabetical order.
pub const ACTIONS: &[(&str, &str)] = &[
    ("attachments.content", "Opened a document"),
    ("attachments.list", "Saw the list of documents"),
    ("attachments.remove", "Removed a document"),
    ("attachments.replace", "Replaced a document"),
    ("attachments.upload", "Uploaded a document"),
    ("authorizations.add_note", "Wrote a note on an authorization"),
    ("authorizations.answer_information", "Answered a question about an authorization"),
    ("authorizations.claim", "Took an authorization for review"),
    ("authorizations.decide", "Decided an authorization"),
    ("authorizations.decide_change", "Decided a change of an authorization"),
    ("authorizations.end", "Ended an authorization whose last day had passed"),
    ("authorizations.facts", "Saw what a request for an authorization needs to know"),
    ("authorizations.letter", "Opened the letter about a decision"),
    ("authorizations.list", "Saw a list of authorizations"),
    ("authorizations.queue", "Saw the review queue"),
    ("authorizations.read", "Opened an authorization"),
    ("authorizations.release", "Gave an authorization back to the review queue"),
    ("authorizations.request_change", "Asked for a change of an authorization"),
    ("authorizations.request_information", "Asked a question about an authorization"),
    ("authorizations.submit", "Requested an authorization"),
    ("authorizations.withdraw", "Withdrew an authorization"),
    ("clients.create", "Added the client"),
    ("clients.lookup", "Found the client among the clients of their organization"),
    ("clients.matches", "Compared the client with somebody being added"),
    ("clients.read", "Opened the client's record"),
    ("clients.search", "Found the client in a search of the whole county"),
    ("coverage.change", "Changed coverage"),
    ("coverage.create", "Added coverage"),
    ("coverage.list", "Saw coverage"),
    ("drafts.discard", "Threw a draft away"),
    ("drafts.list", "Saw their own drafts"),
    ("drafts.read", "Opened their own draft"),
    ("drafts.save", "Kept a draft"),
    ("enrollments.change", "Changed or ended an admission"),
    ("enrollments.create", "Admitted the client to a program"),
    ("enrollments.list", "Saw admissions"),
    ("events.listen", "Followed live updates"),
    ("funding.create", "Set up a provider authorization"),
    ("funding.list", "Saw provider authorizations"),
    ("funding.post_entry", "Moved money of a provider authorization"),
    ("funding.read", "Opened a provider authorization"),
    ("funding.sources", "Saw the funding sources"),
    ("health.alive", "Asked whether the server lives"),
    ("health.metrics", "Read the server's figures"),
    ("health.ready", "Asked whether the server can work"),
    ("home.read", "Saw their home page"),
    ("news.change", "Changed news"),
    ("news.create", "Wrote news"),
    ("news.list", "Saw the news"),
    ("news.read", "Marked news as read"),
    ("notifications.list", "Saw notifications"),
    ("notifications.read", "Marked notifications as read"),
    ("organizations.change", "Changed an organization"),
    ("organizations.create", "Added an organization"),
    ("organizations.list", "Saw the organizations"),
    ("programs.change", "Changed a program"),
    ("programs.create", "Added a program"),
    ("programs.list", "Saw the programs"),
    ("record.accesses", "Searched the record of who saw what"),
    ("record.add_disclosure", "Entered a disclosure"),
    ("record.client_accesses", "Looked up who had seen the client's record"),
    ("record.disclosures", "Saw the disclosures of the client"),
    ("record.events", "Searched the record of who did what"),
    ("reports.authorization_status", "Ran the report on authorization requests"),
    ("reports.authorization_turnaround", "Ran the report on decision times"),
    ("session.change_password", "Changed their own password"),
    ("session.read", "Saw who is signed in"),
    ("session.sign_in", "Signed in"),
    ("session.sign_out", "Signed out"),
    ("session.sign_out_everywhere", "Signed out everywhere"),
    ("settings.change_attachments", "Changed the rules for documents"),
    ("settings.change_holidays", "Changed the holidays"),
    ("settings.change_password_rules", "Changed the rules for passwords"),
    ("settings.holidays", "Saw the holidays"),
    ("settings.read", "Saw the settings"),
    ("terms.accept", "Accepted the terms"),
    ("terms.read", "Read the terms"),
    ("users.change", "Changed a person's account"),
    ("users.create", "Added a person's account"),
    ("users.list", "Saw the people"),
    ("users.reset_password", "Reset a person's password"),
];

/// The words of an operation or action; its own name where there are none, which a test does not let happen.
pub fn words_of(name: &str) -> &str {
    ACTIONS.iter().find(|(one, _)| *one == name).map_or(name, |(_, words)| words)
}

/// Why data was read, in words.
pub fn purpose_words(purpose: &str) -> &str {
    match purpose {
        "treatment" => "Treatment",
        "payment" => "Payment and authorization",
        "operations" => "Running the office",
        "emergency" => "Emergency",
        other => other,
    }
}

/// Which kinds of criteria a search used, in words: `name+birth_date` is "name, birth date".
pub fn shape_words(shape: &str) -> String {
    shape.split('+').map(|one| one.replace('_', " ")).collect::<Vec<_>>().join(", ")
}

/// Names of fields and codes of an event, in words. There are no values in them to be shown.
pub fn detail_words(detail: &Value) -> String {
    let parts = detail.as_object().into_iter().flatten().filter_map(|(name, value)| {
        let value = one(value);
        (!value.is_empty()).then(|| format!("{}: {value}", name.replace('_', " ")))
    });
    parts.collect::<Vec<_>>().join("; ")
}

fn one(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::String(text) => text.trim_start_matches('/').replace('_', " "),
        Value::Array(items) => items.iter().map(one).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn nothing_stands_twice_and_everything_is_said() {
        assert!(ACTIONS.is_sorted_by(|one, next| one.0 < next.0));
        assert!(ACTIONS.iter().all(|(_, words)| words.len() > 5 && !words.ends_with('.')));
        assert_eq!(words_of("clients.read"), "Opened the client's record");
        assert_eq!(words_of("no.such"), "no.such");
    }

    #[test]
    fn codes_are_read_as_words() {
        let detail = json!({ "code": "not_permitted", "fields": ["/end_date", "units"], "none": null, "many": 2 });
        assert_eq!(detail_words(&detail), "code: not permitted; fields: end date, units; many: 2");
        assert_eq!(detail_words(&json!({})), "");
        assert_eq!(shape_words("name+birth_date"), "name, birth date");
    }
}
