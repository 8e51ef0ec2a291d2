// What holds on every page: the keyboard is enough, the focus follows, loading and failing are said, dialogs give the focus back, a narrow screen has
// all of it; what is recorded says how it is taken back. Then what staff do beside their queues: partners, proposals, roles, and a decision that somebody else took first.

import assert from 'node:assert/strict';

import { axe, expect, inspect } from './browser.mjs';
import { stageJourneys } from './journey.mjs';
import { STAFF, addCourse, admit, apiAs, arriveAt, openAccount, openAs, signIn, submitApplication, today } from './steps.mjs';

const ADMIN = 'admin@demo.example';
const SECOND_STAFF = 'second-staff@demo.example';
const READER = { name: 'Demo Everywhere', email: 'everywhere@demo.example', password: 'one lamp in every window' };
const HELPER = { name: 'Demo Helper', email: 'helper@demo.example', password: 'a third hand at the desk' };
const APPLICANT = { name: 'Demo Undecided', email: 'undecided@demo.example', password: 'one coin on its edge' };
const SETS = ['access', 'technology', 'youth'];
const PROGRAMME = 'Library Support Staff Certification';
const PARTNER = 'Demo Press of the Prairie';
const API = '**/api/v1/**';

const journey = stageJourneys(async (stage) => {
  const { service } = stage;
  const staff = await apiAs(service, { email: STAFF });
  stage.reader = await openAccount(service, READER);
  await admit(service, stage.reader, staff);
  await openAccount(service, HELPER);
  const idOf = async (email) => (await staff('POST', '/people/search', { text: email })).items[0].id;
  [stage.person, stage.helper, stage.colleague] = [await idOf(READER.email), await idOf(HELPER.email), await idOf(SECOND_STAFF)];
  stage.applied = await submitApplication(service, await openAccount(service, APPLICANT));
  stage.course = await addCourse(staff, 'Course for everywhere', ['technology']);
});

const button = (where, name) => where.getByRole('button', { name, exact: true });
const sideLink = (page, name) => page.getByRole('navigation', { name: 'Your pages' }).getByRole('link', { name, exact: true });

/** Tabs on until this element has the focus, as somebody does who has no mouse. */
async function tabTo(page, element) {
  const handle = await element.elementHandle();
  for (let tabs = 0; tabs < 40; tabs += 1) {
    await page.keyboard.press('Tab');
    if (await handle.evaluate((wanted) => document.activeElement === wanted)) return;
  }
  assert.fail(`the keyboard does not reach ${element}`);
}

/** Holds the next such request until it is let `go on` or `break off`. */
async function hold(page, pattern) {
  let settle;
  const settled = new Promise((resolve) => { settle = resolve; });
  await page.route(pattern, async (route) => ((await settled) === 'go on' ? route.continue() : route.abort()), { times: 1 });
  return settle;
}

journey('the keyboard alone goes past the top, signs in and signs out', ['reader'], async (_, page) => {
  await page.goto('/');
  await arriveAt(page, PROGRAMME);
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to the page' });
  await expect(skip).toBeFocused();
  await expect(skip, 'the skip link is seen once it has the focus').toBeInViewport({ ratio: 1 });
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('main').getByRole('link').first()).toBeFocused();

  await page.goto('/');
  await page.getByRole('banner').getByRole('link', { name: 'Sign in' }).waitFor();
  await tabTo(page, page.getByRole('banner').getByRole('link', { name: 'Sign in' }));
  await page.keyboard.press('Enter');
  await arriveAt(page, 'Sign in');
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('E-mail address')).toBeFocused();
  await page.keyboard.type(READER.email);
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused();
  await page.keyboard.type(READER.password);
  await page.keyboard.press('Enter');
  await arriveAt(page, 'Dashboard');
  await page.getByRole('banner').getByText(READER.name).waitFor();
  await tabTo(page, button(page, 'Sign out'));
  await page.keyboard.press('Space');
  await arriveAt(page, PROGRAMME);
});

