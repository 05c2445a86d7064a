import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { columnarDataset, DataModule, defineLearner, fromLayers, groupedOptimizer, ndArray, Trainer } from '@lml/core';
import { lookahead, sam, scheduleFreeSgd, sgd } from '@lml/optimizers';
import * as tf from '@tensorflow/tfjs';
import { engines, withoutFallback } from './engines.mjs';

const golden = JSON.parse(readFileSync(new URL('./goldens/evaluating-optimizers.json', import.meta.url), 'utf8'));
const array = ({ data, shape }) => ndArray(Float32Array.from(data), { shape });
const NAMES = { kernel: 'dense_0/kernel', bias: 'dense_0/bias' };
const optimizers = {
  sam: () => sam({ optimizer: sgd({ lr: 0.125 }), rho: 0.5 }),
  lookahead: () => lookahead({ optimizer: sgd({ lr: 0.125 }), k: 3 }),
  schedule_free: () => scheduleFreeSgd({ lr: 0.125, momentum: 0.75 }),
};

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'lml-evaluating-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const linear = defineLearner({
  batchForward: ({ input }, { model }) => model.apply(input),
  computeLoss: (output, { target }) => tf.mean(tf.squaredDifference(output, target)),
});

/** A linear model in the state in which the reference begins, on its twelve samples in their order. */
async function learnerOf(optimizer, layers = [], definition = linear) {
  const dataset = columnarDataset(() => ({ input: array(golden.input), target: array(golden.target) }));
  const model = fromLayers(() =>
    tf.sequential({
      layers: [...layers, tf.layers.dense({ units: 1, ...(layers.length === 0 && { inputShape: [3] }) })],
    }),
  );
  const data = new DataModule({ train: dataset, validation: dataset, test: dataset, batchSize: 4, shuffle: false });
  return definition({ model, data, optimizer });
}

const trainer = (engine, options) =>
  new Trainer({ loggers: [], progressBar: false, maxEpochs: 2, engine: engines[engine](), ...options });

/** Sets the first weights once the model is built, which is after the session is open. */
async function begin(learner) {
  const { RandomStreams } = await import('@lml/core');
  await learner.model.build({ random: new RandomStreams(0) });
  learner.model.setWeights(
    Object.fromEntries(Object.entries(NAMES).map(([name, full]) => [full, array(golden.start[name])])),
  );
  return learner;
}

const closeTo = (expected) => expected.map((value) => expect.closeTo(value, 5));
const numbersOf = (weights) =>
  Object.fromEntries(Object.entries(NAMES).map(([name, full]) => [name, Array.from(weights[full].data)]));
const expectedOf = (tensors) =>
  Object.fromEntries(Object.keys(NAMES).map((name) => [name, closeTo(tensors[name].data)]));

beforeAll(() => tf.setBackend('cpu'));

