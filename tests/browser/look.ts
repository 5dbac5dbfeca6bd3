import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

export type Theme = "light" | "dark";

const HEIGHTS = { 1280: 800, 390: 844 } as const;
export type Width = keyof typeof HEIGHTS;
export const WIDTHS: Width[] = [1280, 390];

/** Draws pages in this width and theme from now on. */
export async function as(page: Page, width: Width, theme: Theme): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  await page.setViewportSize({ width, height: HEIGHTS[width] });
}

/** What is on the screen: a picture, no finding of axe, no scrolling sideways. */
export async function look(page: Page, name: string, width: Width, theme: Theme): Promise<void> {
  await page.screenshot({ path: `test-results/pages/${name}-${width}-${theme}.png`, fullPage: true });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect.soft(wide, `${name} scrolls sideways at ${width}`).toBeLessThanOrEqual(0);
  const found = await new AxeBuilder({ page }).analyze();
  const words = found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).join("; ")}`);
  expect.soft(words, `${name} at ${width}, ${theme}: axe`).toEqual([]);
}

/** The heading is there and nothing is loading any more. */
export async function settled(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible({ timeout: 20_000 });
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
}
