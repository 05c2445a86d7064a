// Trains a small project in the folder given, from the checkpoint given or from the start, and prints the hash of the weights.
// Its clock runs fast, so that checkpoints are written often; each batch takes a little, so that there is time to be killed.
import { LmlError } from '@lml/core';
import { setTimeout as sleep } from 'node:timers/promises';

const [, , folder = '', resumeFrom] = process.argv;
const SPEED = 60;
const now = performance.now.bind(performance);
performance.now = () => SPEED * now();
const wait = globalThis.setTimeout;
globalThis.setTimeout = /** @type {typeof wait} */ (
  (/** @type {any} */ run, /** @type {number} */ delay) => wait(run, delay / SPEED)
);

const { smallProject, weightsHash } = await import('../bytes/training.mjs');
const slow = { name: 'slow', trainBatchEnd: () => sleep(8) };
const project = smallProject(folder, { maxEpochs: 4, callbacks: [/** @type {any} */ (slow)] });
console.log('ready');
try {
  const { status } = await project.train(resumeFrom === undefined ? {} : { resumeFrom });
  console.log(JSON.stringify({ status, hash: await weightsHash(project) }));
} catch (error) {
  console.log(JSON.stringify({ code: LmlError.isInstance(error) ? error.code : undefined, message: String(error) }));
}
