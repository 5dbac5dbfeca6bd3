import { type Browser, type BrowserContext, chromium, expect, type Page, test } from "@playwright/test";
import { account, ask, client, type Given, invented } from "./given";
import { mailedLink } from "./mail";
import { browserOf, chooseByLink, fillSignIn, passNews, type Person, person, settled, signIn, work } from "./people";

/** A clerk of the first clerk's agency whom no other test knows: their sessions may end. */
async function clerk(browser: Browser, page: Page): Promise<Person> {
  await work(page, person("County administrator"));
  return settled(browser, await account(page, "agency_clerk", person("Agency clerk")), "Agency clerk");
}

async function fromMenu(page: Page, action: string): Promise<void> {
  await page.getByRole("button", { name: /account, theme, sign out/ }).click();
  await page.getByRole("button", { name: action, exact: true }).click();
}

const signInCard = (page: Page) => page.getByRole("heading", { level: 1, name: "Sign in" });
const ended = (page: Page) => page.getByRole("dialog", { name: "Your session ended" });

test("an invitation: a password of one's own, the terms, the news, the work", async ({ browser, page }) => {
  await work(page, person("County administrator"));
  const made = await account(page, "agency_clerk", person("Agency clerk"));
  const own = `quiet copper ${invented(6)} river 83`;
  const { page: first } = await newPage(browser);
  await first.goto(made.link);

  await test.step("the secret leaves the address as soon as the page is there", async () => {
    await expect(first.getByRole("heading", { name: "Welcome to Portico: choose your password" })).toBeVisible();
    expect(new URL(first.url()).hash).toBe("");
    await expect(first.getByLabel("User name")).toHaveValue(made.userName);
  });

  await test.step("a weak or mistyped password is refused in words", async () => {
    await chooseByLink(first, "short");
    await expect(first.getByText(/at least 15 characters/i).first()).toBeVisible();
    await chooseByLink(first, own, `${own}x`);
    await expect(first.getByText("This is not the same. Type the new password once more.").first()).toBeVisible();
  });

  await test.step("then the sign-in, and the terms, once", async () => {
    await chooseByLink(first, own);
    await first.getByRole("link", { name: "Sign in" }).click();
    await fillSignIn(first, made.userName, own);
    await expect(first.getByText(/Version \d+, in force since \d\d\/\d\d\/\d{4}/)).toBeVisible();
    await first.getByRole("button", { name: "I agree" }).click();
    await passNews(first);
    await expect(first.getByRole("heading", { level: 1 })).toBeVisible();
  });

  await test.step("the link opens nothing any more", async () => {
    const { page: again } = await newPage(browser);
    await again.goto("/activate");
    await expect(again.getByText("The link is not whole")).toBeVisible();
    // As pasted over it: the browser stays on the page.
    await again.evaluate((link) => location.assign(link), made.link);
    await expect(again.getByText("This link was used already")).toBeVisible();
    await again.getByRole("link", { name: "To the sign-in page" }).click();
    await expect(signInCard(again)).toBeVisible();
  });
});

test("a forgotten password: the same answer for everybody, a mail, another password", async ({ browser, page }) => {
  const who = await clerk(browser, page);
  const people = await ask<{ items: { id: string; user_name: string; version: number }[] }>(page, "GET", "/users?limit=200");
  const account = people.items.find((one) => one.user_name === who.userName);
  await ask(page, "PATCH", `/users/${account?.id}`, { email: `${who.userName}@agency.example` }, `"v${account?.version}"`);
  const { page: lost } = await newPage(browser);
  const answers: string[] = [];
  for (const name of [who.userName, "nobody.here"]) {
    await lost.goto("/");
    await lost.getByRole("link", { name: "Forgot password" }).click();
    await lost.getByLabel("User name").fill(name);
    await lost.getByRole("button", { name: "Send request" }).click();
    answers.push(await lost.getByRole("alert").innerText());
  }
  expect(answers[0]).toContain("a link is on its way");
  expect(answers[1]).toBe(answers[0]);

  const link = await mailedLink(`${who.userName}@agency.example`);
  const own = `amber kettle ${invented(6)} meadow 19`;
  await lost.goto(link);
  await expect(lost.getByRole("heading", { name: "Choose a new password" })).toBeVisible();
  await chooseByLink(lost, own);
  await lost.getByRole("link", { name: "Sign in" }).click();
  await fillSignIn(lost, who.userName, who.password);
  await expect(lost.getByText("Upper and lower case count in the password.", { exact: false })).toBeVisible();
  await fillSignIn(lost, who.userName, own);
  await passNews(lost);
});

test("who asks for their user name is seen by whoever manages the accounts", async ({ browser, page }) => {
  const { page: lost } = await newPage(browser);
  await lost.goto("/");
  await lost.getByRole("link", { name: "Forgot user name" }).click();
  await lost.getByLabel("E-mail address or name").fill("Joy Abara");
  await lost.getByRole("button", { name: "Send request" }).click();
  await expect(lost.getByText("gets in touch", { exact: false })).toBeVisible();
  await work(page, person("Agency supervisor"));
  await page.getByRole("link", { name: "People" }).first().click();
  await expect(page.getByRole("heading", { name: "Waiting for help" })).toBeVisible();
  await page.getByRole("button", { name: "Put aside: Joy Abara" }).click();
  await expect(page.getByRole("heading", { name: "Waiting for help" })).toBeHidden();
});

