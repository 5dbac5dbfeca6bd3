import { expect, type Locator, type Page, type Route, test } from "@playwright/test";
import { type Chosen, chosen, form, pdf, TYPES } from "./files";
import { client, type Given, invented, kept, requested } from "./given";
import { person, work } from "./people";

const UPLOADS = "**/api/v1/attachments";

/** Begins a request for a new client, where documents are staged. */
async function begin(page: Page): Promise<Given> {
  await work(page, person("Agency clerk"));
  const given = await client(page);
  await page.goto(`/clients/${given.id}/authorizations/new`);
  await expect(page.getByText("Up to 5.0 MB a file.", { exact: false })).toBeVisible();
  return given;
}

async function give(page: Page, files: Chosen[], button = "Choose documents"): Promise<void> {
  const choosing = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: button, exact: true }).click();
  await (await choosing).setFiles(files);
}

/** The row of one file, whether it is stored or not. */
const row = (page: Page, name: string): Locator => page.locator(".portico-file").filter({ hasText: name });

test("each of the eleven types uploads, is listed and can be read again", async ({ page }) => {
  test.setTimeout(90_000);
  const given = await begin(page);
  const names = TYPES.map((type) => `Assessment of ${invented(5)}.${type}`);
  await give(page, names.map((name) => chosen(name)));
  for (const name of names) {
    await expect(page.getByText(`Sent as ${name}`)).toBeVisible({ timeout: 30_000 });
  }
  await expect(page.getByText("1 of 5 required documents are here.").first()).toBeVisible();
  const stored = await kept(page, given);
  expect(stored.map((file) => file.original_name).sort(), "the server keeps all of them").toEqual([...names].sort());
  expect(stored.filter((file) => file.content_type === "application/octet-stream"), "each with its own type").toEqual([]);

  await test.step("a reload brings them back", async () => {
    await expect(page.getByText(/Draft saved at/)).toBeVisible();
    await page.reload();
    for (const name of names) {
      await expect(page.getByText(`Sent as ${name}`)).toBeVisible();
    }
  });
});

test("a file that cannot be taken is refused in words, the others go through", async ({ page }) => {
  const given = await begin(page);
  const refused: [Chosen, RegExp][] = [
    [chosen("Assessment empty.pdf", Buffer.alloc(0)), /The file is empty/],
    [chosen("CANS large.pdf", Buffer.alloc(5_242_881, "x")), /The file has 5,242,881 bytes, more than the limit of 5,242,880/],
    [chosen("ICC picture.pdf", chosen("x.png").buffer), /The content is of the type PNG picture, but the name ends in \.pdf/],
    [chosen("Treatment plan"), /The file name has no extension/],
    [chosen("TBS letter.pdf.exe"), /This type of file is not accepted|The file name has two extensions/],
    [chosen("TBS report.exe.pdf"), /The file name has two extensions/],
    [chosen("Assessment \u202Efdp.txt", Buffer.from("x")), /The file name holds characters that cannot be seen/],
    [chosen("ICC program.exe"), /This type of file is not accepted/],
    [chosen("CANS script.txt", Buffer.from("#!/bin/sh\nrm -rf /\n")), /The content is of no accepted type/],
  ];
  const good = chosen("CANS_3 of the spring.pdf");
  await give(page, [...refused.map(([file]) => file), good]);
  await expect(page.getByText(`Sent as ${good.name}`)).toBeVisible();
  const notes = page.getByText("Not sent");
  await expect(notes).toHaveCount(refused.length);
  for (const [file, words] of refused) {
    const its = row(page, file.name.slice(0, 12)).filter({ hasText: words });
    await expect(its, `${JSON.stringify(file.name)} is refused with its own reason`).toHaveCount(1);
    await expect(its.getByRole("button", { name: /Send .* again/ }), "trying again would not help").toHaveCount(0);
  }
  expect((await kept(page, given)).map((file) => file.original_name)).toEqual([good.name]);

  await test.step("what was refused is put aside with one press", async () => {
    const first = row(page, "Assessment empty.pdf");
    await first.getByRole("button", { name: "Remove Assessment empty.pdf" }).click();
    await expect(first).toHaveCount(0);
  });
});

test("a file of exactly the limit is taken, and a large one is told", async ({ page }) => {
  await begin(page);
  const limit = pdf(invented(9));
  await give(page, [chosen("Assessment scan.pdf", Buffer.concat([limit, Buffer.alloc(5_242_880 - limit.length, "\n")]))]);
  await expect(page.getByText("Sent as Assessment scan.pdf")).toBeVisible({ timeout: 30_000 });
  await expect(row(page, "Assessment scan.pdf").getByText("Large file")).toBeVisible();
});

