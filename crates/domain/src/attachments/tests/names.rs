//! Names: cleaned, refused, suggested, guessed.

use proptest::prelude::*;
use time::macros::date;
use uuid::Uuid;

use super::super::*;

#[test]
fn what_is_kept_of_a_name() {
    for (given, kept, extension) in [
        ("Assessment_09182020.pdf", "Assessment_09182020.pdf", "pdf"),
        ("C:\\fakepath\\CANS 3.PDF", "CANS 3.PDF", "pdf"),
        ("../../etc/passwd.txt", "passwd.txt", "txt"),
        ("Smith, J. 09.18.2020.pdf", "Smith, J. 09.18.2020.pdf", "pdf"),
        ("plan v1.2.docx", "plan v1.2.docx", "docx"),
        ("a<b>|c?.png", "a_b__c_.png", "png"),
        ("Nun\u{303}ez.jpg", "Nu\u{f1}ez.jpg", "jpg"),
    ] {
        let clean = clean_name(given).unwrap();
        assert_eq!((clean.name.as_str(), clean.extension.as_str()), (kept, extension), "{given}");
    }
}

#[test]
fn what_is_refused_of_a_name() {
    let long = format!("{}.pdf", "x".repeat(252));
    for (given, kind) in [
        ("", RefusalKind::NoExtension),
        ("Assessment", RefusalKind::NoExtension),
        ("folder/", RefusalKind::NoExtension),
        (".pdf", RefusalKind::BadName),
        ("...pdf", RefusalKind::BadName),
        ("form.pdf.", RefusalKind::BadName),
        ("form.pdf ", RefusalKind::BadName),
        ("form.pdf.exe", RefusalKind::DoubleExtension),
        ("form.exe.pdf", RefusalKind::DoubleExtension),
        ("form.PDF .docx", RefusalKind::DoubleExtension),
        ("form.docm.docx", RefusalKind::DoubleExtension),
        ("CON.pdf", RefusalKind::BadName),
        ("lpt1.notes.txt", RefusalKind::BadName),
        ("form\u{202e}fdp.exe", RefusalKind::BadName),
        ("form\u{200b}.pdf", RefusalKind::BadName),
        ("form\r\nX-Header: 1.pdf", RefusalKind::BadName),
        ("form\0.pdf", RefusalKind::BadName),
        (&long, RefusalKind::BadName),
    ] {
        assert_eq!(clean_name(given).map_err(|r| r.kind), Err(kind), "{given:?}");
    }
}

#[test]
fn names_follow_the_countys_convention() {
    let day = date!(2020 - 09 - 18);
    assert_eq!(suggested_name(DocumentType::Assessment, day, "pdf"), "Assessment_09182020.pdf");
    assert_eq!(suggested_name(DocumentType::IhbsTbsAssessment, day, "docx"), "IHBS-TBS_Assessment_09182020.docx");
    for kind in DocumentType::ALL {
        let name = suggested_name(*kind, day, "pdf");
        assert_eq!(clean_name(&name).map(|c| c.name), Ok(name));
    }
}

#[test]
fn a_dropped_pile_sorts_itself() {
    for (name, kind) in [
        ("Assessment_09182020.pdf", Some(DocumentType::Assessment)),
        ("CANS3 final.pdf", Some(DocumentType::Cans3)),
        ("cans-3.docx", Some(DocumentType::Cans3)),
        ("IHBS-TBS_Assessment_01022026.pdf", Some(DocumentType::IhbsTbsAssessment)),
        ("tbs assessment.pdf", Some(DocumentType::IhbsTbsAssessment)),
        ("Client_Treatment_Plan.pdf", Some(DocumentType::ClientTreatmentPlan)),
        ("CTP.pdf", Some(DocumentType::ClientTreatmentPlan)),
        ("ICC Eligibility.pdf", Some(DocumentType::IccEligibility)),
        ("Riccardo.pdf", None),
        ("scan0001.pdf", None),
    ] {
        assert_eq!(guess_type(name), kind, "{name}");
    }
    for kind in DocumentType::REQUIRED {
        assert_eq!(guess_type(&suggested_name(kind, date!(2026 - 01 - 02), "pdf")), Some(kind));
    }
}

#[test]
fn the_checklist_counts_what_can_be_opened() {
    let id = Uuid::from_u128(1);
    let files = [
        (id, DocumentType::Assessment, AttachmentState::Attached),
        (id, DocumentType::Cans3, AttachmentState::Quarantined),
        (id, DocumentType::IccEligibility, AttachmentState::Replaced),
        (id, DocumentType::Other, AttachmentState::Staged),
    ];
    let checks = checklist(&files);
    let present: Vec<DocumentType> = checks.iter().filter(|c| c.present).map(|c| c.document_type).collect();
    assert_eq!(present, [DocumentType::Assessment, DocumentType::Other]);
    assert_eq!(checks.len(), 6);
    assert_eq!(missing_documents(&checks), 4);
    assert_eq!(missing_documents(&checklist(&[])), 5);
}

proptest! {
    #[test]
    fn a_kept_name_is_one_printable_component(given in ".{0,300}") {
        let Ok(clean) = clean_name(&given) else { return Ok(()) };
        prop_assert!(!clean.name.contains(['/', '\\', ':', '"', '\r', '\n', '\0']));
        prop_assert!(clean.name.chars().count() <= MAX_NAME);
        prop_assert!(clean.name.to_lowercase().ends_with(&clean.extension));
        prop_assert_eq!(clean_name(&clean.name), Ok(clean));
    }
}
