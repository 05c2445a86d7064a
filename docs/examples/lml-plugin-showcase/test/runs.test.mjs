// Runs that are stopped and gone on with, and what callbacks and loggers tell.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { onnx } from '@lml/compiler';
import { DataModule, eager, ndArray, Project, readCheckpoint } from '@lml/core';
import { iris } from '@lml/datasets';
import { supervised } from '@lml/learners';
import { crossEntropy } from '@lml/losses';
import { mlp } from '@lml/models';
import { adamw, sgd } from '@lml/optimizers';
import {
  geometricRange,
  lBfgs,
  lookahead,
  lrFinder,
  sam,
  scheduleFreeAdamw,
  textFigures,
  warmRestarts,
  weightAverages,
} from 'lml-plugin-showcase';

const folder = mkdtempSync(join(tmpdir(), 'lml-showcase-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const base = () => sgd({ lr: 0.01, momentum: 0.9 });
const restarts = () => warmRestarts({ period: 3, factor: 2, warmup: 2, numbers: ['lr', 'weightDecay'] });

/** Each makes the parts of a run anew. */
const RUNS = {
  sam: () => ({ optimizer: sam({ base: base() }) }),
  lookahead: () => ({ optimizer: lookahead({ base: base(), every: 3 }) }),
  'schedule-free-adamw': () => ({ optimizer: scheduleFreeAdamw({ lr: 0.05 }) }),
  'l-bfgs': () => ({ optimizer: lBfgs({ maxTrials: 3 }) }),
  'warm-restarts': () => ({ optimizer: adamw(), scheduler: restarts() }),
  'weight-averages': () => ({ optimizer: base(), callbacks: [weightAverages({ decay: 0.8 })] }),
  'lr-finder': () => ({
    optimizer: base(),
    scheduler: geometricRange({ from: 1e-3, to: 0.1 }),
    callbacks: [lrFinder()],
  }),
};

function projectOf(name, { callbacks = [], ...parts }, engine, loggers = []) {
  const learner = supervised({
    model: mlp({ inputSize: 4, hiddenSizes: [6], outputSize: 3 }),
    loss: crossEntropy(),
    data: new DataModule({ dataset: iris(), batchSize: 30, split: { validation: 0.2 } }),
    ...parts,
  });
  const trainer = { maxSteps: 10, engine, loggers, callbacks, progressBar: false };
  return new Project({ name, learner, trainer, folder, seed: 3 });
}

for (const [name, make] of Object.entries(RUNS)) {
  describe(name, () => {
    for (const engine of [eager, onnx]) {
      it(`goes on from a checkpoint as if it had not stopped, on ${engine.componentName}`, async () => {
        const whole = await projectOf('whole', make(), engine()).train();
        const stop = { name: 'stop', trainBatchEnd: ({ clock, stop: end }) => clock.step === 6 && end('enough') };
        const parts = make();
        const first = await projectOf(
          'half',
          { ...parts, callbacks: [...(parts.callbacks ?? []), stop] },
          engine(),
        ).train();
        assert.equal(first.clock.step, 6);
        const second = await projectOf('half', make(), engine()).train({ resumeFrom: first.lastCheckpoint });
        const [a, b] = await Promise.all([whole, second].map(({ lastCheckpoint }) => readCheckpoint(lastCheckpoint)));
        assert.deepEqual(b.weights, a.weights);
        assert.deepEqual(b.state, a.state);
        assert.deepEqual(second.warnings, whole.warnings);
      });
    }
  });
}

it('averages are what is validated and saved, and what is trained stands beside them', async () => {
  const parts = RUNS['weight-averages']();
  const project = projectOf('averages', parts, eager());
  const { lastCheckpoint, values } = await project.train();
  const { weights, state } = await readCheckpoint(lastCheckpoint);
  const name = 'dense_0/kernel';
  assert.deepEqual(weights[name], state[`callback/weight-averages/average/${name}`]);
  assert.notDeepEqual(weights[name], state[`trained/${name}`]);
  await project.load(lastCheckpoint);
  assert.ok(Math.abs((await project.validate())['validation/loss'] - values['validation/loss']) < 1e-6);
});

it('lr-finder suggests where the loss falls fastest, and ends a run that diverges', async () => {
  const finder = lrFinder({ smoothing: 0 });
  const scheduler = geometricRange({ from: 1e-3, to: 1e6 });
  const parts = { optimizer: sgd({ lr: 1 }), scheduler, callbacks: [finder] };
  const { status, stopReason, warnings, clock } = await projectOf('finder', parts, eager()).train();
  assert.deepEqual([status, stopReason], ['stopped', 'the loss grew to 4 times the lowest']);
  assert.equal(finder.curve.length, clock.step);
  // Rates are a geometric row, and the suggestion is the one between the two with the largest fall.
  const falls = finder.curve.slice(2).map(({ loss }, at) => finder.curve[at].loss - loss);
  const largest = falls.indexOf(Math.max(...falls));
  assert.equal(finder.suggestion, finder.curve[largest + 1].rate);
  assert.match(warnings.at(-1), new RegExp(`learning rate of ${finder.suggestion.toPrecision(3)}`));
});

it('text-figures prints matrices as tables, and of what project they are', async () => {
  const confusion = {
    name: 'confusion',
    on: 'output',
    higherIsBetter: undefined,
    init: () => ({}),
    update: () => ({}),
    compute: () => ({ figure: 'matrix', title: 'Confusion', values: ndArray([[10, 2], [0, 7]]) }), // prettier-ignore
  };
  const printed = [];
  const { info } = console;
  console.info = (text) => void printed.push(text);
  try {
    await projectOf('figures', { optimizer: base(), metrics: [confusion] }, eager(), [
      textFigures({ every: 2 }),
    ]).train();
  } finally {
    console.info = info;
  }
  assert.equal(printed[0], 'figures of @lml/learners:supervised with @lml/models:mlp');
  // Ten steps are two epochs of four batches, and a part of a third, before the end of which two epochs are over still.
  const figures = printed.filter((text) => text.startsWith('validation/confusion'));
  assert.deepEqual(figures, new Array(2).fill('validation/confusion: Confusion\n  10  2\n   0  7'));
});