journey('a link gives the focus to the heading of its page, and so does the way back', ['visitor'], async ({ course }, page) => {
  const arrived = async (heading) => {
    await arriveAt(page, heading);
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
    await page.waitForFunction((wanted) => document.title === wanted, `${heading} · ${PROGRAMME}`);
  };
  await page.goto('/');
  await arriveAt(page, PROGRAMME);
  await expect(page).toHaveTitle(PROGRAMME);
  await page.getByRole('contentinfo').getByRole('link', { name: 'Contact' }).click();
  await arrived('Contact');
  await expect.poll(() => page.evaluate(() => window.scrollY), 'a page is seen from its top').toBe(0);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Catalog' }).click();
  await arrived('Course catalog');
  await page.getByLabel('Title or provider').fill(course.title);
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: course.title }).click();
  await arrived(course.title);
  await page.goBack();
  await arrived('Course catalog');
  await page.getByRole('link', { name: course.title }).waitFor();
  await page.goForward();
  await arrived(course.title);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Verify' }).click();
  await arrived('Verify a certificate');
});

journey('an answer that is late is awaited, one that fails is asked for again', ['visitor'], async (_, page) => {
  const settle = await hold(page, '**/api/v1/courses?**');
  await page.goto('/catalog');
  await arriveAt(page, 'Course catalog');
  const main = page.getByRole('main');
  const loading = main.getByRole('status').filter({ hasText: 'Loading' });
  await main.getByText(/^(Graduates of these colleges|No college has a recognition agreement)/).waitFor();
  await expect(loading, 'the courses alone are awaited').toHaveCount(1);
  settle('break off');
  const failed = main.getByRole('alert').filter({ hasText: 'The service cannot be reached' });
  await failed.waitFor();
  await expect(loading, 'nothing is awaited any more').toHaveCount(0);
  assert.deepEqual(await inspect(page, 'catalog-failed'), []);

  const settleAgain = await hold(page, '**/api/v1/courses?**');
  await button(failed, 'Try again').click();
  await loading.waitFor();
  await failed.waitFor({ state: 'detached' });
  settleAgain('go on');
  await main.getByRole('article').getByRole('link').first().waitFor();
  await loading.waitFor({ state: 'detached' });
}, { expected: /net::ERR_FAILED/ });

/** Holds what a page asks for, besides what every page does; once it is broken off, so is every further question. */
async function holdQuestions(page) {
  let breakOff, reached;
  const broken = new Promise((resolve) => { breakOff = resolve; });
  const asked = new Promise((resolve) => { reached = resolve; });
  await page.route(API, async (route) => {
    const request = route.request();
    if (request.method() !== 'GET' || request.url().endsWith('/programme')) return route.continue();
    reached();
    await broken;
    return route.abort();
  });
  return { asked, breakOff };
}

/** Pages, each with what is there once its answers have come. */
const ASKING_VISITORS = [[`/verify/${'0'.repeat(22)}`, (main) => main.getByRole('region', { name: 'Result' })]];
const ASKING_PEOPLE = [['/dashboard', (main) => main.getByRole('region', { name: 'Status', exact: true })]];
const column = (name) => (main) => main.getByRole('columnheader', { name, exact: true });
const askingStaff = (person) => [
  ['/staff', (main) => main.getByText('The oldest since')],
  ['/staff/applications?state=admitted', column('Applicant')],
  ['/staff/completions?state=verified', (main) => main.getByRole('article')],
  ['/staff/people?state=candidate', column('Since')],
  [`/staff/people/${person}`, (main) => main.getByRole('region', { name: 'History' })],
  ['/staff/courses', (main) => main.getByRole('article')],
  ['/staff/invoices?state=paid', column('Invoice')],
  ['/staff/certificates', column('Number')],
  // Those of the demonstration.
  ['/orders', column('Buyer')],
  ['/orders/buyers', (main) => main.getByText('Who orders for it')],
  ['/staff/roles', column('Roles')],
  ['/staff/fees', column('Since')],
  ['/staff/partners', (main) => main.getByText('client_id')],
  ['/staff/proposals?state=refused', (main) => main.getByText('Refused because')],
];

