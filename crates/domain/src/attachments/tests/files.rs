//! Contents: honest, damaged, hostile.

use proptest::prelude::*;

use super::super::*;
use crate::problem::{Code, Problem};
use crate::settings::AttachmentSettings;

/// One file in a zip under construction: name, stored or deflated, content, claimed size, Unix mode.
struct Part {
    name: &'static str,
    method: u16,
    data: Vec<u8>,
    claims: u32,
    mode: u32,
    flags: u16,
}

fn part(name: &'static str, data: &[u8]) -> Part {
    Part { name, method: 0, data: data.to_vec(), claims: u32::try_from(data.len()).unwrap(), mode: 0o100_644, flags: 0 }
}

fn le16(number: usize) -> [u8; 2] {
    u16::try_from(number).unwrap().to_le_bytes()
}

fn le32(number: usize) -> [u8; 4] {
    u32::try_from(number).unwrap().to_le_bytes()
}

fn zip(parts: &[Part]) -> Vec<u8> {
    let (mut body, mut directory) = (Vec::new(), Vec::new());
    for p in parts {
        let start = body.len();
        let mut common = Vec::new();
        common.extend(p.flags.to_le_bytes());
        common.extend(p.method.to_le_bytes());
        common.extend([0; 8]);
        common.extend(le32(p.data.len()));
        common.extend(p.claims.to_le_bytes());
        common.extend(le16(p.name.len()));
        body.extend(b"PK\x03\x04\x14\x00");
        body.extend(&common);
        body.extend([0; 2]);
        body.extend(p.name.as_bytes());
        body.extend(&p.data);
        directory.extend(b"PK\x01\x02\x14\x03\x14\x00");
        directory.extend(&common);
        directory.extend([0; 8]);
        directory.extend((p.mode << 16).to_le_bytes());
        directory.extend(le32(start));
        directory.extend(p.name.as_bytes());
    }
    let start = body.len();
    body.extend(&directory);
    body.extend(b"PK\x05\x06\x00\x00\x00\x00");
    body.extend(le16(parts.len()));
    body.extend(le16(parts.len()));
    body.extend(le32(directory.len()));
    body.extend(le32(start));
    body.extend([0; 2]);
    body
}

fn docx_parts() -> Vec<Part> {
    vec![part("[Content_Types].xml", b"<Types/>"), part("word/document.xml", b"<w:document/>")]
}

fn odt_parts() -> Vec<Part> {
    vec![part("mimetype", b"application/vnd.oasis.opendocument.text"), part("content.xml", b"<office/>")]
}

fn with(mut parts: Vec<Part>, more: Part) -> Vec<u8> {
    parts.push(more);
    zip(&parts)
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend([8, 6, 0, 0, 0]);
    bytes
}

fn bmp(width: u32, height: i32) -> Vec<u8> {
    let mut bytes = b"BM".to_vec();
    bytes.extend([0; 12]);
    bytes.extend(40_u32.to_le_bytes());
    bytes.extend(width.to_le_bytes());
    bytes.extend(height.to_le_bytes());
    bytes
}

fn gif(width: u16, height: u16) -> Vec<u8> {
    let mut bytes = b"GIF89a".to_vec();
    bytes.extend(width.to_le_bytes());
    bytes.extend(height.to_le_bytes());
    bytes
}

fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let mut bytes = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xff\xc0\x00\x11\x08".to_vec();
    bytes.extend(height.to_be_bytes());
    bytes.extend(width.to_be_bytes());
    bytes
}

fn ole(stream: &str) -> Vec<u8> {
    let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
    bytes
}

/// An honest file of every accepted extension.
fn honest() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("doc", ole("WordDocument")),
        ("docx", zip(&docx_parts())),
        ("odt", zip(&odt_parts())),
        ("pdf", b"%PDF-1.7\n%%EOF".to_vec()),
        ("txt", "Señora\r\n\tNuñez".as_bytes().to_vec()),
        ("wpd", b"\xffWPC\x00\x01".to_vec()),
        ("bmp", bmp(10, -20)),
        ("gif", gif(10, 20)),
        ("jpeg", jpeg(10, 20)),
        ("jpg", jpeg(10, 20)),
        ("png", png(10, 20)),
    ]
}

