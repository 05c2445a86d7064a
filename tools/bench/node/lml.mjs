import { join } from 'node:path';
import { DataModule, fromLayers, openSession, Trainer } from '@lml/core';
import { labelled } from '@lml/datasets';
import { supervised } from '@lml/learners';
import { crossEntropy } from '@lml/losses';
import { adam } from '@lml/optimizers';
import * as tf from '@tensorflow/tfjs';
import { layersModels } from '../layers/index.mjs';
import { compositeParts } from './composite-parts.mjs';
import { engineFor } from './engines.mjs';
import { createPacer } from './pacer.mjs';
import { readData } from './read-data.mjs';

/** LML, in one of three ways: the trainer, the trainer with all that it writes and shows, or a loop by hand. */
/** @type {import('../task.mjs').Task & { engine: string, way: 'trainer' | 'full' | 'loop' }} */
const task = JSON.parse(process.argv[2]);
const { inputs, targets } = readData(task);
const data = new DataModule({
  dataset: labelled({
    inputs: { dtype: task.dtype, shape: [task.samples, ...task.shape], data: inputs },
    targets: { dtype: 'int32', shape: [task.samples], data: targets },
  }),
  batchSize: task.batch,
  dropLast: true,
});
const learner = supervised({
  data,
  model: fromLayers(() => layersModels[task.model](compositeParts)),
  loss: crossEntropy(),
  optimizer: adam({ lr: 1e-3 }),
});
const { engine, backend } = engineFor(task.engine);
/** @type {string[]} */
const warnings = [];
process.on('warning', ({ name, message }) => void (name === 'LmlWarning' && warnings.push(message)));
const pacer = createPacer(() => ({
  parameters: learner.model.summary().trainableParameters,
  backend: tf.getBackend(),
  warnings,
}));

const ways = { trainer, full, loop };
await ways[task.way]();

function trainer() {
  return fit({ loggers: [], progressBar: false }, undefined);
}

/** With progress bar, log and checkpoints, as they are by default. */
function full() {
  // The bar draws on terminals only.
  Object.defineProperties(process.stderr, { isTTY: { value: true }, columns: { value: 120 } });
  return fit({}, join(task.runs, `${task.model}-${task.batch}-${process.pid}`));
}

/**
 * @param {import('@lml/core').TrainerOptions} options
 * @param {string | undefined} folder
 */
async function fit(options, folder) {
  const pacing = {
    name: 'bench-pacer',
    trainBatchStart: () => pacer.stepStarts(),
    /**
     * @param {unknown} _
     * @param {{ size: number }} batch
     */
    trainBatchEnd: (_, { size }) => pacer.stepEnds(size),
  };
  const limits = { maxSteps: Number.MAX_SAFE_INTEGER };
  await new Trainer({ ...limits, engine, backend, callbacks: [pacing], ...options }).fit(learner, { folder });
}

async function loop() {
  const session = await openSession({ learner, data, engine, backend, seed: 0, stages: ['train'] });
  const loader = /** @type {import('@lml/core').DataLoader} */ (data.loader('train'));
  await loader.open();
  let number = 0;
  for (let epoch = 0; ; epoch++) {
    for await (const loaded of loader.iterate(epoch)) {
      const { batch, size } = loaded;
      pacer.stepStarts();
      for (const step of session.trainingSteps) {
        const hyper = { ...step.hyper(number, step.lr), 'lml/batch': number };
        const pending = engine.run(step, batch, { step: number, hyper });
        const { scalars } = pending instanceof Promise ? await pending : pending;
        for (const scalar of Object.values(scalars)) scalar.dispose();
      }
      loaded.release();
      number += 1;
      const pause = pacer.stepEnds(size);
      if (pause !== undefined) await pause;
    }
  }
}
