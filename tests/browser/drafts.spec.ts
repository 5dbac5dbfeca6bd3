import { expect, type Page, test } from "@playwright/test";
import { chosen } from "./files";
import { ask, client, type Given, requested } from "./given";
import { person, work } from "./people";

const saved = (page: Page) => page.getByText(/Draft saved at/);

async function half(page: Page, given: Given): Promise<void> {
  await page.goto(`/clients/${given.id}/authorizations/new`);
  await page.getByRole("radio", { name: /IHBS/ }).check();
  await page.getByLabel("Funding source").selectOption("102");
  await page.getByLabel("Benefit plan").selectOption("212");
  await page.getByRole("textbox", { name: "Start date" }).fill("today");
  await page.getByLabel("Note to the county").fill("Half of it.");
}

async function isHalf(page: Page): Promise<void> {
  await expect(page.getByRole("radio", { name: /IHBS/ })).toBeChecked();
  await expect(page.getByLabel("Funding source")).toHaveValue("102");
  await expect(page.getByLabel("Benefit plan")).toHaveValue("212");
  await expect(page.getByLabel("Procedure")).toHaveValue("H2015:HK");
  await expect(page.getByRole("textbox", { name: "Start date" })).toHaveValue(/^\d\d\/\d\d\/\d{4}$/);
  await expect(page.getByLabel("Note to the county")).toHaveValue("Half of it.");
}

test("a half-filled request survives a reload and another browser, and can be begun anew", async ({ page, browser }) => {
  await work(page, person("Agency clerk"));
  const given = await client(page);
  await half(page, given);
  const choosing = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Choose documents" }).click();
  await (await choosing).setFiles([chosen("Assessment kept.pdf")]);
  await expect(page.getByText("Sent as Assessment kept.pdf")).toBeVisible();
  await expect(saved(page)).toBeVisible();

  await page.reload();
  await isHalf(page);
  await expect(page.getByText(/Your draft of .* is back/)).toBeVisible();
  await expect(page.getByText("Sent as Assessment kept.pdf")).toBeVisible();

  await test.step("in another browser", async () => {
    const elsewhere = await (await browser.newContext()).newPage();
    await work(elsewhere, person("Agency clerk"));
    await elsewhere.goto(`/clients/${given.id}/authorizations/new`);
    await isHalf(elsewhere);
  });

  await test.step("not about another client", async () => {
    const other = await client(page);
    await page.goto(`/clients/${other.id}/authorizations/new`);
    await expect(page.getByLabel("Note to the county")).toHaveValue("");
    await expect(page.getByText(/Your draft of .* is back/)).toBeHidden();
  });

  await test.step("begun anew", async () => {
    await page.goto(`/clients/${given.id}/authorizations/new`);
    await page.getByRole("button", { name: "Start over" }).click();
    await expect(page.getByLabel("Note to the county")).toHaveValue("");
    await expect(page.getByText("Sent as Assessment kept.pdf")).toBeHidden();
    await expect(async () => {
      const left = await ask<{ items: { client_id: string }[] }>(page, "GET", "/drafts?kind=authorization");
      expect(left.items.filter((draft) => draft.client_id === given.id)).toEqual([]);
    }).toPass();
    await page.reload();
    await expect(page.getByLabel("Note to the county")).toHaveValue("");
  });
});

test("typing goes on without a network, and is saved as soon as it is back", async ({ page, context }) => {
  await work(page, person("Agency clerk"));
  const given = await client(page);
  await page.goto(`/clients/${given.id}/authorizations/new`);
  await expect(page.getByLabel("Funding source")).toBeVisible();
  await context.setOffline(true);
  await expect(page.getByText("What is on the page can be read.", { exact: false })).toBeVisible();
  const note = page.getByLabel("Note to the county");
  await note.fill("Typed in the basement.");
  await expect(page.getByText("Not saved: no network.", { exact: false })).toBeVisible();
  await page.getByLabel("Units").fill("120");

  await context.setOffline(false);
  await expect(page.getByText("What is on the page can be read.", { exact: false })).toBeHidden();
  await expect(saved(page)).toBeVisible({ timeout: 5_000 });
  await page.reload();
  await expect(note).toHaveValue("Typed in the basement.");
  await expect(page.getByLabel("Units")).toHaveValue("120");
});

test("a page with unsaved typing asks before it is left", async ({ page, context }) => {
  await work(page, person("Agency clerk"));
  const given = await client(page);
  await page.goto(`/clients/${given.id}/authorizations/new`);
  await expect(page.getByLabel("Funding source")).toBeVisible();
  await context.setOffline(true);
  await page.getByLabel("Note to the county").pressSequentially("Not yet on the server");
  await expect(page.getByText("Not saved: no network.", { exact: false })).toBeVisible();
  const asked = page.waitForEvent("dialog");
  const closing = page.close({ runBeforeUnload: true });
  const question = await asked;
  expect(question.type()).toBe("beforeunload");
  await question.dismiss();
  await closing;
  await expect(page.getByLabel("Note to the county")).toHaveValue("Not yet on the server");
  await context.setOffline(false);
});

test("a decision begun survives a reload, and so does an answer", async ({ page, browser }) => {
  await work(page, person("Agency clerk"));
  const given = await client(page);
  const request = await requested(page, given, { documents: false });
  const county = await (await browser.newContext()).newPage();
  await work(county, person("County reviewer"));
  const choices = county.getByRole("group", { name: "What to do" });

  await test.step("the question", async () => {
    await county.goto(`/review/${request.id}`);
    await choices.getByRole("button", { name: /Ask for information/ }).click();
    await county.getByLabel("What is needed").fill("Who lives in the house?");
    await expect(saved(county)).toBeVisible();
    await county.reload();
    await expect(county.getByLabel("What is needed")).toHaveValue("Who lives in the house?");
    await county.getByRole("button", { name: "Ask for information" }).last().click();
    await expect(county).not.toHaveURL(new RegExp(request.id));
  });

  await test.step("the answer", async () => {
    await page.goto(`/authorizations/${request.id}`);
    const answer = page.getByRole("textbox", { name: "Answer" });
    await answer.fill("The grandmother and an aunt.");
    await expect(saved(page)).toBeVisible();
    await page.reload();
    await expect(answer).toHaveValue("The grandmother and an aunt.");
  });
});
