import { crc32, deflateSync } from "node:zlib";

/** A file as the browser's file dialog hands it over. */
export interface Chosen {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** The media types a browser gives by a name's ending. */
const MEDIA: Readonly<Record<string, string>> = {
  doc: "application/msword",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  odt: "application/vnd.oasis.opendocument.text",
  pdf: "application/pdf",
  txt: "text/plain",
  wpd: "application/vnd.wordperfect",
  bmp: "image/bmp",
  gif: "image/gif",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  png: "image/png",
};

/** The eleven types the county takes. */
export const TYPES = Object.keys(MEDIA);

/** A file of this name, with what its ending promises unless another content is given. */
export function chosen(name: string, content?: Buffer): Chosen {
  const ending = name.split(".").pop() ?? "";
  const mimeType = MEDIA[ending] ?? "application/octet-stream";
  return { name, mimeType, buffer: content ?? contentOf(ending) };
}

/** The smallest honest content of a type; no two are alike. */
function contentOf(ending: string): Buffer {
  const text = `Invented ${ending} ${Math.random()}`;
  switch (ending) {
    case "doc":
      return Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(504), utf16("WordDocument"), utf16(text)]);
    case "docx":
      return zip([["[Content_Types].xml", "<Types/>"], ["word/document.xml", `<w:document>${text}</w:document>`]]);
    case "odt":
      return zip([["mimetype", "application/vnd.oasis.opendocument.text"], ["content.xml", `<office>${text}</office>`]]);
    case "pdf":
      return pdf(text);
    case "wpd":
      return Buffer.concat([Buffer.from("ff575043", "hex"), Buffer.from(text)]);
    case "bmp":
      return bmp();
    case "gif":
      return Buffer.concat([Buffer.from("R0lGODlhAQABAIAAAP8AAAAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==", "base64"), Buffer.from(text)]);
    case "jpg":
    case "jpeg":
      return Buffer.concat([jpeg(), Buffer.from(text)]);
    case "png":
      return png();
    default:
      return Buffer.from(text);
  }
}

function utf16(text: string): Buffer {
  return Buffer.from(text, "utf16le");
}

/** A zip of stored entries. */
function zip(entries: [string, string][]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let start = 0;
  for (const [name, text] of entries) {
    const data = Buffer.from(text);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const body = Buffer.concat([Buffer.from("PK\x03\x04"), common, Buffer.from(name), data]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(start, 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00"), common, place, Buffer.from(name)]));
    bodies.push(body);
    start += body.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(start, 12);
  return Buffer.concat([...bodies, list, Buffer.from("PK\x05\x06"), end]);
}

/** A picture of one dot, in one of sixteen million colours. */
export function png(): Buffer {
  const chunk = (kind: string, data: Buffer) => {
    const named = Buffer.concat([Buffer.from(kind), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(named));
    return Buffer.concat([length, named, sum]);
  };
  const head = Buffer.from("00000001000000010802000000", "hex");
  const dot = Buffer.from([0, ...colour()]);
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(dot)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function bmp(): Buffer {
  const head = Buffer.from("424d3a0000000000000036000000280000000100000001000000010018000000000004000000", "hex");
  return Buffer.concat([head, Buffer.alloc(54 - head.length), Buffer.from([...colour(), 0])]);
}

function jpeg(): Buffer {
  const [head, table] = ["ffd8ffe000104a46494600010101004800480000ffdb004300", "ff".repeat(64)];
  const rest = "ffc2000b080001000101011100ffc40014100100000000000000000000000000000000ffda0008010100013f10ffd9";
  return Buffer.from(head + table + rest, "hex");
}

function colour(): number[] {
  return Array.from({ length: 3 }, () => Math.floor(Math.random() * 256));
}

/** One page with one line. */
export function pdf(text: string): Buffer {
  const stream = `BT /F1 18 Tf 72 720 Td (${text}) Tj ET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let body = "%PDF-1.4\n";
  const places = objects.map((object, index) => {
    const place = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const table = places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("");
  const head = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`;
  return Buffer.from(`${body}${head}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`);
}

/** The five forms the county requires, as files with the names it asks for. */
export const REQUIRED = ["Assessment", "CANS_3", "Client_Treatment_Plan", "IHBS-TBS_Assessment", "ICC_Eligibility"];

/** A small file for one of the required forms. */
export function form(name: string, text = "A form"): Chosen {
  return { name: `${name}_09182026.pdf`, mimeType: "application/pdf", buffer: pdf(text) };
}
