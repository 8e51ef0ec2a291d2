// What visitors come for: a plan that is made without a request, a certificate that prints on one sheet, an answer that is found, a message, a
// course that fits.

import assert from 'node:assert/strict';

import { expect } from './browser.mjs';
import { stageJourneys } from './journey.mjs';
import { STAFF, addCourse, admit, apiAs, arriveAt, certify, daysLater, openAccount, printsOnOneSheet, today } from './steps.mjs';
import { mailsTo, until } from './support.mjs';

const HOLDER = { name: 'Demo Holder of Papers', email: 'papers-holder@demo.example', password: 'four ladders in the attic' };
const PLANNED = ['Foundations of Library Services', 'Communication and Teamwork', 'Technology', 'Access Services', 'Collection Management', 'Youth Services'];

const journey = stageJourneys(async (stage) => {
  const { service } = stage;
  const staff = await apiAs(service, { email: STAFF });
  stage.day = await today(service);
  await addCourse(staff, 'Public course in cataloging', ['cataloging']);
  const holder = await openAccount(service, HOLDER);
  await admit(service, holder, staff);
  stage.certificate = await certify(service, holder, staff);
});

journey('a visitor plans six sets, and nothing is asked of the server meanwhile', ['planner', 'supervisor'], async ({ day }, page, supervisor) => {
  await page.goto('/planner');
  await arriveAt(page, 'Planner');
  await page.getByRole('heading', { name: 'Where it leads' }).waitFor();
  await page.waitForLoadState('networkidle');
  const requests = [];
  page.on('request', (request) => requests.push(`${request.method()} ${request.url()}`));

  await page.getByLabel('Admitted on').fill(daysLater(day, -30));
  await page.getByLabel('I am a member of ALA.').check();
  for (const [place, set] of PLANNED.entries()) {
    const group = page.getByRole('group', { name: set, exact: true });
    await group.getByLabel('By', { exact: true }).selectOption({ label: place < 4 ? 'An approved course' : 'A portfolio' });
    await group.getByLabel(place < 4 ? 'Completed on' : 'Submitted on').fill(daysLater(day, 100 + place));
  }
  const outlook = page.getByRole('region', { name: 'Where it leads' });
  await outlook.getByRole('status').getByText(/certified on .*Still to be paid here: \$100\.00/).waitFor();
  await outlook.getByRole('row', { name: /Certification/ }).waitFor();
  await expect(page.getByRole('region', { name: 'Set by set' }).getByText('Planned', { exact: true })).toHaveCount(6);
  await page.getByRole('group', { name: 'Youth Services', exact: true }).getByLabel('Submitted on').fill(daysLater(day, 1500));
  await page.getByText(/It comes after the deadline/).waitFor();
  await page.getByRole('region', { name: 'Set by set' }).locator('summary').first().click();
  assert.deepEqual(requests, [], 'planning asks nothing');

  const link = await page.getByRole('region', { name: 'Keep it, share it' }).getByRole('link').getAttribute('href');
  assert.match(link, /\/planner#1\.[a-z0-9.-]+$/);
  await page.reload();
  await page.getByText(/It comes after the deadline/).waitFor();
  await supervisor.goto(link);
  await supervisor.getByText(/It comes after the deadline/).waitFor();
  await expect(supervisor.getByLabel('Admitted on')).toHaveValue(daysLater(day, -30));
  await supervisor.goto(`${link.slice(0, -2)}`);
  await supervisor.reload();
  await supervisor.getByRole('alert').getByText(/The plan was not taken over/).waitFor();
  await supervisor.goto('/planner#9.x');
  await supervisor.reload();
  await supervisor.getByRole('alert').getByText(/not made by this version/).waitFor();
});

journey('a certificate prints on one sheet, and says where it stood', ['stranger'], async ({ certificate, day }, page) => {
  await page.goto('/verify');
  await page.getByLabel('Certificate number').fill(certificate.number);
  await page.getByRole('button', { name: 'Verify', exact: true }).click();
  await page.getByRole('link', { name: /Open the certificate/ }).click();
  await arriveAt(page, 'Certificate');
  const sheet = page.getByRole('region', { name: 'Certificate', exact: true });
  await sheet.getByRole('heading', { name: HOLDER.name }).waitFor();
  await sheet.getByText('Valid', { exact: true }).waitFor();
  await sheet.getByText(`/certificates/${certificate.number}`).waitFor();
  await page.waitForFunction(() => document.querySelector('.sheet-code')?.naturalWidth > 0);
  await printsOnOneSheet(page);
  await page.getByLabel('Day (empty: today)').fill(daysLater(day, -1));
  await page.getByRole('button', { name: 'Show that day' }).click();
  await page.getByRole('region', { name: 'Result' }).getByText('Not yet issued', { exact: true }).waitFor();
  assert.ok(page.url().endsWith(`?on=${daysLater(day, -1)}`));
  await page.getByLabel('Day (empty: today)').fill(daysLater(day, 1));
  await page.getByRole('button', { name: 'Show that day' }).click();
  await page.getByText(/lies in the future/).first().waitFor();
  await page.goto(`/certificates/${'0'.repeat(21)}1`);
  await page.getByRole('alert').getByText(/typing error/).waitFor();
});

journey('a question is found by its number, by a word, and by its link', ['reader'], async (_, page) => {
  await page.goto('/faq#q18');
  await arriveAt(page, 'Questions and answers');
  const question = (number) => page.locator(`#q${number}`);
  await page.getByText('4 years from the day of your admission').waitFor();
  await expect(question(18), 'the link opens it').toHaveAttribute('open');
  await expect(question(18), 'and goes there').toBeFocused();
  await expect(page.locator('details.question')).toHaveCount(27);
  await page.getByLabel('Search the questions and answers').fill('purchase order');
  await page.getByRole('status').getByText('1 question', { exact: true }).waitFor();
  await question(22).getByText('help@demo.example').waitFor();
  await page.getByLabel('Search the questions and answers').fill('Q7');
  await page.getByText('There are no deadlines for applications.').waitFor();
  await page.getByLabel('Search the questions and answers').fill('zeppelin');
  await page.getByText(/No question has these words/).waitFor();
});

journey('a message goes to the programme, once and answered to who wrote', ['writer'], async ({ service }, page) => {
  await page.goto('/contact');
  await arriveAt(page, 'Contact');
  await page.getByRole('button', { name: 'Send the message' }).click();
  await page.getByRole('alert').getByRole('link', { name: /Your name/ }).waitFor();
  await page.getByLabel('Your name').fill('Demo Writer');
  await page.getByLabel('Your e-mail address').fill('writer@demo.example');
  await page.getByLabel('Subject').fill('Portfolio');
  await page.getByLabel('Your message').fill('Who reads it?\nAnd when?');
  await page.getByRole('button', { name: 'Send the message' }).click();
  await arriveAt(page, 'Your message is sent');
  const mails = await until(() => mailsTo(service, 'Reply-To: writer@demo.example'));
  assert.equal(mails.length, 1);
  assert.match(mails[0], /Subject: Message: Portfolio/);
});

journey('a course is found by what it covers and who gives it, and the search can be sent', ['visitor', 'friend'], async (_, page, friend) => {
  await page.goto('/catalog');
  await page.getByLabel('Competency set').selectOption({ label: 'Cataloging and Classification' });
  await page.getByLabel('Kind of provider').selectOption({ label: 'State library' });
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await page.getByRole('link', { name: 'Public course in cataloging' }).waitFor();
  await page.waitForURL(/set=cataloging.*provider_kind=state_library/);
  await friend.goto(page.url());
  await friend.getByRole('link', { name: 'Public course in cataloging' }).click();
  await arriveAt(friend, 'Public course in cataloging');
  await friend.goto('/catalog?set=cataloging&provider_kind=consultant&text=nothing%20like%20it');
  await friend.getByText(/No approved course fits/).waitFor();
  await friend.getByRole('heading', { name: 'Recognised programmes' }).waitFor();
});

journey('a set shows its statements, and a statement has its link', ['reader'], async (_, page) => {
  await page.goto('/competency-sets/technology#technology.2');
  await arriveAt(page, 'Technology');
  await page.waitForFunction(() => document.activeElement?.id === 'technology.2');
  await page.getByRole('link', { name: 'All ten sets' }).click();
  await arriveAt(page, 'Competency sets');
  const sets = page.getByRole('main').getByRole('heading', { level: 2 });
  await sets.nth(9).waitFor();
  await expect(sets).toHaveCount(10);
  await page.goto('/competency-sets/nothing');
  await arriveAt(page, 'There is no such set');
  for (const [path, heading, text] of [['/privacy', 'Privacy', /A session ends 30 days/], ['/terms', 'Terms of use', /stand on the home page/]]) {
    await page.goto(path);
    await arriveAt(page, heading);
    await page.getByText(text).waitFor();
  }
});
