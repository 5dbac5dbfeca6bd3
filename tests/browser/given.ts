import { expect, type Page } from "@playwright/test";
import { randomUUID } from "node:crypto";
import { type Chosen, REQUIRED, form } from "./files";
import type { Person } from "./people";

/** A client that a test made for itself. */
export interface Given {
  readonly id: string;
  readonly lastName: string;
  readonly firstName: string;
  readonly number: string;
  /** Where the client was admitted. */
  readonly program: string;
}

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Asks the API as the person signed in on a page. */
export async function ask<T>(page: Page, method: Method, path: string, data?: unknown, version?: string): Promise<T> {
  return send<T>(page, method, path, { data }, version);
}

async function send<T>(
  page: Page,
  method: Method,
  path: string,
  body: { data?: unknown; multipart?: Parts },
  version?: string,
): Promise<T> {
  const answer = await page.request.fetch(`/api/v1${path}`, {
    method,
    ...body,
    headers: {
      origin: new URL(page.url()).origin,
      "idempotency-key": randomUUID(),
      ...(version === undefined ? {} : { "if-match": version }),
    },
  });
  const text = await answer.text();
  expect(answer.ok(), `${method} ${path}: ${answer.status()} ${text}`).toBe(true);
  return (text === "" ? undefined : JSON.parse(text)) as T;
}

type Parts = Record<string, string | Chosen>;

/** Words nobody else has, so that a search finds one client. */
export function invented(length: number): string {
  const letters = "bcdfghklmnprstvz";
  return Array.from({ length }, () => letters[Math.floor(Math.random() * letters.length)]).join("");
}

interface Program {
  readonly id: string;
  readonly organization_id: string;
  readonly services: readonly string[];
  readonly active: boolean;
}

interface Me {
  readonly organization: { readonly id: string };
  readonly today: string;
}

/** A client admitted where IHBS is given, with Medi-Cal. The person signed in must work for an agency. */
export async function client(page: Page, names: Partial<Pick<Given, "lastName" | "firstName">> = {}): Promise<Given> {
  const me = await ask<Me>(page, "GET", "/session");
  const programs = await ask<{ items: Program[] }>(page, "GET", "/programs?limit=200");
  const program = programs.items.find(
    (one) => one.organization_id === me.organization.id && one.services.includes("IHBS") && one.active,
  );
  const { lastName = `Quen${invented(6)}`, firstName = `Zad${invented(5)}` } = names;
  const day = `${Number(me.today.slice(0, 4)) - 1}-01-05`;
  const made = await ask<{ id: string; client_number: number }>(page, "POST", "/clients", {
    last_name: lastName,
    first_name: firstName,
    birth_date: birthDate(),
    sex: "female",
    admission: { program_id: program?.id, start_date: day },
    coverage: { payer: "medi_cal", plan_name: "Medi-Cal", medi_cal: true, member_id: cin(), start_date: day },
    reviewed_match_ids: [],
    reason: "Made by a browser test",
  });
  return { id: made.id, lastName, firstName, number: String(made.client_number), program: program?.id ?? "" };
}

/** A request somebody has sent. */
export interface Requested {
  readonly id: string;
  readonly number: string;
}

/** A request for IHBS under plan 212 for a client, with the required documents unless told otherwise. */
export async function requested(page: Page, of: Given, more: { documents?: boolean; note?: string } = {}): Promise<Requested> {
  const { today } = await ask<Me>(page, "GET", "/session");
  const attachment_ids = [];
  for (const name of more.documents === false ? [] : REQUIRED) {
    attachment_ids.push((await staged(page, of, name, form(name, `${name} ${of.number}`))).id);
  }
  const made = await ask<{ authorizations: { id: string; number: number }[] }>(page, "POST", "/authorizations", {
    client_id: of.id,
    program_id: of.program,
    plan_id: 212,
    procedure: "H2015:HK",
    start_date: today,
    end_date: later(today, days(today) - 1),
    units: 900,
    urgency: "standard",
    note: more.note,
    attachment_ids,
  });
  const first = made.authorizations[0];
  return { id: first?.id ?? "", number: String(first?.number) };
}

/** A document put ready for a request. `name` is the form's, as in a file's name. */
export async function staged(page: Page, of: Given, name: string, file: Chosen): Promise<{ id: string }> {
  const kind = name.toLowerCase().replace("-", "_");
  return send(page, "POST", "/attachments", { multipart: { document_type: kind, client_id: of.id, file } });
}

/** The documents the server keeps about a client. */
export async function kept(page: Page, of: Given): Promise<{ original_name: string; content_type: string; state: string }[]> {
  return (await ask<{ items: [] }>(page, "GET", `/attachments?client_id=${of.id}&limit=200`)).items;
}

/** How many days from a day on a request may last at most in a test: 30, unless the fiscal year ends before. */
export function days(today: string): number {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  const end = Date.UTC(month > 6 ? year + 1 : year, 5, 30);
  return Math.min(30, (end - Date.parse(`${today}T00:00:00Z`)) / 86_400_000 + 1);
}

function later(today: string, more: number): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) + more * 86_400_000).toISOString().slice(0, 10);
}

/** A new account with its invitation, not used yet. */
export interface Invited {
  readonly userName: string;
  readonly link: string;
}

/** A new account. The person signed in must be the county's administrator. */
export async function account(page: Page, role: string, organizationOf: Person): Promise<Invited> {
  const places = await ask<{ items: { id: string; name: string }[] }>(page, "GET", "/organizations?limit=200");
  const place = places.items.find((one) => organizationOf.organization.startsWith(one.name));
  const userName = `t.${invented(9)}`;
  const made = await ask<{ link: string }>(page, "POST", "/users", {
    user_name: userName,
    display_name: `Test ${invented(6)}`,
    role,
    organization_id: place?.id,
  });
  return { userName, link: made.link };
}

/** A day of ten years: names alike born on one day would be taken for one person. */
function birthDate(): string {
  return new Date(Date.UTC(2008, 0, 1 + Math.floor(Math.random() * 3650))).toISOString().slice(0, 10);
}

function cin(): string {
  const digits = Array.from({ length: 7 }, () => Math.floor(Math.random() * 10)).join("");
  return `9${digits}${"ACDEFGHMN"[Math.floor(Math.random() * 9)]}`;
}
