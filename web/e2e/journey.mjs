// The stage of a file of journeys: one server with a fresh demonstration, one browser, and for each journey its visitors.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { openBrowser, openVisitor, screenshots } from './browser.mjs';
import { startService } from './support.mjs';

/**
 * Sets the stage of a file, with a service of these `options`, and gives `journey(title, names, run, { expected })`: a test in which each name has a browser of their own.
 * `run` receives the stage and a page per name. Nothing but what is `expected` (a pattern) may have complained at its end; where it fails,
 * a picture of each page is kept.
 * `prepare(stage)` is what must have happened before the first journey.
 */
export function stageJourneys(prepare, options) {
  const stage = {};
  before(async () => {
    stage.service = await startService(options);
    stage.browser = await openBrowser();
    await prepare?.(stage);
  });
  after(async () => {
    await stage.browser?.close();
    await stage.service?.stop();
  });
  return (title, names, run, { expected } = {}) =>
    test(title, async () => {
      const visitors = await Promise.all(names.map(() => openVisitor(stage.browser, stage.service.url)));
      try {
        await run(stage, ...visitors.map(({ page }) => page));
        for (const { complaints } of visitors) assert.deepEqual(complaints.filter((complaint) => !expected?.test(complaint)), []);
      } catch (error) {
        // A page too large for a picture must not hide what went wrong.
        await Promise.allSettled(visitors.map(({ page }, index) => page.screenshot({ path: join(screenshots, `failed-${names[index]}.png`), fullPage: true })));
        throw error;
      } finally {
        await Promise.all(visitors.map(({ context }) => context.close()));
      }
    });
}
