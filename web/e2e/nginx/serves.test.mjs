// What the web image's nginx does with a request: files as they are named, pages as the app, everything else passed on.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { expect } from '../browser.mjs';
import { startService } from '../support.mjs';

const dist = fileURLToPath(new URL('../../dist', import.meta.url));
const addresses = fileURLToPath(new URL('../../../shared/src/addresses.rs', import.meta.url));
const YEAR = 'public, max-age=31536000, immutable';

let service;
before(async () => {
  service = await startService();
});
after(() => service?.stop());

const nginxLog = () => readFileSync(join(service.folder, 'nginx/log'), 'utf8');

/** Asks without any cleverness of `fetch`: as it is written, and with the bytes as they come. */
function ask(path, { method = 'GET', headers = {}, url = service.url } = {}) {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, method, headers }, (answer) => {
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks) }));
    });
    asked.on('error', reject);
    asked.end();
  });
}

const asset = (ending) => `/assets/${readdirSync(join(dist, 'assets')).find((name) => name.endsWith(ending))}`;

test('assets come compressed as the browser likes, and are kept for ever', async () => {
  const path = asset('.wasm');
  for (const [accepted, encoding, file] of [['br', 'br', '.br'], ['gzip', 'gzip', '.gz'], ['identity', undefined, '']]) {
    const answer = await ask(path, { headers: { 'accept-encoding': accepted } });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['content-encoding'], encoding);
    assert.equal(answer.headers['content-type'], 'application/wasm');
    assert.equal(answer.headers['cache-control'], YEAR);
    assert.deepEqual(answer.body, readFileSync(join(dist, path + file)));
  }
});

test('every address of the app is its page, and what is missing is missing', async () => {
  const page = readFileSync(join(dist, 'index.html'));
  const pages = Object.fromEntries(['Planner', 'Member', 'Account', 'Staff', 'Books'].map((program) => [program, readFileSync(join(dist, program.toLowerCase(), 'index.html'))]));
  // The server's own list, which nginx repeats.
  const places = [...readFileSync(addresses, 'utf8').matchAll(/\("([\w/-]+)", Program::(\w+)\),/g)];
  assert.ok(places.length > 12);
  const held = places.flatMap(([, place, program]) => [`/${place}`, `/${place}/anything`].map((path) => [path, pages[program]]));
  for (const [path, expected] of [...['/', '/verify', '/staffing', '/people/0193'].map((path) => [path, page]), ...held]) {
    const answer = await ask(path);
    assert.equal(answer.status, 200, path);
    assert.deepEqual(answer.body, expected, path);
    assert.equal(answer.headers['cache-control'], 'no-cache');
    assert.match(answer.headers['content-type'], /^text\/html/);
  }
  for (const path of ['/assets/none-00000000.js', '/none.js', '/.hidden', '/assets/../../Cargo.toml', '/%2e%2e/%2e%2e/Cargo.toml']) {
    assert.ok([400, 404].includes((await ask(path)).status), path);
  }
  assert.equal((await ask('/verify', { method: 'POST' })).status, 405);
});

test('pages carry the headers that the server gives with its answers', async () => {
  const names = ['content-security-policy', 'x-content-type-options', 'referrer-policy', 'cross-origin-opener-policy', 'permissions-policy'];
  const passedOn = await ask('/api/v1/programme');
  for (const path of ['/', asset('.js'), '/none.js']) {
    const answer = await ask(path);
    for (const name of names) {
      // What nginx itself refuses it says without them, and shows nothing that they would guard.
      if (answer.status === 200) assert.equal(answer.headers[name], passedOn.headers[name], `${path} ${name}`);
    }
    assert.equal(answer.headers.server, 'nginx', 'its version is its own affair');
  }
});

test('the server is reached, and told who asks and under which id', async () => {
  const document = await ask('/openapi.json');
  assert.equal(JSON.parse(document.body).openapi.slice(0, 3), '3.1');
  for (const path of ['/health/ready', '/docs/', '/demo/mail']) assert.equal((await ask(path)).status, 200, path);
  const invented = 'ffffffffffffffffffffffffffffffff';
  const answer = await ask('/api/v1/programme', { headers: { 'x-request-id': invented, 'x-forwarded-for': '203.0.113.9' } });
  const id = answer.headers['x-request-id'];
  assert.match(id, /^[0-9a-f]{32}$/);
  assert.notEqual(id, invented);
  // Both write once they have answered.
  await expect.poll(() => service.log(), 'the server logs the id that nginx gave').toContain(id);
  await expect.poll(nginxLog, 'and nginx does').toContain(id);
  const refused = await ask('/api/v1/nothing');
  assert.equal(refused.status, 404);
  assert.equal(refused.headers['content-type'], 'application/problem+json');
});

test('what is reported in one request is answered while it is recorded', async () => {
  const form = new URLSearchParams({ grant_type: 'client_credentials', ...service.partner });
  const { access_token: token } = await (await fetch(`${service.url}/oauth/token`, { method: 'POST', body: form })).json();
  // Nobody has this number: each row is answered, and nothing is recorded.
  const row = { candidate_number: '7K3M-9QTV', family_name: 'Reader', course_id: '01930000-0000-7000-8000-000000000000', completed_on: '2026-01-02' };
  const rows = 10_000;
  const began = performance.now();
  const answer = await fetch(`${service.url}/api/v1/partner/reports/batch`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
    body: `${JSON.stringify(row)}\n`.repeat(rows),
  });
  assert.equal(answer.status, 200);
  let firstAfter;
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of answer.body) {
    firstAfter ??= performance.now() - began;
    text += decoder.decode(chunk, { stream: true });
  }
  const lines = text.trimEnd().split('\n').map((line) => JSON.parse(line));
  assert.deepEqual([lines.length, lines[0].row, lines.at(-1).row], [rows, 1, rows]);
  assert.ok(firstAfter < (performance.now() - began) / 2, 'the first answers come before the last are known');
});

test('who asks and for what is not written down', async () => {
  await ask('/canary-4711.html');
  await ask('/api/v1/verify/canary-4711');
  await ask('/confirm?token=canary-4711');
  await ask('/verify?number=canary-4711', { headers: { referer: 'http://canary-4711/' } });
  const last = await ask('/api/v1/programme?token=canary-4711');
  await expect.poll(nginxLog, 'the last is written down').toContain(last.headers['x-request-id']);
  await expect.poll(() => service.log(), 'by the server, too').toContain(last.headers['x-request-id']);
  const log = nginxLog();
  assert.ok(log.includes(' GET 404 ') && !log.includes('canary-4711') && !log.includes('127.0.0.1'), log);
  assert.ok(!service.log().includes('canary-4711'));
});
