// Staff keep the books: money that is nobody's, where it is put and from where it is taken back, what is credited, what bounced, and the list as a workbook.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import { expect, inspect } from './browser.mjs';
import { stageJourneys } from './journey.mjs';
import { STAFF, admit, apiAs, arriveAt, daysLater, openAccount, seeBooksAddUp, signIn, submitApplication, today } from './steps.mjs';

const DEBTOR = { name: 'Demo Debtor', email: 'debtor@demo.example', password: 'one jar of paper clips' };
const CREDITED = { name: 'Demo Credited', email: 'credited@demo.example', password: 'two jars of paper clips' };
const BOUNCED = { name: 'Demo Bounced', email: 'bounced@demo.example', password: 'three jars of paper clips' };

const journey = stageJourneys(async (stage) => {
  const { service } = stage;
  const staff = await apiAs(service, { email: STAFF });
  stage.day = await today(service);
  stage.invoice = {};
  stage.number = {};
  for (const person of [DEBTOR, CREDITED, BOUNCED]) {
    const account = await openAccount(service, person);
    const application = person === BOUNCED ? await admit(service, account, staff) : await submitApplication(service, account);
    stage.invoice[person.email] = application.invoice_id;
    stage.number[person.email] = (await staff('GET', `/invoices/${application.invoice_id}`)).number;
    if (person === DEBTOR) await staff('POST', `/applications/${application.id}/accept`);
  }
});

const button = (where, name) => where.getByRole('button', { name, exact: true });
const fact = (where, name) => where.locator('dl.facts > div').filter({ has: where.page().getByText(name, { exact: true }) }).getByRole('definition');

async function openBooks(page) {
  await page.getByRole('navigation', { name: 'Your pages' }).getByRole('link', { name: 'Books', exact: true }).click();
  await arriveAt(page, 'Books');
}

/** Where the money of a payment is. */
async function expectMoney(card, { pays, gone, reversed, unallocated }) {
  const back = reversed ? ['Reversed', reversed] : ['Gone back', gone];
  for (const [name, amount] of [['Pays invoices', pays], back, ['Unallocated', unallocated]]) await fact(card, name).getByText(amount, { exact: true }).waitFor();
}

/** Opens what can be done with a payment, unless it is open. */
async function openWay(card, name) {
  const way = card.locator('details').filter({ has: card.page().getByText(name, { exact: true }) });
  if ((await way.getAttribute('open')) === null) await way.locator('summary').click();
  return way;
}

async function put(card, person, amount) {
  const way = await openWay(card, 'Put it to an invoice');
  const choice = way.getByRole('option', { name: person.name });
  await choice.waitFor({ state: 'attached' });
  await way.getByLabel('Open invoice').selectOption(await choice.getAttribute('value'));
  await way.getByLabel('Amount to put there, in dollars').fill(amount);
  await button(way, 'Put it to this invoice').click();
}

