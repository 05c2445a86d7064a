// Runs that are stopped and gone on with, and what callbacks and loggers tell.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { onnx } from '@lml/compiler';
import { DataModule, earlyStopping, eager, ndArray, Project, readCheckpoint } from '@lml/core';
import { iris } from '@lml/datasets';
import { supervised } from '@lml/learners';
import { crossEntropy } from '@lml/losses';
import { mlp } from '@lml/models';
import { adamw, sgd } from '@lml/optimizers';
import { gradientNorms, lBfgs, textFigures, warmRestarts } from 'lml-plugin-showcase';

const folder = mkdtempSync(join(tmpdir(), 'lml-showcase-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const base = () => sgd({ lr: 0.01, momentum: 0.9 });
const restarts = () => warmRestarts({ period: 3, factor: 2, warmup: 2, numbers: ['lr', 'weightDecay'] });

/** Each makes the parts of a run anew. */
const RUNS = {
  'l-bfgs': () => ({ optimizer: lBfgs({ maxTrials: 3 }) }),
  'warm-restarts': () => ({ optimizer: adamw(), scheduler: restarts() }),
  'gradient-norms': () => ({ optimizer: base(), callbacks: [gradientNorms({ smoothing: 0.8 })] }),
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

it('gradient-norms logs a number and a figure, and others can watch the number', async () => {
  const parts = {
    optimizer: base(),
    callbacks: [gradientNorms(), earlyStopping({ monitor: 'train/gradient-norms/largest' })],
  };
  const { values, details } = await projectOf('norms', parts, eager()).train();
  const { labels, values: norms } = details['train/gradient-norms/all'];
  assert.equal(labels.length, 4);
  assert.equal(values['train/gradient-norms/largest'], Math.max(...norms.data));
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
