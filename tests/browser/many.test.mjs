// Twenty thousand records: few of them are in the page at a time, and it answers at once.

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { WORK, open, report } from "./browser.mjs";

const FILES = 200;
const EACH = 100;

/** So many rows are in sight on a screen of 800 pixels, with those above and below. */
const MOST_ROWS = 40;

/** Milliseconds, on a machine that does other things too; on one that does not it is a fourth of it. */
const SLOWEST = 4000;

const folder = join(WORK, "many");
mkdirSync(folder);
const NAMES = ["湿地站点", "河道堤防", "农村公路", "文化驿站", "养老床位", "公共厕所", "充电车位", "社区食堂"];
for (let file = 0; file < FILES; file++) {
  const lines = Array.from({ length: EACH }, (_, line) => `到20${30 + (line % 9)}年，全县${NAMES[(file + line) % NAMES.length]}达到${file * 7 + line + 5}个（牵头单位：县林业局）。`);
  writeFileSync(join(folder, `${String(file).padStart(4, "0")}.txt`), `关于第${file}批任务的通知\n岭政发〔2029〕${file + 1}号\n${lines.join("\n")}\n`);
}
const many = report("many", folder);

test("a page of 20,000 records answers within four seconds", () => open(many, {}, async (page) => {
  const rows = page.locator(".record-table .row");
  await rows.first().waitFor();
  const ready = await page.evaluate(() => performance.now());
  assert.match(await page.locator(".count").textContent(), /^20000 of 20000/);
  assert.ok((await rows.count()) <= MOST_ROWS, `${await rows.count()} rows`);
  const timed = async (act, done) => {
    const begun = Date.now();
    await act();
    await done();
    return Date.now() - begun;
  };
  const head = page.getByRole("columnheader", { name: "Value" });
  const sorting = await timed(() => head.getByRole("button").click(), () => page.locator('[aria-sort="ascending"]').waitFor());
  const searching = await timed(() => page.locator("#search").fill("充电车位"), () => page.waitForFunction(() => document.querySelector(".count").textContent.startsWith("2500 ")));
  await page.locator("#search").fill("");
  await page.waitForFunction(() => document.querySelector(".count").textContent.startsWith("20000 "));
  await page.locator(".record-table .virtual-list").focus();
  await page.keyboard.press("End");
  assert.equal(await rows.last().getAttribute("aria-rowindex"), "20001");
  assert.ok((await rows.count()) <= MOST_ROWS, `${await rows.count()} rows at the end`);
  console.log(`20,000 records: first row after ${Math.round(ready)} ms, sorted in ${sorting} ms, searched in ${searching} ms`);
  assert.ok(ready < SLOWEST && sorting < SLOWEST && searching < SLOWEST);
}));

test("all views of 20,000 records are drawn within four seconds each", async () => {
  for (const at of ["trends", "deadlines", "bodies", "run", "document/7"]) {
    await open(many, { at }, async (page) => {
      await page.locator("main > *").first().waitFor();
      const [drawn, elements] = await page.evaluate(() => [performance.now(), document.querySelectorAll("#page *").length]);
      assert.ok(drawn < SLOWEST && elements < 12_000, `${at}: ${drawn} ms, ${elements} elements`);
    });
  }
});
