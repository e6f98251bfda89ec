// A page that fails if anything in it does.

import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { after } from "node:test";
import { pathToFileURL } from "node:url";

import { WORK, launch } from "./command.mjs";

export { DOCUMENTS, WORK, gongwen, report } from "./command.mjs";

const browser = await launch();
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
