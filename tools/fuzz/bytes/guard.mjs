import { LmlError } from '@lml/core';

/** More memory than this, over what there was at first, is too much for bytes of a few kilobytes. */
const MEMORY = 1.5 * 2 ** 30;
/** Seconds of a processor that are too long for such: a busy machine takes no more of those. */
const LONG = 30;

const atFirst = process.resourceUsage().maxRSS;

/**
 * Runs something on foreign bytes: it may give a value or an error with a code, within time and memory.
 *
 * @param {string} what
 * @param {string} text a reproduction
 * @param {() => unknown} run
 * @param {(name: string) => void} limit
 * @returns {Promise<import('../search.mjs').Finding[]>}
 */
export async function guarded(what, text, run, limit) {
  const begin = process.cpuUsage();
  /** @type {string[]} */
  const wrong = [];
  try {
    await run();
  } catch (error) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    if (LmlError.isInstance(error)) limit(`refused with ${error.code}`);
    else wrong.push(`${name}: ${message}\n${(stack ?? '').split('\n').slice(1, 5).join('\n')}`);
  }
  const { user, system } = process.cpuUsage(begin);
  const seconds = (user + system) / 1e6;
  if (seconds > LONG) wrong.push(`It took ${seconds.toFixed(0)} seconds.`);
  const memory = 1024 * (process.resourceUsage().maxRSS - atFirst);
  const isLarge = memory > MEMORY;
  if (isLarge) wrong.push(`It took ${(memory / 2 ** 20).toFixed(0)} MB.`);
  return wrong.map((each) => ({
    kind: `${each.split(/[:\n]/)[0]?.replace(/\d+/g, 'so many')} from ${what}`,
    parts: [what],
    text: `${each}\n${text}`,
    // The highest mark of memory never falls.
    ruins: isLarge,
  }));
}