journey('every page says that it waits, that it failed, and goes on once it is asked again', ['visitor', 'reader', 'staff'], async ({ service, person }, visitor, reader, staff) => {
  await signIn(reader, READER.email, READER.password);
  await signIn(staff, STAFF, service.password);
  const all = [[visitor, ASKING_VISITORS], [reader, ASKING_PEOPLE], [staff, askingStaff(person)]].flatMap(([page, pages]) => pages.map((asking) => [page, ...asking]));
  for (const [page, path, isThere] of all) {
    const main = page.getByRole('main');
    const [loading, again] = [main.getByRole('status').filter({ hasText: 'Loading' }), button(main, 'Try again')];
    const { asked, breakOff } = await holdQuestions(page);
    await page.goto(path);
    await asked;
    await loading.first().waitFor();
    breakOff();
    await again.first().waitFor();
    await page.waitForFunction(() => !document.querySelector('main .shape'));
    await expect(main.getByRole('alert').filter({ hasText: 'The service cannot be reached' }), `${path} says what happened`).toHaveCount(await again.count());
    await page.unroute(API);
    for (let parts = await again.count(); parts > 0; parts = await again.count()) await again.first().click();
    await isThere(main).first().waitFor();
    await page.waitForFunction(() => !document.querySelector('main .shape'));
    await expect(main.getByRole('alert'), `${path} is whole again`).toHaveCount(0);
  }
}, { expected: /net::ERR_FAILED/ });

/** Holds this request while `press` sends it: nothing is said for a second, then these words. */
async function slowly(page, pattern, words, press) {
  const settle = await hold(page, pattern);
  const bar = page.getByRole('main').getByRole('status').getByRole('progressbar', { name: words });
  const began = Date.now();
  await press.click();
  await bar.waitFor();
  assert.ok(Date.now() - began >= 1_000, 'what is quick does not flash');
  return async (outcome) => {
    settle(outcome);
    await bar.waitFor({ state: 'detached' });
  };
}

journey('work that takes more than a second says that it goes on', ['reader', 'staff'], async ({ service }, reader, page) => {
  await openAs(reader, '/account', 'Your account', READER);
  const data = reader.getByRole('region', { name: 'Download my data' });
  await data.getByLabel('Your password').fill(READER.password);
  const archive = await slowly(reader, '**/api/v1/me/export', 'Still working: the archive is being put together.', button(data, 'Make the archive'));
  await expect(button(data, 'Make the archive …')).toBeFocused();
  await archive('go on');
  await data.getByRole('link', { name: 'save it' }).waitFor();

  await openAs(page, '/staff/applications', 'Applications', { email: STAFF, password: service.password });
  const exported = (press) => slowly(page, '**/api/v1/exports*', 'Still working: the file is being put together.', press);
  const broken = await exported(button(page, 'Download this list as CSV'));
  await expect(button(page, 'Download this list as CSV …')).toBeFocused();
  assert.deepEqual(await axe(page), []);
  await broken('break off');
  const failed = page.getByRole('main').getByRole('alert').filter({ hasText: 'The service cannot be reached' });
  const [going] = await Promise.all([exported(button(failed, 'Try again')), failed.waitFor({ state: 'detached' })]);
  await Promise.all([page.waitForEvent('download'), going('go on')]);
  await page.getByText('The file is in your downloads.').waitFor();

  const [staff, candidate] = [await apiAs(service, { email: STAFF }), await apiAs(service, READER)];
  for (const set of SETS) {
    const course = await addCourse(staff, `Slow course in ${set}`, [set]);
    await candidate('POST', '/completions', { course_id: course.id, completed_on: await today(service) });
  }
  await page.goto('/staff/completions');
  await arriveAt(page, 'Completions');
  for (const set of SETS) await page.getByLabel(`Choose the report of ${READER.name}, Slow course in ${set}`).check();
  await button(page, 'Verify the chosen ones').click();
  const confirm = button(page.getByRole('dialog'), 'Verify the chosen ones');
  const decided = await slowly(page, '**/api/v1/completions/decisions', 'Still working: the chosen ones are being decided.', confirm);
  await expect(button(page, 'Verify the chosen ones …')).toBeFocused();
  await decided('go on');
  await page.getByText(`${SETS.length} decided.`).waitFor();
}, { expected: /net::ERR_FAILED/ });

const IN_FILE = /mistake is taken back by a correction/i;
const presses = (name) => (page) => page.getByRole('button', { name }).first().click();
const decides = (what) => (page) => page.getByLabel('What', { exact: true }).selectOption(what);

