import { type Browser, expect, type Page, test } from "@playwright/test";
import { account, client } from "./given";
import { browserOf, type Person, person, settled, work } from "./people";

/** A clerk of the first clerk's agency whom no other test knows: their sessions end here. */
async function clerk(browser: Browser, page: Page): Promise<Person> {
  await work(page, person("County administrator"));
  return settled(browser, await account(page, "agency_clerk", person("Agency clerk")), "Agency clerk");
}

const locked = (page: Page) => page.getByRole("dialog", { name: "Portico is locked" });
const warning = (page: Page) => page.getByRole("dialog", { name: "Are you still there?" });

async function back(page: Page, who: Person): Promise<void> {
  await locked(page).getByLabel("Password").fill(who.password);
  await page.keyboard.press("Enter");
  await expect(locked(page)).toBeHidden();
}

test("nobody at work: a warning, then nothing of a client is left on the screen", async ({ browser, page }) => {
  const who = await clerk(browser, page);
  const { page: own } = await browserOf(browser, who);
  const given = await client(own);
  await own.clock.install();
  await own.goto(`/clients/${given.id}/authorizations/new`);
  const note = own.getByLabel("Note to the county");
  await note.fill("Begun before the screen was locked.");

  await test.step("a minute before, and whoever is there stays", async () => {
    await own.clock.fastForward("13:30");
    await expect(warning(own)).toBeHidden();
    await own.clock.fastForward("00:40");
    await expect(warning(own)).toBeVisible();
    await expect(warning(own).getByRole("timer")).toHaveText(/It locks in \d+ seconds?\./);
    await own.getByRole("button", { name: "Stay signed in" }).click();
    await expect(warning(own)).toBeHidden();
    await own.clock.fastForward("10:00");
    await expect(warning(own)).toBeHidden();
  });

  await test.step("then the page is put away", async () => {
    await note.fill("Begun before the screen was locked, and gone on with.");
    await own.clock.fastForward("14:10");
    await expect(warning(own)).toBeVisible();
    await own.clock.fastForward("01:00");
    await expect(locked(own)).toBeVisible();
    await expect(own.getByText(given.lastName)).toHaveCount(0);
    await expect(own.locator("textarea")).toHaveCount(0);
    expect(await own.content()).not.toContain(given.lastName);
  });

  await test.step("the same person finds what they typed", async () => {
    await back(own, who);
    await expect(note).toHaveValue("Begun before the screen was locked, and gone on with.");
  });

  await test.step("the way back in the browser leads past no lock", async () => {
    await own.goto(`/clients/${given.id}`);
    await expect(own.getByText(given.lastName).first()).toBeVisible();
    await own.keyboard.press("Control+Shift+L");
    await expect(locked(own)).toBeVisible();
    await own.goBack();
    await expect(own.getByLabel("Password")).toBeVisible();
    await expect(own.getByText(given.lastName)).toHaveCount(0);
  });
});

test("locking by hand locks every tab, and signing in opens every tab", async ({ browser, page }) => {
  const who = await clerk(browser, page);
  const { context, page: one } = await browserOf(browser, who);
  const given = await client(one);
  const two = await context.newPage();
  await two.goto(`/clients/${given.id}`);
  await expect(two.getByText(given.lastName).first()).toBeVisible();
  await one.keyboard.press("Control+Shift+L");
  for (const tab of [one, two]) {
    await expect(locked(tab)).toBeVisible();
    await expect(tab.getByText(given.lastName)).toHaveCount(0);
  }

  await test.step("not even a reload gets past it", async () => {
    const three = await context.newPage();
    await three.goto(`/clients/${given.id}`);
    await expect(three.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
    await three.close();
  });

  await back(one, who);
  await expect(locked(two)).toBeHidden();
  await expect(two.getByText(given.lastName).first()).toBeVisible();

  await test.step("from the menu, too", async () => {
    await two.getByRole("button", { name: /account, theme, sign out/ }).click();
    await two.getByRole("button", { name: "Lock now" }).click();
    await expect(locked(one)).toBeVisible();
  });
});
