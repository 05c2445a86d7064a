// Toy jobs for the executor `redis`, whose handler notes in a ledger what it begins and ends.
import { InvalidArgumentError } from '@lml/core';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * A handler that squares `value` after `milliseconds`, or does what else the data say.
 *
 * @param {string} ledger the file that it writes to
 */
export function handlerWith(ledger) {
  /** @param {string} what @param {string} id */
  const note = (what, id) => appendFileSync(ledger, `${what} ${id} ${process.pid}\n`);
  return async (/** @type {any} */ { id, data, folder }, /** @type {{ signal: AbortSignal }} */ { signal }) => {
    note('begin', id);
    try {
      await wait(data.milliseconds ?? 0, undefined, { signal });
    } catch (error) {
      note('abort', id);
      throw error;
    }
    if (data.fail === 'coded') throw new InvalidArgumentError('value', 'a good one', data.value);
    if (data.fail === 'plain') throw new RangeError('out of range');
    if (data.die === true) process.kill(process.pid, 'SIGKILL');
    for (const [name, text] of Object.entries(data.files ?? {})) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    note('end', id);
    return { square: data.value ** 2, folder: folder === undefined ? 'none' : 'some' };
  };
}