/** Ticks everything on the page, then presses. */
const choosesAll = (name) => async (page) => {
  await page.getByLabel(/^Choose all/).check();
  await button(page, name).click();
};

/** Looks at what a struck acceptance would change, up to the form that records it. */
async function corrects(page) {
  await page.getByRole('listitem').filter({ hasText: 'Application accepted' }).last().getByRole('button', { name: /^Correct/ }).click();
  await page.getByLabel('What was wrong').selectOption({ label: 'It did not happen: strike it' });
  await button(page, 'Show what it changes').click();
}

/** Forms that record something and do not show their own way back: where, how each is opened, its button, and what it says of the way back. */
const formsOfStaff = ({ person, applied, course }) => [
  [`/staff/people/${person}`, decides('note'), 'Write the note', /This cannot be undone/],
  [`/staff/people/${person}`, decides('extension'), 'Extend the candidacy', IN_FILE],
  [`/staff/people/${person}`, decides('readmission'), 'Allow a new application', IN_FILE],
  [`/staff/people/${person}`, decides('revoke'), 'Revoke', IN_FILE],
  [`/staff/people/${person}`, corrects, 'Record the correction', /taken back by correcting the same fact again/],
  [`/staff/applications/${applied.id}`, undefined, 'Accept', IN_FILE],
  [`/staff/applications/${applied.id}`, presses('Refuse'), 'Refuse', IN_FILE],
  [`/staff/invoices/${applied.invoice_id}`, undefined, 'Record the payment', IN_FILE],
  [`/staff/invoices/${applied.invoice_id}`, undefined, 'Record the credit note', IN_FILE],
  ['/staff/completions', choosesAll('Verify the chosen ones'), 'Verify the chosen ones', IN_FILE],
  ['/staff/completions', choosesAll('Refuse the chosen ones'), 'Refuse them all', IN_FILE],
  ['/staff/completions', presses(/^Refuse the report of /), 'Refuse the completion', IN_FILE],
  ['/staff/courses', undefined, 'Add the course', /This cannot be undone/],
  [`/staff/courses?course=${course.id}`, presses(/^Withdraw the approval/), 'Withdraw the approval', /cannot be undone/],
  [`/staff/courses?course=${course.id}`, presses(/^End the approval/), 'End the approval', /cannot be undone/],
  ['/staff/partners', undefined, 'Register the partner', /This cannot be undone/],
  ['/staff/partners', presses(/^New secret/), 'Make a new secret', /This cannot be undone/],
  ['/staff/proposals', presses(/^Decide/), 'Approve', /This cannot be undone/],
  ['/staff/proposals', presses(/^Decide/), 'Refuse the proposal', /This cannot be undone/],
];
const formsOfAdmins = ({ colleague }) => [
  [`/staff/people/${colleague}`, decides('appoint'), 'Appoint', /taken back by dismissing/],
  [`/staff/people/${colleague}`, decides('dismiss'), 'Dismiss', /taken back by appointing/],
];
const formsOfPeople = ({ applied, course }) => [
  [`/applications/${applied.id}`, presses('Withdraw the application'), 'Withdraw the application', /You cannot undo it yourself/],
  [`/completions/new?course=${course.id}`, undefined, 'Report the course', /You cannot undo a report yourself/],
  ['/account', undefined, 'Delete my account', /This cannot be undone/],
];

journey('what is recorded says how it is taken back, or that it is not', ['applicant', 'staff', 'admin'], async (stage, applicant, staff, admin) => {
  const { service } = stage;
  await signIn(applicant, APPLICANT.email, APPLICANT.password);
  await signIn(staff, STAFF, service.password);
  await signIn(admin, ADMIN, service.password);
  for (const [page, forms] of [[applicant, formsOfPeople(stage)], [staff, formsOfStaff(stage)], [admin, formsOfAdmins(stage)]]) {
    for (const [path, open, name, sentence] of forms) {
      await page.goto(path);
      await arriveAt(page, /./);
      await open?.(page);
      // In the part of the page that has the button.
      const around = page.locator('main :is(form, dialog, section)').filter({ has: button(page, name) });
      const said = around.getByText(sentence).filter({ visible: true });
      await said.first().waitFor().catch(() => assert.fail(`${path}: "${name}" does not say ${sentence}`));
    }
  }
});

