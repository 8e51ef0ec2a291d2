// The whole path: from "am I eligible?" to a certificate number that a stranger verifies, and on through the years until it lapses.

import assert from 'node:assert/strict';

import { expect } from './browser.mjs';
import { stageJourneys } from './journey.mjs';
import { SIX_SETS, STAFF, acceptDocuments, addCourse, apiAs, arriveAt, daysLater, describeJob, enterCredentials, goOn, printsOnOneSheet, seeBooksAddUp, signIn, today } from './steps.mjs';

const WALKER = { name: 'Demo Walker', email: 'walker@demo.example', password: 'nine lamps on a quiet shelf' };
/** The first course is added by staff through the page, the others beforehand. */
const COURSES = SIX_SETS.map((set) => `Path course in ${set}`);

const journey = stageJourneys();

journey('a library worker becomes certified, and a stranger verifies it until it lapses', ['walker', 'staff', 'stranger'], async ({ service }, walker, staff, stranger) => {
  const day = await today(service);
  await checkEligibility(walker, day);
  await register(walker);
  await apply(walker, day);
  await signIn(staff, STAFF, service.password);
  await addFirstCourse(staff);
  await addOtherCourses(service);
  await accept(staff);
  await pay(walker);
  await report(walker, day);
  await verify(staff);
  const { number, dates } = await certificate(walker);
  await strangerVerifies(stranger, number, day);
  await throughTheYears(service, { ...dates, number }, walker, staff, stranger);
  await seeBooksAddUp(staff);
});

async function checkEligibility(page, day) {
  await page.goto('/');
  await page.getByRole('link', { name: 'Check whether you are eligible' }).click();
  await arriveAt(page, 'Am I eligible?');
  await page.getByLabel('I have a high-school diploma').check();
  await page.getByLabel('I hold a position in a library').check();
  await page.getByLabel('First day').fill(daysLater(day, -100));
  await page.getByLabel('Hours a week').fill('20');
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await page.getByText('Not eligible yet', { exact: true }).waitFor();
  await page.getByLabel('First day').fill(daysLater(day, -1500));
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await page.getByText('Eligible', { exact: true }).waitFor();
}

