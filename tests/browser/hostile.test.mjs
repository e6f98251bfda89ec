// Documents are not trusted: whatever stands in them is words.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";

import { WORK, open, report } from "./browser.mjs";

/** What must not come to life. */
const SPELLS = [
  "</script><script>alert(1)</script>",
  "<!--<script>",
  "<img src=x onerror=alert(1)>",
  "javascript:alert(1)",
  "\"'><svg onload=alert(1)>",
  "{{constructor.constructor('alert(1)')()}}",
  "\u2028\u2029alert(1)//",
  "\u202egnp.exe\u2066",
  "</style></head></p></table><b",
  "=HYPERLINK(\"javascript:alert(1)\")",
  "__proto__",
];

const VIEWS = ["records", "trends", "deadlines", "bodies", "run", "document/0", "document/1", "document/0/record/0", "__proto__", "document/x", "document/0/record/__proto__"];

/** Walks through all of a page, and looks that nothing of it is alive. */
async function walk(page) {
  for (const view of VIEWS) {
    await page.evaluate((view) => (location.hash = `#/${view}`), view);
    await page.waitForTimeout(50);
    for (const tab of await page.getByRole("tab").all()) if (await tab.isVisible()) await tab.click();
    for (const row of (await page.locator(".row, .mark.is-value, .point, .heat").all()).slice(0, 3)) {
      if (await row.isVisible()) await row.hover({ force: true, timeout: 2000 });
    }
    const alive = await page.evaluate(() => ({
      scripts: [...document.querySelectorAll("script:not([type])")].length,
      // nothing that the page itself never makes
      foreign: document.querySelectorAll("#page img, #page script, #page iframe, #page b + b, #page [onerror], #page [onload], #page style").length,
      links: [...document.querySelectorAll("a[href]")].map((link) => link.getAttribute("href")).filter((address) => !address.startsWith("#")),
      // a sign that turns words around would stand in the page as itself
      turned: /[\u202a-\u202e\u2066-\u2069]/.test(document.body.querySelector("#page").textContent),
      tall: document.body.querySelectorAll("#page svg [onload]").length,
    }));
    assert.deepEqual(alive, { scripts: 1, foreign: 0, links: [], turned: false, tall: 0 }, view);
  }
}

test("a document that tries everything in its text, its name and its links", async () => {
  const folder = join(WORK, "hostile");
  const sentences = SPELLS.map((spell, number) => `到203${number % 10}年，“${spell}”园区达到${number + 5}个（牵头单位：县${spell}局、县林业局）。\n${spell}\n`);
  const text = `关于${SPELLS[0]}的通知${SPELLS[7]}\n岭政发〔2031〕5号\n${sentences.join("")}`;
  const escaped = sentences.map((sentence) => `<p>${sentence.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</p>`);
  const page = `<!doctype html><title>${SPELLS[2]}</title><meta name="ArticleTitle" content="关于&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;的通知">
<div class="nav"><a href="javascript:alert(1)">首页</a> <a href=x>新闻</a></div><h1>关于&lt;script&gt;alert(1)&lt;/script&gt;的通知</h1>${escaped.join("\n")}
<p>附件：<a href="javascript:alert(1)//.doc">附件1.doc</a></p><table><tr><td>指标<td>2030年<tr><td>&lt;img src=x onerror=alert(1)&gt;<td>50家</table><p>未闭合<b><i></table></script>`;
  // the slash of an end tag is that between a folder and its file
  const files = { "</script><script>alert(1)<": "x", [`a\u202etxt.exe\u2028"'&.txt`]: text, "<img src=x onerror=alert(1)>.html": page };
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, content === "x" ? "<" : "", content === "x" ? "script><script>alert(1)<.txt" : name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content === "x" ? text : content);
  }
  const file = report("hostile", folder);
  await open(file, {}, walk);
});

test("a page with a spell in every field of its data", async () => {
  const folder = join(WORK, "plain");
  mkdirSync(folder);
  for (const number of [1, 2]) {
    const lines = Array.from({ length: 12 }, (_, index) => `到203${index % 10}年，湿地保护率达到${index + 60}%以上，新建站点${index + 5}座（牵头单位：县林业局）。`);
    writeFileSync(join(folder, `${number}.txt`), `关于湿地保护的通知\n岭政发〔203${number}〕5号\n${lines.join("\n")}\n`);
  }
  const page = readFileSync(report("plain", folder), "utf8");
  let turn = 0;
  /** All texts but the clean text, which the spans count in, and values, which are decimals by their type. */
  const KEPT = ["text", "value", "value_max"];
  const bewitched = (value, key) => {
    if (Array.isArray(value)) return value.map((item) => bewitched(item, key));
    if (value !== null && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, bewitched(item, name)]));
    if (typeof value !== "string" || KEPT.includes(key)) return value;
    return SPELLS[turn++ % SPELLS.length];
  };
  const escape = (json) => json.replace(/[<>&\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
  const file = join(WORK, "bewitched.html");
  writeFileSync(file, page.replace(/(<script type="application\/json" class="(?:line|view|head|tail)">)(.*?)(<\/script>)/g, (_, begin, json, end) => begin + escape(JSON.stringify(bewitched(JSON.parse(json)))) + end));
  assert.ok(turn > 300, String(turn));
  await open(file, {}, walk);
});