journey('the styleguide is there on a demonstration alone', ['visitor'], async (_, page) => {
  await page.goto('/styleguide');
  await arriveAt(page, 'Styleguide');
  await page.route('**/api/v1/programme', async (route) => {
    const response = await route.fetch();
    return route.fulfill({ response, json: { ...(await response.json()), demonstration: false } });
  });
  await page.reload();
  await arriveAt(page, 'There is no such page');
});

journey('a report whose answer is lost is sent again, and recorded once', ['reader'], async ({ service, reader, course }, page) => {
  await signIn(page, READER.email, READER.password);
  await page.goto(`/catalog/${course.id}`);
  await arriveAt(page, course.title);
  await page.getByRole('link', { name: 'Report that you completed it' }).click();
  await arriveAt(page, 'Report a course');
  await page.getByRole('heading', { level: 2, name: course.title }).waitFor();
  assert.ok(page.url().endsWith(`?course=${course.id}`));
  await page.getByLabel('Day on which you completed it').fill(await today(service));
  const keys = [];
  await page.route('**/api/v1/completions', async (route) => {
    keys.push(route.request().headers()['idempotency-key']);
    if (keys.length > 1) return route.continue();
    await route.fetch();
    return route.abort();
  });
  await button(page, 'Report the course').click();
  await page.getByRole('main').getByRole('alert').filter({ hasText: 'The service cannot be reached' }).waitFor();
  await expect(page.getByLabel('Day on which you completed it'), 'what was entered stays').toHaveValue(await today(service));
  await button(page, 'Report the course').click();
  await page.getByRole('heading', { name: 'Your course is reported' }).waitFor();
  assert.ok(keys[0] && keys[0] === keys[1], `the same key twice: ${keys}`);
  const { items } = await reader('GET', '/me/completions');
  assert.equal(items.filter((item) => item.course_id === course.id).length, 1);
}, { expected: /net::ERR_FAILED/ });

journey('a dialog takes the focus, and gives it back', ['reader'], async (_, page) => {
  await openAs(page, '/account', 'Your account', READER);
  const asks = button(page, 'Sign out everywhere');
  await asks.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Sign out on all devices?' });
  await dialog.waitFor();
  await expect(dialog.locator(':focus'), 'the focus is in the dialog').toHaveCount(1);
  assert.deepEqual(await inspect(page, 'dialog'), []);
  for (let tabs = 0; tabs < 6; tabs += 1) {
    await page.keyboard.press('Tab');
    const isBehind = await page.evaluate(() => document.activeElement !== document.body && !document.activeElement.closest('dialog'));
    assert.ok(!isBehind, 'what lies behind is out of reach');
  }
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await expect(asks).toBeFocused();
  await page.keyboard.press('Enter');
  await dialog.waitFor();
  await button(dialog, 'Keep as it is').click();
  await dialog.waitFor({ state: 'hidden' });
  await expect(asks).toBeFocused();
  await page.getByRole('banner').getByText(READER.name).waitFor();
  await asks.click();
  await button(dialog, 'Sign out everywhere').click();
  await arriveAt(page, PROGRAMME);
  await page.getByRole('banner').getByRole('link', { name: 'Sign in' }).waitFor();
});

journey('on a small screen, and with letters twice as big, nothing is out of reach', ['staff'], async ({ service }, page) => {
  const fits = async (what) => {
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(overflow <= 0, `${what}: ${overflow} px too wide`);
  };
  await page.setViewportSize({ width: 320, height: 640 });
  await openAs(page, '/staff', 'Overview', { email: STAFF, password: service.password });
  const toggle = page.getByRole('button', { name: /^Your pages/ });
  await expect(toggle).toHaveAttribute('aria-expanded', 'false');
  await expect(sideLink(page, 'Completions')).not.toBeVisible();
  await toggle.click();
  await sideLink(page, 'Completions').waitFor();
  await expect(toggle).toHaveAttribute('aria-expanded', 'true');
  await fits('the open list');
  await sideLink(page, 'Completions').click();
  await arriveAt(page, 'Completions');
  // The list closes behind who went on.
  await sideLink(page, 'Overview').waitFor({ state: 'hidden' });

  // WCAG 1.4.4: the text alone, without the page's width.
  await page.setViewportSize({ width: 1280, height: 900 });
  for (const [path, heading] of [['/', PROGRAMME], ['/catalog', 'Course catalog'], ['/dashboard', 'Dashboard'], ['/staff', 'Overview']]) {
    await page.goto(path);
    await arriveAt(page, heading);
    await page.waitForFunction(() => !document.querySelector(':is(.shape, [aria-busy=true]):not(.sample *)'));
    await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
    await fits(`${path} in big letters`);
  }
});

