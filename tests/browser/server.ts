import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What the server printed, the sign-ins of its demonstration county among it. */
export const SERVER_LOG = join(__dirname, "server.log");

/** Where it puts the mail it would send. */
export const MAIL = join(tmpdir(), `portico-browser-mail-${process.env.PORTICO_TEST_PORT ?? ""}`);

/** A cold machine loads the demonstration county in this time, with room to spare. */
const PATIENCE_MS = 120_000;

/** Starts a demonstration county of its own for this run, and answers how to end it. */
export default async function start(): Promise<() => Promise<void>> {
  const program = required("PORTICO_BIN");
  const base = mkdtempSync(join(tmpdir(), "portico-browser-"));
  // Started by root, the server hands its database to another account, which has to pass through here.
  chmodSync(base, 0o711);
  const log = openSync(SERVER_LOG, "w", 0o600);
  // The server makes the data folder itself, because it decides who owns it.
  const data = join(base, "data");
  const server = spawn(
    program,
    ["serve", "--demo", "--data", data, "--port", required("PORTICO_TEST_PORT"), "--web", required("PORTICO_WEB")],
    { stdio: ["ignore", log, log], env: { ...process.env, PORTICO_MAIL_FOLDER: MAIL } },
  );
  closeSync(log);
  await ready(server);
  return async () => {
    await end(server);
    rmSync(base, { recursive: true, force: true });
    rmSync(MAIL, { recursive: true, force: true });
  };
}

async function ready(server: ChildProcess): Promise<void> {
  const address = `http://localhost:${required("PORTICO_TEST_PORT")}/readyz`;
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    if (server.exitCode !== null) {
      throw new Error(`the server stopped by itself:\n${readFileSync(SERVER_LOG, "utf8")}`);
    }
    if (await fetch(address).then((answer) => answer.ok, () => false)) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`the server was not ready in ${PATIENCE_MS / 1000} s:\n${readFileSync(SERVER_LOG, "utf8")}`);
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) {
    return;
  }
  const gone = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGTERM");
  await gone;
}

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") {
    throw new Error(`${name} is not set: run the browser tests by cargo xtask test --only browser`);
  }
  return value;
}
