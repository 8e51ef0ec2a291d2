// The vectors through the WebAssembly export that the browser app calls: the same answers in JavaScript as in Rust.
// `cargo xtask test` builds the module and names it in LSSC_TEST_RULES_MODULE.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';

const { standing } = createRequire(import.meta.url)(process.env.LSSC_TEST_RULES_MODULE);
const vectors = JSON.parse(readFileSync(new URL('vectors/standing.json', import.meta.url), 'utf8'));

assert.ok(vectors.length > 0, 'there are no vectors');
for (const { name, as_of, dossier, expect } of vectors) {
  test(name, () => {
    const answer = JSON.parse(standing(JSON.stringify({ as_of, dossier })));
    for (const [member, expected] of Object.entries(expect)) {
      assert.deepEqual(answer[member], expected, `${member}: ${JSON.stringify(answer)}`);
    }
  });
}