async function register(page) {
  await page.getByRole('link', { name: 'Create an account' }).click();
  await arriveAt(page, 'Create an account');
  await page.getByLabel('Your name').fill(WALKER.name);
  await page.getByLabel('E-mail address').fill(WALKER.email);
  await page.getByLabel('Password').fill(WALKER.password);
  await acceptDocuments(page);
  await page.getByRole('button', { name: 'Create the account' }).click();
  await arriveAt(page, 'Look into your mail');

  await page.getByRole('link', { name: 'Read the mail here' }).click();
  await page.getByRole('listitem').filter({ hasText: WALKER.email }).getByRole('link').click();
  await page.getByRole('link', { name: /\/confirm#token=/ }).click();
  await arriveAt(page, 'Confirm your address');
  assert.ok(!page.url().includes('token='), 'the token does not stay in the address');
  await page.getByLabel('Password', { exact: true }).fill(WALKER.password);
  await page.getByRole('button', { name: 'Confirm my address' }).click();
  await arriveAt(page, 'Your address is confirmed');

  await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
  await arriveAt(page, 'Sign in');
  await enterCredentials(page, WALKER.email, WALKER.password);
  await arriveAt(page, 'Dashboard');
  await expectStatus(page, 'Not applied');
}

async function apply(page, day) {
  await page.getByRole('region', { name: 'Next steps' }).getByRole('link', { name: 'Apply', exact: true }).click();
  await arriveAt(page, 'Apply');
  await page.getByLabel('First day').fill(daysLater(day, -1500));
  await page.getByLabel('Hours a week').fill('20');
  await describeJob(page);
  await page.getByRole('figure').getByText('Demo Valley Public Library').waitFor();
  await goOn(page, 'Your position and your education');
  await page.getByLabel(/does not require a master's degree/).check();
  await page.getByLabel(/high-school diploma/).check();
  await page.getByLabel('So far', { exact: true }).getByText('Eligible', { exact: true }).waitFor();
  await goOn(page, 'Membership');
  await goOn(page, 'Check what you entered');
  await page.getByRole('region', { name: 'Your work' }).getByText('Circulation assistant').waitFor();
  await page.getByRole('button', { name: 'Submit the application' }).click();
  await arriveAt(page, 'Your application');
  await page.getByText('Awaits a decision').waitFor();
}

async function addFirstCourse(page) {
  await page.getByRole('navigation', { name: 'Your pages' }).getByRole('link', { name: 'Courses', exact: true }).click();
  await arriveAt(page, 'Courses and approvals');
  await page.getByLabel('Title', { exact: true }).fill(COURSES[0]);
  await page.getByLabel('Provider', { exact: true }).fill('Demo State Library');
  await page.getByLabel('Kind of provider').selectOption('State library');
  await page.getByRole('button', { name: 'Add the course' }).click();
  await page.getByText('This course is not approved for a set yet').waitFor();
  await page.getByLabel('Set', { exact: true }).selectOption('Foundations of Library Services');
  await page.getByRole('button', { name: 'Approve', exact: true }).click();
  await page.getByRole('region', { name: 'Approvals' }).getByText('In force').waitFor();
}

async function addOtherCourses(service) {
  const staff = await apiAs(service, { email: STAFF });
  for (const [index, set] of SIX_SETS.entries()) {
    if (index > 0) await addCourse(staff, COURSES[index], [set]);
  }
}

async function accept(page) {
  await page.getByRole('navigation', { name: 'Your pages' }).getByRole('link', { name: 'Overview' }).click();
  await page.getByRole('main').getByRole('link', { name: 'Applications' }).click();
  await page.getByRole('row', { name: WALKER.name }).getByRole('link').click();
  await arriveAt(page, `Application of ${WALKER.name}`);
  await page.getByRole('button', { name: 'Accept' }).click();
  await page.getByText('Accepted, fee open').waitFor();
}

async function pay(page) {
  await page.goto('/dashboard');
  await expectStatus(page, 'Applicant');
  await page.getByRole('link', { name: 'Pay the fee' }).first().click();
  await arriveAt(page, 'Invoice');
  await page.getByRole('region', { name: 'How to pay' }).getByText(/Make out the check to Demo Certification Office for \$/).waitFor();
  await page.getByText(/with the number of this invoice to:\s*Demo Bank, Chicago/).waitFor();
  await printsOnOneSheet(page);
  await payByCard(page, 'Have the card declined', 'Your card was declined');
  await payByCard(page, 'Pay', 'Thank you, your payment was received');
  await arriveAt(page, 'Receipt');
  await page.getByRole('status').getByText(/Received in full on/).waitFor();
  await printsOnOneSheet(page);
  await page.getByRole('link', { name: 'Your dashboard' }).click();
  await expectStatus(page, 'Candidate');
}

async function payByCard(page, button, outcome) {
  await page.getByRole('button', { name: /^Pay \$\d+\.\d\d by card$/ }).click();
  await arriveAt(page, 'Test payment');
  await page.getByRole('button', { name: button, exact: true }).click();
  await arriveAt(page, /^(Invoice|Receipt)$/);
  await page.getByRole('heading', { name: outcome }).waitFor();
}

async function report(page, day) {
  for (const title of COURSES) {
    await page.getByRole('navigation', { name: 'Your pages' }).getByRole('link', { name: 'Report a course' }).click();
    await page.getByLabel('Words from its title or provider').fill(title);
    await page.getByRole('button', { name: 'Search the catalog' }).click();
    await page.getByRole('main').getByRole('link', { name: title, exact: true }).click();
    await page.getByLabel('Day on which you completed it').fill(day);
    await page.getByText('Would count', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Report the course' }).click();
    await page.getByRole('heading', { name: 'Your course is reported' }).waitFor();
  }
  await page.getByRole('link', { name: 'Go to your dashboard' }).click();
  await page.getByRole('group', { name: /0 achieved, 6 pending, 4 open/ }).waitFor();
}

async function verify(page) {
  await page.getByRole('navigation', { name: 'Your pages' }).getByRole('link', { name: 'Completions' }).click();
  await arriveAt(page, 'Completions');
  for (const title of COURSES) {
    await page.getByRole('button', { name: `Verify the report of ${WALKER.name}, ${title}` }).click();
    await page.getByText(`Verified: ${WALKER.name}, ${title}.`).waitFor();
  }
}

async function certificate(page) {
  await page.reload();
  await expectStatus(page, 'Certified');
  await page.getByRole('group', { name: /6 achieved, 0 pending, 4 open/ }).waitFor();
  const slip = page.getByRole('table', { name: 'Dates' });
  const date = (what) => slip.getByRole('row', { name: new RegExp(`^${what}`) }).locator('time').getAttribute('datetime');
  const link = page.getByRole('region', { name: 'Your certificate' }).getByRole('link');
  return {
    number: (await link.innerText()).trim(),
    dates: { certified: await date('Certification'), opens: await date('Renewal opens'), expires: await date('Expiry'), graceEnds: await date('End of grace') },
  };
}

async function strangerVerifies(page, number, day) {
  await page.goto('/');
  await page.getByRole('link', { name: 'Verify', exact: true }).click();
  await page.getByLabel('Certificate number').fill(number.toLowerCase().replaceAll('-', ' '));
  await page.getByRole('button', { name: 'Verify', exact: true }).click();
  await expectCertificate(page, 'Valid');
  const result = page.getByRole('region', { name: 'Result' });
  await result.getByRole('heading', { name: WALKER.name }).waitFor();
  await expect(result.getByRole('listitem'), 'its sets').toHaveCount(SIX_SETS.length);
  assert.ok(!(await page.content()).includes(WALKER.email), 'the address is nobody else\'s business');

  await page.getByLabel('As of').fill(daysLater(day, -1));
  await page.getByRole('button', { name: 'Verify another' }).click();
  await expectCertificate(page, 'Not yet issued');
}

/** Moves the programme's date through the term: each time the dashboard, the public page and the staff's file say where it stands. */
async function throughTheYears(service, { number, certified, opens, expires, graceEnds }, walker, staff, stranger) {
  const stages = [
    [daysLater(opens, -1), 'Certified', 'Valid'],
    [opens, 'Certified, renewal open', 'Valid'],
    [expires, 'Certified, renewal open', 'Valid'],
    [daysLater(expires, 1), 'In the grace period', 'In the grace period'],
    [graceEnds, 'In the grace period', 'In the grace period'],
    [daysLater(graceEnds, 1), 'Lapsed', 'Expired'],
  ];
  await openFile(staff);
  const file = staff.url();
  for (const [day, status, state] of stages) {
    // Nothing is under way in a page while the server is away.
    await Promise.all([walker, staff, stranger].map((page) => page.goto('about:blank')));
    await service.restart({ today: day });
    await Promise.all([
      walker.goto('/dashboard').then(() => expectStatus(walker, status)),
      stranger.goto(`/verify/${number}`).then(() => expectCertificate(stranger, state)),
      staff.goto(file).then(() => expectStatus(staff, status)),
    ]);
  }
  for (const [day, status] of [[daysLater(certified, -1), 'Not applied'], [certified, 'Certified'], ...stages]) {
    await staff.getByLabel('As of').fill(day);
    await staff.getByRole('button', { name: 'Show the standing of that day' }).click();
    await staff.waitForURL(`**?as_of=${day}`);
    await staff.locator(`[role=status] time[datetime="${day}"]`).waitFor();
    await expectStatus(staff, status);
  }
  await stranger.goto(`/verify/${number}?as_of=${certified}`);
  await expectCertificate(stranger, 'Valid');
}

async function openFile(page) {
  await page.getByRole('navigation', { name: 'Your pages' }).getByRole('link', { name: 'People' }).click();
  await page.getByLabel('Part of a name or of an e-mail address').fill(WALKER.name);
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await page.getByRole('link', { name: WALKER.name }).first().click();
  await arriveAt(page, WALKER.name);
  await page.getByRole('region', { name: 'History' }).getByText('Certificate issued').waitFor();
}

async function expectStatus(page, status) {
  await page.getByRole('region', { name: 'Status', exact: true }).getByText(status, { exact: true }).waitFor();
}

async function expectCertificate(page, state) {
  await page.getByRole('region', { name: 'Result' }).getByText(state, { exact: true }).waitFor();
}
