// Optimizers against PyTorch: what is trained, and what is used, after each update, on both engines.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { onnx } from '@lml/compiler';
import { DataModule, defineModel, eager, ndArray, Trainer } from '@lml/core';
import { labelled } from '@lml/datasets';
import { supervised } from '@lml/learners';
import { mse } from '@lml/losses';
import { lBfgs, warmRestarts } from 'lml-plugin-showcase';
import * as tf from '@tensorflow/tfjs';

const goldens = JSON.parse(readFileSync(new URL('goldens/trajectories.json', import.meta.url), 'utf8'));
const CASES = {
  l_bfgs: { optimizer: () => lBfgs({ historySize: 3, maxTrials: 0 }), batchSize: 12 },
  l_bfgs_with_search: { optimizer: () => lBfgs({ lr: 16, historySize: 3, maxTrials: 6 }), batchSize: 12 },
};

/** A neuron with tanh, at the beginning of the trajectories. */
const neuron = () =>
  defineModel({
    inputs: [null, 3],
    weights: {
      kernel: { shape: [3, 1], initializer: ndArray(goldens.start.slice(0, 3).map((value) => [value])) },
      bias: { shape: [1], initializer: ndArray(goldens.start.slice(3)) },
    },
    forward: (input, { weights: { kernel, bias } }) => tf.tanh(tf.add(tf.matMul(input, kernel), bias)),
  });

/** The numbers of the neuron's weights. */
const numbersOf = ({ kernel, bias }) => [...kernel.data, ...bias.data];

/** What is trained after each of some updates, and what is used after the last. */
async function trajectory({ optimizer, batchSize = 4 }, engine, maxSteps) {
  const trained = [];
  const watch = {
    name: 'watch',
    trainBatchEnd: async ({ engine: own }) => void trained.push(numbersOf(await own.read(['kernel', 'bias']))),
  };
  const learner = supervised({
    model: neuron(),
    loss: mse(),
    optimizer: optimizer(),
    data: new DataModule({
      train: labelled({ inputs: goldens.input, targets: goldens.target }),
      batchSize,
      shuffle: false,
    }),
  });
  const options = { maxSteps, engine, loggers: [], progressBar: false, callbacks: [watch] };
  await new Trainer(options).fit(learner);
  return { trained, used: numbersOf(await learner.model.getWeights()) };
}

function close(found, expected, what) {
  found.forEach((value, at) => {
    const bound = 1e-4 * Math.max(1, Math.abs(expected[at]));
    assert.ok(Math.abs(value - expected[at]) <= bound, `${what}: number ${at} is ${value} instead of ${expected[at]}`);
  });
}

for (const [name, test] of Object.entries(CASES)) {
  describe(name, () => {
    for (const engine of [eager, onnx]) {
      it(`goes where PyTorch goes, on ${engine.componentName}`, async () => {
        const expected = goldens.trajectories[name];
        const all = await trajectory(test, engine(), expected.length);
        assert.equal(all.trained.length, expected.length);
        all.trained.forEach((found, at) => close(found, expected[at].trained, `update ${at + 1}`));
        close(all.used, expected.at(-1).used, 'what is used in the end');
        const short = await trajectory(test, engine(), 4);
        close(short.used, expected[3].used, 'what is used after four updates');
      });
    }
  });
}

describe('warm-restarts', () => {
  for (const { period, factor, rates } of goldens.schedules) {
    it(`has the rates of PyTorch, for cycles of ${period} that grow by ${factor}`, () => {
      const scheduler = warmRestarts({ period, factor });
      const total = { steps: undefined, epochs: undefined };
      rates.forEach((rate, step) => {
        const clock = { batch: step, step, samples: step, epoch: 0, seconds: 0 };
        const { lr } = scheduler.values({ lr: 0.5 }, { clock, total, monitored: undefined });
        assert.ok(Math.abs(lr - rate) < 1e-12, `the rate of update ${step} is ${lr} instead of ${rate}`);
      });
    });
  }

  it('rises to the first cycle, and leaves other numbers alone', () => {
    const scheduler = warmRestarts({ warmup: 4, period: 8, floor: 0.5, numbers: ['momentum'] });
    const at = (step) =>
      scheduler.values(
        { lr: 1, momentum: 0.8 },
        {
          clock: { batch: step, step, samples: step, epoch: 0, seconds: 0 },
          total: { steps: undefined, epochs: undefined },
          monitored: undefined,
        },
      );
    assert.deepEqual([0, 2, 4].map(at), [{ momentum: 0 }, { momentum: 0.4 }, { momentum: 0.8 }]);
    assert.ok(Math.abs(at(8).momentum - 0.6) < 1e-12);
  });
});
