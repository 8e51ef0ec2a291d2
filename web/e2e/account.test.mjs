// One's own account: name, address, password, sessions, a second step at signing in, documents to accept, one's data, and leaving.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inflateRawSync } from 'node:zlib';

import { expect, inspect } from './browser.mjs';
import { stageJourneys } from './journey.mjs';
import { STAFF, addCourse, admit, apiAs, arriveAt, certify, enterCredentials, openAccount, openAs, signIn } from './steps.mjs';

const RENAMED = { name: 'Demo Before', email: 'renamed@demo.example', password: 'eleven chairs around a stove' };
const MOVING = { name: 'Demo Moving', email: 'old-address@demo.example', password: 'three boxes on the pavement' };
const CAREFUL = { name: 'Demo Careful', email: 'careful@demo.example', password: 'two locks on a garden gate' };
const TWICE = { name: 'Demo Twice', email: 'twice@demo.example', password: 'a desk here and a desk there' };
const FORGETFUL = { name: 'Demo Forgetful', email: 'forgetful@demo.example', password: 'where did I put the string' };
const DOUBLY = { name: 'Demo Doubly Sure', email: 'doubly@demo.example', password: 'belt and braces and a rope' };
const LEAVER = { name: 'Demo Leaver', email: 'leaver@demo.example', password: 'one suitcase by the front door' };
const FIRST = { name: 'First Administrator', email: 'first-admin@demo.example', password: 'nobody was here before me' };
const STEP_SECONDS = 30;

const journey = stageJourneys(async (stage) => {
  const { service } = stage;
  const staff = await apiAs(service, { email: STAFF });
  const renamed = await openAccount(service, RENAMED);
  await admit(service, renamed, staff);
  stage.certificate = await certify(service, renamed, staff);
  for (const person of [MOVING, CAREFUL, FORGETFUL, DOUBLY]) await openAccount(service, person);
  const twice = await openAccount(service, TWICE);
  await twice('DELETE', '/sessions');
  const leaver = await openAccount(service, LEAVER);
  await admit(service, leaver, staff);
  const course = await addCourse(staff, 'Course of somebody who leaves', ['youth']);
  await leaver('POST', '/completions', { course_id: course.id, completed_on: (await leaver('GET', '/programme')).today });
});

const openOwnAccount = (page, person) => openAs(page, '/account', 'Your account', person);
const part = (page, name) => page.getByRole('region', { name, exact: true });
const button = (where, name) => where.getByRole('button', { name, exact: true });
const signOut = async (page) => {
  await button(page, 'Sign out').click();
  await arriveAt(page, 'Library Support Staff Certification');
};

/** Enters address and password, and goes no further. */
async function tryToSignIn(page, email, password) {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await button(page, 'Sign in').click();
}

async function expectRefused(page, email, password) {
  await tryToSignIn(page, email, password);
  await page.getByRole('alert').getByRole('heading', { name: 'Address or password is wrong' }).waitFor();
}

/** Follows the link of the newest mail of this subject to this address, as the demonstration shows it. */
async function followMail(page, email, subject) {
  await page.goto('/demo/mail');
  await page.getByRole('listitem').filter({ hasText: `to ${email}` }).getByRole('link', { name: subject, exact: true }).first().click();
  await page.getByRole('link', { name: /#token=/ }).click();
}

/** What an app would show for this secret (RFC 6238), now or some steps of half a minute later. */
function codeOf(secret, later = 0) {
  const bits = [...secret].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 1000 / STEP_SECONDS) + later));
  const digest = createHmac('sha1', key).update(step).digest();
  const number = digest.readUInt32BE(digest[19] & 0x0f) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

/** The files of a ZIP archive by their names, from its directory at the end. */
function unzip(bytes) {
  const files = {};
  for (let at = bytes.indexOf('PK\x01\x02'); at >= 0; at = bytes.indexOf('PK\x01\x02', at + 1)) {
    const [method, size] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
    const [nameLength, local] = [bytes.readUInt16LE(at + 28), bytes.readUInt32LE(at + 42)];
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(start, start + size);
    files[bytes.toString('utf8', at + 46, at + 46 + nameLength)] = (method === 0 ? packed : inflateRawSync(packed)).toString('utf8');
  }
  return files;
}

