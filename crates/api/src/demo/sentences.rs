//! What people of the demonstration county write to each other. Nobody is named.

/// A first note with a request.
pub(super) const WITH_REQUEST: [&str; 6] = [
    "Two school suspensions since September. The family asks for help at home in the evenings.",
    "Step-down from residential care is planned for next month. Services at home should begin the same week.",
    "The foster parents report nightly outbursts; the placement is at risk without support.",
    "Continues the service under the earlier authorization. Goals one and two are met, goal three is new.",
    "The child and family team met last week and agreed on four contacts a week for the first month.",
    "Caregiver works nights. Sessions are planned for mornings and weekends.",
];

/// What only the county reads.
pub(super) const INTERNAL: [&str; 6] = [
    "CANS scores support the intensity. Compared with the plan of last spring.",
    "Second request of this agency with a plan that is signed late. Raise it at the provider meeting.",
    "Spoke with the care coordinator: intensive care coordination is in place.",
    "Units look high for the frequency in the plan. Check at renewal.",
    "Placement change confirmed with child welfare.",
    "Discussed in case review; agreed with the outcome.",
];

/// What the county asks for, and the answer.
pub(super) const QUESTIONS: [(&str, &str); 6] = [
    (
        "The treatment plan has no caregiver signature. Send the signed plan.",
        "The signed plan is attached. The caregiver signed at yesterday's session.",
    ),
    ("The CANS is older than six months. Send a current one.", "A current CANS was done this week and is attached."),
    (
        "The plan names no frequency for home-based sessions. Say how often and for how long.",
        "Three sessions a week of two hours for eight weeks, then two a week. The plan is amended.",
    ),
    (
        "Tell us whether intensive care coordination has begun, and who coordinates.",
        "Care coordination began on the first of the month with our own coordinator.",
    ),
    (
        "The assessment describes another program than the one requested. Confirm the site.",
        "The site on the request is right. The assessment was done before the transfer.",
    ),
    (
        "Describe what was tried at a lower level of care and why it was not enough.",
        "Weekly outpatient therapy for five months without change in aggression at home. A summary is attached.",
    ),
];

/// With an approval.
pub(super) const APPROVED: [&str; 5] = [
    "",
    "Approved as requested. Request renewal at least two weeks before the end.",
    "Approved. Include progress on goal two with the next request.",
    "",
    "Approved. Coordinate the schedule with the school.",
];

/// With an approval of fewer units.
pub(super) const IN_PART: [&str; 3] = [
    "Approved for the frequency in the treatment plan. Ask for a change if the need grows.",
    "Fewer units are approved: the plan fades the service after week eight.",
    "Approved in part. A medication consultation is recommended meanwhile.",
];

/// With an approval of a shorter period.
pub(super) const SHORTER: [&str; 2] = [
    "Approved for a shorter time; send a progress summary with the next request.",
    "Approved to the end of the present treatment plan. Renew it with the next request.",
];

/// Why an agency takes a request back.
pub(super) const WITHDRAWALS: [&str; 5] = [
    "The family moved to another county.",
    "Sent under the wrong benefit plan. A new request follows.",
    "The caregiver declined the service for now.",
    "Entered twice by mistake.",
    "The client went to residential care.",
];

/// Why it is decided without all documents.
pub(super) const WITHOUT_DOCUMENTS: [&str; 3] = [
    "The form is on file with an authorization of this year.",
    "Immediate need; the form was promised within ten days.",
    "Asked for twice and not received.",
];

/// Why an agency asks for a later end.
pub(super) const LATER: [&str; 2] = [
    "Discharge from the service is planned a month later than thought.",
    "The team decided to fade the service more slowly.",
];

/// Why an agency asks for more units.
pub(super) const MORE: [&str; 2] =
    ["Crisis contacts used more units than planned.", "Sessions were lengthened after the move to a new placement."];

/// Why an agency asks for fewer units.
pub(super) const FEWER: &str = "The unit count on the request was a slip. The treatment plan needs fewer.";

/// Why a change is refused.
pub(super) const CHANGE_REFUSALS: [&str; 3] = [
    "More than a third of the units is unused. Ask again when they are nearly used.",
    "Send a new request for the longer period with a current treatment plan.",
    "The reason does not show a change in need.",
];

/// Later in the conversation, from the agency.
pub(super) const AGENCY_LATER: [&str; 4] = [
    "When may we expect the decision? The family has to arrange child care.",
    "For your information: the care plan meeting is on Thursday.",
    "The caregiver's phone number changed; it is corrected in the record.",
    "Thank you. Services began this week.",
];

/// Why two requests overlap.
pub(super) const OVERLAP: &str = "A second site serves the client on weekends while the first goes on during the week.";