journey("money that is nobody's is recorded, put to an invoice, taken back from it, put there again, and the rest sent back", ['staff'], async ({ service, day, invoice, number }, page) => {
  await signIn(page, STAFF, service.password);
  await seeBooksAddUp(page);
  await recordUnassigned(page, day);
  const card = page.getByRole('region', { name: 'Unallocated money' }).getByRole('article').filter({ hasText: '$400.00, check 4711' });
  await card.getByText(/sent by Demo Aunt/).waitFor();
  await expectMoney(card, { pays: '$0.00', gone: '$0.00', unallocated: '$400.00' });
  await page.getByRole('heading', { name: 'The books add up' }).waitFor();

  const ways = await openWay(card, 'Put it to an invoice');
  await ways.getByLabel('Amount to put there, in dollars').fill('400.01');
  await button(ways, 'Put it to this invoice').click();
  for (const fault of [/choose the invoice that it pays/, /is \$400\.01: enter at most \$400\.00/]) await ways.getByRole('alert').getByText(fault).waitFor();
  await openWay(card, 'Send it back');
  await openWay(card, 'It did not go through');
  assert.deepEqual(await inspect(page, 'books-unallocated'), []);

  await put(card, DEBTOR, '300');
  await expectMoney(card, { pays: '$300.00', gone: '$0.00', unallocated: '$100.00' });
  await card.getByText('$300.00 pay an invoice').click();
  assert.deepEqual(await inspect(page, 'books-put'), []);
  await card.getByRole('link', { name: 'Open the invoice' }).click();
  await arriveAt(page, 'Invoice');
  assert.ok(page.url().endsWith(invoice[DEBTOR.email]));
  await page.getByRole('row', { name: 'Owed $50.00' }).waitFor();
  const paid = page.getByRole('region', { name: 'Payments' }).getByRole('article');
  await expectMoney(paid, { pays: '$300.00', gone: '$0.00', unallocated: '$100.00' });
  await paid.getByText('$300.00 pay an invoice').click();
  for (const way of ['Put it to an invoice', 'Send it back', 'It did not go through']) await openWay(paid, way);
  assert.deepEqual(await inspect(page, 'staff-payment'), []);

  const back = await openWay(paid, '$300.00 pay an invoice');
  await back.getByLabel('Reason').fill('It was meant for somebody else.');
  await button(back, 'Take it back from the invoice').click();
  await page.getByRole('row', { name: 'Owed $350.00' }).waitFor();
  await page.getByText('Nothing has come for this invoice yet.').waitFor();

  await openBooks(page);
  await expectMoney(card, { pays: '$0.00', gone: '$0.00', unallocated: '$400.00' });
  await putByNumber(card, number[DEBTOR.email]);
  await expectMoney(card, { pays: '$350.00', gone: '$0.00', unallocated: '$50.00' });
  await sendBack(card);
  await seeBooksAddUp(page);
  await page.goto(`/staff/invoices/${invoice[DEBTOR.email]}`);
  await page.getByText('Paid', { exact: true }).waitFor();
  await expectMoney(paid, { pays: '$350.00', gone: '$50.00', unallocated: '$0.00' });
  await paid.getByText(/^Refund of \$50\.00, made, /).waitFor();

  // Its receipt leads to it, for it came for no invoice.
  const receipt = /receipt (R[\d-]+)/.exec(await paid.getByText(/receipt R/).innerText())[1];
  await page.getByRole('link', { name: 'All invoices' }).click();
  await arriveAt(page, 'Invoices');
  const find = page.getByRole('region', { name: 'Find by number' });
  await find.getByLabel('Number of an invoice').fill(receipt);
  await button(find, 'Find').click();
  await find.getByText(`${receipt}: money of which nobody knew what it is for`).waitFor();
  await expectMoney(find.getByRole('article'), { pays: '$350.00', gone: '$50.00', unallocated: '$0.00' });
  assert.deepEqual(await inspect(page, 'staff-invoices-receipt'), []);
});

/** The number of the invoice stands on the check. */
async function putByNumber(card, number) {
  const way = await openWay(card, 'Put it to an invoice');
  await way.getByLabel('Number of the invoice').fill('2026-99999');
  await button(way, 'Find').click();
  await way.getByRole('alert').getByText('is 2026-99999: nothing has this number').waitFor();
  await way.getByLabel('Number of the invoice').fill(number);
  await button(way, 'Find').click();
  await expect(way.getByLabel('Open invoice').locator('option:checked')).toHaveText(`${number}, ${DEBTOR.name}, $350.00 owed`);
  // Of the $400.00 that are there, as much as is owed.
  await expect(way.getByLabel('Amount to put there, in dollars')).toHaveValue('350.00');
  assert.deepEqual(await inspect(card.page(), 'books-put-by-number'), []);
  // Another search ends this one, and gives the list back.
  await way.getByLabel('Number of the invoice').fill('2026-99999');
  await button(way, 'Find').click();
  await expect(way.getByLabel('Open invoice')).toHaveValue('');
  await way.getByLabel('Number of the invoice').fill(number.toLowerCase());
  await button(way, 'Find').click();
  await way.getByRole('status').getByText(`${number} is found.`).waitFor();
  await button(way, 'Choose among all open invoices').click();
  await expect(way.getByLabel('Number of the invoice'), 'the focus goes to where the next one is sought').toBeFocused();
  await button(way, 'Find').click();
  await expect(way.getByLabel('Amount to put there, in dollars')).toHaveValue('350.00');
  await button(way, 'Put it to this invoice').click();
}

async function recordUnassigned(page, day) {
  await page.getByText('Record money of which nobody knows what it is for').click();
  const form = page.locator('form').filter({ has: button(page, 'Record the money') });
  await form.getByLabel('Day it was received').fill(daysLater(day, 1));
  await button(form, 'Record the money').click();
  for (const fault of [/is missing: write US dollars/, /future/, /Who sent it/]) await form.getByRole('alert').getByText(fault).first().waitFor();
  assert.deepEqual(await inspect(page, 'books-unassigned-refused'), []);
  await form.getByLabel('Amount in dollars').fill('$400.00');
  await form.getByLabel('Number of the check or the transfer').fill('4711');
  await form.getByLabel('Day it was received').fill(day);
  await form.getByLabel('Who sent it, as far as it is known').fill('Demo Aunt');
  await button(form, 'Record the money').click();
}

