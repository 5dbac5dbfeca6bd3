import { type Browser, type BrowserContext, expect, type Locator, type Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import type { Invited } from "./given";
import { SERVER_LOG } from "./server";

/** A sign-in that the demonstration county printed. */
export interface Person {
  readonly userName: string;
  readonly password: string;
  readonly role: string;
  readonly organization: string;
}

/** Everyone it printed, in its order. */
export function everyone(): Person[] {
  const printed = /^ {2}(\S+) +(\S+) +([^,\n]+), (.+)$/gm;
  const people = [...readFileSync(SERVER_LOG, "utf8").matchAll(printed)];
  return people.map(([, userName = "", password = "", role = "", organization = ""]) => {
    return { userName, password, role, organization };
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

/** Signs in on the page as it stands and passes the news. */
export async function signIn(page: Page, who: Person): Promise<void> {
  await page.goto("/");
  await fillSignIn(page, who.userName, who.password);
  await passNews(page);
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
  await signIn(page, who);
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

/** Makes an account ready for work: a password chosen and the terms accepted. Answers how to sign in. */
export async function settled(browser: Browser, made: Invited, role: string): Promise<Person> {
  const password = `lantern orchard ${made.userName.slice(2)} velvet 47`;
  const page = await (await browser.newContext()).newPage();
  await page.goto(made.link);
  await chooseByLink(page, password);
  await page.getByRole("link", { name: "Sign in" }).click();
  await fillSignIn(page, made.userName, password);
  await page.getByRole("button", { name: "I agree" }).click();
  await passNews(page);
  await page.context().close();
  return { userName: made.userName, password, role, organization: "" };
}

/** Fills the page that a link opens. */
export async function chooseByLink(page: Page, next: string, again = next): Promise<void> {
  await page.getByLabel("New password", { exact: true }).fill(next);
  await page.getByLabel("New password once more").fill(again);
  await page.getByRole("button", { name: "Set password" }).click();
}
