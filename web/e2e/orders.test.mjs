// An institution pays for five people, of whom one is not eligible: registered by staff, ordered by a file, invited by mail, paid by a check.

import assert from 'node:assert/strict';

import { expect, inspect } from './browser.mjs';
import { stageJourneys } from './journey.mjs';
import { STAFF, acceptDocuments, apiAs, arriveAt, daysLater, enterCredentials, openAccount, seeBooksAddUp, signIn, submitApplication, today } from './steps.mjs';

const BUYER = 'Demo Prairie Library System';
const MEMBER = { name: 'Demo Purchaser', email: 'purchaser@demo.example', password: 'four ledgers on a tall shelf' };
const APPLIED = [
  { name: 'Demo Ordered First', email: 'ordered-first@demo.example', password: 'one bell above the door' },
  { name: 'Demo Ordered Second', email: 'ordered-second@demo.example', password: 'two bells above the door' },
];
const INVITED = [
  { name: 'Demo Ordered Third', email: 'ordered-third@demo.example', password: 'three bells above the door' },
  // Registers with another address than the institution knows.
  { name: 'Demo Ordered Fourth', email: 'ordered-fourth@work.demo.example', own: 'ordered-fourth@home.demo.example', password: 'four bells above the door' },
];
const INELIGIBLE = { name: 'Demo Ordered Fifth', email: 'ordered-fifth@demo.example', password: 'five bells above the door' };
const EVERYONE = [...APPLIED, ...INVITED, INELIGIBLE];
const HEADER = 'name,email,ala_member_number,amount';
const FEE = '350.00';
/** How long the worker has to put what came to everyone's invoice. */
const SETTLED_MS_MAX = 20_000;

const journey = stageJourneys(async (stage) => {
  const { service } = stage;
  stage.staff = await apiAs(service, { email: STAFF });
  stage.applications = [];
  for (const person of APPLIED) stage.applications.push(await submitApplication(service, await openAccount(service, person)));
  await openAccount(service, INELIGIBLE);
  await openAccount(service, MEMBER);
});

const button = (where, name) => where.getByRole('button', { name, exact: true });

journey('an institution orders for five people, and one of them is not eligible', ['clerk', 'purchaser', 'third', 'fourth'], async (stage, clerk, purchaser, third, fourth) => {
  const { service } = stage;
  await registerBuyer(service, clerk);
  await signIn(purchaser, MEMBER.email, MEMBER.password);
  await beginOrder(purchaser);
  await bringPeople(purchaser);
  await mendAmount(purchaser);
  await issue(purchaser);
  const guests = [[third, INVITED[0]], [fourth, INVITED[1]]];
  for (const [page, person] of guests) await join(page, person);
  await apply(stage);
  await decide(stage);
  await seesCredit(purchaser);
  await recordCheck(service, clerk);
  await everyoneStands(stage);
  await seesPayment(purchaser, clerk);
  await seesWhoPaid(third);
});

async function registerBuyer(service, page) {
  await signIn(page, STAFF, service.password);
  await page.getByRole('navigation', { name: 'Your pages' }).getByRole('link', { name: 'Buyers', exact: true }).click();
  await arriveAt(page, 'Buyers');
  await page.getByText('Register a buyer').click();
  await button(page, 'Register the buyer').click();
  await page.getByRole('main').getByRole('alert').getByText('is empty: fill it in').first().waitFor();
  assert.deepEqual(await inspect(page, 'buyers-refused'), []);
  await page.getByLabel('Name of the institution').first().fill(BUYER);
  await page.getByLabel('Postal address').first().fill('12 Demo Prairie Road\nDemo Prairie, XX 00000');
  await button(page, 'Register the buyer').click();
  const card = page.getByRole('region', { name: BUYER });
  await card.getByText('Nobody orders for it yet').waitFor();
  await card.getByText('Let somebody order for it').click();
  await card.getByLabel('E-mail address of their account').fill(MEMBER.email);
  await button(card, 'Let them order').click();
  await card.getByRole('link', { name: MEMBER.name }).waitFor();
  assert.deepEqual(await inspect(page, 'buyers'), []);
}

