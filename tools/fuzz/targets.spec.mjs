import { fileURLToPath } from 'node:url';
import { node } from '../e2e/run.mjs';

const FUZZ = fileURLToPath(new URL('./fuzz.mjs', import.meta.url));

it.each([
  ['export', 40],
  ['parsers', 1000],
  ['faults', 2],
])('%s: nothing is found in a few cases of a fixed seed', async (target, cases) => {
  // It fails with what it printed.
  const printed = await node([FUZZ, '--what', target, '--cases', String(cases), '--seed', '1']);
  expect(printed).toMatch(new RegExp(`^${target} +${cases} +0 `, 'm'));
});