async function sendBack(card) {
  const way = await openWay(card, 'Send it back');
  await way.getByLabel('Amount to send back, in dollars').fill('50');
  await button(way, 'Send it back').click();
  for (const fault of [/Number of the check by which it goes/, /Reason/]) await way.getByRole('alert').getByText(fault).first().waitFor();
  await way.getByLabel('Number of the check by which it goes').fill('9001');
  await way.getByLabel('Reason').fill('More came than was owed.');
  await button(way, 'Send it back').click();
  await card.waitFor({ state: 'detached' });
}

journey('an invoice is found by its number and credited, and less is owed', ['staff'], async ({ service, number }, page) => {
  await signIn(page, STAFF, service.password);
  await page.getByRole('navigation', { name: 'Your pages' }).getByRole('link', { name: 'Invoices', exact: true }).click();
  await arriveAt(page, 'Invoices');
  const find = page.getByRole('region', { name: 'Find by number' });
  await find.getByLabel('Number of an invoice').fill('17');
  await button(find, 'Find').click();
  await find.getByRole('alert').getByText('is not the number of an invoice').waitFor();
  await find.getByLabel('Number of an invoice').fill(` ${number[CREDITED.email]} `);
  await button(find, 'Find').click();
  await find.getByRole('status').getByText(`${number[CREDITED.email]}: open the invoice`).waitFor();
  assert.deepEqual(await inspect(page, 'staff-invoices-found'), []);
  await find.getByRole('link', { name: 'open the invoice' }).click();
  await arriveAt(page, 'Invoice');
  await page.getByText(CREDITED.name).first().waitFor();
  const credit = page.getByRole('region', { name: 'Credit note' });
  await credit.getByLabel('Amount of the credit, in dollars').fill('350.01');
  await button(credit, 'Record the credit note').click();
  for (const fault of [/is \$350\.01: enter at most \$350\.00/, /Reason/]) await credit.getByRole('alert').getByText(fault).first().waitFor();
  await credit.getByLabel('Amount of the credit, in dollars').fill('50');
  await credit.getByLabel('Reason').fill('A courtesy of the board.');
  await button(credit, 'Record the credit note').click();
  await page.getByRole('row', { name: 'Credited −$50.00' }).waitFor();
  await page.getByRole('row', { name: 'Owed $300.00' }).waitFor();
  await expect(page.getByLabel('Amount in dollars'), 'so much is offered as what came').toHaveValue('300.00');
  assert.deepEqual(await inspect(page, 'staff-invoice-credited'), []);
  await seeBooksAddUp(page);
});

journey('a check that bounced is reversed, and what it paid is owed again', ['staff'], async ({ service, invoice }, page) => {
  await signIn(page, STAFF, service.password);
  await page.goto(`/staff/invoices/${invoice[BOUNCED.email]}`);
  await page.getByText('Paid', { exact: true }).waitFor();
  const card = page.getByRole('region', { name: 'Payments' }).getByRole('article');
  const way = await openWay(card, 'It did not go through');
  await button(way, 'Reverse the payment').click();
  await way.getByRole('alert').getByText(/Reason/).first().waitFor();
  await way.getByLabel('Reason').fill('The bank sent it back.');
  await button(way, 'Reverse the payment').click();
  await page.getByRole('row', { name: /^Check 1001, received .*; reversed, so it does not count/ }).waitFor();
  await page.getByRole('row', { name: 'Owed $350.00' }).waitFor();
  await card.getByText(/Reversed \d/).waitFor();
  await expectMoney(card, { pays: '$0.00', reversed: '$350.00', unallocated: '$0.00' });
  await expect(card.locator('details'), 'nothing can be done with it any more').toHaveCount(0);
  assert.deepEqual(await inspect(page, 'staff-payment-reversed'), []);
  await seeBooksAddUp(page);
});

journey('a list is taken as an Excel workbook', ['staff'], async ({ service, day }, page) => {
  await signIn(page, STAFF, service.password);
  await openBooks(page);
  const [file] = await Promise.all([page.waitForEvent('download'), button(page, 'Download all payments as XLSX').click()]);
  assert.equal(file.suggestedFilename(), `payments-${day}.xlsx`);
  const bytes = await readFile(await file.path());
  assert.equal(bytes.subarray(0, 2).toString('latin1'), 'PK', 'a workbook is a ZIP file');
  await page.getByRole('status').getByText('The file is in your downloads. That you took it stands on record.').waitFor();
});
