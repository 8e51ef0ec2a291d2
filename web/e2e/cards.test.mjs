// Cards that are charged in another house: the payer enters the card there and comes back, the money counts once it is told of, and goes back the same way.

import assert from 'node:assert/strict';
import { after } from 'node:test';

import { inspect } from './browser.mjs';
import { stageJourneys } from './journey.mjs';
import { STAFF, appointStaff, arriveAt, openAccount, seeBooksAddUp, signIn, submitApplication } from './steps.mjs';
import { startStripe } from './stripe.mjs';

const PAYER = { name: 'Demo Card Holder', email: 'card-holder@demo.example', password: 'two drawers under the till' };
const PATIENT = { name: 'Demo Patient', email: 'patient@demo.example', password: 'one bench beside the lift' };
const REFUSED = { name: 'Demo Turned Away', email: 'turned-away@demo.example', password: 'three hooks behind the door' };
const FEE_CENTS = 35_000;

const stripe = await startStripe();
after(() => stripe.stop());

const journey = stageJourneys(async (stage) => {
  const { service } = stage;
  stripe.tells(service);
  stage.staff = await appointStaff(service);
  stage.application = {};
  for (const person of [PAYER, PATIENT, REFUSED]) stage.application[person.email] = await submitApplication(service, await openAccount(service, person));
}, { live: stripe.environment });

const button = (where, name) => where.getByRole('button', { name, exact: true });

/** From the dashboard to the page on which the card is entered. */
async function openCardPage(page, person) {
  await signIn(page, person.email, person.password);
  await page.getByRole('link', { name: 'Pay the fee' }).first().click();
  await arriveAt(page, 'Invoice');
  await button(page, 'Pay $350.00 by card').click();
  await arriveAt(page, 'Pay $350.00');
}

async function expectStatus(page, status) {
  await page.getByRole('region', { name: 'Status', exact: true }).getByText(status, { exact: true }).waitFor();
}

async function accept(page, person) {
  await page.getByRole('navigation', { name: 'Your pages' }).getByRole('link', { name: 'Applications' }).click();
  await page.getByRole('row', { name: person.name }).getByRole('link').click();
  await arriveAt(page, `Application of ${person.name}`);
  await button(page, 'Accept').click();
  await page.getByText('Admitted', { exact: true }).first().waitFor();
}

journey('an applicant goes back once, pays by card, and is a candidate once staff accept', ['applicant', 'staff'], async ({ service }, applicant, staff) => {
  await openCardPage(applicant, PAYER);
  await applicant.getByRole('link', { name: 'Back' }).click();
  await arriveAt(applicant, 'Invoice');
  await applicant.getByRole('heading', { name: 'You left before paying' }).waitFor();
  await button(applicant, 'Pay $350.00 by card').click();
  await arriveAt(applicant, 'Pay $350.00');
  const [session, ...others] = stripe.sessions();
  assert.deepEqual(others, [], 'pressed twice, it is the same page');
  assert.deepEqual([session.amount_total, session.currency], [FEE_CENTS, 'usd']);
  await button(applicant, 'Pay').click();
  await arriveAt(applicant, 'Receipt');
  await applicant.getByRole('heading', { name: 'Thank you, your payment was received' }).waitFor();
  await applicant.getByRole('row', { name: /^Card pi_\w+1, received .* −\$350\.00$/ }).waitFor();
  assert.deepEqual(await inspect(applicant, 'card-receipt'), []);
  await applicant.getByRole('link', { name: 'Your dashboard' }).click();
  await expectStatus(applicant, 'Applicant');

  await signIn(staff, STAFF, service.password);
  await accept(staff, PAYER);
  await applicant.reload();
  await expectStatus(applicant, 'Candidate');
  await seeBooksAddUp(staff);
});

journey('who comes back before it is told of the money is asked to wait, and not to pay again', ['applicant'], async (_, page) => {
  await openCardPage(page, PATIENT);
  stripe.isLate();
  await button(page, 'Pay').click();
  await arriveAt(page, 'Invoice');
  await page.getByRole('heading', { name: 'Your payment was approved' }).waitFor();
  assert.deepEqual(await inspect(page, 'card-approved'), []);
  await stripe.catchUp();
  await button(page, 'Look again').click();
  await arriveAt(page, 'Receipt');
  await page.getByRole('heading', { name: 'Thank you, your payment was received' }).waitFor();
});

journey('what a card paid goes back to it once the application is refused', ['applicant', 'staff'], async (stage, applicant, staff) => {
  const { service, application } = stage;
  await openCardPage(applicant, REFUSED);
  await button(applicant, 'Pay').click();
  await arriveAt(applicant, 'Receipt');
  const { id, invoice_id } = application[REFUSED.email];
  await stage.staff('POST', `/applications/${id}/refuse`, { reason: 'The hours do not suffice.' });

  await signIn(staff, STAFF, service.password);
  await staff.goto(`/staff/invoices/${invoice_id}`);
  await arriveAt(staff, 'Invoice');
  await staff.getByText('Send it back', { exact: true }).first().click();
  await staff.getByText('It goes back to the card that it came from.').waitFor();
  assert.equal(await staff.getByLabel('Amount to send back, in dollars').inputValue(), '350.00');
  const form = staff.locator('form').filter({ has: button(staff, 'Send it back') });
  await button(form, 'Send it back').click();
  await form.getByRole('alert').getByText(/is empty/).first().waitFor();
  assert.deepEqual(await inspect(staff, 'card-refund-refused'), []);
  await form.getByLabel('Reason').fill('The application was refused.');
  await button(form, 'Send it back').click();
  await staff.getByText(/^Refund of \$350\.00, (waits to be sent|on its way), /).waitFor();

  // A worker sends it, and the banks take their time.
  await staff.getByRole('navigation', { name: 'Your pages' }).getByRole('link', { name: 'Books', exact: true }).click();
  await arriveAt(staff, 'Books');
  const refund = staff.getByRole('region', { name: 'Refunds to cards' }).getByRole('row').filter({ hasText: '$350.00' });
  await refund.waitFor();
  await reloadUntil(staff, refund.getByText('on its way'));
  assert.deepEqual(stripe.refunds().map(({ amount, payment_intent }) => [amount, payment_intent]), [[FEE_CENTS, stripe.sessions().at(-1).payment_intent]]);
  assert.deepEqual(await inspect(staff, 'books-refund-under-way'), []);
  await stripe.refundsArrive();
  await seeRefund(staff, invoice_id);
  await applicant.reload();
  await applicant.getByRole('row', { name: /^Card pi_\w+3, .*; of it went back \$350\.00/ }).waitFor();
  assert.deepEqual(await inspect(applicant, 'card-refunded'), []);
});

/** Loads the page again until this is there. */
async function reloadUntil(page, wanted) {
  const deadline = Date.now() + 20_000;
  while ((await wanted.count()) === 0) {
    assert.ok(Date.now() < deadline, `${wanted} is there`);
    await page.reload();
    await arriveAt(page, 'Books');
    await page.getByRole('heading', { name: 'What is owed' }).waitFor();
  }
}

async function seeRefund(page, invoice) {
  await page.goto(`/staff/invoices/${invoice}`);
  await page.getByText(/^Refund of \$350\.00, made, /).waitFor();
  assert.equal(await page.getByText('Send it back', { exact: true }).count(), 0, 'nothing is left to go back');
  await seeBooksAddUp(page);
  await page.getByText('No refund is on its way, and none failed lately.').waitFor();
}
