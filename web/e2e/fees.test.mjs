// Fees that are set for a day to come: by administrators alone, shown to staff, quoted nowhere before their day.

import assert from 'node:assert/strict';

import { inspect } from './browser.mjs';
import { stageJourneys } from './journey.mjs';
import { STAFF, arriveAt, daysLater, openAs, signIn, today } from './steps.mjs';

const ADMIN = 'admin@demo.example';

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
  for (const fault of [/tomorrow|name a day from/, /is not an amount/, /more than the \$60\.00/, /Reason/]) await faults.getByText(fault).first().waitFor();
  assert.deepEqual(await inspect(page, 'fees-faults'), []);

  await page.getByLabel('First day on which they are charged').fill(daysLater(day, 30));
  await page.getByLabel('Application, in dollars').fill('375.00');
  await page.getByLabel('Portfolio, members of ALA, in dollars').fill('50.00');
  await page.getByLabel('Reason').fill('Decided by the board.');
  await submit.click();
  await row('to come').getByText('$375.00').waitFor();
  assert.equal(await page.getByLabel('Reason').inputValue(), '');
  assert.deepEqual(await inspect(page, 'fees'), []);

  await signIn(staff, STAFF, service.password);
  await staff.getByRole('navigation', { name: 'Your pages' }).getByRole('link', { name: 'Fees', exact: true }).click();
  await arriveAt(staff, 'Fees');
  await staff.getByRole('row').filter({ hasText: 'to come' }).waitFor();
  await staff.getByText('An administrator sets them.').waitFor();
  assert.equal(await button(staff, 'Set these fees').count(), 0);

  await visitor.goto('/');
  await visitor.getByRole('definition').getByText('$350.00').first().waitFor();
  assert.equal(await visitor.getByText('$375.00').count(), 0, 'not before its day');
  await visitor.getByText(/^These fees hold until/).waitFor();
  assert.deepEqual(await inspect(visitor, 'home-fees'), []);
});
