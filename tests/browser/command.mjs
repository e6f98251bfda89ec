// The command, and a browser to look at what it writes.

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
export const DOCUMENTS = join(ROOT, "corpus/documents");

const target = process.env.CARGO_TARGET_DIR ?? join(ROOT, "target");
const built = ["release", "debug"].map((profile) => join(target, profile, "gongwen"));
const GONGWEN = process.env.GONGWEN ? resolve(process.env.GONGWEN) : built.find(existsSync);

/** A folder for what is made on the way. */
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

/** A browser of the system, which asks nothing of the network. */
export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS.split(" ") });
}
