// An application between the applicant and staff: work on a line of time, a question and its answer, a decision.

import assert from 'node:assert/strict';

import { expect, inspect } from './browser.mjs';
import { stageJourneys } from './journey.mjs';
import { STAFF, apiAs, arriveAt, daysLater, describeJob, goOn, openAccount, openAs, signIn, submitApplication, today } from './steps.mjs';

const APPLICANT = { name: 'Demo Asked', email: 'asked@demo.example', password: 'four kettles on a slow stove' };

const MEMBER = { name: 'Demo Member of Old', email: 'member-of-old@demo.example', password: 'two ladders by a high shelf' };

const journey = stageJourneys(async (stage) => {
  await openAccount(stage.service, APPLICANT);
  stage.day = await today(stage.service);
});

journey('staff ask for more, the applicant answers in place, and staff decide', ['applicant', 'staff'], async ({ service, day }, page, staff) => {
  await signIn(page, APPLICANT.email, APPLICANT.password);
  await page.goto('/apply');
  await page.getByLabel('First day').fill(daysLater(day, -200));
  await page.getByLabel('Hours a week').fill('40');
  await describeJob(page);
  await page.getByRole('button', { name: 'Add another job' }).click();
  await page.waitForFunction(() => document.activeElement?.id === 'library_work[1].employer');
  await page.getByLabel('Library or employer').nth(1).fill('Demo Hill Middle School');
  await page.getByLabel('Kind of library').nth(1).selectOption('School library');
  await page.getByLabel('Position', { exact: true }).nth(1).fill('Story-hour helper');
  await page.getByLabel('Paid or volunteer').nth(1).selectOption('Volunteer');
  await page.getByLabel('First day').nth(1).fill(daysLater(day, -900));
  await page.getByLabel('Last day').nth(1).fill(daysLater(day, -201));
  await page.getByLabel('Hours a week').nth(1).fill('7');

  // Both are drawn, and said: 201 days of 40 hours a week, 700 days of 7.
  const line = page.getByLabel('So far', { exact: true }).getByRole('figure');
  const said = ['Demo Valley Public Library 1,148 hours 34 minutes count', 'Demo Hill Middle School 700 hours count'];
  await expect(line.getByRole('listitem')).toHaveText(said, { useInnerText: true });
  await goOn(page, 'Your position and your education');
  await page.getByLabel(/does not require a master's degree/).check();
  await page.getByLabel(/high-school diploma/).check();
  await page.getByLabel('So far', { exact: true }).getByText('Eligible', { exact: true }).waitFor();
  await goOn(page, 'Membership');
  await goOn(page, 'Check what you entered');
  await page.getByRole('region', { name: 'Your work' }).getByText('Story-hour helper').waitFor();
  await page.getByRole('button', { name: 'Submit the application' }).click();
  await arriveAt(page, 'Your application');

  await signIn(staff, STAFF, service.password);
  await staff.goto('/staff/applications');
  const row = staff.getByRole('row').filter({ hasText: APPLICANT.name });
  await row.getByText('payment', { exact: true }).waitFor();
  await row.getByRole('link').click();
  await arriveAt(staff, `Application of ${APPLICANT.name}`);
  await staff.getByRole('button', { name: 'Ask for more' }).click();
  await staff.getByRole('button', { name: 'Send the question' }).click();
  await staff.getByRole('alert').getByText(/empty/).first().waitFor();
  await staff.getByRole('textbox', { name: 'Question' }).fill('Who can confirm the hours at the school?');
  await staff.getByRole('button', { name: 'Send the question' }).click();
  await staff.getByText('Awaits an answer').waitFor();
  await expect(staff.getByRole('button', { name: 'Ask for more' }), 'one question is open at a time').toHaveCount(0);

  await page.goto('/dashboard');
  await page.getByRole('link', { name: 'Answer the question' }).click();
  await arriveAt(page, 'Your application');
  await page.getByText('Who can confirm the hours at the school?').waitFor();
  await page.getByRole('textbox', { name: 'Answer' }).fill('The head of the school library.');
  await page.getByRole('button', { name: 'Send the answer' }).click();
  await page.getByText('Awaits a decision').waitFor();
  await page.getByText('The head of the school library.').waitFor();

  await staff.reload();
  await staff.getByText('The head of the school library.').waitFor();
  await staff.getByRole('button', { name: 'Accept', exact: true }).click();
  await staff.getByText('Accepted, fee open').waitFor();
  // A correction of the hours shows what it changes, and leaves what is kept of the jobs.
  await staff.getByRole('link', { name: "The person's file" }).first().click();
  await arriveAt(staff, APPLICANT.name);
  const submitted = staff.getByRole('listitem').filter({ hasText: 'Application submitted' }).last();
  await submitted.getByRole('button', { name: /^Correct/ }).click();
  await staff.getByLabel('What was wrong').selectOption('The jobs or the conditions were others');
  await expect(staff.getByLabel('Hours a week').first()).toHaveValue('40');
  await staff.getByLabel('Hours a week').first().fill('many');
  await staff.getByRole('button', { name: 'Show what it changes' }).click();
  await staff.getByRole('alert').getByText(/no number of hours/).waitFor();
  await staff.getByLabel('Hours a week').first().fill('38.5');
  await staff.getByRole('button', { name: 'Show what it changes' }).click();
  await staff.getByText('What this changes').waitFor();
  await staff.getByLabel('Reason').fill('The library says 38.5 hours.');
  await staff.getByRole('button', { name: 'Record the correction' }).click();
  await staff.getByText('Corrected', { exact: true }).waitFor();

  const application = (await (await apiAs(service, APPLICANT))('GET', '/me/applications')).items[0];
  assert.deepEqual([application.state, application.missing, application.position_title], ['accepted', ['payment'], 'Circulation assistant']);
  assert.deepEqual(application.library_work.map((job) => [job.employer, job.minutes_per_week]), [['Demo Valley Public Library', 38.5 * 60], ['Demo Hill Middle School', 7 * 60]]);
});

journey('a membership that is not confirmed is invoiced, and both invoices admit', ['member', 'staff'], async ({ service, day }, page, staff) => {
  const member = await openAccount(service, MEMBER);
  const { id } = await submitApplication(service, member, { ala_member_number: '1234567' });
  await signIn(staff, STAFF, service.password);
  await staff.goto(`/staff/applications/${id}`);
  await arriveAt(staff, `Application of ${MEMBER.name}`);
  await staff.getByRole('button', { name: 'Membership not confirmed' }).click();
  await staff.getByText('the difference to the full fee is then invoiced').waitFor();
  assert.deepEqual(await inspect(staff, 'membership-asked'), []);
  await staff.getByRole('button', { name: 'Mark it and invoice the difference' }).click();
  await staff.getByRole('alert').getByText(/empty/).first().waitFor();
  await staff.getByLabel('Reason').fill('ALA knows no such number.');
  await staff.getByRole('button', { name: 'Mark it and invoice the difference' }).click();
  await staff.getByRole('heading', { name: 'ALA membership not confirmed' }).waitFor();
  assert.deepEqual(await inspect(staff, 'membership-marked'), []);

  await openAs(page, `/applications/${id}`, 'Your application', MEMBER);
  await page.getByText('ALA knows no such number.').waitFor();
  assert.deepEqual(await inspect(page, 'membership-told'), []);
  await page.getByRole('link', { name: 'Open the invoice over the difference' }).click();
  await page.getByText('Difference to the application fee').waitFor();

  const asStaff = await apiAs(service, { email: STAFF });
  await asStaff('POST', `/applications/${id}/accept`);
  const { items: invoices } = await member('GET', '/me/invoices');
  assert.deepEqual(invoices.map((invoice) => invoice.owed_cents).sort((one, other) => one - other), [2_500, 32_500]);
  const states = [];
  for (const [place, invoice] of invoices.entries()) {
    const check = { method: 'check', amount_cents: invoice.owed_cents, reference: `M-${place}`, received_on: day };
    await asStaff('POST', `/invoices/${invoice.id}/payments`, check);
    states.push((await member('GET', `/applications/${id}`)).state);
  }
  assert.deepEqual(states, ['accepted', 'admitted']);
});
