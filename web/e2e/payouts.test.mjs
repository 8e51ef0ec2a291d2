// Staff hold the gateway's report against the books: one that differs, one that agrees, one that cannot be read.

import assert from 'node:assert/strict';

import { expect, inspect } from './browser.mjs';
import { stageJourneys } from './journey.mjs';
import { STAFF, admit, apiAs, arriveAt, openAccount, signIn, today } from './steps.mjs';

const PAYER = { name: 'Demo Payer', email: 'payer@demo.example', password: 'one coin on a marble desk' };
const HEADER = 'created,reporting_category,currency,gross,payment_intent_id';
const FEE_CENTS = 35_000;
/** What the page calls what moved, and what the report does. */
const CATEGORIES = { 'Came from cards': 'charge', 'Went back to cards': 'refund', 'Is here again': 'refund_failure' };

const journey = stageJourneys(async (stage) => {
  const { service } = stage;
  const staff = await apiAs(service, { email: STAFF });
  const { person_id, invoice_id } = await admit(service, await openAccount(service, PAYER), staff);
  // It was recorded as a check, and was a payment by card.
  const { acts } = await staff('GET', `/people/${person_id}`);
  const { id, on, body } = acts.flatMap(({ facts }) => facts).find(({ body: { fact, invoice } }) => fact === 'payment_received' && invoice === invoice_id);
  await staff('POST', `/facts/${id}/correct`, { reason: 'It came by card.', replacement: { on, body: { ...body, method: 'card', reference: 'pi_demo_1' } } });
});

const dollars = (cents) => (cents / 100).toFixed(2);

async function bring(page, rows) {
  const buffer = Buffer.from([HEADER, ...rows, ''].join('\r\n'));
  await page.getByLabel('Choose the report').setInputFiles({ name: 'report.csv', mimeType: 'text/csv', buffer });
}

/** What the books have of each kind on the only day, in cents. */
async function booked(page) {
  const rows = await page.getByRole('region', { name: 'Day by day' }).locator('tbody tr').all();
  return Promise.all(rows.map(async (row) => {
    const value = await row.locator('[data-label=Books] data').getAttribute('value');
    return [CATEGORIES[await row.locator('[data-label="What moved"]').innerText()], Math.round(Number(value) * 100)];
  }));
}

journey("the gateway's report is held against the books", ['staff'], async ({ service }, page) => {
  const day = await today(service);
  const row = (category, cents, intent = '') => `${day} 18:59:00,${category},usd,${dollars(cents)},${intent}`;
  const payment = row('charge', FEE_CENTS, 'pi_demo_1');
  await signIn(page, STAFF, service.password);
  await page.getByRole('navigation', { name: 'Your pages' }).getByRole('link', { name: 'Books', exact: true }).click();
  await page.getByRole('link', { name: "Hold the gateway's report against the books" }).click();
  await arriveAt(page, "The gateway's report");
  assert.deepEqual(await inspect(page, 'payouts'), []);

  await bring(page, [row('charge', FEE_CENTS + 1_000, 'pi_demo_1'), row('charge', 1_250, 'pi_of_nobody')]);
  await page.getByRole('heading', { name: 'The report and the books differ' }).waitFor();
  await page.getByText('1 day differs, 2 payments differ. Nothing was changed.').waitFor();
  const differences = page.getByRole('region', { name: 'Payment by payment' }).getByRole('listitem');
  await differences.filter({ hasText: 'pi_of_nobody' }).getByText('The books do not have it.').waitFor();
  const known = differences.filter({ hasText: 'pi_demo_1' });
  await known.getByText('The sums differ.').waitFor();
  await known.getByText('The payment in the books').click();
  await known.getByRole('link', { name: PAYER.name }).waitFor();
  assert.deepEqual(await inspect(page, 'payouts-differ'), []);

  // The demonstration may have payments of the day, of which no report names the intent.
  const rest = (await booked(page)).map(([category, cents]) => [category, category === 'charge' ? cents - FEE_CENTS : cents]);
  const unnamed = rest.filter(([, cents]) => cents > 0).map(([category, cents]) => row(category, cents));
  await bring(page, [payment, ...unnamed, row('payout', 30_000), row('fee', 102)]);
  await page.getByRole('heading', { name: 'The report agrees with the books' }).waitFor();
  await page.getByText('2 rows of something else were left aside').waitFor();
  await expect(page.getByRole('region', { name: 'Payment by payment' })).toHaveCount(0);
  assert.deepEqual(await inspect(page, 'payouts-agree'), []);

  await bring(page, [payment.replace('usd', 'eur'), payment.replace(day, '20.11.2026'), payment.replace('350.00', '350.005')]);
  await page.getByRole('heading', { name: 'The report was not compared: 3 to mend' }).waitFor();
  for (const [number, column] of [[2, 'currency'], [3, 'created'], [4, 'gross']]) await page.getByRole('row', { name: new RegExp(`^${number} ${column} `) }).waitFor();
  assert.deepEqual(await inspect(page, 'payouts-refused'), []);
  // Another kind of report.
  await page.getByLabel('Choose the report').setInputFiles({ name: 'other.csv', mimeType: 'text/csv', buffer: Buffer.from('id,amount\r\n1,2\r\n') });
  await page.getByRole('row', { name: /^1 all lacks the column/ }).waitFor();
});
