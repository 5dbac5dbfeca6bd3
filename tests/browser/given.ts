import { expect, type Page } from "@playwright/test";
import { randomUUID } from "node:crypto";

/** A client that a test made for itself. */
export interface Given {
  readonly id: string;
  readonly lastName: string;
  readonly firstName: string;
  readonly number: string;
}

/** Asks the API as the person signed in on a page. */
export async function ask<T>(page: Page, method: "GET" | "POST", path: string, data?: unknown): Promise<T> {
  const answer = await page.request.fetch(`/api/v1${path}`, {
    method,
    data,
    headers: { origin: new URL(page.url()).origin, "idempotency-key": randomUUID() },
  });
  expect(answer.ok(), `${method} ${path}: ${answer.status()} ${await answer.text()}`).toBe(true);
  return (await answer.json()) as T;
}

/** Words nobody else has, so that a search finds one client. */
function invented(length: number): string {
  const letters = "bcdfghklmnprstvz";
  return Array.from({ length }, () => letters[Math.floor(Math.random() * letters.length)]).join("");
}

interface Program {
  readonly id: string;
  readonly organization_id: string;
  readonly services: readonly string[];
  readonly active: boolean;
}

/** A client admitted where IHBS is given, with Medi-Cal. The person signed in must work for an agency. */
export async function client(page: Page): Promise<Given> {
  const me = await ask<{ organization: { id: string }; today: string }>(page, "GET", "/session");
  const programs = await ask<{ items: Program[] }>(page, "GET", "/programs?limit=200");
  const program = programs.items.find(
    (one) => one.organization_id === me.organization.id && one.services.includes("IHBS") && one.active,
  );
  const [lastName, firstName] = [`Quen${invented(6)}`, `Zad${invented(5)}`];
  const day = `${Number(me.today.slice(0, 4)) - 1}-01-05`;
  const made = await ask<{ id: string; client_number: number }>(page, "POST", "/clients", {
    last_name: lastName,
    first_name: firstName,
    birth_date: "2012-05-09",
    sex: "female",
    admission: { program_id: program?.id, start_date: day },
    coverage: { payer: "medi_cal", plan_name: "Medi-Cal", medi_cal: true, member_id: cin(), start_date: day },
    reviewed_match_ids: [],
    reason: "Made by a browser test",
  });
  return { id: made.id, lastName, firstName, number: String(made.client_number) };
}

function cin(): string {
  const digits = Array.from({ length: 7 }, () => Math.floor(Math.random() * 10)).join("");
  return `9${digits}${"ACDEFGHMN"[Math.floor(Math.random() * 9)]}`;
}

/** A small file for one of the required forms, under the name the county asks for. */
export function form(name: string, text = "A form"): { name: string; mimeType: string; buffer: Buffer } {
  return { name: `${name}_09182026.pdf`, mimeType: "application/pdf", buffer: pdf(text) };
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

/** The five forms the county requires, under the names it asks for. */
export const REQUIRED = ["Assessment", "CANS_3", "Client_Treatment_Plan", "IHBS-TBS_Assessment", "ICC_Eligibility"];
