import { expect, test } from "@playwright/test";
import { readFileSync } from "node:fs";
import { REQUIRED, form } from "./files";
import { client } from "./given";
import { browserOf, person } from "./people";

test("a request from the first search to the letter, seen from both sides", async ({ browser }) => {
  test.setTimeout(180_000);
  const clerk = await browserOf(browser, person("Agency clerk"));
  const reviewer = await browserOf(browser, person("County reviewer"));
  const given = await client(clerk.page);
  let number = "";

  await test.step("the clerk finds the client", async () => {
    const { page } = clerk;
    await page.getByRole("link", { name: "Clients" }).first().click();
    await page.getByLabel("Name, birth date, client number, CIN or SSN").fill(`${given.firstName} ${given.lastName}`);
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: new RegExp(given.lastName) }).click();
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByText(given.number).first()).toBeVisible();
  });

  await test.step("requests IHBS under plan 212 with H2015:HK", async () => {
    const { page } = clerk;
    await page.getByRole("link", { name: "Request authorization" }).first().click();
    await page.getByRole("radio", { name: /IHBS/ }).check();
    await page.getByLabel("Funding source").selectOption("102");
    await page.getByLabel("Benefit plan").selectOption("212");
    await expect(page.getByLabel("Procedure")).toHaveValue("H2015:HK");
    await page.getByRole("textbox", { name: "Start date" }).fill("today");
    await page.getByRole("textbox", { name: "For days" }).fill("30");
    await page.getByRole("combobox", { name: "Program" }).selectOption({ index: 1 });
    await expect(page.getByLabel("Units")).toHaveValue("9999");
  });

  await test.step("attaches the five forms and sends", async () => {
    const { page } = clerk;
    const choosing = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Choose documents" }).click();
    await (await choosing).setFiles(REQUIRED.map((name) => form(name)));
    await expect(page.getByText("All 5 required documents are here").first()).toBeVisible({ timeout: 30_000 });
    await page.getByRole("button", { name: "Submit request" }).click();
    const heading = page.getByRole("heading", { level: 1, name: /Authorization \d+/ });
    await expect(heading).toBeVisible({ timeout: 20_000 });
    number = /\d+/.exec((await heading.textContent()) ?? "")?.[0] ?? "";
    await expect(page.getByText(`Authorization ${number} requested`).first()).toBeVisible();
  });
  const address = new URL(clerk.page.url()).pathname;
  const id = address.split("/").pop() ?? "";

  await test.step("the reviewer asks for information", async () => {
    const { page } = reviewer;
    await page.goto(`/review/${id}`);
    // Opening a request claims it.
    await page.getByRole("group", { name: "What to do" }).getByRole("button", { name: /Ask for information/ }).click();
    await page.getByLabel("What is needed").fill("Which days does the child live with the grandmother?");
    await page.getByRole("button", { name: "Ask for information" }).last().click();
    // The next request in the queue opens by itself.
    await expect(page).not.toHaveURL(new RegExp(id));
  });

  await test.step("the clerk sees it without a refresh and answers", async () => {
    const { page } = clerk;
    await expect(page.getByText("Which days does the child live with the grandmother?").first()).toBeVisible();
    await page.getByRole("textbox", { name: "Answer" }).fill("Weekdays with the grandmother, weekends at home.");
    await page.getByRole("button", { name: "Send information" }).click();
    await expect(page.getByRole("button", { name: "Send information" })).toBeHidden();
  });

  await test.step("the reviewer approves in part", async () => {
    const { page } = reviewer;
    await page.goto(`/review/${id}`);
    await page.getByRole("group", { name: "What to do" }).getByRole("button", { name: /Approve in part/ }).click();
    await page.getByLabel("Units granted").fill("400");
    await page.getByLabel("Note to the agency").fill("Four hundred units to begin with.");
    await page.getByRole("button", { name: "Approve in part" }).last().click();
    await expect(page).not.toHaveURL(new RegExp(id));
  });

  await test.step("the clerk sees the decision without a refresh", async () => {
    const { page } = clerk;
    await expect(page.getByText(/Approved in part/).first()).toBeVisible();
    await expect(page.getByText("400").first()).toBeVisible();
    await expect(page.getByText("Four hundred units to begin with.").first()).toBeVisible();
  });

  await test.step("prints the letter", async () => {
    const { page } = clerk;
    await page.getByRole("link", { name: "Open letter" }).click();
    await expect(page.getByRole("heading", { name: "Decision letter" })).toBeVisible();
    await expect(page.getByText(number).first()).toBeVisible();
    await page.emulateMedia({ media: "print" });
    await expect(page.getByRole("button", { name: "Print letter" })).toBeHidden();
    expect((await page.pdf()).length).toBeGreaterThan(1000);
    await page.emulateMedia({ media: "screen" });
  });

  await test.step("downloads the CSV: the rows and columns of the screen", async () => {
    const { page } = clerk;
    await page.getByRole("link", { name: "Reports" }).first().click();
    const table = page.getByRole("table").first();
    await expect(table.getByText(number)).toBeVisible();
    const downloading = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download CSV" }).click();
    const file = await (await downloading).path();
    const lines = readFileSync(file, "utf8").replace(/^\uFEFF/, "").trim().split("\r\n");
    const shown = await table.getByRole("columnheader").allTextContents();
    const captions = (lines[0] ?? "").split(",");
    for (const caption of shown.map((text) => text.trim()).filter((text) => text !== "")) {
      expect(captions, "the file has the screen's columns").toContain(caption);
    }
    expect(lines.filter((line) => line.includes(number)), "the request is in the file once").toHaveLength(1);
  });
});
