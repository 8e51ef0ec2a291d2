// Cards that are charged in another house: the payer enters the card there and comes back, the money counts once it is told of, and goes back the same way.

import assert from 'node:assert/strict';
import { after } from 'node:test';

import { expect, inspect } from './browser.mjs';
import { stageJourneys } from './journey.mjs';
import { STAFF, appointStaff, arriveAt, openAccount, seeBooksAddUp, signIn, submitApplication } from './steps.mjs';
import { startStripe } from './stripe.mjs';

const PAYER = { name: 'Demo Card Holder', email: 'card-holder@demo.example', password: 'two drawers under the till' };
const PATIENT = { name: 'Demo Patient', email: 'patient@demo.example', password: 'one bench beside the lift' };
const REFUSED = { name: 'Demo Turned Away', email: 'turned-away@demo.example', password: 'three hooks behind the door' };
const UNLUCKY = { name: 'Demo Closed Card', email: 'closed-card@demo.example', password: 'five stamps on one envelope' };
const FEE_CENTS = 35_000;

const stripe = await startStripe();
after(() => stripe.stop());

const journey = stageJourneys(async (stage) => {
  const { service } = stage;
  stripe.tells(service);
  stage.staff = await appointStaff(service);
  stage.application = {};
  for (const person of [PAYER, PATIENT, REFUSED, UNLUCKY]) stage.application[person.email] = await submitApplication(service, await openAccount(service, person));
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
  await applicant.getByRole('row', { name: /^Card pi_\w+1, received .*, receipt R\d{4}-\d{5} −\$350\.00$/ }).waitFor();
  assert.deepEqual(await inspect(applicant, 'card-receipt'), []);
  await applicant.getByRole('main').getByRole('link', { name: 'Your application', exact: true }).click();
  await arriveAt(applicant, 'Your application');
  await applicant.getByText(/^Wait for the decision; nothing is owed\. /).waitFor();
  await applicant.goBack();
  await arriveAt(applicant, 'Receipt');
  await applicant.getByRole('link', { name: 'Your dashboard' }).click();
  await expectStatus(applicant, 'Applicant');
  await expect(applicant.getByRole('region', { name: 'Next steps' }).getByRole('listitem')).toHaveText([/^Wait for the decision; nothing is owed\./]);
  await expect(applicant.getByRole('link', { name: 'Pay the fee' })).toHaveCount(0);

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
  const { service } = stage;
  const invoice_id = await payAndBeRefused(stage, applicant, REFUSED);
  await signIn(staff, STAFF, service.password);
  await openRefund(staff, invoice_id);
  await staff.getByText('It goes back to the card that it came from.').waitFor();
  await expect(staff.getByLabel('Amount to send back, in dollars')).toHaveValue('350.00');
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
  const refund = staff.getByRole('region', { name: 'Refunds to cards' }).getByRole('row').filter({ hasText: REFUSED.name });
  await refund.waitFor();
  await reloadUntil(staff, refund.getByText('on its way'));
  const { payment_intent } = stripe.sessions().find(({ metadata }) => metadata.invoice === invoice_id);
  assert.deepEqual(stripe.refunds().filter((made) => made.payment_intent === payment_intent).map(({ amount }) => amount), [FEE_CENTS]);
  assert.deepEqual(await inspect(staff, 'books-refund-under-way'), []);
  await stripe.refundsArrive();
  await seeRefund(staff, invoice_id);
  await expect(refund, 'it is not on its way any more').toHaveCount(0);
  await applicant.reload();
  await applicant.getByRole('row', { name: /^Card pi_\w+, .*; of it went back \$350\.00/ }).waitFor();
  assert.deepEqual(await inspect(applicant, 'card-refunded'), []);
});

journey('what a card does not take any more goes back by check', ['applicant', 'staff'], async (stage, applicant, staff) => {
  const { service } = stage;
  const invoice_id = await payAndBeRefused(stage, applicant, UNLUCKY);
  await signIn(staff, STAFF, service.password);
  const form = await openRefund(staff, invoice_id);
  await form.getByLabel('Reason').fill('The application was refused.');
  await button(form, 'Send it back').click();
  await staff.getByText(/^Refund of \$350\.00, (waits to be sent|on its way), /).waitFor();

  await staff.getByRole('navigation', { name: 'Your pages' }).getByRole('link', { name: 'Books', exact: true }).click();
  await arriveAt(staff, 'Books');
  const refund = staff.getByRole('region', { name: 'Refunds to cards' }).getByRole('row').filter({ hasText: UNLUCKY.name });
  await reloadUntil(staff, refund.getByText('on its way'));
  await stripe.refundsFail();
  await reloadUntil(staff, refund.getByText(/failed: It did not arrive/));
  assert.deepEqual(await inspect(staff, 'books-refund-failed'), []);

  const again = await openRefund(staff, invoice_id);
  await again.getByText('A refund to the card failed.').waitFor();
  await expect(again.getByLabel('Amount to send back, in dollars')).toHaveValue('350.00');
  await again.getByLabel('Number of the check by which it goes').fill('9002');
  await again.getByLabel('Reason').fill('The card is closed.');
  assert.deepEqual(await inspect(staff, 'card-refund-by-check'), []);
  await button(again, 'Send it back').click();
  await seeRefund(staff, invoice_id);
  await applicant.reload();
  await applicant.getByRole('row', { name: /of it went back \$350\.00/ }).waitFor();
});

/** Pays by card, and is refused: the invoice that was paid. */
async function payAndBeRefused(stage, page, person) {
  await openCardPage(page, person);
  await button(page, 'Pay').click();
  await arriveAt(page, 'Receipt');
  const { id, invoice_id } = stage.application[person.email];
  await stage.staff('POST', `/applications/${id}/refuse`, { reason: 'The hours do not suffice.' });
  return invoice_id;
}

/** Staff open the form that sends back what paid this invoice. */
async function openRefund(page, invoice) {
  await page.goto(`/staff/invoices/${invoice}`);
  await arriveAt(page, 'Invoice');
  await page.getByText('Send it back', { exact: true }).first().click();
  return page.locator('form').filter({ has: button(page, 'Send it back') });
}

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
  await expect(page.getByText('Send it back', { exact: true }), 'nothing is left to go back').toHaveCount(0);
  await seeBooksAddUp(page);
}
