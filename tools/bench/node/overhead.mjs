import { createInterface } from 'node:readline';
import { lmlWays } from './lml-ways.mjs';
import { reply } from './reply.mjs';
import { createStopwatch } from './stopwatch.mjs';

/**
 * All of LML's ways in one process, one run after the other: they share data, code and memory, and differ in nothing but
 * what they do. For each command `{ "way", "warm", "seconds" }` a run begins, and what it did in that time is told.
 *
 * @type {import('./lml-ways.mjs').LmlTask}
 */
const task = JSON.parse(process.argv[2]);
const ways = lmlWays(task);
const first = await run('loop', 0, 0);
reply({ firstStepSeconds: first.untilFirst, parameters: ways.countParameters() });
for await (const line of createInterface({ input: process.stdin })) {
  const { way, warm, seconds } = JSON.parse(line);
  reply(await run(way, warm, seconds));
}

/**
 * @param {import('./lml-ways.mjs').Way} way
 * @param {number} warm
 * @param {number} seconds
 */
async function run(way, warm, seconds) {
  const watch = createStopwatch(warm, seconds);
  await ways[way](watch);
  return watch.result();
}
