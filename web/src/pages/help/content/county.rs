//! Review, reports, provider authorizations, administration.

use super::Block::{Heading, List, More, Roles, Steps, Terms, Text};
use super::Topic;
use crate::route::HelpPage;

pub(super) const REVIEW: Topic = Topic {
    lead: "For county reviewers: the queue, one request, the decision.",
    blocks: &[
        Steps(&[
            "Open a request from the queue. The soonest due stands on top.",
            "Claim it, so that nobody else decides it at the same time. Release it if you cannot go on.",
            "Read the request and its documents side by side.",
            "Decide, or ask for information. The next request opens by itself.",
        ]),
        Terms(&[
            ("Approve", "As asked."),
            ("Approve in part", "Fewer units or a shorter period; say which."),
            ("Deny", "With a reason from the list. The reason goes into the letter and to the agency."),
            ("Ask for information", "Say what is missing. The clock stops until the agency answers."),
        ]),
        List(&[
            "Each decision can carry a note to the agency and an internal note that only county staff read.",
            "Deciding while a required document is missing asks for a reason.",
            "Nobody decides a request of their own organization.",
            "Changes an agency asks for are accepted or refused here too, with before and after side by side.",
        ]),
        More(HelpPage::Keys),
        More(HelpPage::DecisionClock),
    ],
};

pub(super) const REPORTS: Topic = Topic {
    lead: "Choose, see at once, take the same along as CSV.",
    blocks: &[
        Heading("Authorization request status"),
        List(&[
            "Every request you may see: an agency its own, the county all.",
            "Narrow by status, review status, client number, funding source, program and the days of submission. The report follows as you choose.",
            "Search within the results looks in numbers, names, programs, plans and procedures.",
            "Download CSV gives every row that fits, with the columns and the order of the screen. Nothing in it can act as a formula in a spreadsheet.",
        ]),
        Text(
            "A downloaded report holds names of clients. Keep it where client records belong, and delete it when it is used.",
        ),
        Heading("Aging and turnaround"),
        List(&[
            "Open requests by how long they have waited, and how many are overdue.",
            "Decisions by month, and how long they took from submission: half were faster than the median.",
        ]),
    ],
};

pub(super) const FUNDING: Topic = Topic {
    lead: "The dollars of an agency for one funding source and one fiscal year.",
    blocks: &[
        Text(
            "A provider authorization (P-Auth) is set up by the county from the contract. An authorization for a client is a child of it: services claimed under it are paid from its dollars, and claiming goes on until they are used up.",
        ),
        Terms(&[
            ("Contract amount", "What the contract allots, once, when the P-Auth is made."),
            ("Amendment", "Adds to the amount, or with a minus takes from it."),
            ("Draw", "Used by a claim. It can never be more than what is left."),
            ("Return", "Given back when a claim is voided or replaced. It can never be more than what was drawn."),
        ]),
        List(&[
            "The bar shows what remains of the amount. Under a tenth is marked as running low.",
            "The ledger is never changed. A mistake is put right by another entry with its reason.",
            "A new fiscal year, beginning 1 July, has P-Auths of its own.",
        ]),
    ],
};

pub(super) const ADMINISTRATION: Topic = Topic {
    lead: "Who can sign in, for which organization, and what the installation allows.",
    blocks: &[
        Heading("People"),
        Steps(&[
            "Choose Add person and enter name, user name and role.",
            "Hand the first password over yourself or by phone. It is shown once; the person chooses their own at the first sign-in.",
            "When somebody leaves, deactivate the account. They are signed out everywhere at once, and what they did stays in their name.",
            "When somebody has forgotten the password, reset it: they get a new first password.",
        ]),
        Text("One person, one account, one role. Shared accounts make it impossible to say who saw what."),
        Heading("Roles"),
        Roles,
        Heading("Organizations and programs"),
        Text(
            "The county keeps its agencies and health plans, and the programs of each agency. An inactive program takes no new admissions and requests; an inactive organization's people cannot sign in. Records stay in both cases.",
        ),
        Heading("Settings"),
        Text(
            "The county's administrator sets how large attached files may be and of which types. The new limits hold for every file from then on.",
        ),
    ],
};

pub(super) const RECORD: Topic = Topic {
    lead: "For the privacy officer, and for supervisors about their own people.",
    blocks: &[
        Text(
            "Portico writes down every change and every look at a client's data: who, of which organization, when, what and for which purpose. Names of fields are kept, never what anyone typed.",
        ),
        List(&[
            "Record shows what was done and what was looked at. Narrow it by organization, person, what and days; Download CSV gives every row that fits.",
            "Who looked, on a client's record, shows everybody who was shown something of that client.",
            "Supervisors see their own organization's people, the privacy officer everybody.",
            "Reading the record is itself written down.",
            "Each row is sealed within seconds. Nobody changes, removes or adds one unseen; the county's operators verify that every night.",
        ]),
        Heading("Disclosures"),
        List(&[
            "What was given to somebody outside is listed on the client's record for six years.",
            "The privacy officer enters what was disclosed outside Portico: a subpoena answered, a fax, a letter.",
            "The client may ask for the account: open the letter and print it, or download it.",
            "An entry stays as it is. A mistake is put right by a second entry.",
        ]),
    ],
};