describe.each(['eager', 'onnx'])('on %s', (engine) => {
  it.each(golden.cases.map(({ name, visits }) => [name, visits]))(
    '%s makes the updates of the reference',
    async (name, visits) => {
      const seen = [];
      const watcher = {
        name: 'watcher',
        trainBatchEnd: async (run) => void seen.push(numbersOf(await run.engine.read(Object.values(NAMES)))),
      };
      const learner = await begin(await learnerOf(optimizers[name]()));
      await withoutFallback(() => trainer(engine, { callbacks: [watcher] }).fit(learner));
      expect(seen).toEqual(visits.map(({ parameters }) => expectedOf(parameters)));
      expect(numbersOf(await learner.model.getWeights())).toEqual(expectedOf(visits.at(-1).used));
    },
  );

  it.each(['lookahead', 'schedule_free'])(
    '%s is validated, saved and tested with what is used, and goes on from what is trained',
    async (name) => {
      const { visits } = golden.cases.find((one) => one.name === name);
      const whole = await begin(await learnerOf(optimizers[name]()));
      const fitted = trainer(engine, { maxSteps: 5 });
      const result = await fitted.fit(whole, { folder });
      const tested = await fitted.test(whole);
      expect(result.values['validation/loss']).toBeCloseTo(tested['test/loss'], 6);
      expect(numbersOf(await whole.model.getWeights())).toEqual(expectedOf(visits[4].used));
      expect(visits[4].used).not.toEqual(visits[4].parameters);
      const resumed = await begin(await learnerOf(optimizers[name]()));
      await trainer(engine, {}).fit(resumed, { resumeFrom: result.lastCheckpoint });
      expect(numbersOf(await resumed.model.getWeights())).toEqual(expectedOf(visits[5].used));
    },
  );

  it('a second evaluation draws the same numbers, and leaves no state, log or metric behind', async () => {
    const seen = [];
    const twice = {
      base: { lr: 0.1 },
      init: () => [],
      hyper: (_step, { lr }) => ({ lr }),
      update: (parameters, gradients, _slots, { lr }, { loss, gradientsAt }) => {
        const again = gradientsAt(parameters);
        const difference = tf.addN(
          Object.keys(gradients).map((key) => tf.sum(tf.abs(tf.sub(gradients[key], again.gradients[key])))),
        );
        // What differs would be seen in the weights.
        const fault = tf.add(difference, tf.abs(tf.sub(loss, again.loss)));
        return {
          parameters: Object.fromEntries(
            Object.entries(parameters).map(([key, value]) => [
              key,
              tf.add(tf.sub(value, tf.mul(lr, gradients[key])), tf.mul(1e6, fault)),
            ]),
          ),
          slots: {},
        };
      },
    };
    const plain = {
      ...twice,
      update: (...given) =>
        twice.update(...given.slice(0, 4), {
          loss: tf.scalar(0),
          gradientsAt: () => ({ loss: tf.scalar(0), gradients: given[1] }),
        }),
    };
    const noisy = defineLearner({
      batchForward: ({ input }, { model, random, training }) =>
        model.apply(training ? tf.add(input, random.normal('noise', input.shape)) : input),
      computeLoss(output, { target }, { log, random }) {
        log('noise', tf.mean(random.uniform('logged', [4])), { reduce: 'sum' });
        return tf.mean(tf.squaredDifference(output, target));
      },
    });
    const layers = () => [
      tf.layers.dense({ units: 4, inputShape: [3], activation: 'tanh' }),
      tf.layers.batchNormalization(),
      tf.layers.dropout({ rate: 0.5 }),
    ];
    const sum = () => ({
      name: 'sum',
      on: 'output',
      higherIsBetter: undefined,
      needs: [],
      init: () => ({ total: ndArray(0) }),
      update: ({ total }, { prediction }) => ({ total: tf.add(total, tf.sum(prediction)) }),
      compute: ({ total }) => Number(total.data[0]),
    });
    for (const optimizer of [plain, twice]) {
      const made = await learnerOf(optimizer, layers(), (parts) => noisy({ ...parts, metrics: [sum()] }));
      const { values } = await withoutFallback(() => trainer(engine, {}).fit(made, { seed: 4 }));
      seen.push({ values, weights: Object.values(await made.model.getWeights()).map(({ data }) => Array.from(data)) });
    }
    // The loss is not handed to the plain one, so that only its difference to itself counts.
    expect(seen[1].values).toEqual(
      Object.fromEntries(Object.entries(seen[0].values).map(([key, value]) => [key, expect.closeTo(value, 5)])),
    );
    seen[1].weights.forEach((values, at) => expect(values).toEqual(closeTo(seen[0].weights[at])));
  });

  it('groups of one that evaluates again change their own parameters alone', async () => {
    const withRho = ({ rho = 0.5 }) => sam({ optimizer: sgd({ lr: 0.125 }), rho });
    const grouped = groupedOptimizer({ groups: [{ match: '*/bias', rho: 0 }] }, withRho);
    const learner = await begin(await learnerOf(grouped));
    await withoutFallback(() => trainer(engine, { maxSteps: 1 }).fit(learner));
    const whole = await begin(await learnerOf(withRho({ rho: 0 })));
    await withoutFallback(() => trainer(engine, { maxSteps: 1 }).fit(whole));
    const [own, flat] = [numbersOf(await learner.model.getWeights()), numbersOf(await whole.model.getWeights())];
    expect(own.bias).toEqual(closeTo(flat.bias));
    expect(own.kernel).not.toEqual(closeTo(flat.kernel));
  });
});
