import type { Page } from "@playwright/test";

/** What a page says in the console, from now on: errors and warnings, its own and the browser's. */
export function listen(page: Page): () => string[] {
  const lines: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") {
      lines.push(message.text());
    }
  });
  page.on("pageerror", (error) => lines.push(error.message));
  return () => lines;
}

/** What sticks out of the page sideways. A part that scrolls by itself may hold more than it shows. */
export async function sidewaysAt390(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wide = document.documentElement.clientWidth;
    const held = (element: Element): boolean => {
      for (let around = element.parentElement; around !== null; around = around.parentElement) {
        if (getComputedStyle(around).overflowX !== "visible") {
          return true;
        }
      }
      return false;
    };
    const out = [...document.querySelectorAll("body *")].filter((element) => {
      const box = element.getBoundingClientRect();
      return box.width > 0 && box.right > wide + 1 && !held(element);
    });
    return out.map((element) => `${element.tagName.toLowerCase()}.${element.className}`).slice(0, 5);
  });
}
