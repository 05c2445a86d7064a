// What learners do to their models, step by step, on both engines.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { onnx } from '@lml/compiler';
import { DataModule, eager, Project, readCheckpoint, Trainer } from '@lml/core';
import { iris, labelled } from '@lml/datasets';
import { supervised } from '@lml/learners';
import { crossEntropy, mse, multiHead } from '@lml/losses';
import { mlp } from '@lml/models';
import { sgd } from '@lml/optimizers';
import {
  byol,
  distillation,
  fixMatch,
  gan,
  mixture,
  noisyViews,
  vectorPairs,
  pretrained,
  twoTowers,
  warmRestarts,
} from 'lml-plugin-showcase';

/** Trains, and gives all state before the first batch, and after each. */
async function statesOf(learner, engine, maxSteps, others = []) {
  const states = [];
  const read = async ({ engine: own }) => void states.push(await own.read());
  const watch = { name: 'watch', trainStart: read, trainBatchEnd: read };
  await new Trainer({ maxSteps, engine, loggers: [], progressBar: false, callbacks: [...others, watch] }).fit(learner, {
    seed: 1,
  });
  return states;
}

function assertClose(found, expected, what) {
  const apart = Math.max(...Array.from(found, (value, at) => Math.abs(value - expected[at])));
  assert.ok(apart < 1e-5, `${what} is ${apart} away`);
}

const network = (inputSize, outputSize) => mlp({ inputSize, hiddenSizes: [4], outputSize });
const dataOf = (dataset, options) => new DataModule({ dataset, ...options });

