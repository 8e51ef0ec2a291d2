// Sessions and addresses: every page can be reached and reloaded by its address, tabs share a session in peace, and who was signed out comes back.

import assert from 'node:assert/strict';

import { expect } from './browser.mjs';
import { stageJourneys } from './journey.mjs';
import { STAFF, addCourse, admit, apiAs, arriveAt, enterCredentials, openAccount, signIn } from './steps.mjs';

const READER = { name: 'Demo Reader', email: 'reader@demo.example', password: 'a ladder for the highest shelf' };
const ROUNDS = 8;

const journey = stageJourneys(async (stage) => {
  const reader = await openAccount(stage.service, READER);
  const staff = await apiAs(stage.service, { email: STAFF });
  stage.application = await admit(stage.service, reader, staff);
  stage.course = await addCourse(staff, 'Session course', ['technology']);
});

/** Opens an address, and loads it again. */
async function openTwice(page, path, heading) {
  await page.goto(path);
  await arriveAt(page, heading);
  await page.reload();
  await arriveAt(page, heading);
  assert.equal(new URL(page.url()).pathname + new URL(page.url()).search, path);
}

journey('every page is reached and reloaded by its address', ['reader', 'staff'], async ({ service, application, course }, reader, staff) => {
  await signIn(reader, READER.email, READER.password);
  for (const [path, heading] of [
    ['/', 'Library Support Staff Certification'],
    ['/eligibility', 'Am I eligible?'],
    ['/catalog?set=technology', 'Course catalog'],
    [`/catalog/${course.id}`, 'Session course'],
    ['/verify', 'Verify a certificate'],
    ['/dashboard', 'Dashboard'],
    ['/apply', 'Apply'],
    [`/applications/${application.id}`, 'Your application'],
    [`/invoices/${application.invoice_id}`, 'Receipt'],
    [`/completions/new?course=${course.id}`, 'Report a course'],
    ['/account', 'Your account'],
    ['/staff/people', 'Not for this account'],
    ['/nothing/here', /./],
  ]) {
    await openTwice(reader, path, heading);
  }
  await signIn(staff, STAFF, service.password);
  for (const [path, heading] of [
    ['/staff', 'Overview'],
    ['/staff/applications?state=admitted', 'Applications'],
    [`/staff/applications/${application.id}`, `Application of ${READER.name}`],
    ['/staff/completions', 'Completions'],
    ['/staff/people', 'People'],
    [`/staff/people/${application.person_id}?as_of=2030-01-31`, READER.name],
    [`/staff/courses?course=${course.id}`, 'Courses and approvals'],
    ['/staff/invoices?state=paid', 'Invoices'],
  ]) {
    await openTwice(staff, path, heading);
  }
});

journey('the back button goes back through pages and searches', ['visitor'], async (_, page) => {
  await page.goto('/');
  await page.getByRole('link', { name: 'Catalog', exact: true }).click();
  await arriveAt(page, 'Course catalog');
  await page.getByLabel('Title or provider').fill('Session');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.waitForURL('**/catalog?text=Session');
  await page.getByRole('link', { name: 'Session course' }).click();
  await arriveAt(page, 'Session course');
  await page.goBack();
  await arriveAt(page, 'Course catalog');
  await expect(page.getByLabel('Title or provider')).toHaveValue('Session');
  await page.goBack();
  await page.waitForURL('**/catalog');
  // The address comes first, and the page after it.
  const search = await page.getByLabel('Title or provider').elementHandle();
  await page.waitForFunction((field) => field.value === '', search);
  await page.goBack();
  await arriveAt(page, 'Library Support Staff Certification');
  await page.goForward();
  await arriveAt(page, 'Course catalog');
});

journey('two tabs renew one session at once, again and again, and both stay signed in', ['reader'], async (_, page) => {
  await signIn(page, READER.email, READER.password);
  const other = await page.context().newPage();
  await other.goto('/account');
  await arriveAt(other, 'Your account');
  for (let round = 0; round < ROUNDS; round += 1) {
    await Promise.all([page.reload(), other.reload()]);
    await Promise.all([arriveAt(page, 'Dashboard'), arriveAt(other, 'Your account')]);
  }
  await Promise.all([page, other].map((tab) => tab.getByRole('banner').getByText(READER.name).waitFor()));
});

journey('signing out in one tab signs out the other', ['reader'], async (_, page) => {
  await signIn(page, READER.email, READER.password);
  const other = await page.context().newPage();
  await other.goto('/account');
  await arriveAt(other, 'Your account');
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await arriveAt(page, 'Library Support Staff Certification');
  await arriveAt(other, 'Sign in');
  await page.goBack();
  await arriveAt(page, 'Sign in');
});

journey('who signs in again is back on the same page', ['staff', 'reader'], async ({ service, application }, staff, reader) => {
  await signIn(staff, STAFF, service.password);
  const file = `/staff/people/${application.person_id}?as_of=2030-01-31`;
  await staff.goto(file);
  await arriveAt(staff, READER.name);
  await (await apiAs(service, { email: STAFF }))('DELETE', '/sessions');
  await staff.getByRole('navigation', { name: 'Your pages' }).getByRole('link', { name: 'Completions' }).click();
  await arriveAt(staff, 'Sign in');
  await staff.getByText('Your session has ended.').waitFor();
  await enterCredentials(staff, STAFF, service.password);
  await arriveAt(staff, 'Completions');
  await staff.goBack();
  await arriveAt(staff, READER.name);
  assert.ok(staff.url().endsWith(file));

  await staff.goto('/staff/courses');
  await arriveAt(staff, 'Courses and approvals');
  const title = staff.getByLabel('Title', { exact: true });
  await title.fill('A course that is half written down');
  await (await apiAs(service, { email: STAFF }))('DELETE', '/sessions');
  await staff.evaluate(() => new BroadcastChannel('session').postMessage(null));
  await arriveAt(staff, 'Sign in');
  await enterCredentials(staff, STAFF, service.password);
  await arriveAt(staff, 'Courses and approvals');
  await expect(title).toHaveValue('A course that is half written down');

  await signIn(reader, READER.email, READER.password);
  await reader.goto('/account');
  await arriveAt(reader, 'Your account');
  await reader.context().clearCookies();
  await reader.reload();
  await arriveAt(reader, 'Sign in');
  await enterCredentials(reader, READER.email, READER.password);
  await arriveAt(reader, 'Your account');
});
