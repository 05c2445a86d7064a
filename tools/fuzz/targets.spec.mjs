import { fileURLToPath } from 'node:url';
import { node } from '../workspace/run.mjs';

const FUZZ = fileURLToPath(new URL('./fuzz.mjs', import.meta.url));

// That the fuzzers run, and find nothing at once; `npm run fuzz` looks for long.
it.each([
  ['models', 15, 1],
  ['ops', 12, 11],
  ['patterns', 50, 1],
  ['export', 50, 1],
  ['parsers', 500, 1],
  ['tables', 300, 1],
  ['checkpoints', 8, 3],
  ['faults', 2, 1],
])('%s: nothing is found in %i cases of a fixed seed', async (target, cases, seed) => {
  // Where something is found it fails, with what was printed.
  const printed = await node([FUZZ, '--what', target, '--cases', String(cases), '--seed', String(seed)]);
  expect(printed).toMatch(new RegExp(`^${target} +${cases} +0 `, 'm'));
});
