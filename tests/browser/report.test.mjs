// The page as a reader uses it: clicks, filters, export, keyboard, phone, both schemes of colour.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { DOCUMENTS, WORK, gongwen, open, report } from "./browser.mjs";

/** The page with the texts left out, as those of a page that would be too long. */
const withoutTexts = (page) => {
  const file = join(WORK, "without-texts.html");
  writeFileSync(file, readFileSync(page, "utf8").replace(/<script type="application\/json" class="view">.*\n/g, ""));
  return file;
};

const folder = report("folder", DOCUMENTS);
const html = report("html", join(DOCUMENTS, "gov-page.html"));
const shifted = report("shifted", join(DOCUMENTS, "traditional-phase-shift.txt"));

const shownCount = async (page) => Number((await page.locator(".count").textContent()).match(/^\d+/)[0]);
const inSight = (locator) => locator.evaluate((element) => {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
});

test("a record of the list leads to its words, and the words to the record", () => open(html, {}, async (page) => {
  const entry = page.locator(".side .row").nth(5);
  const name = await entry.locator(".indicator").textContent();
  await entry.click();
  const lit = page.locator(".text .mark.lit");
  assert.ok((await lit.allTextContents()).join("").includes(name), name);
  assert.ok(await inSight(page.locator(".text .mark.is-value.lit").first()));
  await page.locator(".text .mark.is-value").nth(12).click();
  const active = page.locator(".side .row.active");
  assert.ok(await inSight(active));
  const value = await page.locator(".text .mark.is-value.lit").first().textContent();
  assert.match(value, new RegExp((await active.locator(".number").textContent()).replace(/\D.*/s, "").slice(0, 1)));
}));

test("a record tells its rule, its confidence, and where year and bodies came from, to the pointer and to the keyboard", () => open(html, {}, async (page) => {
  const value = page.locator(".text .mark.is-value", { hasText: "120" });
  await value.hover();
  const hint = page.locator("#hint");
  await hint.waitFor({ state: "visible" });
  const told = await hint.textContent();
  for (const part of ["Rule", "Matched", "Year", "in the same", "Bodies", "Confidence", "Bytes of the file"]) assert.ok(told.includes(part), `${part}: ${told}`);
  await page.mouse.move(2, 2);
  await hint.waitFor({ state: "hidden" });
  await value.focus();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Tab");
  await hint.waitFor({ state: "visible" });
  assert.equal(await value.getAttribute("aria-describedby"), "hint");
  await page.keyboard.press("Escape");
  await hint.waitFor({ state: "hidden" });
}));

test("j and k go from record to record", () => open(html, {}, async (page) => {
  const name = () => page.locator(".side .row.active .indicator").textContent();
  for (const key of ["j", "j", "j"]) await page.keyboard.press(key);
  assert.match(page.url(), /record\/2$/);
  const third = await name();
  await page.keyboard.press("j");
  assert.notEqual(await name(), third);
  await page.keyboard.press("k");
  assert.equal(await name(), third);
  assert.ok(await inSight(page.locator(".text .mark.is-value.lit").first()));
}));

test("what was removed unfolds, and the list of repairs leads to it", () => open(html, {}, async (page) => {
  const fold = page.locator("details.gone").first();
  assert.equal(await fold.locator(".from").isVisible(), false);
  await fold.locator("summary").click();
  assert.ok((await fold.locator(".from").textContent()).length > 50);
  await page.getByRole("tab", { name: /Repairs/ }).click();
  await page.locator(".side .row").last().click();
  assert.equal(await page.locator("details.gone").last().evaluate((details) => details.open), true);
}));

test("a repair shows before, after and why", () => open(shifted, {}, async (page) => {
  const repair = page.locator(".text .mark.is-repair[role=button]:not([data-record])").first();
  await repair.hover();
  const told = page.locator("#hint");
  await told.waitFor({ state: "visible" });
  const [line] = gongwen("clean", "--repairs", join(DOCUMENTS, "traditional-phase-shift.txt")).split("\n");
  const { from, to } = JSON.parse(line);
  const words = await told.textContent();
  assert.ok(words.includes(from) && words.includes(to) && words.includes("GBK read one byte off"), words);
  await repair.click();
  assert.equal(await page.getByRole("tab", { name: /Repairs/ }).getAttribute("aria-selected"), "true");
}));