async function beginOrder(page) {
  await page.getByRole('navigation', { name: 'Your pages' }).getByRole('link', { name: 'Orders', exact: true }).click();
  await arriveAt(page, 'Orders');
  await page.getByText('Begin an order', { exact: true }).click();
  await page.getByLabel("The buyer's own number of the order").fill('PO-2026-117');
  await button(page, 'Begin the order').click();
  await arriveAt(page, 'Write an order');
  await page.getByText(BUYER).first().waitFor();
  await page.getByText('Nobody stands on this order yet.').waitFor();
  await expect(button(page, 'Issue the order').first(), 'an order for nobody is not issued').toBeDisabled();
}

const rowOf = (person, amount) => `${person.name},${person.email},,${amount}`;

async function bringPeople(page) {
  await page.getByText('Take them from a CSV file').click();
  const [template] = await Promise.all([page.waitForEvent('download'), button(page, 'Download an empty file to fill in').click()]);
  assert.equal(template.suggestedFilename(), 'order.csv');
  const bring = (rows) => page.getByLabel('Choose a CSV file').setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from([HEADER, ...rows, ''].join('\r\n')) });
  // A file with an error changes nothing, and says where it stands.
  await bring([rowOf(EVERYONE[0], FEE), rowOf(EVERYONE[1], '"350,00"')]);
  await page.getByRole('heading', { name: 'Nothing was taken from the file: 1 to mend' }).waitFor();
  await page.getByRole('row', { name: /^3 amount/ }).waitFor();
  assert.deepEqual(await inspect(page, 'order-file-refused'), []);
  // One amount can be read, and is wrong.
  await bring(EVERYONE.map((person) => rowOf(person, person === INVITED[0] ? '325.00' : FEE)));
  await page.getByText('1 line holds the order up.').waitFor();
  await page.getByText('5 people, $1,725.00').waitFor();
}

async function mendAmount(page) {
  await expect(button(page, 'Issue the order').first(), 'an order that is held up is not issued').toBeDisabled();
  assert.deepEqual(await inspect(page, 'order-held-up'), []);
  await page.getByLabel('Show only lines that hold it up').check();
  await expect(page.getByRole('table', { name: 'Who is paid for' }).getByRole('row'), 'its head and one line').toHaveCount(2);
  await button(page, 'Put $350.00 there').click();
  await page.getByLabel('Show only lines that hold it up').uncheck();
  await button(page, 'Save the people').click();
  await page.getByText('1 line holds the order up.').waitFor({ state: 'detached' });
  await page.getByText('Has applied: this pays the invoice of that application.').first().waitFor();
  await page.getByText('Has not applied: is invited once the order is issued.').first().waitFor();
}

async function issue(page) {
  // What is not saved would not stand on it.
  await page.getByLabel("The buyer's own number of the order").fill('PO-2026-118');
  await page.getByText('Save the number and the day first').waitFor();
  await expect(button(page, 'Issue the order').first()).toBeDisabled();
  await page.getByLabel("The buyer's own number of the order").fill('PO-2026-117');
  await button(page, 'Issue the order').first().click();
  const dialog = page.getByRole('dialog', { name: 'Issue this order?' });
  await dialog.getByText('$1,750.00').waitFor();
  assert.deepEqual(await inspect(page, 'order-issue'), []);
  await button(dialog, 'Issue the order').click();
  await page.getByRole('table', { name: 'Who is paid for, and where each of them stands' }).waitFor();
  await arriveAt(page, 'Order');
  await page.getByRole('row', { name: 'Owed $1,750.00' }).waitFor();
  await page.getByText('PO-2026-117').waitFor();
  for (const person of APPLIED) await page.getByRole('row', { name: person.email }).getByText('Has applied').waitFor();
  for (const person of [...INVITED, INELIGIBLE]) await page.getByRole('row', { name: person.email }).getByText('Invited').waitFor();
  assert.deepEqual(await inspect(page, 'order-issued'), []);
  const [pdf] = await Promise.all([page.waitForEvent('download'), button(page, 'Download as PDF').click()]);
  assert.match(pdf.suggestedFilename(), /^invoice-.+\.pdf$/);
}

