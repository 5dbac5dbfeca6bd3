//! Finding and adding clients, their record, their coverage.

use super::Block::{Heading, List, More, Steps, Terms, Text};
use super::Topic;
use crate::route::HelpPage;

pub(super) const FIND: Topic = Topic {
    lead: "Two searches: your own agency's clients, and the whole county.",
    blocks: &[
        Terms(&[
            ("My agency", "Clients your agency has or had admitted, with their full record."),
            (
                "Whole county",
                "Every client of the county, with the few fields needed to tell people apart. Use it before you add a client: the person may be known already.",
            ),
        ]),
        Heading("What to type"),
        Text("One field understands what you type. A separate field for each part is one click away."),
        List(&[
            "A name in any order: Reyes, Ana or Ana Reyes. The beginning of a name is enough, and former names are found too.",
            "A birth date, alone or after a name: Reyes 05/09/2012.",
            "A client number, a CIN, or a social security number.",
        ]),
        Text(
            "Search with as much as you know. Every search of the whole county is recorded with your name, and too many in a short time are stopped for a while.",
        ),
        More(HelpPage::AddClient),
    ],
};

pub(super) const ADD: Topic = Topic {
    lead: "One form for a new client, the first admission and, where known, the coverage.",
    blocks: &[
        Steps(&[
            "Enter name, birth date and what else you know. Portico compares with the whole county while you type.",
            "Look at the records that may be the same person. If one is, admit that client instead of adding another.",
            "If none is, say so for each. A strong likeness asks for a reason.",
            "Choose the program and the first day, and add the coverage if you know it.",
            "Send the form. The client has a number at once.",
        ]),
        Text(
            "Two records of one person are hard to mend: authorizations, services and documents are then split between them. That is why the comparison stands before the form can be sent.",
        ),
        More(HelpPage::FindClient),
    ],
};

pub(super) const RECORD: Topic = Topic {
    lead: "Everything about one client, under a banner that stays the same on every tab.",
    blocks: &[
        Heading("The four lamps"),
        Text("They answer for today, and each leads to where it is set right."),
        Terms(&[
            ("Enrolled", "An admission to one of your programs is open."),
            ("Covered", "A payer answers today."),
            ("Diagnosed", "A diagnosis is on file. Portico does not keep diagnoses yet."),
            ("Authorized", "An authorization is active."),
        ]),
        Heading("The tabs"),
        List(&[
            "Summary: what matters today.",
            "Information: demographics. Agencies read them; the county changes them.",
            "Programs: admissions. Add one, or end one with its last day and reason.",
            "Coverage: who pays, from when to when.",
            "Authorizations: every request for this client, and the button for a new one.",
        ]),
        Heading("Substance-use programs"),
        Text(
            "What a program under 42 CFR Part 2 writes is seen by the people who work in it, and by nobody else of the agency. An account manager says who that is: People, Programs.",
        ),
        List(&[
            "The client's consents stand under Programs. One opens what it names to whom it names, until its end or until it is revoked.",
            "A request of such a program needs a consent that lets the county see authorizations and documents for payment.",
            "What is shown under a consent carries a statement. It goes along wherever the record goes.",
        ]),
        Text("Opening a client's record is recorded, as it is on paper."),
        More(HelpPage::Coverage),
        More(HelpPage::Request),
    ],
};

pub(super) const COVERAGE: Topic = Topic {
    lead: "Which payer answers for a client, and on which days.",
    blocks: &[
        Text(
            "Coverage is a list of spans. Each has a payer, a first day and, once it is over, a last day. The drawing shows one lane a payer with today marked; gaps and overlaps are seen where they are.",
        ),
        List(&[
            "A request needs coverage on the day the service begins.",
            "A plan paid by Medi-Cal needs Medi-Cal on that day; a plan that is not needs its absence. Medi-Cal needs the client's CIN.",
            "End a span instead of changing it when the payer changes: what was true then stays true.",
            "You change what your own agency entered. What others entered is shown to you and stays theirs.",
        ]),
        More(HelpPage::Glossary),
    ],
};
