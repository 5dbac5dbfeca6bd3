import { expect, type Locator, type Page, test } from "@playwright/test";
import { REQUIRED, form } from "./files";
import { ask, client, days, requested } from "./given";
import { passNews, person, work } from "./people";

// Nothing in this file clicks: what a mouse does here, a keyboard does.

/** Presses Tab (or another key) until the focus is there. */
async function walk(page: Page, to: Locator, key = "Tab"): Promise<void> {
  await expect(to).toBeVisible();
  for (let step = 0; step < 80; step += 1) {
    if (await to.evaluate((element) => element === document.activeElement)) {
      return;
    }
    await page.keyboard.press(key);
  }
  throw new Error(`${key} does not lead to ${to}`);
}

/** The element in focus shows that it is. */
async function seen(at: Locator): Promise<void> {
  const drawn = await at.evaluate((element) => {
    const around = [element, element.parentElement, element.parentElement?.parentElement].filter((one) => one != null);
    return around.some((one) => {
      const style = getComputedStyle(one);
      const after = getComputedStyle(one, "::after");
      return [style, after].some((now) => now.outlineStyle !== "none" && parseFloat(now.outlineWidth) >= 1);
    });
  });
  expect(drawn, "the focus is seen").toBe(true);
}

const heading = (page: Page) => page.getByRole("heading", { level: 1 });

test("signs in and finds a client", async ({ page, browser }) => {
  const who = person("Agency clerk");
  const other = await (await browser.newContext()).newPage();
  await work(other, who);
  const given = await client(other);

  await page.goto("/");
  await expect(page.getByLabel("User name")).toBeFocused();
  await page.keyboard.type(who.userName);
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("Password")).toBeFocused();
  await page.keyboard.type(who.password);
  await page.keyboard.press("Enter");
  const home = page.getByRole("navigation").first();
  const news = page.getByRole("button", { name: "Continue to Portico" });
  await expect(home.or(news).first()).toBeVisible();
  if (await news.isVisible()) {
    await walk(page, news);
    await page.keyboard.press("Enter");
  }
  await expect(home).toBeVisible();

  await page.keyboard.press("/");
  const find = page.getByRole("combobox", { name: "Find a client or a page" });
  await expect(find).toBeFocused();
  await expect(find, "the slash calls and is not typed").toHaveValue("");
  await page.keyboard.type(`${given.lastName}, ${given.firstName}`);
  await expect(page.getByRole("option", { name: new RegExp(`Find client.*${given.lastName}`) })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  const hit = page.getByRole("link", { name: new RegExp(given.lastName) });
  await walk(page, hit);
  await seen(hit);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(given.id));
  await expect(heading(page)).toBeFocused();

  // The client is offered again by the first letters, without a search.
  await page.keyboard.press("Control+k");
  await page.keyboard.type(given.lastName.slice(0, 6));
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("option", { name: new RegExp(given.number) })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("option").first()).toBeHidden();
});

test("skips to the content, and every page takes the focus to its heading", async ({ page }) => {
  await work(page, person("Agency clerk"));
  const skip = page.getByRole("link", { name: "Skip to content" });
  await walk(page, skip);
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  for (const name of ["Authorizations", "Reports"]) {
    await walk(page, page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: new RegExp(`^${name}`) }), "Shift+Tab");
    await page.keyboard.press("Enter");
    await expect(heading(page)).toHaveText(name);
    await expect(heading(page)).toBeFocused();
  }
});

test("requests an authorization", async ({ page }) => {
  test.setTimeout(90_000);
  await work(page, person("Agency clerk"));
  const given = await client(page);
  const { today } = await ask<{ today: string }>(page, "GET", "/session");
  await page.goto(`/clients/${given.id}`);
  await walk(page, page.getByRole("link", { name: "Request authorization" }).first());
  await page.keyboard.press("Enter");
  await expect(heading(page)).toHaveText("Request an authorization");

  const choose = async (field: Locator, typed: string) => {
    await walk(page, field);
    await page.keyboard.type(typed);
  };
  await walk(page, page.getByRole("radio").first());
  const service = page.getByRole("radio", { name: /IHBS/ });
  await walk(page, service, "ArrowDown");
  await page.keyboard.press(" ");
  await expect(service).toBeChecked();
  await choose(page.getByLabel("Funding source"), "102");
  await choose(page.getByLabel("Benefit plan"), "212");
  await expect(page.getByLabel("Procedure")).toHaveValue("H2015:HK");
  await choose(page.getByRole("textbox", { name: "Start date" }), "today");
  await choose(page.getByRole("textbox", { name: "For days" }), String(days(today)));
  await expect(page.getByRole("combobox", { name: "Program" })).not.toHaveValue("");

  await walk(page, page.getByRole("button", { name: "Choose documents" }));
  const choosing = page.waitForEvent("filechooser");
  await page.keyboard.press("Enter");
  await (await choosing).setFiles(REQUIRED.map((name) => form(name, `${name} ${given.number}`)));
  await expect(page.getByText("All 5 required documents are here").first()).toBeVisible({ timeout: 30_000 });

  await test.step("looks into a document and comes back", async () => {
    const open = page.getByRole("button", { name: /^Open Assessment_/ });
    await walk(page, open);
    await page.keyboard.press("Enter");
    const drawer = page.getByRole("complementary", { name: /^Assessment/ });
    await expect(drawer.getByRole("heading", { level: 2 })).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(drawer).toBeHidden();
    await expect(open).toBeFocused();
  });

  await walk(page, page.getByRole("button", { name: "Submit request" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: /Authorization \d+/ })).toBeFocused({ timeout: 20_000 });
});