journey('staff register a partner, whose secret is shown once', ['staff'], async ({ service }, page) => {
  await openAs(page, '/staff/partners', 'Partners', { email: STAFF, password: service.password });
  const register = page.getByRole('region', { name: 'Register a partner' });
  await button(register, 'Register the partner').click();
  await register.getByRole('alert').getByRole('link', { name: /^Provider/ }).waitFor();
  await register.getByLabel('Provider', { exact: true }).fill(PARTNER);
  await register.getByLabel('Kind of provider').selectOption({ label: 'Regional library cooperative' });
  await button(register, 'Register the partner').click();
  await register.getByRole('status').getByText('Registered. Give the partner a secret now.').waitFor();
  const entry = page.getByRole('listitem').filter({ has: page.getByRole('heading', { level: 2, name: PARTNER }) });
  await entry.getByText('Has no secret yet').waitFor();
  await button(entry, `New secret for ${PARTNER}`).click();
  await button(entry, 'Make a new secret').click();
  await entry.getByText('This is shown once.').waitFor();
  const [, secret] = await entry.getByRole('status').getByRole('code').allInnerTexts();
  const id = await entry.getByRole('code').first().innerText();
  assert.equal((await askForToken(service, id, secret)).status, 200, 'the secret works');
  assert.deepEqual(await inspect(page, 'staff-partner-secret'), []);
  await button(entry, 'I have kept it').click();
  await entry.getByText('Active', { exact: true }).waitFor();
  for (const again of [() => page.reload(), () => button(entry, `New secret for ${PARTNER}`).click()]) {
    assert.ok(!(await page.content()).includes(secret), 'the secret is gone');
    await again();
    await entry.waitFor();
  }
  assert.ok(!(await page.content()).includes(secret), 'the secret is gone');

  await button(entry, `Suspend ${PARTNER}`).click();
  await entry.getByLabel('Reason').fill('The contract has ended.');
  await button(entry, 'Suspend the partner').click();
  await entry.getByText('Suspended', { exact: true }).waitFor();
  assert.equal((await askForToken(service, id, secret)).status, 401, 'a suspended partner gets no token');
});

/** Asks for a token as a partner's program does. */
function askForToken(service, id, secret) {
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: id, client_secret: secret });
  return fetch(`${service.url}/oauth/token`, { method: 'POST', body });
}

journey('staff approve what a partner proposes for one of its sets', ['staff', 'visitor'], async ({ service }, page, visitor) => {
  const title = 'Cataloging and Collections, a Full Term';
  await signIn(page, STAFF, service.password);
  await page.getByRole('main').getByRole('link', { name: 'Proposed courses' }).click();
  await arriveAt(page, 'Proposed courses');
  const entry = page.getByRole('listitem').filter({ has: page.getByRole('heading', { level: 2, name: title }) });
  await button(entry, `Decide on ${title}`).click();
  for (const set of ['Cataloging and Classification', 'Collection Management']) await entry.getByLabel(set).uncheck();
  await button(entry, 'Approve').click();
  await entry.getByRole('alert').getByText(/choose at least one set/).waitFor();
  assert.deepEqual(await inspect(page, 'staff-proposal'), []);
  await entry.getByLabel('Cataloging and Classification').check();
  await button(entry, 'Approve').click();
  await entry.waitFor({ state: 'detached' });
  await page.getByRole('navigation', { name: 'By state' }).getByRole('link', { name: 'Approved' }).click();
  await entry.getByRole('link', { name: 'The course in the catalog' }).waitFor();
  await page.getByRole('navigation', { name: 'By state' }).getByRole('link', { name: 'Refused' }).click();
  await page.getByText(/^Three hours cover the interview alone/).waitFor();
  await visitor.goto('/catalog?set=cataloging');
  await visitor.getByRole('link', { name: title }).click();
  await arriveAt(visitor, title);
  await visitor.getByRole('heading', { level: 3, name: /^Cataloging and Classification/ }).waitFor();
  await expect(visitor.getByRole('heading', { level: 3 }), 'only for the set that was chosen').toHaveCount(1);
});

