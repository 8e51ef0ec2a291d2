// Looking at pages: by their addresses, each brought into the state that is meant, at every width and in both modes.

import assert from 'node:assert/strict';

import { inspect, inspectForeign } from './browser.mjs';
import { arriveAt } from './steps.mjs';

/** Looks at pages, each `[name, path, act, theirs]`: `act` brings a page into the state that is meant; with `theirs`, others wrote it. */
export async function look(page, views) {
  const findings = [];
  for (const [name, path, act, theirs] of views) {
    await page.goto(path);
    if (!theirs) await arriveAt(page, /./);
    await act?.(page);
    findings.push(...(await (theirs ? inspectForeign(page, name, theirs) : inspect(page, name))));
  }
  assert.deepEqual(findings, []);
}

/** Presses a button. */
export const press = (name) => (page) => page.getByRole('button', { name, exact: true }).first().click();
/** Presses a button and waits for the form's complaint. */
export const refuse = (name) => async (page) => {
  await press(name)(page);
  await page.getByRole('main').getByRole('alert').first().waitFor();
};

/** What Swagger UI has in its own elements and colours, which are not ours to mend: these rules of axe-core, and no other check. */
const SWAGGER_UI = ['button-name: ', 'color-contrast: ', 'heading-order: ', 'label: ', 'landmark-one-main: ', 'nested-interactive: ', 'region: ', 'select-name: '];

/** Opens the newest mail. */
async function readMail(page) {
  await page.getByRole('listitem').first().getByRole('link').click();
  await page.getByRole('link', { name: 'All mails' }).waitFor();
}

/** What visitors see; a course and a certificate that are there. */
export const publicViews = ({ course, certificate }) => [
  ['home', '/'],
  ['home-questions', '/', (open) => open.locator('summary').first().click()],
  ['eligibility', '/eligibility'],
  ['eligibility-refused', '/eligibility', refuse('Check')],
  ['catalog', '/catalog'],
  ['catalog-empty', '/catalog?text=nothing%20has%20these%20words'],
  ['course', `/catalog/${course.id}`],
  ['verify', '/verify'],
  ['verification', `/verify/${certificate.number}`],
  ['verification-unknown', `/verify/${'0'.repeat(22)}`],
  ['certificate', `/certificates/${certificate.number}`],
  ['certificate-mistyped', `/certificates/${'0'.repeat(21)}1`],
  ['planner', '/planner'],
  ['planner-filled', '/planner#1.a0z00.m.0c0y00.1c0zz0.2p0zz0.3c0zz0.7c0zz0.9p1zzz'],
  ['planner-not-admitted', '/planner#1.d.s.j0zg0----1mc.0c0zz0'],
  ['planner-broken', '/planner#1.a10'],
  ['join-unknown', '/join#token=nonsense'],
  ['join', '/join'],
  ['competency-sets', '/competency-sets'],
  ['competency-set', '/competency-sets/technology'],
  ['competency-set-unknown', '/competency-sets/nothing'],
  ['faq', '/faq'],
  ['faq-answer', '/faq#q22'],
  ['contact', '/contact'],
  ['contact-refused', '/contact', refuse('Send the message')],
  ['privacy', '/privacy'],
  ['terms', '/terms'],
  ['register', '/register'],
  ['register-refused', '/register', refuse('Create the account')],
  ['confirm', '/confirm'],
  ['confirm-link', '/confirm#token=x'],
  ['sign-in', '/sign-in'],
  ['forgot-password', '/forgot-password'],
  ['reset-password', '/reset-password'],
  ['reset-password-link', '/reset-password#token=x'],
  ['not-found', '/nothing/here'],
  ['mail', '/demo/mail'],
  ['mail-read', '/demo/mail', readMail],
  ['partners-guide', '/docs/partners'],
  ['docs', '/docs/', (open) => open.locator('.opblock').first().waitFor(), SWAGGER_UI],
];
