// Hours that a supervisor confirms: asked by the applicant, answered by a mailed link, seen by both.

import assert from 'node:assert/strict';

import { expect, inspect } from './browser.mjs';
import { stageJourneys } from './journey.mjs';
import { STAFF, apiAs, arriveAt, openAccount, signIn, submitApplication } from './steps.mjs';

const ASKER = { name: 'Demo Asker', email: 'asker@demo.example', password: 'three questions on a card' };
const SUPERVISOR = { name: 'Demo Supervisor', email: 'supervisor@demo.example' };

const journey = stageJourneys((stage) => openAccount(stage.service, ASKER));

journey('a supervisor is asked by mail, and answers without an account', ['asker', 'supervisor', 'staff'], async ({ service }, page, supervisor, staff) => {
  const asker = await apiAs(service, ASKER);
  const application = await submitApplication(service, asker);
  await signIn(page, ASKER.email, ASKER.password);
  await page.goto(`/applications/${application.id}`);
  await arriveAt(page, 'Your application');
  const ask = async () => {
    await page.getByText('Ask about job 1').click();
    await page.getByLabel("The supervisor's name").fill(SUPERVISOR.name);
    await page.getByLabel("The supervisor's e-mail address").fill(SUPERVISOR.email);
    await page.getByRole('button', { name: 'Send the link' }).click();
  };
  await ask();
  await page.getByRole('cell', { name: /Waits for an answer/ }).waitFor();
  assert.deepEqual(await inspect(page, 'application-asked'), []);

  await supervisor.goto('/demo/mail');
  await supervisor.getByRole('listitem').filter({ hasText: SUPERVISOR.email }).first().getByRole('link').click();
  await supervisor.getByRole('link', { name: /\/confirm-hours#token=/ }).click();
  await arriveAt(supervisor, 'Are these hours right?');
  assert.ok(!supervisor.url().includes('token='), 'the token does not stay in the address');
  await supervisor.getByText(ASKER.name, { exact: true }).waitFor();
  await supervisor.getByText('37 hours', { exact: true }).waitFor();
  await supervisor.getByRole('button', { name: 'They are not right', exact: true }).click();
  await supervisor.getByLabel(/^What is not right/).fill('It was 30 hours a week.');
  assert.deepEqual(await inspect(supervisor, 'confirm-hours'), []);
  await supervisor.getByRole('button', { name: 'Send: they are not right' }).click();
  await arriveAt(supervisor, 'Thank you');

  await page.reload();
  await page.getByRole('cell', { name: /Hours disputed/ }).waitFor();
  await expect(page.getByText('It was 30 hours a week.'), 'the comment is for staff only').toHaveCount(0);
  await signIn(staff, STAFF, service.password);
  await staff.goto(`/staff/applications/${application.id}`);
  await staff.getByText('It was 30 hours a week.').waitFor();
  assert.deepEqual(await inspect(staff, 'staff-application-disputed'), []);

  // Without a link, or with one that was used, the page says so.
  await supervisor.goto('/');
  await supervisor.goto('/confirm-hours#token=nonsense');
  await supervisor.getByRole('heading', { name: 'There is nothing to answer here' }).waitFor();
  assert.deepEqual(await inspect(supervisor, 'confirm-hours-nothing'), []);
});
