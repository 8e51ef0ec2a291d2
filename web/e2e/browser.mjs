// A real browser, and what it is asked about every page: does it complain, does axe-core, does the page fit.

import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { chromium, expect as expectOnce } from '@playwright/test';

/** Pictures of every page take a third of the time that looking at it takes: they are kept in target/screenshots where this is set. */
const PICTURES = process.env.LSSC_TEST_SCREENSHOTS;
export const screenshots = fileURLToPath(new URL('../../target/screenshots', import.meta.url));
const axeSource = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
const WIDTHS = [360, 1280];
const NARROWEST = 320;
/** What 200 % zoom leaves of the wide screen. */
const ZOOMED = 640;
const SCHEMES = ['light', 'dark'];
const HEIGHT = 900;
const WAIT_MS_MAX = 10_000;

/** Asks of a page what is to be so, again and again until it is. What is read once and then compared was read too early one day. */
export const expect = expectOnce.configure({ timeout: WAIT_MS_MAX });

export async function openBrowser() {
  mkdirSync(screenshots, { recursive: true });
  const args = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
  // Chromium's sandbox does not work as root, which containers are.
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  return chromium.launch({ executablePath: process.env.LSSC_TEST_CHROMIUM ?? '/usr/bin/chromium', args });
}

/** Someone's browser of their own: `page`, and `complaints`, which a journey expects to stay empty. */
export async function openVisitor(browser, url) {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1280, height: HEIGHT }, locale: 'en-US' });
  context.setDefaultTimeout(WAIT_MS_MAX);
  const complaints = [];
  context.on('console', (message) => {
    if (message.type() === 'error' && !isRefusal(message.text())) complaints.push(`console: ${message.text()}`);
  });
  context.on('weberror', (error) => complaints.push(`error: ${error.error()}`));
  context.on('response', (response) => {
    if (response.status() >= 500) complaints.push(`${response.status()} ${response.request().method()} ${response.url()}`);
  });
  return { context, complaints, page: await context.newPage() };
}

/** The browser reports every 4xx as an error; to the app a refusal is an answer like any other. */
function isRefusal(text) {
  return /^Failed to load resource: the server responded with a status of 4\d\d/.test(text);
}

/** What axe-core finds on the page as it is now, a line each. */
export async function axe(page) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

/** Looks at a page narrow and wide, light and dark: says what is wrong, a line each, and keeps its pictures where somebody wants to look at them. */
export async function inspect(page, name) {
  await page.waitForFunction(() => document.querySelector('h1') && !document.querySelector(':is(.shape, [aria-busy=true]):not(.sample *)'));
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const findings = await page.evaluate(() => {
    const headings = document.querySelectorAll('h1').length;
    const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
    const twice = [...new Set(ids.filter((id, place) => ids.indexOf(id) !== place))];
    const title = document.querySelector('h1').innerText.trim();
    const titled = document.title === title || document.title.startsWith(`${title} · `);
    return [headings === 1 ? '' : `${headings} first headings`, titled ? '' : `its title is "${document.title}"`, twice.length ? `ids that stand twice: ${twice}` : ''].filter(Boolean);
  });
  findings.push(...(await inAllViews(page, name)));
  return findings.map((finding) => `${name} (${page.url()}): ${finding}`);
}

/**
 * Looks at a page that others wrote. What they got wrong is theirs as long as it is: each of `theirs` is part of a finding that is left out,
 * and one that is part of none any more is a finding itself.
 */
export async function inspectForeign(page, name, theirs) {
  const findings = await inAllViews(page, name);
  const ours = findings.filter((finding) => !theirs.some((known) => finding.includes(known)));
  const mended = theirs.filter((known) => !findings.some((finding) => finding.includes(known)));
  return [...ours, ...mended.map((known) => `nothing is found of "${known}": look for it again`)].map((finding) => `${name} (${page.url()}): ${finding}`);
}

/** What axe-core and the width say in every view. */
async function inAllViews(page, name) {
  const findings = [];
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: HEIGHT });
      const view = `${width}-${colorScheme}`;
      if (PICTURES) await page.screenshot({ path: join(screenshots, `${name}-${view}.png`), fullPage: true, animations: 'disabled' });
      findings.push(...(await tooWide(page, view)));
      findings.push(...(await axe(page)).map((finding) => `${view}: ${finding}`));
    }
  }
  for (const width of [NARROWEST, ZOOMED]) {
    await page.setViewportSize({ width, height: HEIGHT });
    findings.push(...(await tooWide(page, width)));
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: null });
  await page.setViewportSize({ width: 1280, height: HEIGHT });
  return findings;
}

async function tooWide(page, view) {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  return overflow > 0 ? [`${view}: the page is ${overflow} px too wide`] : [];
}
