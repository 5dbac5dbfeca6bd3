import { expect } from "@playwright/test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { MAIL } from "./server";

/** The link in the newest letter to an address, as soon as the demonstration county has written it into its folder. */
export async function mailedLink(address: string): Promise<string> {
  let link = "";
  await expect
    .poll(() => {
      link = letters().map((text) => linkFor(text, address)).find((found) => found !== "") ?? "";
      return link;
    })
    .not.toBe("");
  return link;
}

function letters(): string[] {
  return readdirSync(MAIL)
    .filter((name) => name.endsWith(".eml"))
    .map((name) => readFileSync(join(MAIL, name), "utf8"));
}

/** Long lines are cut for the way (quoted-printable). */
function linkFor(text: string, address: string): string {
  const whole = text.replaceAll("=\r\n", "").replaceAll("=3D", "=");
  return whole.includes(address) ? (/https?:\/\/\S+\/activate#\S+/.exec(whole)?.[0] ?? "") : "";
}