test("signing out leaves nothing in the browser and nothing behind the back button", async ({ browser, page }) => {
  const who = await clerk(browser, page);
  // The browser's memory of whole pages, which a test browser has switched off, is what a person's has.
  const lasting = await chromium.launch({
    executablePath: process.env.PORTICO_CHROMIUM,
    ignoreDefaultArgs: ["--disable-back-forward-cache"],
  });
  const context = await lasting.newContext({ baseURL: new URL(page.url()).origin });
  const own = await context.newPage();
  await signIn(own, who);
  const given = await client(own);
  await openClient(own, given);
  await fillNote(own, given, "The grandmother's telephone is out of order.");
  await own.getByRole("link", { name: "Home" }).first().click();

  await fromMenu(own, "Sign out");
  await expect(signInCard(own)).toBeVisible();

  expect(await leftBehind(context, own), "what the browser keeps").toEqual([]);
  for (const before of ["home", "the request", "the client"]) {
    await own.goBack();
    await expect(own.getByLabel("Password"), `behind ${before}`).toBeVisible();
    await expect(own.getByText(given.lastName)).toHaveCount(0);
    await expect(own.getByText(given.number)).toHaveCount(0);
  }
  await lasting.close();
});

test("signing out everywhere ends the other browser, too", async ({ browser, page }) => {
  const who = await clerk(browser, page);
  const [here, there] = [(await browserOf(browser, who)).page, (await browserOf(browser, who)).page];
  await fromMenu(here, "Sign out everywhere");
  await expect(signInCard(here)).toBeVisible();
  await there.getByRole("link", { name: "Clients" }).first().click();
  await there.getByLabel("Name, birth date, client number, CIN or SSN").fill("Quen");
  await there.keyboard.press("Enter");
  await expect(ended(there)).toBeVisible();
});

test("an ended session asks to sign in over the page, and what was typed stays", async ({ browser, page }) => {
  const who = await clerk(browser, page);
  const { page: own } = await browserOf(browser, who);
  const given = await client(own);
  const other = (await browserOf(browser, who)).page;
  await fillNote(own, given, "Begun before the session ended.");
  await ask(other, "DELETE", "/sessions");

  const note = own.getByLabel("Note to the county");
  await note.fill("Begun before the session ended, and gone on with after.");
  await expect(ended(own)).toBeVisible();

  await test.step("it cannot be put aside", async () => {
    // A browser lets the second Esc through whatever the page says to the first.
    await own.keyboard.press("Escape");
    await own.keyboard.press("Escape");
    await own.keyboard.press("Escape");
    await expect(ended(own)).toBeVisible();
  });

  await test.step("a wrong password is told, the right one leads back", async () => {
    await ended(own).getByLabel("Password").fill("not my password at all");
    await own.keyboard.press("Enter");
    await expect(ended(own).getByRole("alert")).toBeVisible();
    await ended(own).getByLabel("Password").fill(who.password);
    await own.keyboard.press("Enter");
    await expect(ended(own)).toBeHidden();
    await expect(note).toHaveValue("Begun before the session ended, and gone on with after.");
    await expect(own.getByText(/Draft saved at/)).toBeVisible();
  });

  await own.reload();
  await expect(note).toHaveValue("Begun before the session ended, and gone on with after.");
});

test("another person who signs in over the page finds nothing of the first one's", async ({ browser, page }) => {
  const who = await clerk(browser, page);
  const { page: own } = await browserOf(browser, who);
  const given = await client(own);
  const other = (await browserOf(browser, who)).page;
  await fillNote(own, given, "Only mine to read.");
  await ask(other, "DELETE", "/sessions");
  await own.getByLabel("Note to the county").fill("Only mine to read, still.");
  const next = person("Agency clinician");
  await ended(own).getByLabel("User name").fill(next.userName);
  await ended(own).getByLabel("Password").fill(next.password);
  await own.keyboard.press("Enter");
  await passNews(own);
  await expect(ended(own)).toBeHidden();
  await expect(own.getByText(given.lastName)).toHaveCount(0);
  expect(await own.locator("textarea").evaluateAll((all) => all.map((one) => (one as HTMLTextAreaElement).value).join())).toBe("");
});

test("signing out in one tab leaves no client on the screen of the other", async ({ browser, page }) => {
  const who = await clerk(browser, page);
  const { context, page: one } = await browserOf(browser, who);
  const given = await client(one);
  const two = await context.newPage();
  await openClient(two, given);
  await fromMenu(one, "Sign out");
  await expect(signInCard(one)).toBeVisible();
  await expect(two.getByLabel("Password")).toBeVisible();
  await expect(two.getByText(given.lastName)).toHaveCount(0);
});

async function newPage(browser: Browser): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext();
  return { context, page: await context.newPage() };
}

async function openClient(page: Page, given: Given): Promise<void> {
  await page.goto(`/clients/${given.id}`);
  await expect(page.getByText(given.lastName).first()).toBeVisible();
}

async function fillNote(page: Page, given: Given, note: string): Promise<void> {
  await page.goto(`/clients/${given.id}/authorizations/new`);
  await page.getByLabel("Note to the county").fill(note);
  await expect(page.getByText(/Draft saved at/)).toBeVisible();
}

/** Everything the browser keeps between visits, but for wishes about how Portico looks. */
async function leftBehind(context: BrowserContext, page: Page): Promise<string[]> {
  const kept = await page.evaluate(async () => {
    const stores = [localStorage, sessionStorage].flatMap((store) => Object.entries(store));
    const databases = await indexedDB.databases();
    return [
      ...stores.map(([name, value]) => `${name}=${value}`),
      ...databases.map((database) => `database ${database.name}`),
      ...(await caches.keys()).map((name) => `cache ${name}`),
    ];
  });
  const cookies = (await context.cookies()).map((cookie) => `cookie ${cookie.name}`);
  return [...kept, ...cookies].filter((line) => !/^portico-(theme|navigation)=/.test(line));
}