test("records are there where the text is not", () => open(withoutTexts(html), {}, async (page) => {
  await page.locator(".text-side .notice").waitFor();
  await page.locator(".side .row").nth(2).hover();
  await page.locator("#hint").waitFor({ state: "visible" });
  await page.locator(".side .row").nth(2).click();
  for (const key of ["j", "k"]) await page.keyboard.press(key);
  for (const tab of await page.getByRole("tab").all()) if (await tab.isVisible()) await tab.click();
}));

test("marks can be put out one by one", () => open(html, {}, async (page) => {
  const name = page.locator(".text .mark.is-indicator:not(.is-value)").first();
  const decoration = () => name.evaluate((element) => getComputedStyle(element).textDecorationLine);
  assert.equal(await decoration(), "underline");
  const toggle = page.locator(".legend-bar button").first();
  await toggle.click();
  assert.equal(await toggle.getAttribute("aria-pressed"), "false");
  assert.equal(await decoration(), "none");
  await toggle.click();
}));

test("the table is filtered by words, kind, year, body and confidence, and says how many there are", () => open(folder, {}, async (page) => {
  const all = gongwen("extract", DOCUMENTS).trim().split("\n").flatMap((line) => JSON.parse(line).records);
  const count = async (wanted) => {
    await page.waitForFunction((wanted) => document.querySelector(".count").textContent.startsWith(`${wanted} `), wanted, { timeout: 3000 });
  };
  await count(all.length);
  await page.locator("select[name=kind]").selectOption("target");
  await count(all.filter((record) => record.kind === "target").length);
  await page.locator("select[name=year]").selectOption("2025");
  await count(all.filter((record) => record.kind === "target" && record.year === 2025).length);
  await page.locator("select[name=least]").selectOption("0.95");
  await count(all.filter((record) => record.kind === "target" && record.year === 2025 && record.confidence >= 0.95).length);
  await page.getByRole("button", { name: "Clear" }).click();
  await page.locator("#search").fill("森林覆盖率");
  await page.waitForFunction((all) => !document.querySelector(".count").textContent.startsWith(`${all} `), all.length);
  const found = await shownCount(page);
  assert.ok(found >= all.filter((record) => record.indicator.includes("森林覆盖率")).length && found < 40, found);
  await page.locator("#search").fill("没有这样的指标");
  await page.locator(".records-view .empty").waitFor({ state: "visible" });
}));

test("a click on a head sorts, up, down and back", () => open(folder, {}, async (page) => {
  const head = page.getByRole("columnheader", { name: "Year" });
  const years = () => page.locator(".record-table .row .of-year").evaluateAll((cells) =>
    cells.map((cell) => [cell.parentElement.getBoundingClientRect().top, cell.textContent]).sort((a, b) => a[0] - b[0]).map(([, year]) => year));
  const before = await years();
  await head.getByRole("button").click();
  assert.equal(await head.getAttribute("aria-sort"), "ascending");
  const up = await years();
  assert.deepEqual(up, [...up].sort());
  assert.equal(up[0], "1956");
  await head.getByRole("button").click();
  assert.equal(await head.getAttribute("aria-sort"), "descending");
  const down = await years();
  assert.deepEqual(down, [...down].sort().reverse());
  await head.getByRole("button").click();
  assert.deepEqual(await years(), before);
}));

const exported = async (page) => {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Export as CSV" }).click()]);
  assert.equal(download.suggestedFilename(), "records.csv");
  return readFileSync(await download.path(), "utf8");
};

test("all records exported are what `gongwen extract --format csv --bom` writes", () => open(folder, {}, async (page) => {
  assert.equal(await exported(page), gongwen("extract", DOCUMENTS, "--format", "csv", "--bom"));
}));