journey('a new name shows everywhere at once, on the certificate too', ['renamed', 'stranger'], async ({ certificate }, page, stranger) => {
  await openOwnAccount(page, RENAMED);
  const form = part(page, 'Change your name');
  await form.getByLabel('New name').fill('Demo After');
  await form.getByLabel('Your password').fill('something else altogether');
  await button(form, 'Change the name').click();
  await form.getByRole('alert').getByRole('link', { name: /^Your password/ }).waitFor();
  await page.getByRole('banner').getByText(RENAMED.name).waitFor();
  await form.getByLabel('Your password').fill(RENAMED.password);
  await button(form, 'Change the name').click();
  await form.getByRole('status').getByText('Your name is changed.').waitFor();
  await page.getByRole('definition').getByText('Demo After').waitFor();
  await page.getByRole('banner').getByText('Demo After').waitFor();
  await page.reload();
  await page.getByRole('definition').getByText('Demo After').waitFor();
  await page.getByRole('banner').getByText('Demo After').waitFor();
  await stranger.goto(`/verify/${certificate.number}`);
  await stranger.getByRole('region', { name: 'Result' }).getByRole('heading', { name: 'Demo After' }).waitFor();
});

journey('a new address counts once its link is followed, and the old one opens nothing', ['moving', 'visitor'], async (_, page, visitor) => {
  const email = 'new-address@demo.example';
  await openOwnAccount(page, MOVING);
  const form = part(page, 'Change your e-mail address');
  await form.getByLabel('New e-mail address').fill(email);
  await form.getByLabel('Your password').fill(MOVING.password);
  await button(form, 'Change the address').click();
  await form.getByRole('status').getByText(/mail/).waitFor();
  await page.getByRole('definition').getByText(MOVING.email).waitFor();
  // Nobody at an open browser does the same: without the password nothing is sent, and nothing says that it was.
  await form.getByLabel('New e-mail address').fill('stranger@demo.example');
  await form.getByLabel('Your password').fill('somebody else at this desk');
  await button(form, 'Change the address').click();
  await form.getByRole('alert').getByRole('link', { name: /^Your password/ }).waitFor();
  await form.getByRole('status').getByText(/mail/).waitFor({ state: 'detached' });

  // Mail is often read elsewhere: the link needs no session, and opening it does nothing yet.
  await followMail(visitor, email, 'Confirm your new address');
  await arriveAt(visitor, 'Confirm your new address');
  assert.ok(!visitor.url().includes('token='), 'the token does not stay in the address');
  await page.reload();
  await page.getByRole('definition').getByText(MOVING.email).waitFor();
  await button(visitor, 'Use this address').click();
  await arriveAt(visitor, 'Your address is changed');
  await page.reload();
  await page.getByRole('definition').getByText(email).waitFor();

  await expectRefused(visitor, MOVING.email, MOVING.password);
  await signIn(visitor, email, MOVING.password);
  await followMail(page, email, 'Confirm your new address');
  await button(page, 'Use this address').click();
  await page.getByRole('main').getByRole('alert').waitFor();
});

journey('a new password ends the other session, and the old one opens nothing', ['careful', 'other device'], async (_, page, other) => {
  const password = 'four locks on a garden gate';
  await openOwnAccount(page, CAREFUL);
  await openOwnAccount(other, CAREFUL);
  const form = part(page, 'Change your password');
  await form.getByLabel('Password so far').fill(CAREFUL.password);
  await form.getByLabel('New password').fill(password);
  await button(form, 'Change the password').click();
  await form.getByRole('status').getByText('Your password is changed.').waitFor();
  await expect(form.getByLabel('New password')).toHaveValue('');

  await other.getByRole('navigation', { name: 'Your pages' }).getByRole('link', { name: 'Dashboard' }).click();
  await arriveAt(other, 'Sign in');
  await other.getByText('Your session has ended.').waitFor();
  await expectRefused(other, CAREFUL.email, CAREFUL.password);
  await signIn(other, CAREFUL.email, password);
  await page.reload();
  await arriveAt(page, 'Your account');
});

journey('of two sessions one ends the other', ['twice', 'other device'], async (_, page, other) => {
  await openOwnAccount(other, TWICE);
  await openOwnAccount(page, TWICE);
  const devices = part(page, 'Where you are signed in');
  await devices.getByText('(this one)').waitFor();
  await expect(devices.getByRole('listitem')).toHaveCount(2);
  await button(devices.getByRole('listitem').filter({ hasNotText: '(this one)' }), /^End this one/).click();
  await devices.getByRole('button').first().waitFor({ state: 'detached' });
  await expect(devices.getByRole('listitem')).toHaveCount(1);
  await devices.getByText('(this one)').waitFor();
  await other.getByRole('navigation', { name: 'Your pages' }).getByRole('link', { name: 'Dashboard' }).click();
  await arriveAt(other, 'Sign in');
  await other.getByText('Your session has ended.').waitFor();
  await enterCredentials(other, TWICE.email, TWICE.password);
  await arriveAt(other, 'Dashboard');
});

