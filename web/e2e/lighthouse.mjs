// Lighthouse on the pages that matter, as a desktop and as a phone sees them: a line each,
// `page, preset, performance, accessibility, best practices, SEO`, of 100. Needs the built app and server; `cargo xtask bench --only lighthouse` calls it.

import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import lighthouse, { desktopConfig } from 'lighthouse';
import { chromium } from '@playwright/test';

// support.mjs reads it when it is loaded.
process.env.LSSC_TEST_SERVER ??= process.env.LSSC_BENCH_SERVER;
// The server takes every LSSC_ name that it does not know for a mistake.
delete process.env.LSSC_BENCH_SERVER;
const { startService } = await import('./support.mjs');
const { signIn } = await import('./steps.mjs');

const CANDIDATE = 'candidate@demo.example';
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];
const PAGES = [['home', '/'], ['catalog', '/catalog'], ['verify', '/verify'], ['dashboard', '/dashboard']];
// One look says as much of the moment as of the page: a score is the median of these.
const LOOKS = 3;
const PRESETS = [['desktop', desktopConfig], ['mobile', undefined]];

const service = await startService();
const profile = mkdtempSync(join(tmpdir(), 'lssc-lighthouse-'));
const port = await freePort();
const args = [`--remote-debugging-port=${port}`, '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
// Chromium's sandbox does not work as root, which containers are.
if (process.getuid?.() === 0) args.push('--no-sandbox');
const context = await chromium.launchPersistentContext(profile, { executablePath: process.env.LSSC_TEST_CHROMIUM ?? '/usr/bin/chromium', args, baseURL: service.url });
try {
  for (const [name, path] of PAGES) {
    // Visitors see the other pages; the cookie stays for this one.
    if (path === '/dashboard') {
      const page = await context.newPage();
      await signIn(page, CANDIDATE, service.password);
      await page.close();
    }
    for (const [preset, config] of PRESETS) {
      const looks = [];
      for (let look = 0; look < LOOKS; look += 1) {
        const { lhr } = await lighthouse(service.url + path, { port, onlyCategories: CATEGORIES, disableStorageReset: true, logLevel: 'silent' }, config);
        looks.push(CATEGORIES.map((category) => Math.round((lhr.categories[category]?.score ?? 0) * 100)));
        if (process.env.LIGHTHOUSE_WHY) explain(lhr);
      }
      const scores = CATEGORIES.map((_, place) => median(looks.map((look) => look[place])));
      console.log([name, preset, ...scores].join(', '));
    }
  }
} finally {
  await context.close();
  await service.stop();
  rmSync(profile, { recursive: true, force: true });
}

/** What cost points, a line each, on the error stream. */
function explain({ categories, audits }) {
  for (const { id, auditRefs } of Object.values(categories)) {
    for (const { id: audit, weight } of auditRefs) {
      const { score, title, displayValue = '' } = audits[audit];
      if (weight > 0 && score !== null && score < 1) console.error(`  ${id}: ${audit} ${score} ${title} ${displayValue}`);
    }
  }
}

function median(scores) {
  return scores.toSorted((a, b) => a - b)[Math.floor(scores.length / 2)];
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port: found } = probe.address();
      probe.close(() => resolve(found));
    });
  });
}