journey('an administrator appoints somebody, and dismisses them again', ['admin', 'helper'], async ({ service, helper }, page, appointed) => {
  const role = page.getByRole('definition').filter({ hasText: /Person of the programme|Staff/ });
  await openAs(appointed, '/staff', 'Not for this account', HELPER);
  await openAs(page, `/staff/people/${helper}`, HELPER.name, { email: ADMIN, password: service.password });
  const decide = async (what, submit) => {
    await page.getByLabel('What', { exact: true }).selectOption({ label: what });
    await button(page, submit).click();
    await page.getByRole('alert').getByRole('link', { name: /^Reason/ }).waitFor();
    await page.getByLabel('Role').selectOption({ label: 'Staff' });
    await page.getByLabel('Reason').fill(`${submit}: the desk is short of hands.`);
    await button(page, submit).click();
    await page.getByRole('status').getByText('Recorded. It stands in the history below.').waitFor();
  };
  await decide('Appoint to a role', 'Appoint');
  await role.getByText(/Staff/).waitFor();
  await page.goto('/staff/roles');
  await page.getByRole('row', { name: `${HELPER.name} ${HELPER.email}` }).waitFor();
  await appointed.reload();
  await arriveAt(appointed, 'Overview');
  await appointed.getByText('The oldest since').first().waitFor();

  await page.getByRole('row', { name: HELPER.name }).getByRole('link').click();
  await arriveAt(page, HELPER.name);
  await decide('Dismiss from a role', 'Dismiss');
  await role.getByText(/Staff/).waitFor({ state: 'detached' });
  await sideLink(appointed, 'Completions').click();
  await appointed.getByRole('main').getByRole('alert').waitFor();
  await appointed.reload();
  await arriveAt(appointed, 'Not for this account');
  await page.goto('/staff/roles');
  await page.getByRole('row', { name: ADMIN }).waitFor();
  await expect(page.getByRole('row', { name: HELPER.name })).toHaveCount(0);
});

journey('what somebody else has decided meanwhile is named, and the rest is verified', ['staff'], async ({ service }, page) => {
  const reader = await apiAs(service, READER);
  const [staff, colleague] = [await apiAs(service, { email: STAFF }), await apiAs(service, { email: SECOND_STAFF })];
  const completed_on = await today(service);
  const reports = [];
  for (const set of SETS) {
    const course = await addCourse(staff, `Contested course in ${set}`, [set]);
    reports.push(...(await reader('POST', '/completions', { course_id: course.id, completed_on })).items);
  }
  await openAs(page, '/staff/completions', 'Completions', { email: STAFF, password: service.password });
  for (const set of SETS) await page.getByLabel(`Choose the report of ${READER.name}, Contested course in ${set}`).check();
  await colleague('POST', `/completions/${reports[1].id}/refuse`, { reason: 'The provider does not know of it.' });
  await button(page, 'Verify the chosen ones').click();
  const dialog = page.getByRole('dialog', { name: `Verify ${SETS.length}?` });
  await button(dialog, 'Verify the chosen ones').click();
  await page.getByText('2 decided.').waitFor();
  const said = page.getByRole('status').filter({ hasText: '2 decided.' });
  const refused = said.getByRole('listitem');
  await expect(refused).toHaveCount(1);
  await expect(refused).toHaveText(new RegExp(`^Not decided: ${READER.name}, Contested course in technology: .+`));
  await expect(said).toBeFocused();
  // None of them waits any more.
  await page.getByText(/^Contested course in/).first().waitFor({ state: 'detached' });
  const states = await Promise.all(reports.map(async ({ id }) => (await staff('GET', `/completions/${id}`)).state));
  assert.deepEqual(states, ['verified', 'refused', 'verified']);
});
