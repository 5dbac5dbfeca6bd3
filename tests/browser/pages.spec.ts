import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { ask } from "./given";
import { person, signIn } from "./people";
import { listen } from "./watch";

/** A page, and who sees it in its usual state. */
interface Place {
  readonly name: string;
  readonly role: string;
  readonly address: (page: Page) => Promise<string>;
}

const fixed = (address: string) => async () => address;

async function firstAuthorization(page: Page): Promise<string> {
  const list = await ask<{ items: { id: string }[] }>(page, "GET", "/authorizations?limit=1");
  return list.items[0]?.id ?? "";
}

async function firstClient(page: Page): Promise<string> {
  const list = await ask<{ items: { client_id: string }[] }>(page, "GET", "/authorizations?limit=1");
  return list.items[0]?.client_id ?? "";
}

async function firstFunding(page: Page): Promise<string> {
  const list = await ask<{ items: { id: string }[] }>(page, "GET", "/provider-authorizations?limit=1");
  return list.items[0]?.id ?? "";
}

const CLERK = "Agency clerk";
const REVIEWER = "County reviewer";
const ADMINISTRATOR = "County administrator";

const PLACES: Place[] = [
  { name: "home", role: CLERK, address: fixed("/") },
  { name: "home-county", role: REVIEWER, address: fixed("/") },
  { name: "find", role: CLERK, address: fixed("/clients") },
  { name: "client-new", role: CLERK, address: fixed("/clients/new") },
  { name: "client", role: CLERK, address: async (page) => `/clients/${await firstClient(page)}` },
  { name: "information", role: CLERK, address: async (page) => `/clients/${await firstClient(page)}/information` },
  { name: "programs", role: CLERK, address: async (page) => `/clients/${await firstClient(page)}/programs` },
  { name: "coverage", role: CLERK, address: async (page) => `/clients/${await firstClient(page)}/coverage` },
  { name: "client-authorizations", role: CLERK, address: async (page) => `/clients/${await firstClient(page)}/authorizations` },
  { name: "request", role: CLERK, address: async (page) => `/clients/${await firstClient(page)}/authorizations/new` },
  { name: "authorizations", role: CLERK, address: fixed("/authorizations") },
  { name: "authorization", role: CLERK, address: async (page) => `/authorizations/${await firstAuthorization(page)}` },
  { name: "review", role: REVIEWER, address: fixed("/review") },
  { name: "review-one", role: REVIEWER, address: async (page) => `/review/${await firstAuthorization(page)}` },
  { name: "reports", role: CLERK, address: fixed("/reports") },
  { name: "turnaround", role: REVIEWER, address: fixed("/reports/turnaround") },
  { name: "funding", role: CLERK, address: fixed("/funding") },
  { name: "funding-one", role: ADMINISTRATOR, address: async (page) => `/funding/${await firstFunding(page)}` },
  { name: "news", role: REVIEWER, address: fixed("/news") },
  { name: "help", role: CLERK, address: fixed("/help") },
  { name: "people", role: ADMINISTRATOR, address: fixed("/people") },
  { name: "organizations", role: ADMINISTRATOR, address: fixed("/organizations") },
  { name: "settings", role: ADMINISTRATOR, address: fixed("/settings") },
  { name: "account", role: CLERK, address: fixed("/account") },
];

/** Both themes of every page in the long form, one of them in the quick one. */
function themes(index: number): ("light" | "dark")[] {
  if (process.env.PORTICO_BROWSER === "all") {
    return ["light", "dark"];
  }
  return [index % 2 === 0 ? "light" : "dark"];
}

for (const role of [CLERK, REVIEWER, ADMINISTRATOR]) {
  test(`every page of ${role.toLowerCase()} is readable, quiet and fits`, async ({ page }) => {
    test.setTimeout(300_000);
    await signIn(page, person(role));
    // From here on: before it, the browser itself notes that nobody was signed in yet.
    const complaints = listen(page);
    for (const [index, place] of PLACES.entries()) {
      if (place.role !== role) {
        continue;
      }
      const address = await place.address(page);
      for (const theme of themes(index)) {
        await test.step(`${place.name}, ${theme}`, async () => look(page, place.name, address, theme));
      }
    }
    expect(complaints(), "nothing in the console").toEqual([]);
  });
}

test("the sign-in page is readable, quiet and fits", async ({ page }) => {
  const complaints = listen(page);
  await look(page, "sign-in", "/", "light");
  expect(complaints().filter((line) => !line.includes("401")), "nothing in the console").toEqual([]);
});

/** One page at both widths: a picture, no finding of axe, no scrolling sideways. */
async function look(page: Page, name: string, address: string, theme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: width === 1280 ? 800 : 844 });
    await page.goto(address);
    await settled(page);
    await page.screenshot({ path: `test-results/pages/${name}-${width}-${theme}.png`, fullPage: true });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect.soft(wide, `${name} scrolls sideways at ${width}`).toBeLessThanOrEqual(0);
  }
  const found = await new AxeBuilder({ page }).analyze();
  const words = found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).join("; ")}`);
  expect.soft(words, `${name}: axe`).toEqual([]);
}

/** The heading is there and nothing is loading any more. */
async function settled(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible({ timeout: 20_000 });
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
}
