// What several journeys need: signing in through the page, and what must have happened before a journey begins, through the API.

import assert from 'node:assert/strict';

import { expect } from './browser.mjs';
import { ADMIN, mailsTo, until } from './support.mjs';

/** The versions of the privacy notice and the terms that hold. */
export const ACCEPTED = { privacy_version: '2026-11-27', terms_version: '2026-11-27' };
export const STAFF = 'staff@demo.example';
/** Three required sets and three others, by their codes: what a certificate takes. */
export const SIX_SETS = ['foundations', 'communication', 'technology', 'access', 'reference', 'youth'];

export async function signIn(page, email, password) {
  await page.goto('/sign-in');
  await enterCredentials(page, email, password);
  await page.waitForURL(/\/(dashboard|staff|staff\/roles)$/);
  // The address changes first, then the program that has the page is loaded: going elsewhere meanwhile would be a race of two loads.
  await page.locator('h1').filter({ hasNotText: 'Sign in' }).waitFor();
}

/** Fills in the form that is on the page already. */
export async function enterCredentials(page, email, password) {
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('button', { name: 'Sign out', exact: true }).waitFor();
}

/** Opens a page that asks to sign in first, does so, and is back on it. */
export async function openAs(page, path, heading, { email, password }) {
  await page.goto(path);
  await arriveAt(page, 'Sign in');
  await enterCredentials(page, email, password);
  await arriveAt(page, heading);
}

/** Ticks both boxes of the form to register. */
export async function acceptDocuments(page) {
  await page.getByLabel('I have read the privacy notice').check();
  await page.getByLabel('I accept the terms of use').check();
}

/** Waits for the page with this heading, which must be the only one of its level. */
export async function arriveAt(page, heading) {
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  await expect(page.getByRole('heading', { level: 1 }), `${page.url()} has one first heading`).toHaveCount(1);
}

/** To the next step of an application, which begins with this heading and gives it the focus. */
export async function goOn(page, heading) {
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  const arrived = page.getByRole('heading', { level: 2, name: heading, exact: true });
  await arrived.waitFor();
  await page.waitForFunction((words) => document.activeElement?.textContent === words, heading);
}

/** Says of a job of the application where and as what it is done. */
export async function describeJob(page, position = 'Circulation assistant', index = 0) {
  await page.getByLabel('Library or employer').nth(index).fill('Demo Valley Public Library');
  await page.getByLabel('Kind of library').nth(index).selectOption('Public library');
  await page.getByLabel('Position', { exact: true }).nth(index).fill(position);
  await page.getByLabel('Paid or volunteer').nth(index).selectOption('Paid');
}

/** Prints the page, on the paper of either side of the ocean. */
export async function printsOnOneSheet(page) {
  for (const format of ['A4', 'Letter']) {
    const paper = (await page.pdf({ format, printBackground: true })).toString('latin1');
    assert.equal(paper.match(/\/Type\s*\/Page\b(?!s)/g).length, 1, `${format} holds it on one sheet`);
  }
}

/** The programme's date. */
export async function today(service) {
  return (await send(service, 'GET', '/programme')).today;
}

/** The day that lies so many days after (or, negative, before) this one. */
export function daysLater(day, days) {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** Staff open the books: they add up, and nothing that came waits for anything. */
export async function seeBooksAddUp(page) {
  await page.getByRole('navigation', { name: 'Your pages' }).getByRole('link', { name: 'Books', exact: true }).click();
  await arriveAt(page, 'Books');
  await page.getByRole('heading', { name: 'The books add up' }).waitFor();
  await page.getByText('Nothing is unallocated').waitFor();
}

/** Sends requests as this person: `call('POST', '/completions', body)`. */
export async function apiAs(service, { email, password = service.password }) {
  const { access_token: token } = await send(service, 'POST', '/sessions', { email, password });
  return (method, path, body) => send(service, method, path, body, token);
}

/** An account of this person's, its address confirmed. */
export async function openAccount(service, person) {
  await send(service, 'POST', '/accounts', { name: person.name, email: person.email, password: person.password, ...ACCEPTED });
  const mail = service.isDemonstration ? await shownMail(service, person.email) : (await until(() => mailsTo(service, person.email))).at(-1);
  await send(service, 'POST', '/accounts/confirm', { token: /token=([\w.~-]+)/.exec(mail)?.[1], password: person.password });
  return apiAs(service, person);
}

/** The newest mail to this address, as a demonstration shows it. */
async function shownMail(service, email) {
  const list = await (await fetch(`${service.url}/demo/mail`)).text();
  const path = list.split('<li>').find((entry) => entry.includes(email))?.match(/href="([^"]+)"/)?.[1];
  assert.ok(path, `a mail to ${email}`);
  return (await fetch(service.url + path)).text();
}

/** Appoints the first of the staff where there is nobody but an administrator, with the same password. */
export async function appointStaff(service) {
  const admin = await apiAs(service, { email: ADMIN });
  const documents = [['privacy', ACCEPTED.privacy_version], ['terms', ACCEPTED.terms_version]];
  await admin('POST', '/me/documents', { documents: documents.map(([document, version]) => ({ document, version })) });
  await openAccount(service, { name: 'Demo Staff', email: STAFF, password: service.password });
  const { items } = await admin('POST', '/people/search', { text: STAFF });
  await admin('POST', `/people/${items[0].id}/roles`, { role: 'staff', reason: 'Runs the programme.' });
  return apiAs(service, { email: STAFF });
}

/** A course that is approved for these sets from today on. */
export async function addCourse(staff, title, sets) {
  const course = await staff('POST', '/courses', {
    title,
    provider: 'Demo State Library',
    provider_kind: 'state_library',
    delivery: 'online',
  });
  for (const set of sets) await staff('POST', `/courses/${course.id}/approvals`, { set });
  return course;
}

/** An application that suffices; `more` is what else it says. */
export async function submitApplication(service, applicant, more = {}) {
  return applicant('POST', '/applications', {
    library_work: [{ from: daysLater(await today(service), -800), minutes_per_week: 37 * 60 }],
    has_diploma: true,
    in_support_position: true,
    position_title: 'Circulation assistant',
    ...more,
  });
}

/** Makes this applicant a candidate: applied, accepted, paid by check. */
export async function admit(service, applicant, staff) {
  const application = await submitApplication(service, applicant);
  await staff('POST', `/applications/${application.id}/accept`);
  const invoice = await staff('GET', `/invoices/${application.invoice_id}`);
  await staff('POST', `/invoices/${invoice.id}/payments`, {
    method: 'check',
    amount_cents: invoice.owed_cents,
    reference: '1001',
    received_on: await today(service),
  });
  return application;
}

/** Makes this candidate certified: six courses on the programme's date, each verified. */
export async function certify(service, candidate, staff) {
  const completed_on = await today(service);
  for (const set of SIX_SETS) {
    const course = await addCourse(staff, `Prepared course in ${set}`, [set]);
    const { items } = await candidate('POST', '/completions', { course_id: course.id, completed_on });
    for (const completion of items) await staff('POST', `/completions/${completion.id}/verify`);
  }
  const { items } = await candidate('GET', '/me/certificates');
  return items[0];
}

async function send(service, method, path, body, token) {
  const headers = { Accept: 'application/json' };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (token) headers.Authorization = `Bearer ${token}`;
  const response = await fetch(`${service.url}/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text ? JSON.parse(text) : null;
}
