import { defineConfig, devices } from "@playwright/test";

/**
 * The real server, the delivered client, a real database. `cargo xtask test --only browser` names them in the
 * environment: PORTICO_BIN, PORTICO_WEB, PORTICO_CHROMIUM.
 */

// The configuration is read again in every worker: the first reading decides, the others inherit.
process.env.PORTICO_TEST_PORT ??= String(20_000 + (process.pid % 20_000));

export default defineConfig({
  testDir: ".",
  testMatch: "**/*.spec.ts",
  globalSetup: "./server.ts",
  outputDir: "test-results",
  reporter: [["list"]],
  forbidOnly: true,
  // A test that passes only the second time is named as flaky at the end, and is to be mended.
  retries: 1,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    baseURL: `http://localhost:${process.env.PORTICO_TEST_PORT}`,
    launchOptions: { executablePath: process.env.PORTICO_CHROMIUM },
    actionTimeout: 15_000,
    locale: "en-US",
    timezoneId: "America/Los_Angeles",
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
  },
  projects: [
    { name: "desktop", use: { ...devices["Desktop Chrome"], viewport: { width: 1280, height: 800 } } },
    // A test takes part here when its title carries the tag.
    {
      name: "phone",
      grep: /@phone/,
      use: { ...devices["Desktop Chrome"], viewport: { width: 390, height: 844 }, hasTouch: true },
    },
  ],
});
