import { DataModule, Trainer } from '@lml/core';
import { openSession } from '@lml/core/engine';
import { labelled } from '@lml/datasets';
import { supervised } from '@lml/learners';
import { crossEntropy } from '@lml/losses';
import { epochByHand } from './by-hand.mjs';
import { engineFor } from './engines.mjs';
import { lmlModels } from './models.mjs';
import { optimizerOf } from './optimizers.mjs';
import { readData } from './read-data.mjs';

/**
 * What is told of each step, and says when to go on and when to end.
 *
 * @typedef {object} Pacer
 * @property {() => void} stepStarts a step begins
 * @property {(samples: number) => Promise<void> | undefined} stepEnds a step is over; what to wait for before the next one
 * @property {boolean} isOver whether there is no next one
 * @property {(parts: import('./by-hand.mjs').Parts) => void} [begins] what the Trainer trains with, before its first step
 */

/** @typedef {import('../task.mjs').Task & { engine: string, optimizer?: string }} LmlTask */

/** @typedef {'trainer' | 'full' | 'loop'} Way */

/**
 * Three ways to train a model with LML, each from the start with a learner and an engine of its own: the trainer, the trainer
 * with all that it writes and shows, and a loop by hand.
 *
 * @param {LmlTask} task
 */
export function lmlWays(task) {
  const { inputs, targets } = readData(task);
  const data = new DataModule({
    dataset: labelled({
      inputs: { dtype: task.dtype, shape: [task.samples, ...task.shape], data: inputs },
      targets: { dtype: 'int32', shape: [task.samples], data: targets },
    }),
    batchSize: task.batch,
    dropLast: true,
  });
  /** @type {import('@lml/core').Learner} */
  let learner;
  const makeLearner = () => {
    learner = supervised({
      data,
      model: lmlModels[task.model](),
      loss: crossEntropy(),
      optimizer: optimizerOf(task.optimizer ?? 'adam'),
    });
    return learner;
  };
  // There is one once the data are set up.
  const trainLoader = () => /** @type {import('@lml/core').DataLoader} */ (data.loader('train'));
  let runs = 0;

  /**
   * @param {Pacer} pacer
   * @param {import('@lml/core').TrainerOptions} options
   * @param {string | undefined} folder
   */
  const fit = async (pacer, options, folder) => {
    /** @type {import('@lml/core').Callback} */
    const pacing = {
      name: 'bench-pacer',
      async setup({ engine }) {
        if (pacer.begins === undefined) return;
        const loader = trainLoader();
        await loader.open();
        pacer.begins({ engine, steps: stepsOf(engine), loader });
      },
      trainBatchStart: () => pacer.stepStarts(),
      trainBatchEnd(run, { size }) {
        const pause = pacer.stepEnds(size);
        if (pacer.isOver) run.stop('the bench has seen enough');
        return pause;
      },
    };
    const limits = { maxSteps: Number.MAX_SAFE_INTEGER };
    const trainer = new Trainer({ ...engineFor(task.engine), callbacks: [pacing], ...options, ...limits });
    await trainer.fit(makeLearner(), { folder });
  };

  return {
    /** How many values the run that began last trains. */
    countParameters: () => learner.model.summary().trainableParameters,

    /** @param {Pacer} pacer */
    trainer: (pacer) => fit(pacer, { loggers: [], progressBar: false }, undefined),

    /**
     * With progress bar, log and checkpoints, as they are by default.
     *
     * @param {Pacer} pacer
     */
    full(pacer) {
      // The bar draws on terminals only.
      Object.defineProperties(process.stderr, {
        isTTY: { value: true, configurable: true },
        columns: { value: 120, configurable: true },
      });
      return fit(pacer, {}, `${task.runs}/${task.model}-${task.batch}-${process.pid}-${runs++}`);
    },

    /** @param {Pacer} pacer */
    async loop(pacer) {
      const { engine, backend } = engineFor(task.engine);
      const session = await openSession({ learner: makeLearner(), data, engine, backend, seed: 0, stages: ['train'] });
      const loader = trainLoader();
      await loader.open();
      const parts = { engine, steps: session.trainingSteps, loader };
      let number = 0;
      for (let epoch = 0; !pacer.isOver; epoch++) number = await epochByHand(parts, { epoch, number }, pacer);
      session.close();
    },
  };
}

/**
 * The training step that an engine runs, once it has run it; callbacks are not told of it.
 *
 * @param {import('@lml/core').Engine} engine
 */
function stepsOf(engine) {
  /** @type {import('@lml/core/engine').OptimizerStep[]} */
  const steps = [];
  const { run } = engine;
  engine.run = (step, ...rest) => {
    steps.push(/** @type {import('@lml/core/engine').OptimizerStep} */ (step));
    engine.run = run;
    return engine.run(step, ...rest);
  };
  return steps;
}
