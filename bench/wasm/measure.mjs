// One standing by the rules' WebAssembly export and by the rivals', each from JSON to JSON, in turns; microseconds.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import initZen, { Variable } from '@gorules/zen-engine-wasm';

const [rulesModule, request, digest, brief, policies, sources] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const { standing } = require(rulesModule);
const cedar = require('@cedar-policy/cedar-wasm/nodejs');

assert.equal(cedar.preparsePolicySet('rules', { staticPolicies: policies }).type, 'success');
const ask = {
  principal: { type: 'Person', id: 'holder' },
  action: { type: 'Action', id: 'stand' },
  resource: { type: 'Programme', id: 'lssc' },
  preparsedPolicySetId: 'rules',
  entities: [],
};
await initZen({ module_or_path: readFileSync(new URL('node_modules/@gorules/zen-engine-wasm/dist/zen_engine_wasm_bg.wasm', import.meta.url)) });
const expressions = JSON.parse(sources);

const contestants = {
  ours: () => standing(request),
  cedar: () => JSON.stringify(cedar.statefulIsAuthorized({ ...ask, context: JSON.parse(digest) })),
  zen: () => {
    const input = new Variable(JSON.parse(brief));
    const answer = Object.fromEntries(expressions.map(([name, source]) => [name, input.evaluateExpression(source)]));
    input.free();
    return JSON.stringify(answer);
  },
};

assert.equal(JSON.parse(contestants.ours()).status, 'renewal_open');
assert.equal(JSON.parse(contestants.cedar()).response.diagnostics.reason.length, 6);
assert.equal(JSON.parse(contestants.zen()).status, 'renewal_open');

const microseconds = (work) => {
  const started = performance.now();
  let runs = 0;
  while (performance.now() - started < 400) {
    for (let n = 0; n < 16; n += 1) work();
    runs += 16;
  }
  return ((performance.now() - started) * 1000) / runs;
};

const figures = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]));
for (let round = 0; round < 6; round += 1) {
  for (const [name, work] of Object.entries(contestants)) {
    const figure = microseconds(work);
    // The first round warms up.
    if (round > 0) figures[name].push(figure);
  }
}
const median = (all) => all.sort((a, b) => a - b)[Math.floor(all.length / 2)];
console.log(JSON.stringify(Object.fromEntries(Object.entries(figures).map(([name, all]) => [name, median(all)]))));