const folder = mkdtempSync(join(tmpdir(), 'lml-showcase-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Each makes a learner anew. */
const LEARNERS = {
  byol: () =>
    byol({
      model: network(4, 3),
      head: network(3, 3),
      momentum: 0.75,
      optimizer: sgd({ lr: 0.1 }),
      data: dataOf(iris(), { batchSize: 30, split: { validation: 0.2 }, transforms: { all: [noisyViews()] } }),
    }),
  'fix-match': () =>
    fixMatch({
      model: network(2, 3),
      loss: crossEntropy(),
      threshold: 0.4,
      optimizer: sgd({ lr: 0.1 }),
      data: new DataModule({
        train: { labelled: mixture({ length: 12 }), unlabelled: mixture({ length: 48, labelled: false }) },
        batchSize: { labelled: 4, unlabelled: 12 },
      }),
    }),
  gan: () =>
    gan({
      latentSize: 2,
      generator: network(2, 2),
      discriminator: network(2, 1),
      generatorOptimizer: sgd({ lr: 0.1, momentum: 0.5 }),
      discriminatorOptimizer: sgd({ lr: 0.1 }),
      discriminatorScheduler: warmRestarts({ period: 3 }),
      every: 2,
      data: dataOf(mixture({ length: 16 }), { batchSize: 4 }),
    }),
  'two-towers': () =>
    supervised({
      model: twoTowers({ inputSize: 4, size: 3, momentum: 0.75 }),
      loss: multiHead({ losses: { alike: crossEntropy(), distance: mse() } }),
      optimizer: sgd({ lr: 0.05 }),
      data: dataOf(vectorPairs({ length: 16 }), { batchSize: 4 }),
    }),
};

for (const engine of [eager, onnx]) {
  describe(`on ${engine.componentName}`, () => {
    it('the teacher of byol is the average of the model as it was before each update', async () => {
      const learner = LEARNERS.byol();
      // An epoch has four batches, so there is a validation among these: it leaves the teacher alone.
      const states = await statesOf(learner, engine(), 6);
      const names = Object.keys(states[0]).filter((name) => name.startsWith('teacher/'));
      assert.equal(names.length, 4);
      for (let step = 1; step < states.length; step++) {
        for (const name of names) {
          const student = states[step - 1][name.replace('teacher/', 'student/')].data;
          const expected = states[step - 1][name].data.map((value, at) => 0.75 * value + 0.25 * student[at]);
          assertClose(states[step][name].data, expected, `${name} after step ${step}`);
        }
      }
      assert.notDeepEqual(states.at(-1)['teacher/dense_0/kernel'], states[1]['teacher/dense_0/kernel']);
    });

    for (const [name, make] of Object.entries(LEARNERS)) {
      it(`a run of ${name} goes on from a checkpoint as if it had not stopped`, async () => {
        const train = (callbacks, resumeFrom) => {
          const trainer = { maxSteps: 7, engine: engine(), loggers: [], progressBar: false, callbacks };
          return new Project({ name, learner: make(), trainer, folder, seed: 3 }).train({ resumeFrom });
        };
        const stop = { name: 'stop', trainBatchEnd: ({ clock, stop: end }) => clock.step === 3 && end('enough') };
        const whole = await train([]);
        const second = await train([], (await train([stop])).lastCheckpoint);
        const [a, b] = await Promise.all([whole, second].map(({ lastCheckpoint }) => readCheckpoint(lastCheckpoint)));
        assert.deepEqual(b.weights, a.weights);
        assert.deepEqual(b.state, a.state);
      });
    }

    it('the running mean of two-towers follows the means of both sides', async () => {
      const learner = LEARNERS['two-towers']();
      const batches = [];
      const keep = { name: 'keep', trainBatchStart: (_, { batch }) => void batches.push(structuredClone(batch)) };
      const states = await statesOf(learner, engine(), 3, [keep]);
      batches.forEach(({ input: { left, right } }, step) => {
        const kernel = states[step]['tower/kernel'].data;
        const running = states[step]['tower/mean'].data;
        const expected = Array.from(running, (value, column) => {
          let sum = 0;
          for (const { data } of [left, right])
            data.forEach((number, at) => (sum += number * kernel[(at % 4) * running.length + column]));
          return 0.75 * value + 0.25 * (sum / 8);
        });
        assertClose(states[step + 1]['tower/mean'].data, expected, `the mean after step ${step + 1}`);
      });
    });

    it('the generator of a gan has its turn in every second batch, and the discriminator in each', async () => {
      const learner = LEARNERS.gan();
      const states = await statesOf(learner, engine(), 4);
      const moved = (name) =>
        states.slice(1).map((state, step) => String(state[name].data) !== String(states[step][name].data));
      assert.deepEqual(moved('generator/dense_1/kernel'), [false, true, false, true]);
      assert.deepEqual(moved('discriminator/dense_1/kernel'), [true, true, true, true]);
    });

    it('fix-match without guesses is supervised learning', async () => {
      const options = { loss: crossEntropy(), optimizer: sgd({ lr: 0.1 }) };
      const few = mixture({ length: 12 });
      const half = fixMatch({
        ...options,
        model: network(2, 3),
        guesses: 0,
        data: new DataModule({
          train: { labelled: few, unlabelled: mixture({ length: 48, labelled: false }) },
          batchSize: 12,
        }),
      });
      const whole = supervised({
        ...options,
        model: network(2, 3),
        data: new DataModule({ train: few, batchSize: 12 }),
      });
      const [a, b] = [await statesOf(half, engine(), 4), await statesOf(whole, engine(), 4)].map((all) => all.at(-1));
      for (const name of ['dense_0/kernel', 'dense_1/bias']) assertClose(a[name].data, b[name].data, name);
    });

    it('fix-match with a threshold of 0 learns from every guess', async () => {
      const logged = [];
      const train = { labelled: mixture({ length: 6 }), unlabelled: mixture({ length: 12, labelled: false }) };
      for (const threshold of [0, 1]) {
        const learner = fixMatch({
          model: network(2, 3),
          loss: crossEntropy(),
          optimizer: sgd({ lr: 0.01 }),
          threshold,
          data: new DataModule({ train, batchSize: 6 }),
        });
        const trainer = new Trainer({ maxEpochs: 1, engine: engine(), loggers: [], progressBar: false });
        logged.push((await trainer.fit(learner, { seed: 1 })).values['train/sure']);
      }
      assert.deepEqual(logged, [1, 0]);
    });

    it('a student that is its teacher has nothing to learn from it, and the teacher stays', async () => {
      const weights = 'projects/teacher.safetensors';
      const make = () => pretrained({ model: mlp({ inputSize: 4, hiddenSizes: [16], outputSize: 3 }), weights });
      const learner = distillation({
        model: make(),
        teacher: make(),
        loss: crossEntropy(),
        alpha: 1,
        optimizer: sgd({ lr: 0.1 }),
        data: dataOf(iris(), { batchSize: 50 }),
      });
      const states = await statesOf(learner, engine(), 3);
      for (const name of ['dense_0/kernel', 'dense_1/bias']) {
        assertClose(states.at(-1)[`student/${name}`].data, states[0][`student/${name}`].data, name);
        assert.deepEqual(states.at(-1)[`teacher/${name}`], states[0][`teacher/${name}`]);
      }
    });
  });
}

it('the loss of distillation is that of its formula', async () => {
  // The student has scores (0, 0), the teacher (ln 9, 0) · 2; at a temperature of 2 that is 9 to 1.
  const linear = (kernel) => {
    const model = mlp({ inputSize: 1, hiddenSizes: [], outputSize: 2 });
    return Object.create(model, {
      build: {
        async value(context) {
          await model.build(context);
          model.setWeights({
            'dense_0/kernel': { dtype: 'float32', shape: [1, 2], data: Float32Array.of(kernel, 0) },
            'dense_0/bias': { dtype: 'float32', shape: [2], data: Float32Array.of(0, 0) },
          });
        },
      },
    });
  };
  const learner = distillation({
    model: linear(0),
    teacher: linear(2 * Math.log(9)),
    loss: crossEntropy(),
    alpha: 0.25,
    data: new DataModule({ test: labelled({ inputs: [[1]], targets: Int32Array.of(0) }) }),
  });
  const values = await new Trainer({ maxEpochs: 1, engine: eager(), loggers: [], progressBar: false }).test(learner);
  const divergence = 0.9 * Math.log(0.9 / 0.5) + 0.1 * Math.log(0.1 / 0.5);
  assertClose([values['test/divergence']], [divergence], 'the divergence');
  assertClose([values['test/loss']], [0.25 * 4 * divergence + 0.75 * Math.log(2)], 'the loss');
});