/** Registers by the mailed link, comes back to the invitation, and takes it. */
async function join(page, person) {
  const [invited, own] = [person.email, person.own ?? person.email];
  await readMail(page, invited, /\/join#token=/);
  await arriveAt(page, 'You are invited to apply');
  assert.ok(!page.url().includes('token='), 'the token does not stay in the address');
  await page.getByText(BUYER, { exact: true }).waitFor();
  await page.getByText('$350.00').waitFor();
  assert.deepEqual(await inspect(page, 'join'), []);
  await page.getByRole('main').getByRole('link', { name: 'Create an account' }).click();
  await arriveAt(page, 'Create an account');
  await page.getByLabel('Your name').fill(person.name);
  await page.getByLabel('E-mail address').fill(own);
  await page.getByLabel('Password').fill(person.password);
  await acceptDocuments(page);
  await button(page, 'Create the account').click();
  await arriveAt(page, 'Look into your mail');
  await readMail(page, own, /\/confirm#token=/);
  await arriveAt(page, 'Confirm your address');
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await button(page, 'Confirm my address').click();
  await arriveAt(page, 'Your address is confirmed');
  await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
  await arriveAt(page, 'Sign in');
  await enterCredentials(page, own, person.password);
  await arriveAt(page, 'You are invited to apply');
  await button(page, 'Take the invitation').click();
  await arriveAt(page, 'The invitation is yours');
  await page.getByRole('main').getByRole('link', { name: 'Apply', exact: true }).click();
  await arriveAt(page, 'Apply');
  await expect(page.getByLabel('So far', { exact: true })).toContainText(`Fee: ${BUYER} pays $350.00 by order`);
}

async function readMail(page, to, link) {
  await page.goto('/demo/mail');
  await page.getByRole('listitem').filter({ hasText: to }).first().getByRole('link').click();
  await page.getByRole('link', { name: link }).click();
}

async function apply({ service, applications }) {
  for (const person of INVITED) applications.push(await submitApplication(service, await apiAs(service, { ...person, email: person.own ?? person.email })));
}

/** Four are accepted; the fifth has hardly worked in a library, and is refused. */
async function decide(stage) {
  const { service, staff } = stage;
  const ineligible = await apiAs(service, INELIGIBLE);
  const application = await ineligible('POST', '/applications', {
    library_work: [{ from: daysLater(await today(service), -30), minutes_per_week: 60 }],
    has_diploma: true,
    in_support_position: true,
    position_title: 'Shelver',
  });
  await staff('POST', `/applications/${application.id}/refuse`, { reason: 'One hour a week since last month does not suffice.' });
  for (const { id } of stage.applications) await staff('POST', `/applications/${id}/accept`);
}

async function seesCredit(page) {
  await page.reload();
  await page.getByRole('row', { name: 'Owed $1,400.00' }).waitFor();
  await page.getByRole('row', { name: /^Credit note .* −\$350\.00$/ }).waitFor();
  await page.getByRole('row', { name: INELIGIBLE.email }).getByText('Credited').waitFor();
}

async function recordCheck(service, page) {
  await page.getByRole('navigation', { name: 'Your pages' }).getByRole('link', { name: 'Orders', exact: true }).click();
  await arriveAt(page, 'Orders');
  await page.getByLabel('Buyer', { exact: true }).selectOption(BUYER);
  await page.getByLabel('State', { exact: true }).selectOption('Open');
  await button(page, 'Show').click();
  const row = page.getByRole('row', { name: BUYER });
  await row.getByText(/^Buyer's number PO-2026-117$/).waitFor();
  await row.getByRole('link').click();
  await arriveAt(page, 'Order');
  await button(page, 'Record the payment').click();
  await page.getByRole('main').getByRole('alert').first().waitFor();
  assert.deepEqual(await inspect(page, 'staff-order-refused'), []);
  await page.getByLabel('Number of the check or the transfer').fill('20117');
  await page.getByLabel('Day it was received').fill(await today(service));
  await button(page, 'Record the payment').click();
  await arriveAt(page, 'Order, paid');
  await page.getByRole('row', { name: 'Owed $0.00' }).waitFor();
}

/** What came is put to each invoice by a worker, some at a time. */
async function everyoneStands({ service }) {
  const statusOf = async (person) => {
    const account = await apiAs(service, { ...person, email: person.own ?? person.email });
    return async () => (await account('GET', '/me/standing')).standing.status;
  };
  for (const person of [...APPLIED, ...INVITED]) await expect.poll(await statusOf(person), { message: `${person.email} is admitted`, timeout: SETTLED_MS_MAX }).toBe('candidate');
  assert.notEqual(await (await statusOf(INELIGIBLE))(), 'candidate');
}

async function seesPayment(purchaser, clerk) {
  await purchaser.reload();
  await arriveAt(purchaser, 'Order, paid');
  for (const person of [...APPLIED, ...INVITED]) await purchaser.getByRole('row', { name: person.email }).getByText('Paid by this order').waitFor();
  assert.deepEqual(await inspect(purchaser, 'order-paid'), []);
  await button(purchaser, 'Make a copy').click();
  await arriveAt(purchaser, 'Write an order');
  await purchaser.getByText('4 people, $1,400.00').waitFor();
  // The fourth is not known by the address under which the institution has it.
  await purchaser.getByText('3 lines hold the order up.').waitFor();

  await seeBooksAddUp(clerk);
}

async function seesWhoPaid(page) {
  await page.goto('/dashboard');
  await arriveAt(page, 'Dashboard');
  await page.getByText(`${BUYER} pays this by its order`).waitFor();
}

journey('an order that is written in two windows is not overwritten unasked', ['purchaser', 'other'], async ({ service }, page, other) => {
  const member = await apiAs(service, MEMBER);
  const order = await member('POST', '/orders', { reference: 'Twice' });
  for (const window of [page, other]) {
    await signIn(window, MEMBER.email, MEMBER.password);
    await window.goto(`/orders/${order.id}`);
    await arriveAt(window, 'Write an order');
    await button(window, 'Add a line').click();
  }
  const write = async (window, name) => {
    await window.getByLabel('Name, line 1').fill(name);
    await window.getByLabel('E-mail address, line 1').fill('somebody@demo.example');
    await expect(window.getByLabel('Dollars, line 1'), 'the price of today is offered').toHaveValue(FEE);
    await button(window, 'Save the people').click();
  };
  await write(page, 'Demo Somebody');
  await page.getByText('Has not applied: is invited once the order is issued.').waitFor();
  await write(other, 'Demo Somebody Else');
  await other.getByRole('heading', { name: 'This order was changed elsewhere' }).waitFor();
  assert.deepEqual(await inspect(other, 'order-changed-elsewhere'), []);
  await button(other, 'Keep what stands here').click();
  await other.getByText('Has not applied: is invited once the order is issued.').waitFor();
  // What is not saved outlives loading the page again.
  await page.getByLabel('Name, line 1').fill('Demo Somebody of the First Window');
  await page.getByText('Not saved yet', { exact: true }).waitFor();
  await page.waitForFunction(() => Object.keys(sessionStorage).some((name) => name.includes('order ')));
  page.once('dialog', (dialog) => dialog.accept());
  await page.reload();
  await arriveAt(page, 'Write an order');
  await expect(page.getByLabel('Name, line 1')).toHaveValue('Demo Somebody of the First Window');
  await button(page, 'Save the people').click();
  await page.getByRole('heading', { name: 'This order was changed elsewhere' }).waitFor();
  await button(page, 'Show what was saved there').click();
  await page.waitForFunction(() => document.querySelector('[id="lines[0].name"]')?.value === 'Demo Somebody Else');
});
