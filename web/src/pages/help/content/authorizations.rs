//! Requesting an authorization, following it, its documents, its words, its clock.

use super::Block::{DecisionClock, FileLimits, Heading, List, More, RequiredDocuments, Steps, Terms, Text};
use super::Topic;
use crate::route::HelpPage;

pub(super) const REQUEST: Topic = Topic {
    lead: "One page: what for, when, how much, documents. The panel beside it says at once what holds and what does not.",
    blocks: &[
        Steps(&[
            "Choose service, funding source, plan and procedure. Each choice narrows the others; the only choice left is made for you.",
            "Enter first and last day, or the first day and a number of days. The first day counts.",
            "Choose the program, the units (9,999 is suggested) and standard or expedited.",
            "Attach the documents. They may be there before the request is sent.",
            "Look at the panel, then send. The authorization has its number at once.",
        ]),
        Heading("What must hold"),
        List(&[
            "An admission to your agency is open on the first day, and coverage answers on it.",
            "Medi-Cal plans need Medi-Cal on the first day; other plans need its absence. Where the source does not say which, you are asked.",
            "Your agency has a provider authorization for that source and fiscal year with money left.",
            "The period lies in one fiscal year, 1 July to 30 June. One click splits a longer one at 30 June into two requests.",
            "A request that overlaps another for the same client and procedure needs a reason.",
        ]),
        Heading("Expedited"),
        Text(
            "Choose expedited when waiting could seriously harm the client's life, health or ability to recover. The county then decides sooner.",
        ),
        Text(
            "Once sent, a request stays as it is. If something has to be otherwise, ask the county for a change on the authorization's page.",
        ),
        More(HelpPage::Documents),
        More(HelpPage::DecisionClock),
    ],
};

pub(super) const ONE: Topic = Topic {
    lead: "Where a request stands, what was granted, and everything said about it.",
    blocks: &[
        List(&[
            "Status and review status stand beside the number, with the time the decision is due.",
            "Asked and granted stand side by side once the county has decided.",
            "The conversation goes to the county and back. Notes marked for county staff are seen by nobody else.",
            "The page updates itself: a decision appears without a reload.",
        ]),
        Heading("What you can do"),
        Terms(&[
            (
                "Answer the county",
                "When information is asked for, write the answer and attach what is wanted. The clock runs again.",
            ),
            (
                "Attach, replace or remove documents",
                "Until the decision. Replacing keeps the former file as an older version.",
            ),
            ("Withdraw request", "Until the decision. It cannot be taken back; send a new request instead."),
            (
                "Ask for a change",
                "Another period or other units, with the reason. The county accepts or refuses it, and both stay in the history.",
            ),
            ("Print letter", "The decision as a letter."),
        ]),
        More(HelpPage::Statuses),
        More(HelpPage::DecisionClock),
    ],
};

pub(super) const DOCUMENTS: Topic = Topic {
    lead: "The five forms every request needs, and how to attach them.",
    blocks: &[
        Heading("Required for IHBS and TBS"),
        RequiredDocuments,
        Heading("Attaching"),
        Steps(&[
            "Drop a file on the form it belongs to, or choose it with the button.",
            "Drop a whole pile at once: Portico sorts by file name and asks about the rest.",
            "Each file shows its own progress. A refused file says why and leaves the others alone.",
        ]),
        FileLimits,
        List(&[
            "Files get the name of the form and the date, for example Assessment_09182020.pdf; the name you gave is kept beside it.",
            "What a file holds is checked, not only its name. Empty files and files of another kind are refused.",
            "The same file attached twice is marked as a duplicate.",
            "After the decision documents stay as they are.",
        ]),
        Text(
            "The county can decide without a document only with a reason, and its clock begins when all five are there. So attach them with the request.",
        ),
    ],
};

pub(super) const STATUSES: Topic = Topic {
    lead: "The words used for requests, reviews and due times.",
    blocks: &[
        Heading("Status: where the authorization stands"),
        Terms(&[
            ("Pending", "Asked for and not decided."),
            ("Active", "Granted, wholly or in part, and its period is not over."),
            ("Ended", "Was active; its period is over or was cut short."),
            ("Withdrawn", "Taken back by the agency before a decision."),
            ("Denied", "Refused, with the reason in the letter."),
        ]),
        Heading("Review status: where the county's review stands"),
        Terms(&[
            ("Submitted", "Sent; no reviewer has taken it yet."),
            ("In review", "A reviewer has taken it."),
            ("Information requested", "The county waits for the agency's answer."),
            ("Approved", "Granted as asked."),
            ("Approved in part", "Granted with fewer units or a shorter period."),
            ("Denied", "Refused."),
        ]),
        Heading("Due time"),
        Terms(&[
            ("On time", "There is time left."),
            ("Due soon", "Less than a day is left."),
            ("Overdue", "The due time is past."),
            ("Clock stopped", "The county waits for the agency."),
            ("Waiting for documents", "The clock has not begun: a required document is missing."),
        ]),
        More(HelpPage::DecisionClock),
    ],
};

pub(super) const CLOCK: Topic = Topic {
    lead: "How long the county has for a decision, and from when it counts.",
    blocks: &[
        DecisionClock,
        List(&[
            "The clock begins when the information is complete: with the request, or when the last of the five documents arrives.",
            "For a standard request the day itself does not count; the decision is due by the end of the last day.",
            "While the county waits for the agency's answer the clock stands still.",
            "Saturdays, Sundays and county holidays are no business days.",
        ]),
        Text(
            "The shorter of the two limits for standard requests counts: seven calendar days come from federal rules for prior authorization (CMS-0057-F), five business days from the state (BHIN 22-016). A county may set them otherwise; the figures above are the ones in force here.",
        ),
        More(HelpPage::Statuses),
    ],
};
