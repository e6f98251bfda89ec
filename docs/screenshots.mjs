// The pictures of the documentation: the page of `gongwen report` of the corpus, in both schemes of colour and on a phone.
//
//     cargo build --release && npm --prefix tests/browser ci && node docs/screenshots.mjs

import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { DOCUMENTS, ROOT, WORK, launch, report } from "../tests/browser/command.mjs";

/** So large a picture may be, in bytes. */
const LARGEST = 300_000;

const SCREEN = { viewport: { width: 1280, height: 800 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 1.5 };

const folder = report("corpus", DOCUMENTS);
const document = report("document", join(DOCUMENTS, "gov-page.html"));

const hoverOverRecord = (page) => page.locator(".text .mark.is-value.lit").first().hover();

/** Name, page, view, screen, and what is done before the picture is taken. */
const PICTURES = [
  ["document", document, "document/0/record/8", SCREEN, hoverOverRecord],
  ["document-zh", document, "document/0/record/8", { ...SCREEN, locale: "zh-CN" }, hoverOverRecord],
  ["records", folder, "records", SCREEN],
  ["trends", folder, "trends", SCREEN],
  ["deadlines", folder, "deadlines", SCREEN],
  ["bodies", folder, "bodies", SCREEN],
  ["run", folder, "run", SCREEN],
  ["phone", document, "document/0/record/8", PHONE],
  ["phone-records", folder, "records", PHONE],
];

const browser = await launch();
for (const colorScheme of ["light", "dark"]) {
  for (const [name, file, view, screen, act] of PICTURES) {
    const context = await browser.newContext({ locale: "en-US", ...screen, colorScheme, reducedMotion: "reduce" });
    const page = await context.newPage();
    await page.goto(`${pathToFileURL(file).href}#/${view}`);
    await page.waitForTimeout(400);
    if (act) await act(page);
    await page.waitForTimeout(400);
    const path = join(ROOT, "docs/images", `${name}-${colorScheme}.png`);
    await page.screenshot({ path });
    const { size } = statSync(path);
    if (size > LARGEST) throw new Error(`${path} has ${size} bytes; no more than ${LARGEST} may be in the repository`);
    await context.close();
  }
}
await browser.close();
rmSync(WORK, { recursive: true });