journey('a forgotten password is replaced by a mailed link, once', ['forgetful'], async (_, page) => {
  const password = 'here is the string after all';
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await arriveAt(page, 'Forgot your password?');
  await page.getByLabel('E-mail address').fill(FORGETFUL.email);
  await button(page, 'Send the link').click();
  await page.getByRole('link', { name: 'Read the mail here' }).waitFor();
  await followMail(page, FORGETFUL.email, 'Set a new password');
  await arriveAt(page, 'Set a new password');
  await page.getByLabel('New password').fill(password);
  await button(page, 'Set the password').click();
  await arriveAt(page, 'Your new password is set');
  await expectRefused(page, FORGETFUL.email, FORGETFUL.password);
  await signIn(page, FORGETFUL.email, password);
  await signOut(page);
  await followMail(page, FORGETFUL.email, 'Set a new password');
  await page.getByLabel('New password').fill(FORGETFUL.password);
  await button(page, 'Set the password').click();
  await page.getByRole('main').getByRole('alert').waitFor();
  await expectRefused(page, FORGETFUL.email, FORGETFUL.password);
});

journey('a second step asks for a code of the app, and a recovery code counts once', ['doubly'], async (_, page) => {
  await openOwnAccount(page, DOUBLY);
  const form = part(page, 'Second step at signing in');
  await form.getByLabel('Your password').fill(DOUBLY.password);
  await button(form, 'Set up the second step').click();
  await form.getByRole('img', { name: 'QR code of the secret' }).waitFor();
  assert.deepEqual(await inspect(page, 'second-step-secret'), []);
  const secret = await form.getByRole('code').innerText();
  await form.getByLabel('Code', { exact: true }).fill(codeOf(secret, 1000));
  await button(form, 'Confirm the code').click();
  await form.getByRole('alert').getByRole('link', { name: /^Code/ }).waitFor();
  const used = codeOf(secret);
  await form.getByLabel('Code', { exact: true }).fill(used);
  await button(form, 'Confirm the code').click();
  await form.getByText(/^The second step is set up\./).waitFor();
  const recovery = await form.getByRole('listitem').allInnerTexts();
  assert.ok(recovery.length >= 8 && new Set(recovery).size === recovery.length, `${recovery.length} recovery codes`);
  await form.getByText(`Recovery codes left: ${recovery.length}.`).waitFor();
  assert.deepEqual(await inspect(page, 'second-step-recovery'), []);
  await page.reload();
  await form.getByText(`Recovery codes left: ${recovery.length}.`).waitFor();
  assert.ok(!(await page.content()).includes(recovery[0]), 'they are not shown again');

  const enter = async (code) => {
    await page.getByLabel('Code', { exact: true }).fill(code);
    await button(page, 'Sign in').click();
  };
  await signOut(page);
  await tryToSignIn(page, DOUBLY.email, DOUBLY.password);
  await arriveAt(page, 'Enter your code');
  await enter(used);
  await page.getByRole('main').getByRole('alert').waitFor();
  await enter(codeOf(secret, 1));
  await arriveAt(page, 'Dashboard');

  await signOut(page);
  await tryToSignIn(page, DOUBLY.email, DOUBLY.password);
  await arriveAt(page, 'Enter your code');
  await enter(recovery[0].toLowerCase());
  await arriveAt(page, 'Dashboard');
  await page.goto('/account');
  await form.getByText(`Recovery codes left: ${recovery.length - 1}.`).waitFor();
  await signOut(page);
  await tryToSignIn(page, DOUBLY.email, DOUBLY.password);
  await arriveAt(page, 'Enter your code');
  await enter(recovery[0]);
  await page.getByRole('main').getByRole('alert').waitFor();
  await enter(recovery[1]);
  await arriveAt(page, 'Dashboard');

  await page.goto('/account');
  await form.getByLabel('Your password').fill(DOUBLY.password);
  await form.getByLabel('Code', { exact: true }).fill(recovery[2]);
  await button(form, 'Remove the second step').click();
  await form.getByText('Signing in takes your password alone.').waitFor();
  await signOut(page);
  await signIn(page, DOUBLY.email, DOUBLY.password);
});