test("a name that tells nothing is asked about, and a file goes where it is put", async ({ page }) => {
  const given = await begin(page);
  await give(page, [chosen("scan0001.pdf")]);
  const ask = page.getByLabel("Which document is scan0001.pdf");
  await expect(ask).toBeVisible();
  await page.getByRole("button", { name: "Submit request" }).click();
  await expect(page.getByText("Some files are not stored yet.", { exact: false }).first()).toBeVisible();
  await ask.selectOption({ label: "ICC Eligibility" });
  await expect(page.getByText("Sent as scan0001.pdf")).toBeVisible();
  await give(page, [chosen("scan0002.pdf")], "Choose files for CANS 3");
  await expect(page.getByRole("list", { name: "CANS 3" }).getByText("Sent as scan0002.pdf")).toBeVisible();
  expect(await kept(page, given)).toHaveLength(2);
});

test("a pile dropped on the page is sorted by name", async ({ page }) => {
  await begin(page);
  const drop = await page.evaluateHandle(() => {
    const carried = new DataTransfer();
    for (const name of ["Assessment_a.txt", "CANS_3_b.txt", "ICC_c.txt"]) {
      carried.items.add(new File([`Invented ${name} ${Math.random()}`], name, { type: "text/plain" }));
    }
    return carried;
  });
  await page.locator(".portico-pile").dispatchEvent("dragover", { dataTransfer: drop });
  await page.locator(".portico-pile").dispatchEvent("drop", { dataTransfer: drop });
  for (const [list, name] of [["Assessment", "Assessment_a.txt"], ["CANS 3", "CANS_3_b.txt"], ["ICC Eligibility", "ICC_c.txt"]] as const) {
    await expect(page.getByRole("list", { name: list, exact: true }).getByText(`Sent as ${name}`)).toBeVisible();
  }
});

test("an upload is cancelled and sent after all", async ({ page }) => {
  const given = await begin(page);
  const held: Route[] = [];
  let holding = true;
  await page.route(UPLOADS, (route) => (holding ? void held.push(route) : route.continue()));
  await give(page, [chosen("Assessment slow.pdf"), chosen("CANS slow.pdf"), chosen("ICC waiting.pdf")]);
  const slow = row(page, "Assessment slow.pdf");
  await expect(slow.getByRole("progressbar", { name: "Sending Assessment slow.pdf" })).toBeVisible();
  await expect(row(page, "ICC waiting.pdf").getByText("Next in line"), "two at a time").toBeVisible();
  const aborted = page.waitForEvent("requestfailed");
  await slow.getByRole("button", { name: "Cancel Assessment slow.pdf" }).click();
  await expect(slow.getByText("Cancelled")).toBeVisible();
  const cancelled = await aborted;
  await expect(row(page, "ICC waiting.pdf").getByRole("progressbar"), "its place goes to the next").toBeVisible();
  await expect.poll(() => held.length, "all three have begun").toBe(3);
  holding = false;
  // A held request that the page has given up must stay held: to continue it, or to lift the route, would send it after all.
  const wanted = held.filter((route) => route.request() !== cancelled);
  await Promise.all(wanted.map((route) => route.continue()));
  for (const name of ["CANS slow.pdf", "ICC waiting.pdf"]) {
    await expect(page.getByText(`Sent as ${name}`)).toBeVisible();
  }
  expect((await kept(page, given)).map((file) => file.original_name)).not.toContain("Assessment slow.pdf");
  await slow.getByRole("button", { name: "Send Assessment slow.pdf again" }).click();
  await expect(page.getByText("Sent as Assessment slow.pdf")).toBeVisible();
});

test("after a lost network a file is sent again and kept once", async ({ page }) => {
  const given = await begin(page);
  // The first time nothing leaves, the second time the answer is lost on its way back: the file is there already.
  await page.route(UPLOADS, async (route) => {
    if (tries > 0) {
      await route.fetch();
    }
    tries += 1;
    await route.abort();
  }, { times: 2 });
  let tries = 0;
  await give(page, [chosen("Assessment lost.pdf")]);
  const lost = row(page, "Assessment lost.pdf");
  const again = lost.getByRole("button", { name: "Send Assessment lost.pdf again" });
  await expect(lost.getByText("The network was lost on the way.", { exact: false })).toBeVisible();
  await again.click();
  await expect.poll(() => tries).toBe(2);
  await expect(again).toBeVisible();
  await again.click();
  await expect(page.getByText("Sent as Assessment lost.pdf")).toBeVisible();
  expect(await kept(page, given), "kept once").toHaveLength(1);
});