test("the records that are shown are exported, and of ticked ones those alone", () => open(folder, {}, async (page) => {
  const rows = (table) => table.trimEnd().split("\n").slice(1);
  await page.locator("select[name=kind]").selectOption("forecast");
  const forecasts = await exported(page);
  assert.equal(rows(forecasts).length, await shownCount(page));
  assert.ok(rows(forecasts).every((row) => row.includes(",forecast,")));
  await page.locator(".record-table .row .tick").nth(1).click();
  await page.locator(".record-table .row .tick").nth(3).click();
  assert.deepEqual(rows(await exported(page)), [rows(forecasts)[1], rows(forecasts)[3]]);
}));

test("the table is used by keyboard alone", () => open(folder, {}, async (page) => {
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "search");
  await page.locator(".record-table .virtual-list").focus();
  for (const key of ["ArrowDown", "ArrowDown", "Space"]) await page.keyboard.press(key);
  assert.equal(await page.locator(".row.active .box.ticked").count(), 1);
  assert.match(await page.locator(".count").textContent(), /1 ticked/);
  await page.keyboard.press("End");
  assert.ok(await inSight(page.locator(".row.active")));
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowDown");
  const name = await page.locator(".row.active .indicator").textContent();
  await page.keyboard.press("Enter");
  await page.locator(".document-view").waitFor();
  assert.match(page.url(), /#\/document\/0\/record\/1$/);
  await page.locator(".text .mark.lit").first().waitFor();
  assert.equal(await page.locator(".side .row.active .indicator").textContent(), name);
  await page.goBack();
  await page.locator(".records-view").waitFor();
}));

test("plots, deadlines and bodies lead to the records that they show", () => open(folder, { at: "trends" }, async (page) => {
  const plot = page.locator(".plot").first();
  assert.match(await plot.locator("figcaption").textContent(), /地区生产总值.*7 documents/s);
  assert.ok((await plot.locator(".point").count()) >= 7);
  await plot.locator(".point").first().hover();
  await page.locator("#hint").waitFor({ state: "visible" });
  await plot.locator(".legend button").first().click();
  await page.locator(".records-view").waitFor();
  assert.ok((await shownCount(page)) >= 1 && (await shownCount(page)) < 10);
  await page.getByRole("link", { name: "Deadlines" }).click();
  const disc = page.locator(".time-line td button").first();
  const due = Number(await disc.locator(".count").textContent());
  await disc.click();
  await page.locator(".records-view").waitFor();
  assert.equal(await shownCount(page), due);
  await page.getByRole("link", { name: "Bodies" }).click();
  const cell = page.locator(".heat").first();
  const answered = Number(await cell.textContent());
  await cell.click();
  await page.locator(".records-view").waitFor();
  assert.equal(await shownCount(page), answered);
}));