journey('who has not accepted the documents is asked for it first', ['first'], async ({ service }, page) => {
  const program = process.env.LSSC_TEST_SERVER ?? fileURLToPath(new URL('../../target/debug/lssc', import.meta.url));
  const opened = spawnSync(program, ['accounts', 'create-admin', '--email', FIRST.email, '--name', FIRST.name], {
    env: { ...process.env, LSSC_DATABASE_URL: `sqlite:${service.folder}/demo.sqlite` },
    input: `${FIRST.password}\n`,
    encoding: 'utf8',
  });
  assert.equal(opened.status, 0, opened.stderr);
  await page.goto('/sign-in');
  await enterCredentials(page, FIRST.email, FIRST.password);
  await arriveAt(page, 'Read and accept');
  await expect(page.getByRole('main').getByRole('link', { name: /^(privacy notice|terms of use)$/ })).toHaveCount(2);
  assert.deepEqual(await inspect(page, 'documents-due'), []);
  await page.getByRole('link', { name: 'Not now' }).click();
  await arriveAt(page, 'Dashboard');
  await page.goto('/staff/roles');
  await page.getByRole('alert').getByRole('heading', { name: 'Accept the documents first' }).waitFor();
  await page.getByRole('alert').getByRole('link', { name: 'Read and accept them' }).waitFor();
  await page.goto('/account');
  await page.getByRole('link', { name: 'Read and accept it' }).click();
  await arriveAt(page, 'Read and accept');
  await button(page, 'I have read it and accept it').click();
  await arriveAt(page, 'All is accepted');
  await page.getByRole('link', { name: 'Go on' }).click();
  // Back to where an administrator begins who is not staff.
  await arriveAt(page, 'Accounts and roles');
  await page.getByRole('row', { name: FIRST.name }).waitFor();
});

journey('who leaves takes everything along, is told what goes and stays, and is gone', ['leaver'], async (_, page) => {
  await openOwnAccount(page, LEAVER);
  const data = part(page, 'Download my data');
  await button(data, 'Make the archive').click();
  await data.getByRole('alert').getByRole('link', { name: /^Your password/ }).waitFor();
  await data.getByLabel('Your password').fill(LEAVER.password);
  await button(data, 'Make the archive').click();
  const [download] = await Promise.all([page.waitForEvent('download'), data.getByRole('link', { name: 'save it' }).click()]);
  assert.match(download.suggestedFilename(), /^lssc-my-data.*\.zip$/);
  await expect(data.getByLabel('Your password'), 'the password does not stay above the way to delete everything').toHaveValue('');
  const files = unzip(readFileSync(await download.path()));
  assert.deepEqual(Object.keys(files).sort(), ['data.json', 'index.html']);
  const kept = JSON.stringify(JSON.parse(files['data.json']).tables);
  for (const word of [LEAVER.name, LEAVER.email, 'Circulation assistant']) {
    assert.ok(kept.includes(word) && files['index.html'].includes(word), `${word} is in both`);
  }
  assert.ok(!kept.includes(RENAMED.email), "nobody else's data");

  const leave = part(page, 'Delete my account');
  await leave.getByText('This cannot be undone.').waitFor();
  await leave.getByText(/^What goes: /).waitFor();
  await leave.getByText(/^What stays: /).waitFor();
  await button(leave, 'Delete my account').click();
  await leave.getByRole('alert').getByRole('link', { name: /^Your password/ }).waitFor();
  await leave.getByRole('alert').getByRole('link', { name: /^Confirmation/ }).waitFor();
  assert.deepEqual(await inspect(page, 'delete-refused'), []);
  await leave.getByLabel('Confirmation').fill('delete my acount');
  await leave.getByLabel('Your password').fill(LEAVER.password);
  await button(leave, 'Delete my account').click();
  await leave.getByRole('alert').getByRole('link', { name: /^Confirmation/ }).waitFor();
  await leave.getByLabel('Confirmation').fill('delete my account');
  await leave.getByLabel('Your password').fill('somebody else at this desk');
  await button(leave, 'Delete my account').click();
  await leave.getByRole('alert').getByRole('link', { name: /^Your password/ }).waitFor();
  await leave.getByLabel('Your password').fill(LEAVER.password);
  await button(leave, 'Delete my account').click();
  await arriveAt(page, 'Library Support Staff Certification');
  await page.getByRole('banner').getByRole('link', { name: 'Sign in' }).waitFor();
  await page.goBack();
  await arriveAt(page, 'Sign in');
  await expectRefused(page, LEAVER.email, LEAVER.password);
});
