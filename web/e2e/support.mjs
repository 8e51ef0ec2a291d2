// What every journey needs: a server with a fresh demonstration and a date of its own, a browser, and eyes for what people would stumble over.
// `cargo xtask test` builds the server and the app first, and names the server's program and the browser.

import { spawn, spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { createWriteStream, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { startNginx } from './nginx.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Where it is named, pages come from it as in production, and not from the server. */
const nginx = process.env.LSSC_TEST_NGINX;
const program = process.env.LSSC_TEST_SERVER ?? join(root, 'target/debug/lssc');
const START_MS_MAX = 30_000;
const STOP_MS_MAX = 10_000;
const SEEN_MS_MAX = 10_000;
export const ADMIN = 'admin@demo.example';

/**
 * A server on a free port, with the demonstration's data in a temporary folder.
 * `today` (YYYY-MM-DD) is the programme's date; `restart` takes another one and keeps the data.
 * With `live`, further environment, it is no demonstration: cards are charged in another house, and there is nobody but an administrator.
 */
export async function startService({ today, live } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'lssc-journey-'));
  const port = await freePort();
  const frontPort = nginx ? await freePort() : port;
  const url = `http://127.0.0.1:${frontPort}`;
  const env = {
    ...process.env,
    LSSC_DATABASE_URL: `sqlite:${folder}/demo.sqlite`,
    LSSC_LISTEN: `127.0.0.1:${port}`,
    LSSC_PUBLIC_URL: url,
    ...(nginx ? { LSSC_TRUSTED_PROXIES: '["127.0.0.1"]' } : { LSSC_WEB_DIST: join(root, 'web/dist') }),
    LSSC_MAIL: `folder:${folder}/mail`,
    LSSC_CONTACT_POSTAL_ADDRESS: 'Demo Certification Office\n1 Demo Square\nChicago, IL 60601',
    LSSC_CHECKS_PAYABLE_TO: 'Demo Certification Office',
    LSSC_TRANSFER_DETAILS: 'Demo Bank, Chicago\nAccount 000 123 456',
    LSSC_FILES: `folder:${folder}/files`,
    LSSC_SECRET_FILE: join(folder, 'session-key.pem'),
    // As in a demonstration: the second step of staff has a journey of its own.
    ...(live ? { LSSC_STAFF_TOTP: 'optional', ...live } : {}),
  };
  const begun = live ? beginProgramme(env) : beginDemonstration(env);

  const front = nginx ? startNginx(nginx, { folder, port: frontPort, apiPort: port }) : undefined;
  let server = await serve(env, folder, url, today).catch(async (error) => {
    if (front) await end(front);
    throw error;
  });
  return {
    url,
    folder,
    isDemonstration: !live,
    ...begun,
    log: () => readFileSync(join(folder, 'server.log'), 'utf8'),
    async restart({ today: day }) {
      await end(server);
      server = await serve(env, folder, url, day);
    },
    async stop() {
      await end(server);
      if (front) await end(front);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function beginDemonstration(env) {
  const printed = run(env, ['demo']);
  return {
    password: printedAs('password', printed),
    /** What the demonstration's partner asks a token with. */
    partner: { client_id: printedAs('client_id', printed), client_secret: printedAs('client_secret', printed) },
  };
}

/** As an operator begins: a key, an administrator, and nothing else. */
function beginProgramme(env) {
  const password = 'eight stamps in a drawer';
  writeFileSync(env.LSSC_SECRET_FILE, generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  run(env, ['accounts', 'create-admin', '--email', ADMIN, '--name', 'Demo Admin'], `${password}\n`);
  return { password };
}

/** What the program prints. */
function run(env, words, input = '') {
  const ran = spawnSync(program, words, { cwd: root, env, encoding: 'utf8', input });
  if (ran.status !== 0) throw new Error(`\`lssc ${words[0]}\` failed: ${ran.error ?? ran.stderr}`);
  return ran.stdout;
}

async function serve(env, folder, url, today) {
  const log = createWriteStream(join(folder, 'server.log'), { flags: 'a' });
  const server = spawn(program, ['serve', ...(today ? ['--today', today] : [])], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  server.stdout.pipe(log, { end: false });
  server.stderr.pipe(log, { end: false });
  const deadline = Date.now() + START_MS_MAX;
  while (!(await answers(url))) {
    if (server.exitCode !== null || Date.now() > deadline) {
      await end(server);
      throw new Error(`the server does not start:\n${readFileSync(join(folder, 'server.log'), 'utf8')}`);
    }
    await pause(50);
  }
  return server;
}

async function answers(url) {
  try {
    return (await fetch(`${url}/api/v1/programme`)).ok;
  } catch {
    return false;
  }
}

/** Asks the server to end, as an operator would, and waits; one that does not is killed, which is an error. */
async function end(server) {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  if ((await Promise.race([ended.then(() => 'ended'), pause(STOP_MS_MAX, 'late', { ref: false })])) === 'late') {
    server.kill('SIGKILL');
    await ended;
    throw new Error(`the server did not end within ${STOP_MS_MAX} ms`);
  }
}

function printedAs(name, printed) {
  const found = new RegExp(`${name}\\s+(\\S+?):?\\s*$`, 'im').exec(printed);
  if (!found) throw new Error(`\`lssc demo\` names no ${name}:\n${printed}`);
  return found[1];
}

/** The mails sent so far whose text contains `to`, oldest first. */
export function mailsTo(service, to) {
  const folder = join(service.folder, 'mail');
  if (!existsSync(folder)) return [];
  const mails = readdirSync(folder).filter((name) => name.endsWith('.eml')).sort().map((name) => readFileSync(join(folder, name), 'utf8'));
  return mails.filter((mail) => mail.includes(to)).map(unfolded);
}

/** What `look` finds, once it finds something. */
export async function until(look) {
  const deadline = Date.now() + SEEN_MS_MAX;
  for (;;) {
    const found = look();
    if (found.length > 0 || Date.now() > deadline) return found;
    await pause(100);
  }
}

/** Quoted-printable undone, so that a link is in one piece. */
function unfolded(mail) {
  const joined = mail.replace(/=\r?\n/g, '');
  return joined.replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
