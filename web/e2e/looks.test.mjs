// Every page as people who are signed in meet it, narrow and wide, light and dark: it fits, axe-core finds nothing, the console is silent.
// With LSSC_TEST_SCREENSHOTS=1 the pictures are kept in target/screenshots.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

import { inspect } from './browser.mjs';
import { stageJourneys } from './journey.mjs';
import { look as lookAt, press, publicViews, refuse } from './looks.mjs';
import { STAFF, addCourse, admit, apiAs, arriveAt, certify, daysLater, describeJob, openAccount, signIn, submitApplication, today } from './steps.mjs';

const NEWCOMER = { name: 'Demo Newcomer', email: 'looks-newcomer@demo.example', password: 'three gulls over a grey pier' };
const ASKED = { name: 'Demo Asked of Looks', email: 'looks-asked@demo.example', password: 'six buttons on a green coat' };
const FRESH = { name: 'Demo Fresh', email: 'looks-fresh@demo.example', password: 'eight stamps on one letter' };
const CANDIDATE = { name: 'Demo Candidate of Looks', email: 'looks-candidate@demo.example', password: 'seven spoons in a tin box' };
const PURCHASER = { name: 'Demo Purchaser of Looks', email: 'looks-purchaser@demo.example', password: 'two stamps in a cash box' };
const HOLDER = { name: 'Demo Holder of Looks', email: 'looks-holder@demo.example', password: 'five maps behind the door' };

const journey = stageJourneys(async (stage) => {
  const { service } = stage;
  const staff = await apiAs(service, { email: STAFF });
  const day = await today(service);
  stage.application = await submitApplication(service, await openAccount(service, NEWCOMER));

  const asked = await openAccount(service, ASKED);
  stage.asked = await submitApplication(service, asked);
  await staff('POST', `/applications/${stage.asked.id}/request-information`, { question: 'Which library was that, and who there can confirm the hours?' });

  await openAccount(service, FRESH);
  const candidate = await openAccount(service, CANDIDATE);
  stage.admitted = await admit(service, candidate, staff);
  stage.course = await addCourse(staff, 'Library Technology Basics', ['technology', 'access']);
  await staff('POST', '/courses', { title: 'Story Hours', provider: 'Demo Library Association', provider_kind: 'state_library_association', delivery: 'face_to_face', place: { city: 'Springfield', state: 'IL' } });
  const { items } = await candidate('POST', '/completions', { course_id: stage.course.id, completed_on: day });
  await staff('POST', `/completions/${items[0].id}/verify`);

  const holder = await openAccount(service, HOLDER);
  stage.holder = await admit(service, holder, staff);
  stage.certificate = await certify(service, holder, staff);
  // Some wait for staff.
  await holder('POST', '/completions', { course_id: stage.course.id, completed_on: day });
});

