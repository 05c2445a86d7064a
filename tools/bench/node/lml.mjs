import * as tf from '@tensorflow/tfjs';
import { versionsOf } from './engines.mjs';
import { lmlWays } from './lml-ways.mjs';
import { createPacer } from './pacer.mjs';

/** LML, in one of its ways. */
/** @type {import('./lml-ways.mjs').LmlTask & { way: import('./lml-ways.mjs').Way }} */
const task = JSON.parse(process.argv[2]);
/** @type {string[]} */
const warnings = [];
process.on('warning', ({ name, message }) => void (name === 'LmlWarning' && warnings.push(message)));
const ways = lmlWays(task);
const versions = await versionsOf(task.engine);
await ways[task.way](
  createPacer(() => ({ parameters: ways.countParameters(), backend: tf.getBackend(), warnings, versions })),
);
