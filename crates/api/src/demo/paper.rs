//! Small but real files: a PDF of one page, a plain text, a picture of a page.

use domain::attachments::{DocumentType, FileKind};
use domain::clients::format_client_number;
use domain::dates::format_date;
use time::Date;

use super::chance::Chance;

/// What a page is about.
#[derive(Debug)]
pub(super) struct Paper {
    pub(super) form: DocumentType,
    pub(super) day: Date,
    pub(super) number: i64,
    pub(super) client_number: i64,
    pub(super) version: i32,
}

impl Paper {
    fn lines(&self) -> Vec<String> {
        let mut lines = vec![
            self.form.label().to_owned(),
            String::new(),
            format!("Authorization {}    Client number {}", self.number, format_client_number(self.client_number)),
            format!("Date {}    Version {}", format_date(self.day), self.version),
            String::new(),
        ];
        lines.extend(body(self.form).iter().map(|line| (*line).to_owned()));
        lines.push(String::new());
        lines.push("Made for the demonstration county. It describes nobody.".to_owned());
        lines
    }
}

/// The bytes of a page.
pub(super) fn page(kind: FileKind, dice: &mut Chance, paper: &Paper) -> Vec<u8> {
    match kind {
        FileKind::Pdf => pdf(&paper.lines()),
        FileKind::Png => png(dice, paper),
        _ => (paper.lines().join("\r\n") + "\r\n").into_bytes(),
    }
}

const fn body(form: DocumentType) -> &'static [&'static str] {
    match form {
        DocumentType::Assessment => &[
            "Presenting concerns: outbursts at home and school, four to six a week, for seven months.",
            "History: two placements in three years. No hospital stays. No current medication.",
            "Strengths: close to grandmother, plays the drums, asks for help from one teacher.",
            "Summary: symptoms meet criteria for a trauma-related disorder. Risk is moderate.",
        ],
        DocumentType::Cans3 => &[
            "Behavioral and emotional needs: anger control 3, adjustment to trauma 2, anxiety 2.",
            "Life functioning: family 3, living situation 2, school behavior 2, sleep 1.",
            "Risk behaviors: danger to others 1, runaway 1.   Strengths: talents 1, resilience 2.",
            "Caregiver: supervision 2, involvement 1, needs 1.",
        ],
        DocumentType::ClientTreatmentPlan => &[
            "Goal 1: outbursts fall from six a week to one within six months.",
            "Goal 2: caregiver uses the calming plan in four of five situations.",
            "Interventions: skills practice at home three times a week, caregiver coaching weekly.",
            "Signed by client, caregiver and clinician.",
        ],
        DocumentType::IhbsTbsAssessment => &[
            "Target behaviors: hitting, leaving the house without telling, refusing school.",
            "Function: escape from demands and from conflict between adults.",
            "Tried before: outpatient therapy weekly for five months, school counseling.",
            "Recommended: home-based sessions of two hours, fading after week eight.",
        ],
        DocumentType::IccEligibility => &[
            "Full-scope Medi-Cal or county funding confirmed for the month of the request.",
            "Involved with two child-serving systems: child welfare and special education.",
            "A child and family team is in place and meets every four weeks.",
            "Intensive care coordination is medically necessary.",
        ],
        DocumentType::Other => &[
            "Report of the school on attendance and conduct in this term.",
            "Absent nine days. Three referrals to the office. Works well in small groups.",
        ],
    }
}

/// One page of Helvetica. Offsets are counted, so that every reader accepts it.
fn pdf(lines: &[String]) -> Vec<u8> {
    let mut text = String::from("BT /F1 11 Tf 56 730 Td 16 TL\n");
    for line in lines {
        let escaped = line.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
        text.push_str(&format!("({escaped}) Tj T*\n"));
    }
    text.push_str("ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    let mut file = String::from("%PDF-1.4\n");
    let mut index = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in (1..).zip(&objects) {
        index.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.push_str(&format!("{number} 0 obj\n{object}\nendobj\n"));
    }
    let start = file.len();
    let size = objects.len() + 1;
    format!("{file}{index}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").into_bytes()
}

const WIDTH: u32 = 400;
const HEIGHT: u32 = 520;
const ROW_BYTES: usize = 50;

/// A scanned page: black bars where words would be, no two alike.
fn png(dice: &mut Chance, paper: &Paper) -> Vec<u8> {
    let mut raw = Vec::new();
    let mut bar = vec![0xff_u8; ROW_BYTES];
    for y in 0..HEIGHT {
        if y % 14 == 0 {
            bar = words(dice);
        }
        raw.push(0);
        let inked = y > 40 && y < HEIGHT - 60 && y % 14 < 6;
        raw.extend(if inked { bar.clone() } else { vec![0xff; ROW_BYTES] });
    }
    let mut header = Vec::new();
    header.extend(WIDTH.to_be_bytes());
    header.extend(HEIGHT.to_be_bytes());
    // One bit a pixel, gray, the only packing and filter there is, not interlaced.
    header.extend([1, 0, 0, 0, 0]);
    let title = format!("Title\0{} {}", paper.form.label(), paper.number);
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, data) in
        [(b"IHDR", header), (b"tEXt", title.into_bytes()), (b"IDAT", stored(&raw)), (b"IEND", Vec::new())]
    {
        chunk(&mut file, name, &data);
    }
    file
}

fn words(dice: &mut Chance) -> Vec<u8> {
    let length = usize::try_from(dice.between(18, 42)).unwrap_or(30);
    let mut row = vec![0xff; ROW_BYTES];
    for byte in row.iter_mut().skip(4).take(length) {
        *byte = if dice.percent(16) { 0xff } else { 0x00 };
    }
    row
}

fn chunk(file: &mut Vec<u8>, name: &[u8; 4], data: &[u8]) {
    file.extend(u32::try_from(data.len()).unwrap_or(0).to_be_bytes());
    let body = [name.as_slice(), data].concat();
    file.extend(&body);
    file.extend(crc32(&body).to_be_bytes());
}

/// A zlib stream that packs nothing: the page is small.
fn stored(raw: &[u8]) -> Vec<u8> {
    let mut stream = vec![0x78, 0x01];
    let blocks: Vec<&[u8]> = raw.chunks(65_535).collect();
    for (place, block) in blocks.iter().enumerate() {
        stream.push(u8::from(place + 1 == blocks.len()));
        let length = u16::try_from(block.len()).unwrap_or(0);
        stream.extend(length.to_le_bytes());
        stream.extend((!length).to_le_bytes());
        stream.extend(*block);
    }
    stream.extend(adler32(raw).to_be_bytes());
    stream
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
    })
}

fn adler32(bytes: &[u8]) -> u32 {
    let (low, high) = bytes.iter().fold((1_u32, 0_u32), |(low, high), byte| {
        let low = (low + u32::from(*byte)) % 65_521;
        (low, (high + low) % 65_521)
    });
    (high << 16) | low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_are_the_standard_ones() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(adler32(b"Wikipedia"), 0x11e6_0398);
    }
}
