// Staff at work: from the queue to many decisions at once, a standing on another day, a list as a file, a correction looked at before it is recorded.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

import { stageJourneys } from './journey.mjs';
import { STAFF, addCourse, admit, apiAs, arriveAt, openAccount, signIn, submitApplication, today } from './steps.mjs';

const CANDIDATE = { name: 'Demo Bulk', email: 'bulk@demo.example', password: 'nine lamps on a quiet shelf' };
const APPLICANT = { name: '=HYPERLINK("http://evil.example","click")', email: 'formula@demo.example', password: 'nine lamps on a quiet shelf' };
const SETS = ['access', 'youth'];

const journey = stageJourneys(async (stage) => {
  const { service } = stage;
  const staff = await apiAs(service, { email: STAFF });
  const candidate = await openAccount(service, CANDIDATE);
  await admit(service, candidate, staff);
  for (const set of SETS) {
    const course = await addCourse(staff, `Bulk course in ${set}`, [set]);
    await candidate('POST', '/completions', { course_id: course.id, completed_on: await today(service) });
  }
  await submitApplication(service, await openAccount(service, APPLICANT));
  stage.staff = staff;
  stage.person = (await staff('POST', '/people/search', { text: CANDIDATE.email })).items[0].id;
});

journey('staff go from the queue to many decisions at once', ['staff'], async ({ service, staff, person }, page) => {
  await signIn(page, STAFF, service.password);
  await page.goto('/staff');
  await arriveAt(page, 'Overview');
  await page.getByText('The oldest since').first().waitFor();
  await page.getByRole('main').getByRole('link', { name: 'Completions', exact: true }).click();
  await arriveAt(page, 'Completions');
  for (const set of SETS) await page.getByLabel(`Choose the report of ${CANDIDATE.name}, Bulk course in ${set}`).check();
  await page.getByText('2 chosen.').waitFor();
  await page.getByRole('button', { name: 'Verify the chosen ones' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Verify the chosen ones' }).click();
  await page.getByText('2 decided.').waitFor();
  const { items } = await staff('GET', `/completions?state=verified&person=${person}`);
  assert.equal(items.length, SETS.length);
});

journey('staff see where someone stands on another day, drawn and in words', ['staff'], async ({ service, person }, page) => {
  await signIn(page, STAFF, service.password);
  await page.goto(`/staff/people/${person}`);
  await arriveAt(page, CANDIDATE.name);
  await page.getByRole('img', { name: /^The way so far and to come: .*Candidate from/ }).waitFor();
  await page.getByLabel('As of').fill('2099-01-01');
  await page.getByRole('button', { name: 'Show the standing of that day' }).click();
  await page.getByText('Standing on 1 January 2099').waitFor();
  await page.getByRole('img', { name: /Looked at on 1 January 2099/ }).waitFor();
});

journey('a list becomes a file that no spreadsheet runs', ['staff'], async ({ service }, page) => {
  await signIn(page, STAFF, service.password);
  await page.goto('/staff/applications');
  await arriveAt(page, 'Applications');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download this list as CSV' }).click()]);
  assert.equal(download.suggestedFilename(), `applications-${await today(service)}.csv`);
  const text = readFileSync(await download.path(), 'utf8');
  assert.ok(text.startsWith('\ufeffapplication,person,name,'), text.slice(0, 40));
  assert.ok(text.includes(`"'=HYPERLINK(""http://evil.example"",""click"")"`), text);
  await page.getByText('The file is in your downloads.').waitFor();
});

journey('a correction shows what it changes before it is recorded', ['staff'], async ({ service, staff, person }, page) => {
  await signIn(page, STAFF, service.password);
  await page.goto(`/staff/people/${person}`);
  await arriveAt(page, CANDIDATE.name);
  const accepted = page.getByRole('listitem').filter({ hasText: 'Application accepted' }).last();
  await accepted.getByRole('button', { name: /^Correct/ }).click();
  await page.getByLabel('What was wrong').selectOption('It did not happen: strike it');
  await page.getByRole('button', { name: 'Show what it changes' }).click();
  await page.getByRole('row', { name: 'Status Candidate Applicant' }).waitFor();
  assert.equal((await staff('GET', `/people/${person}/standing`)).standing.status, 'candidate');
  await page.getByLabel('Reason').fill('It was meant for somebody else.');
  await page.getByRole('button', { name: 'Record the correction' }).click();
  await page.getByText('Corrected', { exact: true }).waitFor();
  assert.equal((await staff('GET', `/people/${person}/standing`)).standing.status, 'applicant');

  // The correction was the mistake: the same fact is corrected again, back to the day that it had.
  await accepted.getByRole('button', { name: /^Correct/ }).click();
  await page.getByRole('button', { name: 'Show what it changes' }).click();
  await page.getByRole('row', { name: 'Status Applicant Candidate' }).waitFor();
  await page.getByLabel('Reason').fill('It was right as it stood.');
  await page.getByRole('button', { name: 'Record the correction' }).click();
  await page.getByRole('button', { name: 'Record the correction' }).waitFor({ state: 'detached' });
  assert.equal((await staff('GET', `/people/${person}/standing`)).standing.status, 'candidate');
});

journey('staff find certificates, hold them against the rules and see who has roles', ['staff'], async ({ service }, page) => {
  await signIn(page, STAFF, service.password);
  await page.goto('/staff/certificates');
  await arriveAt(page, 'Certificates');
  await page.getByRole('columnheader', { name: 'Number' }).waitFor();
  await page.getByRole('link', { name: 'Hold all certificates against the rules' }).click();
  await arriveAt(page, 'Certificates and the rules');
  await page.getByRole('button', { name: 'Look at everyone' }).click();
  await page.getByText('Every certificate is as the rules say.').waitFor();
  await page.getByRole('navigation', { name: 'Your pages' }).getByRole('link', { name: 'Accounts and roles' }).click();
  await arriveAt(page, 'Accounts and roles');
  await page.getByRole('row', { name: `Demo Staff ${STAFF}` }).waitFor();
});

journey('staff see what was sent to a person, and what could not be delivered', ['staff'], async ({ service, person }, page) => {
  await signIn(page, STAFF, service.password);
  await page.goto(`/staff/people/${person}`);
  await arriveAt(page, CANDIDATE.name);
  await page.getByText('What was sent by mail').click();
  await page.getByText('Confirm your address').waitFor();
  await page.getByText(/queued on .*, delivered on /).first().waitFor();
  await page.goto('/staff');
  await arriveAt(page, 'Overview');
  await page.getByRole('main').getByRole('link', { name: 'Undelivered notices', exact: true }).click();
  await arriveAt(page, 'Undelivered notices');
  // A demonstration puts mails into a folder, and a folder takes everything.
  await page.getByText('Everything was delivered.').waitFor();
});

journey('staff send a notice again or give it up', ['staff'], async ({ service }, page) => {
  const notice = (id, subject) => ({
    notice: { id, kind: 'certified', subject, state: 'failed', queued_at: '2026-11-22T18:00:00Z', attempts: 1, delivered_at: null, failed_at: '2026-11-22T18:00:01Z' },
    person_id: null,
    person_name: null,
    address: 'gone@demo.example',
    goes_to: 'here@demo.example',
    failure: 'the mail server answered 550',
    kept_until: '2026-12-22T18:00:01Z',
  });
  let items = [notice('01930000-0000-7000-8000-000000000001', 'You are certified'), notice('01930000-0000-7000-8000-000000000002', 'Your name was changed')];
  const asked = [];
  // What a mail server refuses cannot be had from a folder: the answers are made here, as the service makes them.
  await page.route('**/api/v1/notices/**', async (route) => {
    const request = route.request();
    if (request.method() === 'GET') return route.fulfill({ json: { items, next: null } });
    const [, id, verb] = /notices\/([^/]+)\/(\w+)$/.exec(request.url());
    asked.push([verb, request.postDataJSON()]);
    const [done] = items.filter((item) => item.notice.id === id);
    items = items.filter((item) => item !== done);
    return route.fulfill({ json: { ...done.notice, state: verb === 'drop' ? 'dropped' : 'queued' } });
  });
  await signIn(page, STAFF, service.password);
  await page.goto('/staff/notices');
  await arriveAt(page, 'Undelivered notices');
  await page.getByText('here@demo.example').first().waitFor();
  await page.getByRole('button', { name: /^Send again.*You are certified$/ }).click();
  await page.getByRole('heading', { name: 'You are certified' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: /^Give up.*Your name was changed$/ }).click();
  await page.getByLabel('Reason').fill('The mailbox is closed.');
  await page.getByRole('button', { name: 'Give the notice up' }).click();
  await page.getByText('Everything was delivered.').waitFor();
  assert.deepEqual(asked, [['resend', null], ['drop', { reason: 'The mailbox is closed.' }]]);
});
