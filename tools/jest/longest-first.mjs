import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Sequencer from '@jest/test-sequencer';

/** Begins with the files that have most to test, by the size of the specs that they hold, so that both workers end together. */
export default class LongestFirst extends Sequencer {
  /** @param {Parameters<Sequencer['sort']>[0]} tests */
  sort(tests) {
    const sizes = new Map(tests.map((test) => [test, sizeOf(test.path)]));
    return tests.toSorted((a, b) => Number(sizes.get(b)) - Number(sizes.get(a)));
  }
}

/** @param {string} path */
function sizeOf(path) {
  const { size } = statSync(path);
  if (!path.endsWith('.spec.mjs')) return size;
  const specs = [...readFileSync(path, 'utf8').matchAll(/^import '(.*\.spec\.ts)';$/gm)];
  // What starts processes takes long for its size.
  if (specs.length === 0) return 10 * size;
  return specs.reduce((sum, [, spec]) => sum + statSync(join(dirname(path), spec)).size, 0);
}
