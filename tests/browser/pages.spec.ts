import { expect, type Page, test } from "@playwright/test";
import { ask } from "./given";
import { as, look, settled, type Theme, WIDTHS } from "./look";
import { person, signIn } from "./people";
import { listen } from "./watch";

/** A page, and who sees it in its usual state. */
interface Place {
  readonly name: string;
  readonly role: string;
  readonly address: (page: Page) => Promise<string>;
}

const fixed = (address: string) => async () => address;

interface Listed {
  readonly id: string;
  readonly client_id: string;
}

async function firstListed(page: Page, narrowed = ""): Promise<Listed | undefined> {
  return (await ask<{ items: Listed[] }>(page, "GET", `/authorizations?limit=1${narrowed}`)).items[0];
}

const firstAuthorization = async (page: Page) => (await firstListed(page))?.id ?? "";
const firstDecided = async (page: Page) => (await firstListed(page, "&review_status=approved"))?.id ?? "";
const firstClient = async (page: Page) => (await firstListed(page))?.client_id ?? "";

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
  { name: "rights", role: ADMINISTRATOR, address: fixed("/people/rights") },
  { name: "organizations", role: ADMINISTRATOR, address: fixed("/organizations") },
  { name: "settings", role: ADMINISTRATOR, address: fixed("/settings") },
  { name: "account", role: CLERK, address: fixed("/account") },
  { name: "letter", role: CLERK, address: async (page) => `/authorizations/${await firstDecided(page)}/letter` },
  { name: "help-topic", role: CLERK, address: fixed("/help/review") },
  { name: "not-for-you", role: CLERK, address: fixed("/settings") },
  { name: "nothing-here", role: REVIEWER, address: fixed("/no-such-page") },
];

/** Both themes of every page in the long form, one of them in the quick one. */
function themes(index: number): Theme[] {
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
        await test.step(`${place.name}, ${theme}`, async () => visit(page, place.name, address, theme));
      }
    }
    expect(complaints(), "nothing in the console").toEqual([]);
  });
}

test("the sign-in page is readable, quiet and fits", async ({ page }) => {
  const complaints = listen(page);
  await visit(page, "sign-in", "/", "light");
  expect(complaints().filter((line) => !line.includes("401")), "nothing in the console").toEqual([]);
});

test("the pages for people who cannot sign in are readable, quiet and fit", async ({ page }) => {
  for (const name of ["forgot-password", "forgot-user-name", "activate"]) {
    await visit(page, name, `/${name}`, "light");
  }
});

/** One page at both widths. */
async function visit(page: Page, name: string, address: string, theme: Theme): Promise<void> {
  for (const width of WIDTHS) {
    await as(page, width, theme);
    await page.goto(address);
    await settled(page);
    await look(page, name, width, theme);
  }
}
