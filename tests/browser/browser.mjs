// What the tests share: the command, a browser, and a page that fails if anything in it does.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

import { chromium } from "playwright-core";

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
export const DOCUMENTS = join(ROOT, "corpus/documents");

const target = process.env.CARGO_TARGET_DIR ?? join(ROOT, "target");
const built = ["release", "debug"].map((profile) => join(target, profile, "gongwen"));
const GONGWEN = process.env.GONGWEN ?? built.find(existsSync);

/** A folder that is gone when the tests of the file are done. */
export const WORK = mkdtempSync(join(tmpdir(), "gongwen-browser-"));

/** Runs the command and gives back what it prints. */
export function gongwen(...words) {
  return execFileSync(GONGWEN, words, { cwd: ROOT, encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "pipe"] });
}

/** The page of `paths`, as a file. */
export function report(name, ...paths) {
  const page = join(WORK, `${name}.html`);
  gongwen("report", ...paths, "-o", page);
  return page;
}

const FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";
export const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS.split(" ") });
after(async () => {
  await browser.close();
  rmSync(WORK, { recursive: true });
});

/**
 * Opens `file` and runs `use` on the page. An error, a message of the console, a dialogue, a request, or anything that the
 * policy of the page forbids makes the test fail.
 */
export async function open(file, options, use) {
  const { at = "", ...context } = options;
  const opened = await browser.newContext({ locale: "en-US", viewport: { width: 1280, height: 800 }, acceptDownloads: true, reducedMotion: "reduce", ...context });
  const page = await opened.newPage();
  const wrong = [];
  page.on("console", (message) => wrong.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => wrong.push(`error: ${error.stack}`));
  page.on("dialog", (dialog) => {
    wrong.push(`dialogue: ${dialog.message()}`);
    dialog.dismiss();
  });
  const address = pathToFileURL(file).href;
  page.on("request", (request) => {
    if (request.url().split("#")[0] !== address && !request.url().startsWith("blob:")) wrong.push(`request: ${request.url()}`);
  });
  await page.addInitScript(() => {
    window.violations = [];
    addEventListener("securitypolicyviolation", (event) => window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
  });
  await page.goto(address + (at && `#/${at}`));
  try {
    await use(page);
    assert.deepEqual(await page.evaluate(() => window.violations), []);
    assert.deepEqual(wrong, []);
  } finally {
    await opened.close();
  }
}
