//! Beginning, home, news, one's own account, keys.

use super::Block::{Heading, Keys as KeyList, List, More, Steps, Text};
use super::Topic;
use crate::route::HelpPage;

pub(super) const START: Topic = Topic {
    lead: "What Portico is for, and the way from a client to a decision.",
    blocks: &[
        Text(
            "Contract agencies ask the county for authorization to give a service, and the county decides. Both work in Portico, on the same record, and see each other's changes as they happen: no page needs to be reloaded.",
        ),
        Heading("From a client to a decision"),
        Steps(&[
            "Find the client, or add a new one with the first admission.",
            "See that admission and coverage hold on the day the service begins.",
            "Request the authorization and attach the five required documents.",
            "The county reviews it. If it asks for information, answer on the authorization's page.",
            "Read the decision, print the letter, and ask for a change if something has to be otherwise.",
        ]),
        Heading("Good to know"),
        List(&[
            "What you type is kept as a draft while you type it. It comes back after a reload, after signing in again, and after a lost network.",
            "Dates can be typed in any habit: 3/1/26, 030126, today, +30. They are shown as MM/DD/YYYY.",
            "A question mark in the bar opens the help for the page you are on.",
            "You see the pages your role includes. Who runs your office can change your role.",
        ]),
        More(HelpPage::Request),
        More(HelpPage::Glossary),
    ],
};

pub(super) const HOME: Topic = Topic {
    lead: "What waits for you today, oldest first.",
    blocks: &[
        Text(
            "Each row names the client, says in one sentence what is the matter and when it is due, and has one button that leads to where it is mended.",
        ),
        List(&[
            "Questions from the county and missing documents come first, because the decision waits for them.",
            "A row that is done fades and stays until you leave the page, so that nothing moves under your hand.",
            "The page updates itself. A group that holds more than it shows leads to the whole list.",
            "Your own unfinished forms are here too. A draft that nobody touches is deleted after 30 days.",
        ]),
        More(HelpPage::Statuses),
    ],
};

pub(super) const NEWS: Topic = Topic {
    lead: "What the county announces.",
    blocks: &[
        Text("Unread news opens once after you sign in and stays here until its last day. Important items come first."),
        Heading("Writing news, for county staff"),
        Steps(&[
            "Choose Write news and enter a headline and the text. An empty line begins a new paragraph.",
            "Set the first day, and the last day where there is one.",
            "Mark it important if everybody should see it before they begin to work.",
        ]),
        Text("Everybody who signs in reads news, so write nothing about a client in it."),
    ],
};

pub(super) const ACCOUNT: Topic = Topic {
    lead: "Your password, the second step of signing in, your sessions, how Portico looks.",
    blocks: &[
        Heading("Password"),
        List(&[
            "The first password is given to you by the person who made your account. It works once; you choose your own right away.",
            "What a new password must be like is shown above the field. Several words in a row are easy to keep and hard to guess.",
            "Nobody can read your password, your supervisor and the county included. Forgotten, it can only be reset: ask your supervisor or the county's administrator.",
        ]),
        Heading("Second step of signing in"),
        List(&[
            "An authenticator app on your telephone shows six digits, new ones every half minute. With it a stolen password is not enough. County staff need one; everybody may set one up.",
            "Each code is good once. If one is refused, wait for the next.",
            "With the app come ten recovery codes, shown once. Each opens the second step once, on the day the telephone is lost.",
            "Lost both? Ask your supervisor or the county's administrator to take the second step away, and set up a new one.",
            "Before the second step is changed you are asked for your password or a code again, if the last time was more than five minutes ago.",
        ]),
        Heading("Sessions"),
        List(&[
            "When nobody is at work for a while, Portico warns you for a minute, then locks: the page is put away and you are signed out. Sign in over it and go on: what you typed is still there.",
            "Lock now in your menu, or Ctrl+Shift+L, does the same at once, in every tab.",
            "Your account lists where you are signed in. End what you do not know.",
            "Sign out everywhere ends your sessions on all computers, for example after leaving one open.",
            "After several wrong passwords Portico makes you wait before the next one.",
        ]),
        Heading("How it looks"),
        Text(
            "Your menu in the bar switches between light, dark and the setting of your computer. The choice stays on this computer.",
        ),
    ],
};

pub(super) const KEYS: Topic = Topic {
    lead: "Everything can be done without a mouse.",
    blocks: &[
        KeyList(&[
            ("/", "Find a client or a page"),
            ("Ctrl+K", "The same, also while typing in a field"),
            ("Ctrl+Shift+L", "Lock the screen, also while typing"),
            ("?", "Show the keys"),
            ("Tab, Shift+Tab", "To the next and the previous field, link or button"),
            ("Enter", "Send the form, open the link"),
            ("Esc", "Close a dialog, menu or panel"),
            ("A", "In review: approve"),
            ("P", "In review: approve in part"),
            ("D", "In review: deny"),
            ("I", "In review: ask for information"),
        ]),
        Text("Single letters work only while you are not typing in a field."),
    ],
};
