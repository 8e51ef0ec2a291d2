// Files that go with an application: chosen, removed, refused, submitted, and fetched by staff.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

import { expect, inspect } from './browser.mjs';
import { stageJourneys } from './journey.mjs';
import { STAFF, arriveAt, daysLater, describeJob, goOn, openAccount, signIn, today } from './steps.mjs';

const SENDER = { name: 'Demo Sender', email: 'sender@demo.example', password: 'six envelopes in a tin box' };
const PDF = Buffer.from('%PDF-1.7\nA diploma\n%%EOF\n');
const PNG = Buffer.concat([Buffer.from([0x89]), Buffer.from('PNG\r\n\x1a\n0000')]);

const journey = stageJourneys(async (stage) => {
  await openAccount(stage.service, SENDER);
  stage.day = await today(stage.service);
});

const pdf = (name, buffer = PDF) => ({ name, mimeType: 'application/pdf', buffer });

journey('files are chosen, removed, refused, submitted, and fetched by staff', ['sender', 'staff'], async ({ service, day }, page, staff) => {
  await signIn(page, SENDER.email, SENDER.password);
  await page.goto('/apply');
  await arriveAt(page, 'Apply');
  await page.getByLabel('First day').fill(daysLater(day, -1500));
  await page.getByLabel('Hours a week').fill('20');
  await describeJob(page);
  await goOn(page, 'Your position and your education');
  await page.getByLabel(/does not require a master's degree/).check();
  await page.getByLabel(/high-school diploma/).check();
  await goOn(page, 'Membership');

  const files = page.getByLabel('Choose files');
  const kept = page.getByRole('list', { name: 'Files that go with this application' });
  // The second one takes until the first is there.
  let letGo;
  const isThere = new Promise((resolve) => (letGo = resolve));
  await page.route('**/me/evidence', async (route) => {
    if (/Letter/.test(route.request().headers()['content-disposition'])) await isThere;
    await route.continue();
  });
  await files.setInputFiles([pdf('Diploma.pdf'), pdf('Letter (2).pdf', Buffer.from('%PDF-1.7\nA letter\n%%EOF\n'))]);
  await kept.getByText('Diploma.pdf, PDF document, 1 kB').waitFor();
  letGo();
  await kept.getByText('Letter (2).pdf, PDF document, 1 kB').waitFor();
  // Refused here by its name, and there by its content; each beside its file.
  await files.setInputFiles([{ name: 'Song.mp3', mimeType: 'audio/mpeg', buffer: Buffer.from('ID3') }, pdf('Picture.pdf', PNG)]);
  await page.getByRole('alert').filter({ hasText: /^Song\.mp3: is no PDF/ }).waitFor();
  await page.getByRole('alert').filter({ hasText: /^Picture\.pdf: the file is a PNG picture by its content/ }).waitFor();
  assert.deepEqual(await inspect(page, 'apply-files'), []);
  await page.getByRole('button', { name: 'Dismiss Song.mp3' }).click();
  await page.getByRole('button', { name: 'Dismiss Picture.pdf' }).click();
  // What is not removed stays, and says why.
  await page.route('**/me/evidence/*', (route) => route.abort(), { times: 1 });
  await page.getByRole('button', { name: 'Remove Letter (2).pdf' }).click();
  await page.getByRole('alert').filter({ hasText: /^Letter \(2\)\.pdf is not removed: Check your connection/ }).waitFor();
  // What is removed is so, though its answer is lost.
  await page.route('**/me/evidence/*', async (route) => (await route.fetch(), route.abort()), { times: 1 });
  await page.getByRole('button', { name: 'Remove Letter (2).pdf' }).click();
  await page.getByRole('status').getByText('Letter (2).pdf is removed.').waitFor();
  await expect(kept.getByRole('listitem')).toHaveCount(1);
  await expect(page.locator('#evidence-files'), 'the focus goes back to the choice').toBeFocused();

  // They wait with the draft: there after the page is loaded again.
  await page.reload();
  await arriveAt(page, 'Apply');
  await kept.getByText(/^Diploma\.pdf/).waitFor();
  await goOn(page, 'Check what you entered');
  await page.getByRole('region', { name: 'Membership and files' }).getByText(/^Diploma\.pdf/).waitFor();
  await page.getByRole('button', { name: 'Submit the application' }).click();
  await arriveAt(page, 'Your application');
  await page.getByRole('button', { name: 'Download Diploma.pdf' }).waitFor();

  await signIn(staff, STAFF, service.password);
  await staff.goto('/staff/applications');
  await staff.getByRole('row', { name: SENDER.name }).getByRole('link').click();
  await arriveAt(staff, `Application of ${SENDER.name}`);
  const download = staff.waitForEvent('download');
  await staff.getByRole('button', { name: 'Download Diploma.pdf' }).click();
  const file = await download;
  assert.equal(file.suggestedFilename(), 'Diploma.pdf');
  assert.deepEqual(readFileSync(await file.path()), PDF);
  await staff.getByRole('status').getByText('Diploma.pdf is in your downloads.').waitFor();
  assert.deepEqual(await inspect(staff, 'staff-application-files'), []);
}, { expected: /net::ERR_FAILED/ });