fn judge(name: &str, bytes: &[u8]) -> Result<Accepted, RefusalKind> {
    verdict(name, None, bytes, &AttachmentSettings::default()).map_err(|refusal| refusal.kind)
}

#[test]
fn every_accepted_type_comes_in_and_only_under_its_own_name() {
    for (extension, bytes) in honest() {
        let accepted = judge(&format!("Form.{}", extension.to_uppercase()), &bytes).unwrap();
        assert_eq!(accepted.extension, extension);
        for (other, _) in honest() {
            let verdict = judge(&format!("Form.{other}"), &bytes);
            let same = FileKind::of_extension(other) == FileKind::of_extension(extension);
            assert_eq!(verdict.is_ok(), same, "{extension} as {other}");
        }
    }
}

#[test]
fn what_is_refused_and_as_what() {
    let macro_docx = with(docx_parts(), part("word/vbaProject.bin", b"x"));
    let macro_odt = with(odt_parts(), part("Basic/Standard/Module1.xml", b"x"));
    let bomb = with(docx_parts(), Part { method: 8, claims: u32::MAX, ..part("word/media/a.xml", &[0; 100]) });
    let ratio = with(docx_parts(), Part { method: 8, claims: 50_000_000, ..part("word/a.xml", &[0; 100]) });
    let link = with(docx_parts(), Part { mode: 0o120_777, ..part("word/link", b"/etc/passwd") });
    let locked = with(docx_parts(), Part { flags: 1, ..part("word/a.xml", b"x") });
    let mut cut = zip(&docx_parts());
    cut.truncate(cut.len() - 5);
    let mut led = b"MZ\x90".to_vec();
    led.extend(zip(&docx_parts()));
    let mut trailing = zip(&docx_parts());
    trailing.extend(b"<script>");
    let cases: Vec<(&str, Vec<u8>, RefusalKind)> = vec![
        ("a.pdf", Vec::new(), RefusalKind::Empty),
        ("a.pdf", vec![b' '; 5_242_881], RefusalKind::TooLarge),
        ("a.pdf", b"MZ\x90\x00\x03".to_vec(), RefusalKind::WrongType),
        ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), RefusalKind::Mismatch),
        ("a.exe", b"MZ\x90\x00".to_vec(), RefusalKind::WrongType),
        ("a.rtf", b"{\\rtf1}".to_vec(), RefusalKind::WrongType),
        ("a.txt", b"{\\rtf1}".to_vec(), RefusalKind::WrongType),
        ("a.txt", b"text\x00more".to_vec(), RefusalKind::WrongType),
        ("a.txt", b"caf\x81".to_vec(), RefusalKind::WrongType),
        ("a.txt", b"#!/bin/sh\n".to_vec(), RefusalKind::WrongType),
        ("a.docx", macro_docx, RefusalKind::Macros),
        ("a.odt", macro_odt, RefusalKind::Macros),
        ("a.doc", [ole("WordDocument"), ole("_VBA_PROJECT")].concat(), RefusalKind::Macros),
        ("a.doc", ole("Workbook"), RefusalKind::WrongType),
        ("a.doc", ole("EncryptedPackage"), RefusalKind::Encrypted),
        ("a.docx", zip(&[part("hello.txt", b"x")]), RefusalKind::WrongType),
        ("a.docx", bomb, RefusalKind::Hostile),
        ("a.docx", ratio, RefusalKind::Hostile),
        ("a.docx", link, RefusalKind::Hostile),
        ("a.docx", locked, RefusalKind::Encrypted),
        ("a.docx", with(docx_parts(), part("../../etc/x", b"x")), RefusalKind::Hostile),
        ("a.docx", with(docx_parts(), part("/etc/x", b"x")), RefusalKind::Hostile),
        ("a.docx", with(docx_parts(), part("word\\x", b"x")), RefusalKind::Hostile),
        ("a.docx", with(docx_parts(), part("word/inner.zip", b"x")), RefusalKind::Hostile),
        ("a.docx", zip(&[docx_parts(), odt_parts()].into_iter().flatten().collect::<Vec<_>>()), RefusalKind::Hostile),
        ("a.docx", cut, RefusalKind::Damaged),
        ("a.docx", led, RefusalKind::WrongType),
        ("a.docx", trailing, RefusalKind::Damaged),
        ("a.docx", b"PK\x03\x04".to_vec(), RefusalKind::Damaged),
        ("a.png", png(60_000, 60_000), RefusalKind::TooManyPixels),
        ("a.png", png(0, 10), RefusalKind::Damaged),
        ("a.png", b"\x89PNG\r\n\x1a\n".to_vec(), RefusalKind::Damaged),
        ("a.jpg", jpeg(60_000, 60_000), RefusalKind::TooManyPixels),
        ("a.jpg", b"\xff\xd8\xff\xe0\x00\x00".to_vec(), RefusalKind::Damaged),
        ("a.jpg", b"\xff\xd8\xff\xda\x00\x02".to_vec(), RefusalKind::Damaged),
        ("a.gif", gif(0, 0), RefusalKind::Damaged),
        ("a.bmp", bmp(60_000, -60_000), RefusalKind::TooManyPixels),
    ];
    for (at, (name, bytes, kind)) in cases.into_iter().enumerate() {
        assert_eq!(judge(name, &bytes), Err(kind), "case {at}: {name}");
    }
}

