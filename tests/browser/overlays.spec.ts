import { expect, type Page, test } from "@playwright/test";
import { ask, client, requested } from "./given";
import { as, look, settled, type Theme, WIDTHS } from "./look";
import { browserOf, passNews, person, work } from "./people";

// What opens over a page is as readable as the page: every menu, dialog and drawer, in both widths.

/** Opens something at an address in every width and looks at it. */
async function over(page: Page, name: string, address: string, open: (page: Page) => Promise<void>, theme: Theme = "light"): Promise<void> {
  await test.step(name, async () => {
    for (const width of WIDTHS) {
      await as(page, width, theme);
      await page.goto(address);
      await settled(page);
      await open(page);
      await look(page, name, width, theme);
    }
  });
}

/** Presses what opens a dialog and waits for it. */
const dialog = (button: string | RegExp) => async (page: Page) => {
  await page.getByRole("button", { name: button }).first().click();
  await expect(page.getByRole("dialog").first()).toBeVisible();
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
};

test("what opens over a clerk's pages", async ({ page }) => {
  test.setTimeout(180_000);
  await work(page, person("Agency clerk"));
  const given = await client(page);
  const sent = await requested(page, given, { documents: false });
  await over(page, "menu-person", "/", async () => page.getByRole("button", { name: /account, theme, sign out/ }).click(), "dark");
  await over(page, "menu-notifications", "/", async () => page.getByRole("button", { name: /notification/i }).first().click());
  await over(page, "quick-find", `/clients/${given.id}`, async () => {
    await page.keyboard.press("/");
    await page.keyboard.type("au");
    await expect(page.getByRole("option").first()).toBeVisible();
  }, "dark");
  await over(page, "keys", "/", async () => {
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog")).toBeVisible();
  });
  await over(page, "dialog-coverage", `/clients/${given.id}/coverage`, dialog("Add coverage"), "dark");
  await over(page, "dialog-admission", `/clients/${given.id}/programs`, dialog("Add admission"));
  await over(page, "dialog-withdraw", `/authorizations/${sent.id}`, dialog("Withdraw request"), "dark");
  await over(page, "dialog-change", `/authorizations/${sent.id}`, dialog("Ask for a change"));
});

test("what opens over the county's pages", async ({ browser, page }) => {
  test.setTimeout(240_000);
  const clerk = await browserOf(browser, person("Agency clerk"));
  await clerk.page.goto("/");
  const given = await client(clerk.page);
  const sent = await requested(clerk.page, given);
  await work(page, person("County reviewer"));
  const review = `/review/${sent.id}`;
  const deciding = (word: RegExp) => async () => {
    await page.getByRole("group", { name: "What to do" }).getByRole("button", { name: word }).click();
  };
  await over(page, "review-part", review, deciding(/Approve in part/), "dark");
  await over(page, "review-deny", review, deciding(/Deny/));
  await over(page, "review-information", review, deciding(/Ask for information/), "dark");
  await over(page, "review-document", review, async () => {
    await page.getByRole("button", { name: /^Open / }).first().click();
    await expect(page.getByRole("dialog").or(page.getByRole("complementary")).first()).toBeVisible();
  });
  await over(page, "dialog-news", "/news", dialog(/news/i), "dark");
});

test("what opens over an administrator's pages", async ({ page }) => {
  test.setTimeout(180_000);
  await work(page, person("County administrator"));
  await over(page, "dialog-person", "/people", dialog("Add person"), "dark");
  await over(page, "dialog-organization", "/organizations", dialog("Add organization"));
  await over(page, "dialog-funding", "/funding", dialog("Add provider authorization"));
  await over(page, "dialog-holiday", "/settings", dialog(/^Remove /), "dark");
});

test("a question with the documents it names is readable where it is answered", async ({ browser, page }) => {
  test.setTimeout(120_000);
  const reviewer = await browserOf(browser, person("County reviewer"));
  await work(page, person("Agency clerk"));
  const given = await client(page);
  const sent = await requested(page, given);
  await reviewer.page.goto(`/review/${sent.id}`);
  await reviewer.page.getByRole("group", { name: "What to do" }).getByRole("button", { name: /Ask for information/ }).click();
  await reviewer.page.getByLabel("What is needed").fill("The consent is not signed. Please send it again.");
  await reviewer.page.getByRole("checkbox", { name: "CANS 3" }).check();
  await reviewer.page.getByRole("button", { name: "Ask for information" }).last().click();
  await expect(reviewer.page.getByText("Information requested").first()).toBeVisible();
  await over(page, "question", `/authorizations/${sent.id}`, async () => {
    await expect(page.getByText("The consent is not signed.").first()).toBeVisible();
    await expect(page.getByText("Documents asked for:")).toBeVisible();
    await expect(page.getByRole("listitem").filter({ hasText: /^CANS 3$/ })).toBeVisible();
  }, "dark");
});

test("another person who signs in over the page finds no client of the first one's in the quick find", async ({ browser, page }) => {
  await work(page, person("Agency clerk"));
  const given = await client(page);
  const own = (await browserOf(browser, person("Agency clerk"))).page;
  await own.goto(`/clients/${given.id}`);
  await expect(own.getByText(given.lastName).first()).toBeVisible();
  await ask(own, "DELETE", "/session");
  await own.getByRole("link", { name: "Authorizations" }).first().click();
  const ended = own.getByRole("dialog", { name: "Your session ended" });
  const next = person("Agency clinician");
  await ended.getByLabel("User name").fill(next.userName);
  await ended.getByLabel("Password").fill(next.password);
  await own.keyboard.press("Enter");
  await expect(ended).toBeHidden();
  await passNews(own);
  await own.keyboard.press("/");
  await own.keyboard.type(given.lastName.slice(0, 4));
  await expect(own.getByRole("option").first()).toBeVisible();
  await expect(own.getByRole("option", { name: new RegExp(given.number) })).toHaveCount(0);
});
