import { expect, type Page, test } from "@playwright/test";
import { readFileSync } from "node:fs";
import { chosen } from "./files";
import { ask, client, type Given, invented, type Requested, requested } from "./given";
import { person, work } from "./people";
import { listen, sidewaysAt390 } from "./watch";

/** What would run, were it ever taken for a part of the page. */
const RUNS = `<img src=x onerror="window.ran=1"><script>window.ran=1</script>`;

type Visits = [string, () => Promise<unknown>][];

/** Every place a client's name, a note and a file's name are shown. */
async function places(page: Page, name: RegExp, given: Given, request: Requested): Promise<Visits> {
  const at = (address: string) => () => page.goto(address);
  return [
    ["the client", at(`/clients/${given.id}`)],
    ["information", at(`/clients/${given.id}/information`)],
    ["the client's authorizations", at(`/clients/${given.id}/authorizations`)],
    ["the request form", at(`/clients/${given.id}/authorizations/new`)],
    ["the authorization", at(`/authorizations/${request.id}`)],
    ["all authorizations", at("/authorizations")],
    ["the report", at("/reports")],
    ["home", at("/")],
    [
      "the search",
      async () => {
        await page.goto("/clients");
        await page.getByLabel("Name, birth date, client number, CIN or SSN").fill(given.number);
        await page.keyboard.press("Enter");
        await expect(page.getByRole("main").getByRole("link", { name })).toBeVisible();
      },
    ],
  ];
}

/** Shows a client and their request everywhere, on a phone, and looks whether anything ran or burst the page. */
async function show(page: Page, name: RegExp, visits: Visits): Promise<void> {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const [place, open] of visits) {
    await test.step(place, async () => {
      await open();
      await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
      await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
      if (place !== "home") {
        await expect(page.getByText(name).first(), `${place} shows the name as it is`).toBeVisible();
      }
      expect(await page.evaluate(() => (window as { ran?: number }).ran), `${place} runs nothing`).toBeUndefined();
      expect(await page.locator("img[src=x], main script").count(), `${place} makes nothing of it`).toBe(0);
      expect(await sidewaysAt390(page), `${place} fits a phone`).toEqual([]);
    });
  }
}

test("markup in names, notes and file names stays text, for agency and county", async ({ page, browser }) => {
  test.setTimeout(90_000);
  const complaints = listen(page);
  await work(page, person("Agency clerk"));
  const given = await client(page, { lastName: `${RUNS.slice(0, 40)}${invented(6)}`, firstName: `<b>${invented(5)}</b>` });
  const request = await requested(page, given, { documents: false, note: `${RUNS} a note of the agency` });
  await page.goto(`/authorizations/${request.id}`);
  const choosing = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Choose documents" }).click();
  await (await choosing).setFiles([chosen(`Assessment ${RUNS.slice(0, 30)}.txt`, Buffer.from(RUNS))]);
  await expect(page.getByText(/Sent as Assessment _img src=x/)).toBeVisible();
  await page.getByRole("button", { name: /^Open Assessment_/ }).click();
  await expect(page.locator("pre").getByText(RUNS)).toBeVisible();
  const name = /<img src=x onerror=/;
  await show(page, name, await places(page, name, given, request));

  const county = await (await browser.newContext()).newPage();
  const countyComplaints = listen(county);
  await work(county, person("County reviewer"));
  await show(county, name, [["review", () => county.goto(`/review/${request.id}`)]]);
  await expect(county.getByText(`${RUNS} a note of the agency`).first()).toBeVisible();
  const quiet = (line: string) => !line.includes("401");
  expect([...complaints(), ...countyComplaints()].filter(quiet), "nothing in the console").toEqual([]);
});

test("a name as long as it may be, without a space, does not burst a phone", async ({ page }) => {
  test.setTimeout(90_000);
  await work(page, person("Agency clerk"));
  const long = `Wolfe${"schlegelsteinhausenberger".repeat(3)}`.slice(0, 74) + invented(6);
  const given = await client(page, { lastName: long, firstName: `Ado${invented(77)}` });
  // A note of 500 characters in one word, and what it says at its end.
  const request = await requested(page, given, { documents: false, note: `${"Nopausebetweenwords".repeat(26)}thelast` });
  const name = new RegExp(long.slice(0, 60));
  await show(page, name, await places(page, name, given, request));
  await page.goto(`/authorizations/${request.id}`);
  await expect(page.getByText(/thelast$/)).toBeVisible();
});

test("names in other scripts, emoji and writing from right to left keep their order and their place", async ({ page }) => {
  test.setTimeout(90_000);
  await work(page, person("Agency clerk"));
  const mark = invented(6);
  const given = await client(page, { lastName: `Ó’Ñúñez-שלום ${mark}`, firstName: "محمد 🦋👩‍👩‍👧" });
  const request = await requested(page, given, { documents: false, note: "وصل الطفل متأخرًا 🙂" });
  await show(page, new RegExp(mark), await places(page, new RegExp(mark), given, request));

  await test.step("and are found with and without accents", async () => {
    await page.goto("/clients");
    await page.getByLabel("Name, birth date, client number, CIN or SSN").fill(`onunez-שלום ${mark}`);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("link", { name: new RegExp(mark) })).toBeVisible();
  });
});

test("a formula in a name stays text in every CSV", async ({ page }) => {
  await work(page, person("Agency clerk"));
  const name = `=1+1 ${invented(6)}`;
  const given = await client(page, { lastName: name, firstName: `@SUM(A1) ${invented(4)}` });
  const request = await requested(page, given, { documents: false });
  const line = async (button: string, of: string) => {
    const downloading = page.waitForEvent("download");
    await page.getByRole("button", { name: button }).click();
    const lines = readFileSync(await (await downloading).path(), "utf8").split("\r\n");
    return lines.find((one) => one.includes(of)) ?? "";
  };

  await page.goto("/reports");
  await page.getByLabel("Search within the results").fill(request.number);
  await expect(page.getByRole("table").getByText(request.number)).toBeVisible();
  expect(await line("Download CSV", request.number)).toContain(`"'${name}, `);

  await page.goto("/clients");
  await page.getByLabel("Name, birth date, client number, CIN or SSN").fill(given.number);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("table").getByText(name)).toBeVisible();
  expect(await line("Download CSV", given.number)).toContain(`"'${name}, `);
});

test("an address that leads nowhere, or to somebody else's record, is told in words", async ({ page }) => {
  await work(page, person("Agency clerk"));
  const nobody = "00000000-0000-4000-8000-000000000000";
  for (const address of [`/clients/${nobody}`, `/authorizations/${nobody}`, `/clients/${nobody}/authorizations/new`]) {
    await page.goto(address);
    await expect(page.getByRole("alert").first(), address).toBeVisible();
  }
  for (const address of ["/clients/1%27%20or%201=1", "/no/such/page", "/review/<script>"]) {
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1 }), address).toBeVisible();
    await expect(page.getByRole("link", { name: /home/i }).first(), address).toBeVisible();
  }
  const me = await ask<{ user_name: string }>(page, "GET", "/session");
  expect(me.user_name).toBe(person("Agency clerk").userName);
});