#[test]
fn files_that_share_bytes_are_a_bomb() {
    let mut bytes = zip(&docx_parts());
    // The second directory entry points at the first file: both claim the same bytes.
    let second = bytes.windows(4).rposition(|w| w == b"PK\x01\x02").unwrap();
    bytes[second + 42..second + 46].copy_from_slice(&[0; 4]);
    assert!(judge("a.docx", &bytes).is_err());
}

#[test]
fn a_crowded_zip_is_refused() {
    let mut parts = docx_parts();
    parts.extend((0..2_000).map(|_| part("word/x", b"")));
    assert_eq!(judge("a.docx", &zip(&parts)), Err(RefusalKind::Hostile));
}

#[test]
fn limits_come_from_the_settings_and_travel_with_the_refusal() {
    let limits =
        AttachmentSettings { max_bytes: 8, warn_bytes: 4, extensions: vec!["txt".to_owned(), "pdf".to_owned()] };
    let judge = |name, bytes: &[u8]| verdict(name, None, bytes, &limits);
    assert!(!judge("a.txt", b"1234").unwrap().large);
    assert!(judge("a.txt", b"12345678").unwrap().large);
    let problem = Problem::from(judge("a.txt", b"123456789").unwrap_err());
    assert_eq!((problem.code, problem.limit, problem.actual), (Code::TooLarge, Some(8), Some(9)));
    let problem = Problem::from(judge("a.png", &png(1, 1)).unwrap_err());
    assert_eq!((problem.code, problem.accepted.len()), (Code::UnsupportedType, 2));
    assert!(problem.detail.contains("txt or pdf"));
    let edge = vec![b'x'; 5_242_880];
    assert!(super::super::verdict("a.txt", None, &edge, &AttachmentSettings::default()).is_ok());
}

#[test]
fn the_declared_type_must_agree() {
    let limits = AttachmentSettings::default();
    let declared = |as_what| verdict("a.pdf", as_what, b"%PDF-1.4", &limits).map(|a| a.kind).map_err(|r| r.kind);
    for good in
        [None, Some(""), Some("application/pdf"), Some("Application/PDF; q=1"), Some("application/octet-stream")]
    {
        assert_eq!(declared(good), Ok(FileKind::Pdf), "{good:?}");
    }
    for bad in ["text/html", "image/png", "application/x-msdownload"] {
        assert_eq!(declared(Some(bad)), Err(RefusalKind::Mismatch), "{bad}");
    }
}

proptest! {
    #[test]
    fn no_bytes_upset_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..400), name in ".{0,40}") {
        let _ = sniff(&bytes);
        let _ = judge(&name, &bytes);
    }

    #[test]
    fn no_damage_upsets_the_reader(which in 0usize..11, at in any::<prop::sample::Index>(), to in any::<u8>(), keep in any::<prop::sample::Index>()) {
        let mut bytes = honest().swap_remove(which).1;
        let index = at.index(bytes.len());
        bytes[index] = to;
        let _ = sniff(&bytes);
        bytes.truncate(keep.index(bytes.len()));
        let _ = sniff(&bytes);
    }
}
