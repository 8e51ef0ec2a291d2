// A server that behaves as Stripe does, as far as the programme asks it and is told: pages on which a card pays, refunds, and signed events.
// It takes no money. What the programme asks is held to what Stripe holds it to; see also `api/tests/support/stripe.rs`.

import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

const SECRET_KEY = 'sk_test_journeys';
const WEBHOOK_SECRET = 'whsec_journeys';
const JSON_TYPE = { 'Content-Type': 'application/json' };

/**
 * An account, until it is stopped. `environment` is what the programme needs to know of it, `tells` says which programme is told.
 * Once it `isLate`, events are kept back, until it catches up.
 */
export async function startStripe() {
  const account = { sessions: new Map(), refunds: new Map(), answered: new Map(), events: [], programme: undefined, late: false };
  const server = createServer((request, response) => {
    serve(account, request).then(
      ([status, headers, body]) => response.writeHead(status, headers).end(body),
      (error) => response.writeHead(500, { 'Content-Type': 'text/plain' }).end(error.stack),
    );
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  account.url = `http://127.0.0.1:${server.address().port}`;
  return {
    environment: { LSSC_STRIPE_SECRET_KEY: SECRET_KEY, LSSC_STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET, LSSC_STRIPE_URL: account.url },
    sessions: () => [...account.sessions.values()],
    refunds: () => [...account.refunds.values()],
    tells(service) {
      account.programme = `${service.url}/api/v1/stripe/events`;
    },
    isLate() {
      account.late = true;
    },
    async catchUp() {
      account.late = false;
      for (const event of account.events.splice(0)) await deliver(account, event);
    },
    /** The banks have taken what was on its way. */
    refundsArrive: () => endRefunds(account, 'succeeded', 'refund.updated'),
    /** The banks have sent back what was on its way. */
    refundsFail: () => endRefunds(account, 'failed', 'refund.failed'),
    stop() {
      server.closeAllConnections();
      return new Promise((resolve) => { server.close(resolve); });
    },
  };
}

async function serve(account, request) {
  const { pathname, searchParams } = new URL(request.url, account.url);
  const body = await text(request);
  if (!pathname.startsWith('/v1/')) return servePage(account, request.method, pathname);
  if (request.headers.authorization !== `Bearer ${SECRET_KEY}`) return fault(401);
  const [noun, id, verb] = pathname.replace(/^\/v1\/(checkout\/)?/, '').split('/');
  const asked = { id, verb, query: searchParams, body, key: request.headers['idempotency-key'] };
  const answers = { 'POST sessions': postSessions, 'GET sessions': getSession, 'POST refunds': postRefund, 'GET refunds': getRefunds };
  return answers[`${request.method} ${noun}`]?.(account, asked) ?? fault(404);
}

const fault = (status, type = 'invalid_request_error') => [status, JSON_TYPE, JSON.stringify({ error: { type, code: 'stub', message: 'no' } })];
const found = (object) => (object ? [200, JSON_TYPE, JSON.stringify(object)] : fault(404));

/** Under one key there is one answer, and under that key nothing else is asked. */
function once(account, { key, body }, make) {
  const before = account.answered.get(key);
  if (before) return before.body === body ? found(before.object) : fault(400, 'idempotency_error');
  const object = make(new URLSearchParams(body));
  if (key && object) account.answered.set(key, { body, object });
  return object ? found(object) : fault(400);
}

function postSessions(account, asked) {
  if (asked.verb === 'expire') return expire(account.sessions.get(asked.id));
  return once(account, asked, (members) => {
    const id = `cs_test_${account.sessions.size + 1}`;
    const session = {
      id,
      object: 'checkout.session',
      status: 'open',
      payment_status: 'unpaid',
      payment_intent: null,
      amount_total: Number(members.get('line_items[0][price_data][unit_amount]')),
      currency: members.get('line_items[0][price_data][currency]'),
      client_reference_id: members.get('client_reference_id'),
      metadata: { invoice: members.get('metadata[invoice]') },
      success_url: members.get('success_url'),
      cancel_url: members.get('cancel_url'),
      url: `${account.url}/pay/${id}`,
    };
    account.sessions.set(id, session);
    return session;
  });
}

function expire(session) {
  if (session?.status !== 'open') return fault(400);
  return found(Object.assign(session, { status: 'expired', url: null }));
}

function getSession(account, { id }) {
  return found(account.sessions.get(id));
}

/** At most what was paid goes back; it is on its way until the banks have it. */
function postRefund(account, asked) {
  return once(account, asked, (members) => {
    const [intent, amount] = [members.get('payment_intent'), Number(members.get('amount'))];
    const paid = [...account.sessions.values()].find(({ payment_intent }) => payment_intent === intent)?.amount_total ?? 0;
    const gone = refundsOf(account, intent).reduce((sum, refund) => sum + refund.amount, 0);
    if (!(amount > 0 && gone + amount <= paid)) return undefined;
    const id = `re_test_${account.refunds.size + 1}`;
    const refund = { id, object: 'refund', amount, currency: 'usd', payment_intent: intent, status: 'pending', metadata: { refund: members.get('metadata[refund]') } };
    account.refunds.set(id, refund);
    return refund;
  });
}

function getRefunds(account, { id, query }) {
  if (id) return found(account.refunds.get(id));
  return found({ object: 'list', data: refundsOf(account, query.get('payment_intent')) });
}

function refundsOf(account, intent) {
  return [...account.refunds.values()].filter(({ payment_intent }) => payment_intent === intent);
}

async function endRefunds(account, status, type) {
  for (const refund of [...account.refunds.values()].filter((refund) => refund.status === 'pending')) {
    refund.status = status;
    await tell(account, type, refund);
  }
}

/** The page of a session, and its button: the programme is told, and the payer sent back. */
async function servePage(account, method, pathname) {
  const session = account.sessions.get(pathname.slice('/pay/'.length));
  if (!session) return [404, { 'Content-Type': 'text/plain' }, 'There is no such page.'];
  if (session.status !== 'open') return [410, { 'Content-Type': 'text/plain' }, 'This page has ended.'];
  if (method === 'GET') return [200, { 'Content-Type': 'text/html; charset=utf-8' }, page(session)];
  Object.assign(session, { status: 'complete', payment_status: 'paid', payment_intent: intentOf(session), url: null });
  await tell(account, 'checkout.session.completed', session);
  return [303, { Location: session.success_url }, ''];
}

/** As long as a real one, whose letters do not break. */
const intentOf = ({ id }) => `pi_3MtwBwLkdIwHu7ix28a3tqP${id.slice('cs_test_'.length)}`;

function page(session) {
  const amount = `$${(session.amount_total / 100).toFixed(2)}`;
  return `<!doctype html><html lang="en"><title>Pay</title><h1>Pay ${amount}</h1>
<form method="post"><button>Pay</button></form><a href="${session.cancel_url}">Back</a></html>`;
}

async function tell(account, type, object) {
  const event = JSON.stringify({ id: `evt_${object.id}_${type}_${object.status}`, object: 'event', type, livemode: false, data: { object } });
  if (account.late) account.events.push(event);
  else await deliver(account, event);
}

/** Signed at this moment, as Stripe signs. */
async function deliver(account, event) {
  const time = Math.floor(Date.now() / 1000);
  const signature = createHmac('sha256', WEBHOOK_SECRET).update(`${time}.${event}`).digest('hex');
  const headers = { ...JSON_TYPE, 'Stripe-Signature': `t=${time},v1=${signature}` };
  const { status } = await fetch(account.programme, { method: 'POST', headers, body: event });
  if (status !== 204) throw new Error(`an event was not taken: ${status} ${event}`);
}
