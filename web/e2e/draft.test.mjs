// The draft of an application: kept while it is typed, through a reload, another device, a lost connection and two tabs.

import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';

import { expect } from './browser.mjs';
import { stageJourneys } from './journey.mjs';
import { apiAs, arriveAt, daysLater, describeJob, goOn, openAccount, signIn, submitApplication, today } from './steps.mjs';

const WRITER = { name: 'Demo Writer', email: 'writer@demo.example', password: 'nine pencils in a blue cup' };
const TRAVELLER = { name: 'Demo Traveller', email: 'traveller@demo.example', password: 'four tickets in a green coat' };
const UNLUCKY = { name: 'Demo Unlucky', email: 'unlucky@demo.example', password: 'seven letters in a wet mailbag' };
const DOUBLE = { name: 'Demo Double', email: 'double@demo.example', password: 'two mirrors on one wall' };
/** After the last key, it is on its way to the service: by the clock of the page, which the journey turns on. */
const SAVED_MS_MAX = 2_000;
const DRAFT = '/me/application-draft';

const journey = stageJourneys(async (stage) => {
  for (const person of [WRITER, TRAVELLER, UNLUCKY, DOUBLE]) await openAccount(stage.service, person);
  stage.day = await today(stage.service);
});

const title = (page) => page.getByLabel('Position', { exact: true });
const keptTitle = async (kept) => (await kept('GET', DRAFT)).draft.library_work[0]?.position;
const membership = (page) => page.getByLabel('ALA membership number, if you are a member');
const saved = (page) => page.getByText(/^Saved\./).waitFor();
/** The next answer that the draft is kept. */
const put = (page) => page.waitForResponse((response) => response.url().endsWith(DRAFT) && response.request().method() === 'PUT' && response.ok());

async function open(page, path = '/apply') {
  await page.goto(path);
  await arriveAt(page, 'Apply');
  await page.getByRole('list', { name: 'Steps' }).waitFor();
}

journey('what is typed is kept within two seconds, and is there on another device', ['writer', 'other device'], async ({ service, day }, page, other) => {
  const kept = await apiAs(service, WRITER);
  await signIn(page, WRITER.email, WRITER.password);
  await page.clock.install();
  await open(page);
  await page.getByText(/^What you type is saved as you go/).waitFor();
  await page.clock.pauseAt(new Date(Date.now() + 60_000));
  await page.getByLabel('First day').fill(daysLater(day, -700));
  await page.getByLabel('Hours a week').pressSequentially('37.5', { delay: 60 });
  await page.clock.runFor(SAVED_MS_MAX);
  await saved(page);
  await page.clock.resume();
  assert.deepEqual((await kept('GET', DRAFT)).draft.library_work, [
    { from: daysLater(day, -700), until: '', hours: '37.5', employer: '', library_kind: '', position: '', engagement: '' },
  ]);

  // A half-filled row, a step, and the way back through the steps.
  await page.getByRole('button', { name: 'Add another job' }).click();
  await page.getByLabel('Hours a week').nth(1).fill('8');
  await page.getByRole('button', { name: /^Remove this job.*job 2$/ }).click();
  await describeJob(page, 'Page');
  await goOn(page, 'Your position and your education');
  await goOn(page, 'Membership');
  await membership(page).fill('12345');
  await page.goBack();
  await page.getByRole('heading', { level: 2, name: 'Your position and your education' }).waitFor();
  await page.goForward();
  await expect(membership(page)).toHaveValue('12345');

  // Left at once after the last key, by a link: nothing is lost.
  const arrives = put(page);
  await membership(page).fill('1234567');
  await page.getByRole('navigation', { name: 'Your pages' }).getByRole('link', { name: 'Dashboard' }).click();
  await arriveAt(page, 'Dashboard');
  await arrives;
  await signIn(other, WRITER.email, WRITER.password);
  await open(other);
  await expect(membership(other), 'the other device begins at the same step').toHaveValue('1234567');
  await other.getByRole('button', { name: 'Back: Your position' }).click();
  await other.getByRole('button', { name: 'Back: Your work' }).click();
  await expect(title(other)).toHaveValue('Page');
  await expect(other.getByLabel('Hours a week')).toHaveValue('37.5');

  await other.getByRole('button', { name: 'Discard the draft' }).click();
  await other.getByRole('dialog').getByRole('button', { name: 'Discard the draft' }).click();
  await other.getByText(/^What you type is saved as you go/).waitFor();
  await expect(other.getByLabel('Hours a week')).toHaveValue('');
  assert.equal((await kept('GET', DRAFT)).version, 0);
});

