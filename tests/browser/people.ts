import { type Browser, type BrowserContext, expect, type Locator, type Page } from "@playwright/test";
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { SERVER_LOG } from "./server";

/** A sign-in that the demonstration county printed. */
export interface Person {
  readonly userName: string;
  readonly password: string;
  readonly role: string;
  readonly organization: string;
  /** The key of their authenticator app, where signing in takes a code. */
  readonly key?: string;
}

/** Everyone it printed, in its order. */
export function everyone(): Person[] {
  const printed = /^ {2}(\S+) +(\S+) +([^,\n]+), (.+)$/gm;
  const log = readFileSync(SERVER_LOG, "utf8");
  const keys = new Map([...log.matchAll(/^ {2}(\S+) +([A-Z2-7]{32})$/gm)].map(([, name, key]) => [name, key]));
  return [...log.matchAll(printed)].map(([, userName = "", password = "", role = "", organization = ""]) => {
    return { userName, password, role, organization, key: keys.get(userName) };
  });
}

/** The first person of a role who has signed in before. */
export function person(role: string): Person {
  const found = everyone().find((one) => one.role === role && !one.organization.includes("first sign-in"));
  if (found === undefined) {
    throw new Error(`the demonstration county printed nobody who is ${role}`);
  }
  return found;
}

/** The person who is still on a first password. */
export function newcomer(): Person {
  const found = everyone().find((one) => one.organization.includes("first sign-in"));
  if (found === undefined) {
    throw new Error("the demonstration county printed nobody at their first sign-in");
  }
  return found;
}

/** Signs in on the page as it stands and passes the news. */
export async function signIn(page: Page, who: Person): Promise<void> {
  await page.goto("/");
  await fillSignIn(page, who.userName, who.password);
  if (who.key !== undefined) {
    await fillCode(page, who.key);
  }
  await passNews(page);
}

/** The second step: a code that nobody used yet. */
export async function fillCode(page: Page, key: string): Promise<void> {
  await giveCode(page, key, "Continue", newsOrWork(page));
}

/**
 * Types codes of a key until one is taken. Each is good once in the whole run, and several tests sign in as the same
 * person: after the code of this half minute comes that of the next, then a wait for one that is newer still.
 */
export async function giveCode(page: Page, key: string, button: string, taken: Locator): Promise<void> {
  const field = page.getByLabel(/^Code/);
  await expect(field).toBeVisible();
  for (const ahead of [0, 1, 1, 1]) {
    await field.fill(codeOf(key, ahead));
    await page.getByRole("button", { name: button }).click();
    const refused = page.getByText(/The code is not right|This is not the code/).first();
    await expect(taken.or(refused).first()).toBeVisible({ timeout: 20_000 });
    if (await taken.isVisible()) {
      return;
    }
    if (ahead === 1) {
      await page.waitForTimeout(STEP_MS - (Date.now() % STEP_MS) + 100);
    }
  }
  throw new Error("no code was taken");
}

const STEP_MS = 30_000;

/** What an authenticator app with this key shows, so many half minutes from now (RFC 6238). */
export function codeOf(key: string, ahead = 0): string {
  const bits = [...key].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  const bytes = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / STEP_MS) + ahead));
  const mac = createHmac("sha1", bytes).update(step).digest();
  const start = (mac.at(-1) ?? 0) & 0x0f;
  return String((mac.readUInt32BE(start) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** Types user name and password into the sign-in page and sends them. */
export async function fillSignIn(page: Page, userName: string, password: string): Promise<void> {
  await page.getByLabel("User name").fill(userName);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** News that is unread stands before the work once. */
export async function passNews(page: Page): Promise<void> {
  await expect(newsOrWork(page)).toBeVisible({ timeout: 20_000 });
  const go = page.getByRole("button", { name: "Continue to Portico" });
  if (await go.isVisible()) {
    await go.click();
    await expect(page.getByRole("banner")).toBeVisible();
  }
}

function newsOrWork(page: Page): Locator {
  return page.getByRole("button", { name: "Continue to Portico" }).or(page.getByRole("banner")).first();
}

/** A browser of their own for a person, signed in there. */
export async function browserOf(browser: Browser, who: Person): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext();
  const page = await context.newPage();
  // Codes are good once: whoever signs in with one does it once a worker.
  await (who.key === undefined ? signIn(page, who) : work(page, who));
  return { context, page };
}

type State = Awaited<ReturnType<BrowserContext["storageState"]>>;

const sessions = new Map<string, State>();

/**
 * Puts the page to work as a person, in the session that an earlier test of this worker began: signing in is tested
 * elsewhere and takes its time. Not for tests that end a session.
 */
export async function work(page: Page, who: Person): Promise<void> {
  const known = sessions.get(who.userName);
  if (known !== undefined) {
    await page.context().addCookies(known.cookies);
    await page.goto("/");
    const out = page.getByRole("button", { name: "Sign in" });
    await expect(out.or(newsOrWork(page)).first()).toBeVisible({ timeout: 20_000 });
    if (!(await out.isVisible())) {
      await passNews(page);
      return;
    }
    // It ended for want of work: somebody stopped here with a debugger, or the machine is slow.
  }
  await signIn(page, who);
  sessions.set(who.userName, await page.context().storageState());
}

/** Makes an account ready for work: the first password changed and the terms accepted. Answers how to sign in. */
export async function settled(browser: Browser, made: { userName: string; password: string }, role: string): Promise<Person> {
  const password = `lantern orchard ${made.userName.slice(2)} velvet 47`;
  const page = await (await browser.newContext()).newPage();
  await page.goto("/");
  await fillSignIn(page, made.userName, made.password);
  await choosePassword(page, made.password, password);
  await page.getByRole("button", { name: "I agree" }).click();
  await passNews(page);
  await page.context().close();
  return { userName: made.userName, password, role, organization: "" };
}

/** Fills the card that asks for a password of one's own. */
export async function choosePassword(page: Page, now: string, next: string, again = next): Promise<void> {
  await page.getByLabel("Password you use now").fill(now);
  await page.getByLabel("New password", { exact: true }).fill(next);
  await page.getByLabel("New password once more").fill(again);
  await page.getByRole("button", { name: "Change password" }).click();
}
