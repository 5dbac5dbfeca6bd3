import { type Browser, expect, type Locator, type Page, test } from "@playwright/test";
import { account } from "./given";
import { codeOf, choosePassword, fillSignIn, giveCode, passNews, type Person, person, settled, work } from "./people";

/** A clerk of the first clerk's agency whom no other test knows. */
async function clerk(browser: Browser, page: Page): Promise<Person> {
  await work(page, person("County administrator"));
  return settled(browser, await account(page, "agency_clerk", person("Agency clerk")), "Agency clerk");
}

async function fresh(browser: Browser): Promise<Page> {
  return (await browser.newContext()).newPage();
}

/** A page whose session was ended elsewhere learns of it by its live updates, or when it asks for something. */
async function meetTheEnd(page: Page): Promise<Locator> {
  const ended = page.getByRole("dialog", { name: "Your session ended" });
  await expect(async () => {
    if (!(await ended.isVisible())) {
      await page.getByRole("link", { name: "Home" }).first().click({ timeout: 2_000 });
    }
    await expect(ended).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 30_000 });
  return ended;
}

/** The key as it is shown to be typed. */
async function shownKey(page: Page): Promise<string> {
  return ((await page.locator("code.portico-key").textContent()) ?? "").replaceAll(" ", "");
}

/** Sets an app up on the page as it stands; answers its key and the recovery codes. */
async function setUp(page: Page): Promise<{ key: string; codes: string[] }> {
  await page.getByRole("button", { name: "Show the key" }).click();
  await expect(page.getByRole("img", { name: /Picture with the key/ })).toBeVisible();
  const key = await shownKey(page);
  expect(key).toMatch(/^[A-Z2-7]{32}$/);
  await giveCode(page, key, "Use this app", page.getByText("These recovery codes are shown once"));
  const codes = await page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem").allTextContents();
  expect(codes).toHaveLength(10);
  await page.getByRole("button", { name: "I have kept them" }).click();
  return { key, codes };
}

test("a clerk sets up an app, signs in in two steps, and removes it again", async ({ browser, page }) => {
  test.setTimeout(180_000);
  const who = await clerk(browser, page);
  const own = await fresh(browser);
  await own.goto("/");
  await fillSignIn(own, who.userName, who.password);
  await passNews(own);
  await own.goto("/account");

  const app = await test.step("with ten recovery codes", async () => {
    await own.getByRole("button", { name: "Add an authenticator app" }).click();
    const made = await setUp(own);
    await expect(own.getByText("10 recovery codes are left")).toBeVisible();
    return made;
  });

  const second = await fresh(browser);
  await test.step("the password alone opens nothing any more", async () => {
    await second.goto("/");
    await fillSignIn(second, who.userName, who.password);
    await expect(second.getByLabel("Code")).toBeFocused();
    await second.reload();
    await expect(second.getByLabel("Password")).toBeVisible();
  });

  await test.step("a wrong code is told, a recovery code opens", async () => {
    await fillSignIn(second, who.userName, who.password);
    await second.getByLabel("Code").fill("000000");
    await second.keyboard.press("Enter");
    await expect(second.getByText("The code is not right").first()).toBeVisible();
    await second.getByLabel("Code").fill(app.codes[0] ?? "");
    await second.keyboard.press("Enter");
    await passNews(second);
    await second.goto("/account");
    await expect(second.getByText("9 recovery codes are left")).toBeVisible();
  });

  await test.step("sessions are listed, and one is ended", async () => {
    await expect(second.getByText(/^Chrome on \w+ \(here\)$/)).toBeVisible();
    await second.getByRole("button", { name: /^End session/ }).first().click();
    await expect(second.getByRole("button", { name: /^End session/ })).toHaveCount(0);
    await meetTheEnd(own);
  });

  await test.step("removing is confirmed", async () => {
    await second.getByRole("button", { name: /^Remove/ }).click();
    await second.getByRole("button", { name: "Remove app" }).click();
    await expect(second.getByText("your password alone opens your account", { exact: false })).toBeVisible();
  });
});

test("what is dangerous asks again, and is then done", async ({ browser, page }) => {
  const who = await clerk(browser, page);
  const own = await fresh(browser);
  await own.goto("/");
  await fillSignIn(own, who.userName, who.password);
  await passNews(own);
  await own.goto("/account");
  // As the server answers once the proof is older than five minutes.
  let asked = 0;
  await own.route("**/api/v1/factors", async (route) => {
    if (route.request().method() !== "POST" || asked++ > 0) {
      return route.fallback();
    }
    const body = { type: "urn:portico:problem:reauthentication_required", title: "Confirm that it is you", status: 403, code: "reauthentication_required" };
    return route.fulfill({ status: 403, contentType: "application/problem+json", body: JSON.stringify(body) });
  });
  await own.getByRole("button", { name: "Add an authenticator app" }).click();
  await own.getByRole("button", { name: "Show the key" }).click();
  const dialog = own.getByRole("dialog", { name: "Confirm that it is you" });
  await dialog.getByLabel("Password you use now").fill("not this one at all");
  await own.keyboard.press("Enter");
  await expect(dialog.getByText("This is not the password in use now.").first()).toBeVisible();
  await dialog.getByLabel("Password you use now").fill(who.password);
  await own.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(own.getByRole("img", { name: /Picture with the key/ })).toBeVisible();
  expect(asked).toBe(2);
});

test("county staff set one up before anything else, and somebody helps when it is lost", async ({ browser, page }) => {
  test.setTimeout(180_000);
  const administrator = person("County administrator");
  await work(page, administrator);
  const made = await account(page, "county_reviewer", administrator);
  const password = `lantern orchard ${made.userName.slice(2)} velvet 47`;
  const own = await fresh(browser);
  await own.goto("/");
  await fillSignIn(own, made.userName, made.password);
  await choosePassword(own, made.password, password);
  const card = own.getByRole("heading", { name: "Set up a second step" });
  await expect(card).toBeVisible();
  await own.goto("/review");
  await expect(card).toBeVisible();
  const { key } = await setUp(own);
  await own.getByRole("button", { name: "I agree" }).click();
  await passNews(own);
  expect(codeOf(key)).toMatch(/^\d{6}$/);

  await test.step("an administrator takes it away", async () => {
    await page.goto("/people");
    const row = page.getByRole("row").filter({ hasText: made.userName });
    await row.getByRole("button", { name: /^Take away second step/ }).click();
    await page.getByRole("button", { name: "Take it away" }).click();
    const again = page.getByRole("dialog", { name: "Confirm that it is you" });
    const done = page.getByText(/now signs in with the password alone/);
    await expect(again.or(done).first()).toBeVisible();
    if (await again.isVisible()) {
      await again.getByLabel("Password you use now").fill(administrator.password);
      await page.keyboard.press("Enter");
    }
    await expect(done).toBeVisible();
  });

  await test.step("the person is told, and sets up a new one", async () => {
    await (await meetTheEnd(own)).getByLabel("Password").fill(password);
    await own.keyboard.press("Enter");
    await expect(card).toBeVisible();
    await expect(own.getByText("Your former second step was taken away")).toBeVisible();
  });
});