test("the account of the run counts what was read, and a file leads to its document", () => open(folder, { at: "run" }, async (page) => {
  assert.equal(await page.locator(".tile strong").first().textContent(), "57");
  assert.match(await page.locator(".bars").first().textContent(), /UTF-8.*gb18030.*Big5/s);
  await page.locator(".file-list .row").nth(2).click();
  assert.match(page.url(), /#\/document\/2$/);
}));

test("the page is in both languages", () => open(folder, { locale: "zh-CN" }, async (page) => {
  assert.equal(await page.getByRole("link", { name: "运行概况" }).count(), 1);
  await page.getByRole("button", { name: "English" }).click();
  assert.equal(await page.getByRole("link", { name: "The run" }).count(), 1);
}));

test("reasons and rules are told in the language of the page", () => open(html, { locale: "zh-CN" }, async (page) => {
  await page.locator(".text .mark.is-value").nth(2).hover();
  const told = page.locator("#hint");
  await told.waitFor({ state: "visible" });
  const [, words] = (await told.textContent()).match(/[a-z]+\.[a-z_]+(.*?)(?:匹配|年份|$)/s);
  assert.match(words, /^[^a-z]*\p{Script=Han}[^a-z]*$/u);
  await page.getByRole("tab", { name: /未采用/ }).click();
  const reasons = await page.locator(".side .row .third:visible").allTextContents();
  assert.ok(reasons.length > 0);
  for (const reason of reasons) assert.match(reason, /^[^a-z]*\p{Script=Han}[^a-z]*$/u);
}));

test("the map of bodies says how much of it is shown", () => open(folder, { at: "bodies" }, async (page) => {
  const records = gongwen("extract", DOCUMENTS).trim().split("\n").flatMap((line) => JSON.parse(line).records).filter((record) => record.bodies.length > 0);
  const bodies = new Set(records.flatMap((record) => record.bodies.map((body) => body.name_full)));
  const indicators = new Set(records.map((record) => record.indicator));
  const [rows, columns] = [await page.locator(".heat-table tbody tr").count(), await page.locator(".heat-table th.indicator").count()];
  assert.ok(rows < bodies.size && columns < indicators.size);
  const told = await page.locator(".notice").textContent();
  assert.ok(told.startsWith(`Shown are ${rows} of ${bodies.size} bodies and ${columns} of ${indicators.size} indicators`), told);
}));

const brightness = (page) => page.evaluate(() => {
  const [red, green, blue] = getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number);
  return (red + green + blue) / 3;
});

test("the page is light or dark as the reader's system is, or as he says", () => open(folder, { colorScheme: "dark" }, async (page) => {
  assert.ok((await brightness(page)) < 60);
  await page.locator("button.theme").click();
  assert.ok((await brightness(page)) > 200);
}));

test("words are told from their ground in both schemes", async () => {
  for (const colorScheme of ["light", "dark"]) {
    await open(shifted, { colorScheme }, async (page) => {
      const poor = await page.evaluate(() => {
        const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
        const colour = (css) => {
          canvas.clearRect(0, 0, 1, 1);
          canvas.fillStyle = css;
          canvas.fillRect(0, 0, 1, 1);
          return [...canvas.getImageData(0, 0, 1, 1).data];
        };
        const luminance = ([red, green, blue]) => [red, green, blue].map((part) => (part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4)).reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
        const ground = (element) => {
          for (let over = element; over; over = over.parentElement) {
            const found = colour(getComputedStyle(over).backgroundColor);
            if (found[3] === 255) return found;
          }
          return [255, 255, 255];
        };
        // WCAG 2.2, success criterion 1.4.3
        const contrast = (element) => {
          const [light, dark] = [luminance(colour(getComputedStyle(element).color)), luminance(ground(element))].sort((a, b) => b - a);
          return (light + 0.05) / (dark + 0.05);
        };
        const seen = [...document.querySelectorAll(".text .mark, .text .block, .side .indicator, .side .quiet, .side .bodies, .views a, .file-name, .red-number")];
        return seen.filter((element) => contrast(element) < 4.5).map((element) => `${element.className}: ${contrast(element).toFixed(2)}`);
      });
      assert.deepEqual([...new Set(poor)], []);
    });
  }
});

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

test("a phone shows one thing at a time, and nothing is wider than its screen", () => open(html, PHONE, async (page) => {
  const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
  assert.ok(await fits());
  assert.equal(await page.locator(".side .row").first().isVisible(), false);
  await page.getByRole("tab", { name: /Records/ }).tap();
  assert.equal(await page.locator(".text").isVisible(), false);
  await page.locator(".side .row").nth(4).tap();
  assert.ok(await inSight(page.locator(".text .mark.is-value.lit").first()));
  await page.locator(".text .mark.is-value.lit").first().tap();
  await page.locator("#hint").waitFor({ state: "visible" });
  assert.ok(await fits());
}));

test("every view fits on a phone", async () => {
  for (const at of ["records", "trends", "deadlines", "bodies", "run", "document/3"]) {
    await open(folder, { ...PHONE, at }, async (page) => {
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), at);
      assert.ok(await page.locator("main > *").first().isVisible(), at);
    });
  }
});