journey('a lost connection loses nothing', ['traveller'], async ({ service }, page) => {
  const kept = await apiAs(service, TRAVELLER);
  await signIn(page, TRAVELLER.email, TRAVELLER.password);
  await open(page, '/apply?step=1');
  await title(page).fill('Before the tunnel');
  await saved(page);
  await page.context().setOffline(true);
  await title(page).fill('In the tunnel');
  await page.getByRole('status').getByText(/stays here/).waitFor();
  assert.equal(await keptTitle(kept), 'Before the tunnel');
  // Away from the form and back: what was typed is still there, and still on its way.
  await page.getByRole('navigation', { name: 'Your pages' }).getByRole('link', { name: 'Dashboard' }).click();
  await arriveAt(page, 'Dashboard');
  await page.goBack();
  await arriveAt(page, 'Apply');
  await expect(title(page)).toHaveValue('In the tunnel');
  await page.getByRole('navigation', { name: 'Your pages' }).getByRole('link', { name: 'Dashboard' }).click();
  await arriveAt(page, 'Dashboard');
  const arrives = put(page);
  await page.context().setOffline(false);
  await arrives;
  assert.equal(await keptTitle(kept), 'In the tunnel');
  await open(page);
  await expect(title(page)).toHaveValue('In the tunnel');
}, { expected: /net::ERR_INTERNET_DISCONNECTED/ });

journey('a lost answer, a slow one and a page that is loaded again lose nothing either', ['unlucky'], async ({ service }, page) => {
  const kept = await apiAs(service, UNLUCKY);
  await signIn(page, UNLUCKY.email, UNLUCKY.password);
  await open(page, '/apply?step=1');
  // The service saves it, and nobody hears of it; more is typed meanwhile.
  await page.route(`**${DRAFT}`, async (route) => (await route.fetch(), route.abort()), { times: 1 });
  await title(page).fill('Answered into the wind');
  await page.getByRole('heading', { name: 'Not saved yet' }).waitFor();
  assert.equal(await keptTitle(kept), 'Answered into the wind');
  await title(page).fill('Answered into the wind, and more');
  await saved(page);
  await expect(page.getByRole('heading', { name: 'This draft was changed elsewhere' })).toHaveCount(0);
  assert.equal(await keptTitle(kept), 'Answered into the wind, and more');

  // A slow answer, with keys before it and behind it.
  await page.route(`**${DRAFT}`, async (route) => (await pause(1_200), route.continue()), { times: 1 });
  await title(page).fill('Slow');
  await pause(1_000);
  await title(page).fill('Slow, but sure');
  await saved(page);
  assert.equal(await keptTitle(kept), 'Slow, but sure');

  // What never got there lies in the tab.
  await page.route(`**${DRAFT}`, (route) => (route.request().method() === 'PUT' ? route.abort() : route.continue()));
  await title(page).fill('Before the page was loaded again');
  await page.getByRole('heading', { name: 'Not saved yet' }).waitFor();
  await page.unroute(`**${DRAFT}`);
  await page.reload();
  await arriveAt(page, 'Apply');
  await expect(title(page)).toHaveValue('Before the page was loaded again');
  await saved(page);
  assert.equal(await keptTitle(kept), 'Before the page was loaded again');
}, { expected: /net::ERR_FAILED/ });

journey('two tabs do not overwrite each other', ['double'], async ({ service }, page) => {
  const kept = await apiAs(service, DOUBLE);
  await signIn(page, DOUBLE.email, DOUBLE.password);
  const other = await page.context().newPage();
  await open(page, '/apply?step=1');
  await open(other, '/apply?step=1');
  await title(page).fill('First tab');
  await saved(page);
  await title(other).fill('Second tab');
  await other.getByRole('heading', { name: 'This draft was changed elsewhere' }).waitFor();
  assert.equal(await keptTitle(kept), 'First tab');
  await other.getByRole('button', { name: 'Keep what stands here' }).click();
  await saved(other);
  assert.equal(await keptTitle(kept), 'Second tab');
  await title(page).fill('First tab again');
  await page.getByRole('button', { name: 'Show what was saved there' }).click();
  await page.getByText(/^Saved\./).waitFor();
  await expect(title(page)).toHaveValue('Second tab');
  // Submitted in one tab, the other is told so, and cannot begin another one unasked.
  await submitApplication(service, kept);
  await title(page).fill('Too late');
  await page.getByRole('button', { name: 'Keep what stands here' }).click();
  await page.getByRole('alert').getByText(/You have an application already/).waitFor();
  assert.equal((await kept('GET', DRAFT)).version, 0);
  await title(other).fill('Too late as well');
  await other.getByRole('button', { name: 'Show what was saved there' }).click();
  await other.getByRole('heading', { name: 'You cannot apply now' }).waitFor();
});
