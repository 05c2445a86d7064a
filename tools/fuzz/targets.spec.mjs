import { fileURLToPath } from 'node:url';
import { node } from '../workspace/run.mjs';

const FUZZ = fileURLToPath(new URL('./fuzz.mjs', import.meta.url));

it.each([
  ['models', 40, 1],
  ['ops', 30, 11],
  ['patterns', 150, 1],
  ['export', 150, 1],
  ['parsers', 1500, 1],
  ['checkpoints', 20, 3],
  ['faults', 3, 1],
])('%s: nothing is found in %i cases of a fixed seed', async (target, cases, seed) => {
  // Where something is found it fails, with what was printed.
  const printed = await node([FUZZ, '--what', target, '--cases', String(cases), '--seed', String(seed)]);
  expect(printed).toMatch(new RegExp(`^${target} +${cases} +0 `, 'm'));
});
