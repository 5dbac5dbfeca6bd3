import { type Browser, type BrowserContext, expect, type Page } from "@playwright/test";
import { readFileSync } from "node:fs";
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
  const printed = /^ {2}(\S+) +(\S+) +([^,]+), (.+)$/gm;
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
  await page.getByLabel("User name").fill(who.userName);
  await page.getByLabel("Password").fill(who.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await passNews(page);
}

/** News that is unread stands before the work once. */
export async function passNews(page: Page): Promise<void> {
  const go = page.getByRole("button", { name: "Continue to Portico" });
  const work = page.getByRole("navigation").first();
  await expect(go.or(work).first()).toBeVisible({ timeout: 20_000 });
  if (await go.isVisible()) {
    await go.click();
    await expect(work).toBeVisible();
  }
}

/** A browser of their own for a person, signed in. */
export async function browserOf(browser: Browser, who: Person): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await signIn(page, who);
  return { context, page };
}