test("reviews with A, P, D and I", async ({ page, browser }) => {
  test.setTimeout(90_000);
  const agency = await (await browser.newContext()).newPage();
  await work(agency, person("Agency clerk"));
  const request = await requested(agency, await client(agency));
  await work(page, person("County reviewer"));
  await page.goto(`/review/${request.id}`);
  const choices = page.getByRole("group", { name: "What to do" });
  await expect(choices).toBeVisible();

  await test.step("each key chooses, and the focus goes where typing begins", async () => {
    const fields: [string, string, Locator][] = [
      ["d", "Deny request", page.getByLabel("Reason", { exact: true })],
      ["i", "Ask for information", page.getByLabel("What is needed")],
      ["p", "Approve in part", page.getByLabel("Units granted")],
      ["a", "Approve request", page.locator("#decide-send")],
    ];
    for (const [key, name, field] of fields) {
      await page.keyboard.press(key);
      await expect(choices.getByRole("button", { name: new RegExp(name) })).toHaveAttribute("aria-pressed", "true");
      await expect(field).toBeFocused();
      await walk(page, choices.getByRole("button").first(), "Shift+Tab");
    }
  });

  await test.step("in a field a letter is a letter", async () => {
    await page.keyboard.press("p");
    const note = page.getByLabel("Note to the agency");
    await walk(page, note);
    await page.keyboard.type("Paid daily");
    await expect(note).toHaveValue("Paid daily");
    await expect(choices.getByRole("button", { name: /Approve in part/ })).toHaveAttribute("aria-pressed", "true");
  });

  await test.step("over the card of keys the page hears nothing", async () => {
    await walk(page, choices.getByRole("button").first(), "Shift+Tab");
    await page.keyboard.press("?");
    const card = page.getByRole("dialog", { name: "Keys" });
    await expect(card).toBeVisible();
    await page.keyboard.press("d");
    await page.keyboard.press("Escape");
    await expect(card).toBeHidden();
    await expect(choices.getByRole("button", { name: /Approve in part/ })).toHaveAttribute("aria-pressed", "true");
  });

  await walk(page, page.getByLabel("Units granted"));
  await page.keyboard.press("Control+a");
  await page.keyboard.type("450");
  await page.keyboard.press("Enter");
  await expect(page.getByText(`Authorization ${request.number}: approved in part.`)).toBeVisible();
  await expect(page, "the next one opens by itself").not.toHaveURL(new RegExp(request.id));
  const decided = await ask<{ granted: { units: number } | null }>(page, "GET", `/authorizations/${request.id}`);
  expect(decided.granted?.units).toBe(450);
});

test("a dialog holds the focus, closes on Esc and gives the focus back", async ({ page }) => {
  await work(page, person("Agency clerk"));
  const request = await requested(page, await client(page), { documents: false });
  await page.goto(`/authorizations/${request.id}`);
  const withdraw = page.getByRole("button", { name: "Withdraw request" });
  await walk(page, withdraw);
  await seen(withdraw);
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: new RegExp(`Withdraw request ${request.number}`) });
  await expect(dialog.getByLabel("Reason")).toBeFocused();
  const visited = new Set<string>();
  for (let step = 0; step < 12; step += 1) {
    await page.keyboard.press("Tab");
    const at = await dialog.evaluate((box) => {
      const now = document.activeElement;
      // Past its last field a browser passes through its own bar, which the page sees as its body.
      return now === document.body || box.contains(now) ? (now?.textContent ?? "") : "outside";
    });
    expect(at).not.toBe("outside");
    visited.add(at);
  }
  expect(visited, "all of the dialog is reached").toContain("Cancel");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(withdraw).toBeFocused();
});

test("? shows the keys, a menu opens and closes, each gives the focus back", async ({ page }) => {
  await work(page, person("Agency clerk"));
  await passNews(page);
  const menu = page.getByRole("button", { name: /account, theme, sign out/ });
  await walk(page, menu);
  await page.keyboard.press("?");
  const card = page.getByRole("dialog", { name: "Keys" });
  await expect(card).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(card).toBeHidden();
  await expect(menu).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Sign out", exact: true })).toBeVisible();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Sign out", exact: true })).toBeHidden();
  await expect(menu).toBeFocused();
});
