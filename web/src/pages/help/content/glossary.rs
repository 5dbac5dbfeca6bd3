//! The words and abbreviations of the field.

use super::Block::{Terms, Text};
use super::Topic;

pub(super) const GLOSSARY: Topic = Topic {
    lead: "Words and abbreviations on these pages, spelled out.",
    blocks: &[
        Text("They are used here as Los Angeles County and the State of California use them."),
        Terms(&[
            ("Admission", "The time a client is in the care of a program, from its first day to its last."),
            (
                "Authorization",
                "The county's word that a service for one client will be paid: so many units, from day to day. Also called member-based authorization.",
            ),
            ("Benefit plan", "What a funding source pays for. Each has a number and covers one service."),
            (
                "CANS",
                "Child and Adolescent Needs and Strengths: a structured look at a child's needs and strengths. Version 3 is asked for here.",
            ),
            (
                "Change request",
                "An agency's wish to change a request that is already sent. The county accepts or refuses it.",
            ),
            ("CIN", "Client Index Number, the Medi-Cal number of a person: a 9, seven digits and a letter."),
            ("Client number", "The county's own number of a client."),
            ("Client Treatment Plan", "The goals of the treatment and the ways to them, agreed with the client."),
            ("Coverage", "The payer that answers for a client on a day. Also called financial eligibility."),
            ("Fiscal year", "1 July to 30 June. FY 2026–27 begins on 07/01/2026."),
            (
                "Funding source",
                "The money a service is paid from. Some are for people with Medi-Cal only, some for people without.",
            ),
            ("HCPCS", "The national list of procedure codes. H2015:HK is a code with the modifier HK."),
            (
                "ICC",
                "Intensive Care Coordination: planning and joining up the care of a child who needs several services. The ICC Eligibility form shows that the client qualifies.",
            ),
            (
                "IHBS",
                "Intensive Home-Based Services: help at home and in the community that builds a young person's skills.",
            ),
            ("Legal entity", "The organization that holds the contract with the county. Here: agency."),
            ("Medi-Cal", "California's Medicaid program."),
            ("NPI", "National Provider Identifier: ten digits that name a provider."),
            ("P-Auth", "Provider authorization: the dollars of one agency for one funding source and one fiscal year."),
            (
                "Part 2",
                "42 CFR Part 2, the federal rule that protects records of substance-use treatment more strictly than others.",
            ),
            ("Program", "The place where an agency gives services. It has a provider number."),
            (
                "TBS",
                "Therapeutic Behavioral Services: one-to-one help with a behavior that puts a young person's placement at risk.",
            ),
            ("TIN", "Tax identification number of an organization."),
            ("Unit", "What a service is counted in. An authorization allows a number of them."),
        ]),
    ],
};