test("on a request that is sent: replacing makes a version, the same content is flagged, removing asks", async ({ page }) => {
  await work(page, person("Agency clerk"));
  const given = await client(page);
  const request = await requested(page, given);
  await page.goto(`/authorizations/${request.id}`);
  const list = page.getByRole("list", { name: "CANS 3", exact: true });
  const second = chosen("CANS second thoughts.pdf");

  await test.step("replace", async () => {
    const choosing = page.waitForEvent("filechooser");
    await list.getByRole("button", { name: /^Replace CANS_3/ }).click();
    await (await choosing).setFiles([second]);
    await expect(list.getByText("version 2")).toBeVisible();
    await expect(list.getByText(`Sent as ${second.name}`)).toBeVisible();
    await page.getByText("Earlier versions (1)").click();
    await expect(page.getByText("Sent as CANS_3_09182026.pdf").first()).toBeVisible();
  });

  await test.step("the same content again", async () => {
    await give(page, [{ ...second, name: "Extra copy.pdf" }], "Choose files for Other");
    await expect(page.getByRole("list", { name: "Other" }).getByText(/Same content as CANS_3_/)).toBeVisible();
  });

  await test.step("remove", async () => {
    await page.getByRole("list", { name: "Other" }).getByRole("button", { name: /^Remove Document_/ }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove document" }).click();
    await expect(page.getByText("Document removed.")).toBeVisible();
    await expect(page.getByRole("list", { name: "Other" })).toHaveCount(0);
  });
});

test("a document is read without leaving the page: PDF, picture, text; a Word document is downloaded", async ({ page }) => {
  const given = await begin(page);
  const words = `Seen on Tuesdays, ${invented(8)}. <b>Not bold.</b>`;
  await give(page, [
    chosen("Assessment page.pdf"),
    chosen("CANS picture.png"),
    chosen("ICC words.txt", Buffer.from(words)),
    chosen("Treatment plan letter.docx"),
  ]);
  await expect(page.getByText("4 of 5 required documents are here.").first()).toBeVisible();
  const open = async (kind: string): Promise<Locator> => {
    await page.getByRole("list", { name: kind, exact: true }).getByRole("button", { name: /^Open / }).click();
    const drawer = page.getByRole("complementary").filter({ has: page.getByRole("link", { name: "Download document" }) });
    await expect(drawer.getByText(`${kind}, version 1`, { exact: false })).toBeVisible();
    return drawer;
  };

  const read = page.waitForResponse((answer) => answer.url().includes("disposition=inline"));
  const paper = await open("Assessment");
  await expect(paper.locator("iframe")).toBeVisible();
  expect((await read).headers()["content-type"]).toBe("application/pdf");

  const picture = (await open("CANS 3")).getByRole("img", { name: "CANS 3 as a picture" });
  await expect.poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(1);

  await expect((await open("ICC Eligibility")).getByText(words), "as text, nothing of it as a page").toBeVisible();

  const letter = await open("Client Treatment Plan");
  await expect(letter.getByText("A browser cannot show this type of file.", { exact: false })).toBeVisible();
  const downloading = page.waitForEvent("download");
  await letter.getByRole("link", { name: "Download document" }).click();
  expect((await downloading).suggestedFilename()).toMatch(/^Client_Treatment_Plan_\d{8}\.docx$/);
  await letter.getByRole("button", { name: "Close" }).click();
  await expect(letter).toBeHidden();
  await expect(page, "the page was never left").toHaveURL(new RegExp(`/clients/${given.id}/authorizations/new`));
});

test("a decided request is frozen", async ({ page, browser }) => {
  await work(page, person("Agency clerk"));
  const given = await client(page);
  const request = await requested(page, given);
  const county = await (await browser.newContext()).newPage();
  await work(county, person("County reviewer"));
  await county.goto(`/review/${request.id}`);
  await county.getByRole("button", { name: /Approve request/ }).first().click();
  await county.locator("#decide-send").click();
  await page.goto(`/authorizations/${request.id}`);
  await expect(page.getByText("The request is decided, so its documents are frozen.")).toBeVisible();
  await expect(page.getByRole("button", { name: /^(Replace|Remove|Choose)/ })).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Open Assessment/ })).toBeVisible();
  const late = await page.request.post("/api/v1/attachments", {
    headers: { origin: new URL(page.url()).origin },
    multipart: { document_type: "other", client_id: given.id, authorization_id: request.id, file: form("Late") },
  });
  expect(late.status(), "the API says the same").toBe(409);
});
