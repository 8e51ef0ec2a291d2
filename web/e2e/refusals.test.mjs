// What is refused is refused in place: the message stands next to its field and in the summary, nothing is lost, and the way out works.

import assert from 'node:assert/strict';

import { expect } from './browser.mjs';
import { stageJourneys } from './journey.mjs';
import { STAFF, acceptDocuments, addCourse, admit, apiAs, arriveAt, daysLater, describeJob, goOn, openAccount, seeBooksAddUp, signIn, submitApplication, today } from './steps.mjs';

const APPLICANT = { name: 'Demo Hopeful', email: 'hopeful@demo.example', password: 'two lanterns under the stairs' };
const CANDIDATE = { name: 'Demo Student', email: 'student@demo.example', password: 'one marble in every drawer' };
const REFUSED = { name: 'Demo Refused', email: 'refused@demo.example', password: 'six kettles on a cold stove' };
const REASON = 'The library does not know of this work.\nPlease name the branch.';

const journey = stageJourneys(async (stage) => {
  const staff = await apiAs(stage.service, { email: STAFF });
  await openAccount(stage.service, APPLICANT);
  await admit(stage.service, await openAccount(stage.service, CANDIDATE), staff);
  await submitApplication(stage.service, await openAccount(stage.service, REFUSED));
  await addCourse(staff, 'Course in two sets', ['technology', 'access']);
  stage.day = await today(stage.service);
});

/** That a field's message stands next to it, and in the summary, from where a press leads to the field. */
async function expectRefused(page, label, message) {
  const summary = page.getByRole('alert');
  await summary.getByRole('link').filter({ hasText: label }).filter({ hasText: message }).click();
  const field = page.getByLabel(label, { exact: true });
  await expect(field, label).toHaveAttribute('aria-invalid', 'true');
  await expect(field, label).toHaveAccessibleDescription(message);
  await expect(field, `the summary leads to ${label}`).toBeFocused();
}

/** The writes to a path of the API that a page sends from now on. */
function writesTo(page, path) {
  const sent = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && new URL(request.url()).pathname === `/api/v1${path}`) sent.push(request);
  });
  return sent;
}

