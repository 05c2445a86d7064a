import { createInterface } from 'node:readline';
import { lmlWays } from './lml-ways.mjs';
import { reply } from './reply.mjs';
import { createTurns } from './turns.mjs';

/**
 * The Trainer and a loop by hand in turns. For each command `{ "way", "seconds", "turns" }` a run begins, and its turns are told.
 *
 * @type {import('./lml-ways.mjs').LmlTask}
 */
const task = JSON.parse(process.argv[2]);
const ways = lmlWays(task);
reply({});
for await (const line of createInterface({ input: process.stdin })) {
  const { way, ...wanted } = JSON.parse(line);
  const turns = createTurns({ ...wanted, epochSteps: Math.floor(task.samples / task.batch) });
  await ways[/** @type {'trainer' | 'full'} */ (way)](turns);
  reply({ turns: turns.turns });
}
