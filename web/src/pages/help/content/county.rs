//! Review, reports, provider authorizations, administration.

use super::Block::{Heading, List, More, Roles, Scopes, Steps, Terms, Text};
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

pub(super) const API_ACCESS: Topic = Topic {
    lead: "For programs: what they may do in Portico, and for how long.",
    blocks: &[
        Heading("Tokens"),
        Text(
            "A token is for a program of your own, for example one that reads a report each night. It acts in your name, within what you choose, and stands beside your name in the record of what was done.",
        ),
        Steps(&[
            "Choose Make token, say what it is for, and tick what it may do. Give it no more than it needs.",
            "Copy the token to where the program keeps its secrets. It is shown once.",
            "Before it ends, choose Replace: you get a new one, and the former stays good until the program has changed over.",
        ]),
        List(&[
            "A token ends on its last day, at most one year ahead. Two weeks before, the list says so.",
            "Revoke a token that is lost or no longer needed. Its program is refused from the next request on.",
            "A token never does more than its owner may. When the owner changes role or leaves, it loses the same.",
            "You see the tokens of everybody in your organization and can revoke each of them.",
        ]),
        Heading("Applications"),
        Text(
            "The county registers other vendors' systems, such as an agency's electronic health record. An application proves who it is with a key that never leaves the vendor, gets access for five minutes at a time, and acts in its own name for one organization. Suspend or revoke it, and it is refused at once.",
        ),
        Heading("Scopes and what they open"),
        Scopes,
    ],
};