journey('an application with work that nobody could have done is not sent', ['applicant'], async ({ day }, page) => {
  await signIn(page, APPLICANT.email, APPLICANT.password);
  await page.goto('/apply');
  const sent = writesTo(page, '/applications');
  await page.getByLabel('First day').fill(daysLater(day, -800));
  await page.getByLabel('Last day').fill(daysLater(day, -900));
  await page.getByLabel('Hours a week').fill('200');
  const goOnRefused = () => page.getByRole('button', { name: 'Continue', exact: true }).click();
  await goOnRefused();
  await expectRefused(page, 'Hours a week', /200 hours a week/);
  await expectRefused(page, 'Last day', /before the job's first day/);

  await page.getByLabel('First day').fill(daysLater(day, 1));
  await page.getByLabel('Last day').fill('');
  await page.getByLabel('Hours a week').fill('many');
  await goOnRefused();
  await expectRefused(page, 'Hours a week', /no number of hours/);
  await expect(page.getByLabel('First day'), 'what was entered stays').toHaveValue(daysLater(day, 1));

  await page.getByLabel('First day').fill(daysLater(day, -800));
  await page.getByLabel('Hours a week').fill('37.5');
  await goOnRefused();
  await expectRefused(page, 'Library or employer', /empty/);
  await expectRefused(page, 'Kind of library', /choose what kind/);
  await expectRefused(page, 'Position', /empty/);
  await expectRefused(page, 'Paid or volunteer', /choose whether/);
  // Who goes ahead by the address is led back to what is missing.
  await page.getByText(/^Saved\./).waitFor();
  await page.goto('/apply?step=4');
  await page.getByRole('button', { name: 'Submit the application' }).click();
  await expectRefused(page, 'Library or employer', /empty/);
  assert.ok(page.url().endsWith('?step=1'));
  assert.equal(sent.length, 0, 'nothing is sent');

  await describeJob(page, 'Shelver');
  await goOn(page, 'Your position and your education');
  await page.getByLabel(/does not require a master's degree/).check();
  await page.getByLabel(/high-school diploma/).check();
  await goOn(page, 'Membership');
  await goOn(page, 'Check what you entered');
  await page.getByRole('button', { name: 'Submit the application' }).click();
  await arriveAt(page, 'Your application');
  assert.equal(sent.length, 1);
  await page.goto('/apply');
  await page.getByRole('heading', { name: 'You cannot apply now' }).waitFor();
});

journey('a completion in the future or reported before is refused', ['candidate'], async ({ day }, page) => {
  await signIn(page, CANDIDATE.email, CANDIDATE.password);
  const report = async (completedOn) => {
    await page.getByRole('navigation', { name: 'Your pages' }).getByRole('link', { name: 'Report a course' }).click();
    await page.getByRole('main').getByRole('link', { name: 'Course in two sets' }).click();
    await page.getByLabel('Day on which you completed it').fill(completedOn);
    await page.getByRole('button', { name: 'Report the course' }).click();
  };
  const sent = writesTo(page, '/completions');
  await report(daysLater(day, 1));
  await expectRefused(page, 'Day on which you completed it', /lies in the future/);
  assert.equal(sent.length, 0, 'nothing is sent');
  await page.getByLabel('Day on which you completed it').fill(daysLater(day, -1));
  await page.getByRole('button', { name: 'Report the course' }).click();
  await page.getByRole('heading', { name: 'Your course is reported' }).waitFor();
  await page.getByText('Access Services', { exact: true }).waitFor();
  await report(daysLater(day, -1));
  await page.getByRole('alert').getByText(/You have reported this course/).waitFor();
  await page.getByLabel('Day on which you completed it').fill(day);
  await page.getByRole('button', { name: 'Report the course' }).click();
  await page.getByRole('heading', { name: 'Your course is reported' }).waitFor();
});

journey('a certificate number with a typing error is told from one that nobody has', ['stranger'], async (_, page) => {
  await page.goto('/verify');
  for (const [number, message] of [
    ['', /22 characters/],
    ['7K3M9Q', /22 characters/],
    ['7K3M9Q-T2VX4B-7K3M9Q-T2V!', /only digits and letters/],
    ['000000-000000-000000-0001', /typing error/],
  ]) {
    await page.getByLabel('Certificate number').fill(number);
    await page.getByRole('button', { name: 'Verify', exact: true }).click();
    await expectRefused(page, 'Certificate number', message);
  }
  await page.getByLabel('Certificate number').fill('0'.repeat(22));
  await page.getByRole('button', { name: 'Verify', exact: true }).click();
  await page.getByRole('region', { name: 'Result' }).getByText('Unknown', { exact: true }).waitFor();
});

journey('a weak password is refused next to its field, by the page and by the service', ['visitor'], async (_, page) => {
  await page.goto('/register');
  const sent = writesTo(page, '/accounts');
  await page.getByRole('button', { name: 'Create the account' }).click();
  await expectRefused(page, 'Your name', /empty/);
  await expectRefused(page, 'E-mail address', /empty/);
  await expectRefused(page, 'I accept the terms of use', /not accepted/);
  await acceptDocuments(page);
  await page.getByLabel('Your name').fill('Demo Newcomer');
  await page.getByLabel('E-mail address').fill('newcomer');
  await page.getByLabel('Password').fill('short');
  await page.getByRole('button', { name: 'Create the account' }).click();
  await expectRefused(page, 'E-mail address', /no e-mail address/);
  await expectRefused(page, 'Password', /use at least 12/);
  assert.equal(sent.length, 0, 'nothing is sent');
  await page.getByLabel('E-mail address').fill('newcomer@demo.example');
  await page.getByLabel('Password').fill('password1234');
  await page.getByRole('button', { name: 'Create the account' }).click();
  await expectRefused(page, 'Password', /easily guessed/);
  await page.getByLabel('Password').fill('four anchors in a paper boat');
  await page.getByRole('button', { name: 'Create the account' }).click();
  await arriveAt(page, 'Look into your mail');
});

journey('an applicant reads why staff refused, applies again, and is admitted by a check', ['applicant', 'staff'], async ({ service, day }, applicant, staff) => {
  await signIn(staff, STAFF, service.password);
  await openApplication(staff);
  await staff.getByRole('button', { name: 'Refuse', exact: true }).click();
  await staff.getByRole('button', { name: 'Refuse the application' }).click();
  await expectRefused(staff, 'Reason', /empty/);
  await staff.getByLabel('Reason').fill(REASON);
  await staff.getByRole('button', { name: 'Refuse the application' }).click();
  await staff.getByText('Please name the branch.').waitFor();

  await signIn(applicant, REFUSED.email, REFUSED.password);
  const status = applicant.getByRole('region', { name: 'Status', exact: true });
  await expect(status).toHaveText(/Not applied.*Your application of .* was refused on .*; you may apply again at any time\..*apply again\./);
  await applicant.getByRole('link', { name: /^Application of/ }).click();
  await arriveAt(applicant, 'Your application');
  // As it was written, in two lines.
  await expect(applicant.getByRole('blockquote').getByRole('paragraph')).toHaveText(/work\.\nPlease/, { useInnerText: true });
  await applicant.getByRole('link', { name: 'Apply again' }).click();
  await arriveAt(applicant, 'Apply');
  await submitApplication(service, await apiAs(service, REFUSED));

  await openApplication(staff);
  await staff.getByRole('button', { name: 'Accept' }).click();
  await staff.getByText('Accepted, fee open').waitFor();
  await staff.getByRole('link', { name: 'The invoice' }).click();
  await arriveAt(staff, 'Invoice');
  await recordCheck(staff, day);

  await applicant.goto('/dashboard');
  await applicant.getByRole('region', { name: 'Status', exact: true }).getByText('Candidate', { exact: true }).waitFor();
  await seeBooksAddUp(staff);
});

async function openApplication(staff) {
  await staff.getByRole('navigation', { name: 'Your pages' }).getByRole('link', { name: 'Applications' }).click();
  await staff.getByRole('row', { name: REFUSED.name }).getByRole('link').click();
  await arriveAt(staff, `Application of ${REFUSED.name}`);
}

async function recordCheck(staff, day) {
  const owed = await staff.getByLabel('Amount in dollars').inputValue();
  await staff.getByLabel('Amount in dollars').fill('0');
  await staff.getByLabel('Day it was received').fill(daysLater(day, 1));
  await staff.getByRole('button', { name: 'Record the payment' }).click();
  await expectRefused(staff, 'Amount in dollars', /write at least 0\.01/);
  await expectRefused(staff, 'Day it was received', /future/);
  await expectRefused(staff, 'Number of the check or the transfer', /empty/);
  await staff.getByLabel('Amount in dollars').fill(owed);
  await staff.getByLabel('Number of the check or the transfer').fill('2042');
  await staff.getByLabel('Day it was received').fill(day);
  await staff.getByRole('button', { name: 'Record the payment' }).click();
  await staff.getByText('Paid', { exact: true }).waitFor();
}