/** Every address that the app has, from its source: one that is added is looked at, or missed by the last test. */
const ROUTES = [...readFileSync(new URL('../src/route.rs', import.meta.url), 'utf8').matchAll(/#\[at\("([^"]+)"\)\]/g)].map(([, route]) => route);
/** Visitors' pages are looked at beside this file. */
const looked = publicViews({ course: { id: 'x' }, certificate: { number: 'x' } }).map(([, path]) => path);

/** Looks, and remembers where. */
async function look(page, views) {
  looked.push(...views.map(([, path]) => path));
  await lookAt(page, views);
}

/** The routes at which nobody has looked. */
function missed() {
  const paths = looked.map((path) => path.replace(/[?#].*/, ''));
  return ROUTES.filter((route) => !paths.some((path) => new RegExp(`^${route.replace(/:[^/]+/g, '[^/]+')}$`).test(path)));
}

journey('the pages of an applicant', ['applicant'], async ({ application }, page) => {
  await signIn(page, NEWCOMER.email, NEWCOMER.password);
  await look(page, [
    ['applicant-dashboard', '/dashboard'],
    ['application', `/applications/${application.id}`],
    ['application-withdraw', `/applications/${application.id}`, press('Withdraw the application')],
    ['invoice', `/invoices/${application.invoice_id}`],
    ['invoice-declined', `/invoices/${application.invoice_id}?payment=declined`],
    ['apply-again', '/apply'],
    ['account', '/account'],
    ['account-refused', '/account', refuse('Change the password')],
    ['staff-refused', '/staff'],
  ]);
  await page.goto(`/invoices/${application.invoice_id}`);
  await page.getByRole('button', { name: /by card/ }).click();
  await arriveAt(page, 'Test payment');
  assert.deepEqual(await inspect(page, 'gateway'), []);
});

journey('the pages of an applicant who was asked', ['asked'], async ({ asked }, page) => {
  await signIn(page, ASKED.email, ASKED.password);
  await look(page, [
    ['asked-dashboard', '/dashboard'],
    ['application-asked', `/applications/${asked.id}`, refuse('Send the answer')],
  ]);
});

journey('the pages of a candidate', ['candidate'], async ({ service, course, admitted }, page) => {
  await signIn(page, FRESH.email, FRESH.password);
  await look(page, [
    ['new-dashboard', '/dashboard'],
    ['apply', '/apply'],
    ['apply-refused', '/apply', refuse('Continue')],
    ['apply-line', '/apply', fillIn],
    ['apply-position', '/apply?step=2'],
    ['apply-membership', '/apply?step=3'],
    ['apply-check', '/apply?step=4', (open) => open.getByRole('heading', { name: 'Check what you entered' }).waitFor()],
    ['apply-offline', '/apply?step=1', offline],
  ]);
  await press('Sign out')(page);
  await arriveAt(page, 'Library Support Staff Certification');
  await signIn(page, CANDIDATE.email, CANDIDATE.password);
  await look(page, [
    ['candidate-dashboard', '/dashboard'],
    ['application-admitted', `/applications/${admitted.id}`],
    ['invoice-paid', `/invoices/${admitted.invoice_id}`],
    ['report', '/completions/new'],
    ['report-day', `/completions/new?course=${course.id}`, async (open) => open.getByLabel('Day on which').fill(await today(service))],
  ]);
}, { expected: /net::ERR_FAILED/ });

/** Enters two jobs, so that both are drawn. */
async function fillIn(page) {
  const day = new Date().toISOString().slice(0, 10);
  await describeJob(page);
  await page.getByLabel('First day').fill(daysLater(day, -400));
  await page.getByLabel('Hours a week').fill('30');
  await page.getByRole('button', { name: 'Add another job' }).click();
  await page.getByLabel('Library or employer').nth(1).fill('Demo State University Library');
  await page.getByLabel('First day').nth(1).fill(daysLater(day, -2400));
  await page.getByLabel('Last day').nth(1).fill(daysLater(day, -1200));
  await page.getByLabel('Hours a week').nth(1).fill('6');
}

/** Types while nothing is reached. */
async function offline(page) {
  await page.getByLabel('Hours a week').first().waitFor();
  await page.route('**/application-draft', (route) => route.abort());
  await page.getByLabel('Hours a week').first().fill('20');
  await page.getByRole('heading', { name: 'Not saved yet' }).waitFor();
}

journey('the pages of somebody certified', ['holder'], async (_, page) => {
  await signIn(page, HOLDER.email, HOLDER.password);
  await look(page, [['certified-dashboard', '/dashboard']]);
});

journey('the pages of staff', ['staff'], async ({ service, application, asked, holder, course }, page) => {
  await signIn(page, STAFF, service.password);
  await look(page, [
    ['staff', '/staff'],
    ['staff-applications', '/staff/applications'],
    ['staff-application', `/staff/applications/${application.id}`, press('Refuse')],
    ['staff-application-question', `/staff/applications/${application.id}`, press('Ask for more')],
    ['staff-application-asked', `/staff/applications/${asked.id}`],
    ['staff-completions', '/staff/completions'],
    ['staff-people', '/staff/people', search],
    ['staff-person', `/staff/people/${holder.person_id}`, (open) => open.getByLabel('What', { exact: true }).selectOption('revoke')],
    ['staff-courses', '/staff/courses'],
    ['staff-course', `/staff/courses?course=${course.id}`],
    ['staff-invoices', '/staff/invoices'],
    ['staff-certificates', '/staff/certificates'],
    ['staff-certificates-check', '/staff/certificates/check', lookAtEveryone],
    ['staff-roles', '/staff/roles'],
    ['staff-fees', '/staff/fees'],
    ['staff-correction', `/staff/people/${holder.person_id}`, correction],
    ['staff-bulk', '/staff/completions', (open) => open.getByLabel(/^Choose all/).check()],
    ['staff-partners', '/staff/partners'],
    ['staff-proposals', '/staff/proposals'],
    ['staff-notices', '/staff/notices'],
    ['staff-invoice', `/staff/invoices/${application.invoice_id}`, refuse('Record the payment')],
    ['staff-books', '/staff/books', (open) => open.getByText('Record money of which nobody knows').click()],
    ['staff-payouts', '/staff/books/payouts', compareNothing],
  ]);
});

async function compareNothing(page) {
  await page.getByLabel('Choose the report').setInputFiles({ name: 'report.csv', mimeType: 'text/csv', buffer: Buffer.from('created,gross\r\n') });
  await page.getByRole('heading', { name: 'The report was not compared: 1 to mend' }).waitFor();
}

async function lookAtEveryone(page) {
  await press('Look at everyone')(page);
  await page.getByText('Every certificate is as the rules say.').waitFor();
}

async function correction(page) {
  await page.getByRole('listitem').filter({ hasText: 'Application accepted' }).last().getByRole('button', { name: /^Correct/ }).click();
  await page.getByLabel('What was wrong').selectOption('It did not happen: strike it');
  await press('Show what it changes')(page);
  await page.getByRole('button', { name: 'Record the correction' }).waitFor();
}

async function search(page) {
  await page.getByLabel('Part of a name or of an e-mail address').fill('Demo');
  await press('Search')(page);
  await page.getByText(/^\d+ people/).waitFor();
}

async function invalidLine(page) {
  await press('Add a line')(page);
  await refuse('Save the people')(page);
}

async function askToIssue(page) {
  await page.getByRole('button', { name: 'Issue the order', exact: true }).first().click();
  await page.getByRole('dialog').waitFor();
}

journey('the pages of who orders for an institution', ['purchaser', 'staff'], async ({ service }, page, staff) => {
  const [clerk, purchaser] = [await apiAs(service, { email: STAFF }), await openAccount(service, PURCHASER)];
  const buyer = await clerk('POST', '/buyers', { name: 'Demo Library of Looks', address: '7 Demo Lane\nDemo Hills, XX 00000' });
  await clerk('POST', `/buyers/${buyer.id}/members`, { email: PURCHASER.email });
  const line = (number, amount_cents) => ({ name: `Demo Person ${number}`, email: `looks-person-${number}@demo.example`, ala_member_number: null, amount_cents });
  const order = async (reference, lines) => {
    const begun = await purchaser('POST', '/orders', { reference });
    return purchaser('PUT', `/orders/${begun.id}/lines`, { follows: begun.version, lines });
  };
  const heldUp = await order('PO 1', [line(1, 35_000), line(2, 1), { ...line(1, 35_000), name: 'Demo Person 1 again' }]);
  const good = await order('PO 2', [line(3, 35_000)]);
  const issued = await order('', [line(4, 35_000), line(5, 35_000)]);
  await purchaser('POST', `/orders/${issued.id}/issue`, { follows: issued.version });
  await signIn(page, PURCHASER.email, PURCHASER.password);
  await look(page, [
    ['orders', '/orders', (open) => open.getByText('Begin an order', { exact: true }).click()],
    ['orders-none', '/orders?state=void'],
    ['order-held-up', `/orders/${heldUp.id}`],
    // Its line is kept in this tab, and so not of an order that is looked at again.
    ['order-invalid', `/orders/${heldUp.id}`, invalidLine],
    ['order-file', `/orders/${good.id}`, (open) => open.getByText('Take them from a CSV file').click()],
    ['order-issue', `/orders/${good.id}`, askToIssue],
    ['order-issued', `/orders/${issued.id}`],
    ['buyers-refused', '/orders/buyers'],
  ]);
  await signIn(staff, STAFF, service.password);
  await look(staff, [
    ['staff-orders', '/orders'],
    ['staff-order', `/orders/${issued.id}`, refuse('Record the payment')],
    ['staff-order-credit', `/orders/${issued.id}`, (open) => open.getByText('Credit lines').click()],
    ['buyers', '/orders/buyers', (open) => open.getByText('Let somebody order for it').first().click()],
  ]);
});

journey('every other page', ['visitor', 'candidate', 'staff'], async ({ service }, visitor, candidate, staff) => {
  await signIn(candidate, CANDIDATE.email, CANDIDATE.password);
  await signIn(staff, STAFF, service.password);
  const isPlain = (route) => !route.includes(':');
  const name = (route) => `other${route.replaceAll('/', '-')}`;
  for (const route of missed().filter(isPlain)) {
    await visitor.goto(route);
    await arriveAt(visitor, /./);
    const asks = new URL(visitor.url()).pathname === '/sign-in';
    await look(asks ? (route.startsWith('/staff') ? staff : candidate) : visitor, [[name(route), route]]);
  }
  assert.deepEqual(missed(), [], 'pages at which no journey looks');
});
