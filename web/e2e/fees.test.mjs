// Fees that are set for a day to come: by administrators alone, shown to staff, quoted nowhere before their day.

import assert from 'node:assert/strict';

import { expect, inspect } from './browser.mjs';
import { stageJourneys } from './journey.mjs';
import { STAFF, arriveAt, daysLater, describeJob, goOn, openAccount, openAs, signIn, today } from './steps.mjs';

const ADMIN = 'admin@demo.example';
const APPLICANT = { name: 'Demo Fee Reader', email: 'fee-reader@demo.example', password: 'a price on every shelf' };

const journey = stageJourneys(async () => {});

const button = (where, name) => where.getByRole('button', { name, exact: true });

journey('an administrator sets fees for a day to come', ['admin', 'staff', 'visitor'], async ({ service }, page, staff, visitor) => {
  const day = await today(service);
  await openAs(page, '/staff/fees', 'Fees', { email: ADMIN, password: service.password });
  const row = (words) => page.getByRole('row').filter({ hasText: words });
  await row('in force').getByText('$325.00').waitFor();

  const submit = button(page, 'Set these fees');
  await page.getByLabel('First day on which they are charged').fill(day);
  await page.getByLabel('Application, in dollars').fill('375,00');
  await page.getByLabel('Portfolio, members of ALA, in dollars').fill('60.01');
  await submit.click();
  const faults = page.getByRole('alert');
  for (const fault of [/tomorrow|name a day from/, /write a point before the cents/, /more than the \$60\.00/, /Reason/]) await faults.getByText(fault).first().waitFor();
  assert.deepEqual(await inspect(page, 'fees-faults'), []);

  await page.getByLabel('First day on which they are charged').fill(daysLater(day, 30));
  await page.getByLabel('Application, in dollars').fill('375.00');
  await page.getByLabel('Portfolio, members of ALA, in dollars').fill('50.00');
  await page.getByLabel('Reason').fill('Decided by the board.');
  await submit.click();
  await row('to come').getByText('$375.00').waitFor();
  await expect(page.getByLabel('Reason')).toHaveValue('');
  const changes = (where) => where.getByRole('region', { name: 'Who set them' }).getByRole('listitem');
  await changes(page).filter({ hasText: 'Decided by the board.' }).getByText(/by Demo Admin/).waitFor();
  assert.deepEqual(await inspect(page, 'fees'), []);

  await signIn(staff, STAFF, service.password);
  await staff.getByRole('navigation', { name: 'Your pages' }).getByRole('link', { name: 'Fees', exact: true }).click();
  await arriveAt(staff, 'Fees');
  await staff.getByRole('row').filter({ hasText: 'to come' }).waitFor();
  await staff.getByText('An administrator sets them.').waitFor();
  await changes(staff).filter({ hasText: 'Decided by the board.' }).getByText('Application: $375.00', { exact: true }).waitFor();
  await expect(button(staff, 'Set these fees')).toHaveCount(0);

  await visitor.goto('/');
  await visitor.getByRole('definition').getByText('$350.00').first().waitFor();
  await expect(visitor.getByText('$375.00'), 'not before its day').toHaveCount(0);
  await visitor.getByText(/^These fees hold until/).waitFor();
  assert.deepEqual(await inspect(visitor, 'home-fees'), []);
});

journey('a fee that has changed since the page was opened is told, and charged once it was seen', ['applicant'], async ({ service }, page) => {
  const day = await today(service);
  const applicant = await openAccount(service, APPLICANT);
  await signIn(page, APPLICANT.email, APPLICANT.password);
  await arriveAt(page, 'Dashboard');
  let asked = 0;
  await page.route('**/api/v1/rules/policy', async (route) => {
    asked += 1;
    if (asked > 1) return route.continue();
    // As if the page had been opened while another fee was in force.
    const response = await route.fetch();
    const policies = await response.json();
    policies.items[0].numbers.find(({ name }) => name === 'application_fee_cents').value = 30_000;
    return route.fulfill({ response, json: policies });
  });
  await page.goto('/apply');
  await arriveAt(page, 'Apply');
  await describeJob(page);
  await page.getByLabel('First day').fill(daysLater(day, -1200));
  await page.getByLabel('Hours a week').fill('37.5');
  await goOn(page, 'Your position and your education');
  await page.getByLabel(/does not require a master's degree/).check();
  await page.getByLabel(/high-school diploma/).check();
  await goOn(page, 'Membership');
  await goOn(page, 'Check what you entered');
  const soFar = page.getByLabel('So far', { exact: true });
  await soFar.getByText('$300.00').waitFor();
  await button(page, 'Submit the application').click();
  await page.getByRole('alert').getByText(/The fee is \$350\.00 by now/).waitFor();
  await soFar.getByText('$350.00').waitFor();
  assert.deepEqual(await inspect(page, 'fee-changed'), []);
  await button(page, 'Submit the application').click();
  await arriveAt(page, 'Your application');
  const { items } = await applicant('GET', '/me/invoices');
  assert.deepEqual(items.map(({ total_cents }) => total_cents), [35_000]);
});
