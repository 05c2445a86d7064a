// What ASHA costs and finds against training all configurations to the end: `node tools/bench/asha.mjs`.
import { onnx } from '@lml/compiler';
import { DataModule, int, logUniform, Project, uniform } from '@lml/core';
import { digits } from '@lml/datasets';
import { supervised } from '@lml/learners';
import { crossEntropy } from '@lml/losses';
import { accuracy } from '@lml/metrics';
import { mlp } from '@lml/models';
import { adamw } from '@lml/optimizers';
import { asha, random } from '@lml/search';
import { stratifiedShuffleSplit } from '@lml/splitters';

const [CONFIGURATIONS, EPOCHS, SEEDS] = [64, 27, 10].map((usual, at) => Number(process.argv[2 + at] ?? usual));
const CLOSE = 0.01;

const space = {
  lr: logUniform({ low: 1e-4, high: 1e-1 }),
  hidden: int({ low: 8, high: 128, log: true }),
  dropout: uniform({ low: 0, high: 0.5 }),
  weightDecay: logUniform({ low: 1e-6, high: 1e-1 }),
  'data.batchSize': [16, 32, 64, 128],
};

/** @param {Readonly<Record<string, any>>} params */
function learner({ lr = 1e-3, hidden = 32, dropout = 0, weightDecay = 0 }) {
  return supervised({
    model: mlp({ inputSize: [8, 8, 1], hiddenSizes: [hidden], outputSize: 10, dropout }),
    loss: crossEntropy(),
    optimizer: adamw({ lr, weightDecay }),
    metrics: [accuracy()],
  });
}

/**
 * The trials of a search over one hold-out, its processor time and its time, in seconds.
 *
 * @param {number} seed
 * @param {import('@lml/core').Strategy} strategy
 * @param {number} [limit]
 */
async function searched(seed, strategy, limit) {
  const project = new Project({
    learner: ({ params }) => learner(params),
    data: new DataModule({ dataset: digits() }),
    trainer: { maxEpochs: EPOCHS, engine: onnx({ threads: 1 }), loggers: [], checkpoint: false },
    seed,
    folder: false,
  });
  const [before, begun] = [process.cpuUsage(), performance.now()];
  const { trials, best } = await project.search({
    space,
    strategy,
    trials: limit,
    splitter: stratifiedShuffleSplit({ nSplits: 1, testSize: 0.25, randomState: seed }),
    objective: 'accuracy',
    refit: false,
  });
  const { user, system } = process.cpuUsage(before);
  return { trials, best, processor: (user + system) / 1e6, seconds: (performance.now() - begun) / 1000 };
}

/** @param {readonly import('@lml/core').Trial[]} trials */
const epochsOf = (trials) => trials.reduce((sum, { budget }) => sum + (budget?.epochs ?? EPOCHS), 0);

/** @param {readonly number[]} values */
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

const halving = () =>
  asha({ candidates: CONFIGURATIONS, minEpochs: 1, maxEpochs: EPOCHS, reductionFactor: 3, strategy: random() });

await searched(SEEDS, asha({ candidates: 4, maxEpochs: 2, strategy: random() })); // Warm.
console.log(`${CONFIGURATIONS} configurations, ${EPOCHS} epochs, a hold-out of a quarter; shares of the whole.`);
console.log('| seed | epochs | processor time | time | whole, s | best of all | found by ASHA | its rank |');
console.log('| ---: | -----: | -------------: | ---: | -------: | ----------: | ------------: | -------: |');
/** @type {number[][]} */
const rows = [];
for (let seed = 0; seed < SEEDS; seed++) {
  const short = await searched(seed, halving());
  const whole = await searched(seed, random(), CONFIGURATIONS);
  const configuration = JSON.stringify(short.best?.params);
  const same = whole.trials.find(({ params }) => JSON.stringify(params) === configuration);
  if (same === undefined) throw new Error(`Both searches should have the same configurations, and ${configuration}.`);
  const scores = whole.trials.map(({ values }) => values?.[0] ?? -Infinity);
  const [found = NaN, best] = [same.values?.[0], Math.max(...scores)];
  const rank = 1 + scores.filter((score) => score > found).length;
  const shares = [
    epochsOf(short.trials) / epochsOf(whole.trials),
    short.processor / whole.processor,
    short.seconds / whole.seconds,
  ];
  rows.push([...shares, best - found]);
  const figures = [...shares.map(percent), whole.seconds.toFixed(1), best.toFixed(4), found.toFixed(4), rank];
  console.log(`| ${seed} | ${figures.join(' | ')} |`);
}

/** @param {number} share */
function percent(share) {
  return `${(100 * share).toFixed(1)} %`;
}

const shares = [0, 1, 2].map((at) => percent(mean(rows.map((row) => row[at] ?? NaN))));
// Scores are counts of samples divided, so that what is 0.01 may be a little more.
const close = rows.filter(([, , , gap = NaN]) => gap <= CLOSE + 1e-6).length;
console.log(
  `mean of epochs, processor time, time: ${shares.join(', ')}; within ${CLOSE} of the best: ${close} of ${SEEDS}.`,
);
