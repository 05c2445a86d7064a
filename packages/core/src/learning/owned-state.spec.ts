import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';

import { ndArray, type NdArray } from '../data/nd-array.js';
import { Project } from '../project/project.js';
import type { Callback } from '../training/callback.js';
import { readCheckpoint } from '../training/checkpoints/checkpoint.js';
import { descent, tinyData, tinyLearner } from '../training/tiny-learner.fixture.js';
import { Trainer } from '../training/trainer.js';
import type { LabelledBatch } from './batches.js';
import { defineLearner } from './define-learner.js';
import type { Learner, LearnerParts } from './learner.js';
import type { Loss } from './loss.js';
import { joinStates } from './join-states.js';
import { nestedLoss } from './nested-loss.js';
import { ownedState } from './owned-state.js';

/** exp(−s) · mse + s, where s is learnt; it also counts how often it was computed in training. */
function trusting(): Loss {
  const own = ownedState({ weights: { s: { shape: [], initializer: 'zeros' } }, buffers: { count: { shape: [] } } });
  const compute = (prediction: tf.Tensor, target: tf.Tensor): tf.Tensor => {
    const s = own.read('s');
    own.write('count', tf.add(own.read('count'), 1));
    return tf.add(tf.mul(tf.exp(tf.neg(s)), tf.mean(tf.squaredDifference(prediction, target))), s);
  };
  return Object.assign(compute, { state: own.state, load: own.load });
}

/** A learner that learns a factor of its outputs, and remembers the largest. */
const scaled = defineLearner<LabelledBatch>({
  weights: { factor: { shape: [], initializer: 'ones' } },
  buffers: { largest: { shape: [] } },
  batchForward: ({ input }, { model, read }) => tf.mul(read('factor'), model.apply(input)),
  computeLoss(output, { target }, { loss, read, write, training }) {
    if (training) write('largest', tf.maximum(read('largest'), tf.max(output)));
    return loss(output, target);
  },
});

/** Averages of what is trained, which are used in its place. */
const averaging = (): Callback => ({
  name: 'averaging',
  state: ({ parameters, weights }) =>
    parameters.map((name) => {
      const value = weights[name]!;
      return { name, shape: value.shape, dtype: 'float32', trainable: false, value };
    }),
  transformUpdate(updated, _before, context) {
    for (const [name, value] of Object.entries(updated))
      context.write(name, tf.add(tf.mul(0.9, context.read(name)), tf.mul(0.1, value)));
    return updated;
  },
  evaluationParameters: (parameters, context) =>
    Object.fromEntries(Object.keys(parameters).map((name) => [name, context.read(name)])),
});

const quiet = { loggers: [], progressBar: false, maxEpochs: 3 } as const;
const learner = (options: Partial<LearnerParts> = {}): Learner =>
  scaled({ data: tinyData(), model: tinyLearner().model, loss: trusting(), optimizer: descent(), ...options });
const numbers = (array: NdArray | undefined): number[] => Array.from(array!.data as Float32Array);

describe('State beside the model', () => {
  let folder: string;
  beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'lml-owned-'))));
  afterEach(() => rm(folder, { recursive: true }));

  it('is trained with it, and stands in checkpoints under prefixes of its own', async () => {
    const trained = learner();
    const { lastCheckpoint } = await new Trainer(quiet).fit(trained, { folder, seed: 3 });
    const { state, weights } = await readCheckpoint(lastCheckpoint!);
    expect(Object.keys(weights).some((name) => /^(loss|learner)\//.test(name))).toBe(false);
    expect(numbers(state['loss/s'])[0]).not.toBe(0);
    expect(numbers(state['learner/factor'])[0]).not.toBe(1);
    expect(numbers(state['learner/largest'])[0]).toBeGreaterThan(0);
    // 30 samples in batches of 8, and 10 of validation, which counts too.
    expect(numbers(state['loss/count'])[0]).toBe(3 * (4 + 2));
    expect(Object.keys(state)).toEqual(
      expect.arrayContaining(['optimizer/velocity/loss/s', 'optimizer/velocity/learner/factor']),
    );
    // What was learnt is the owner's after the fit.
    const [s] = numbers(state['loss/s']);
    const value = trained.loss!(tf.tensor1d([0]), tf.tensor1d([2])).dataSync()[0]!;
    expect(value).toBeCloseTo(4 * Math.exp(-s!) + s!, 5);
  });

  it('tells its owner whether the step trains, and where the run is', async () => {
    const seen: unknown[] = [];
    const own = ownedState({ buffers: { steps: { shape: [] } } });
    const counting: Loss = Object.assign(
      (prediction: tf.Tensor, target: tf.Tensor): tf.Tensor => {
        const { training, clock } = own.step!;
        seen.push(training);
        if (training) own.write('steps', tf.add(clock.step, 1));
        return tf.mean(tf.squaredDifference(prediction, target));
      },
      { state: own.state, load: own.load },
    );
    const { lastCheckpoint } = await new Trainer(quiet).fit(learner({ loss: counting }), { folder });
    expect(numbers((await readCheckpoint(lastCheckpoint!)).state['loss/steps'])).toEqual([3 * 4]);
    expect(new Set(seen)).toEqual(new Set([true, false]));
    expect(own.step).toBeUndefined();
  });

  it('is fitted to the training targets once, and kept', async () => {
    let fits = 0;
    const scaled = (): Loss => {
      const own = ownedState({
        fitted: {
          scale: async (targets) => {
            fits++;
            let count = 0;
            for await (const _ of targets) count++;
            return ndArray([count]);
          },
        },
      });
      const compute = (prediction: tf.Tensor, target: tf.Tensor): tf.Tensor =>
        tf.div(tf.mean(tf.squaredDifference(prediction, target)), tf.sum(own.read('scale')));
      return Object.assign(compute, { state: own.state, load: own.load });
    };
    const loss = scaled();
    expect(() => loss(tf.zeros([1]), tf.zeros([1]))).toThrow(expect.objectContaining({ code: 'LML_NOT_FITTED' }));
    const trained = learner({ loss });
    const { lastCheckpoint } = await new Trainer(quiet).fit(trained, { folder });
    await new Trainer(quiet).fit(trained, { folder });
    expect(fits).toBe(1);
    // 30 of 40 samples are there to train on.
    expect(numbers((await readCheckpoint(lastCheckpoint!)).state['loss/scale'])).toEqual([30]);
    const other = learner({ loss: scaled() });
    const project = new Project({ learner: other, trainer: new Trainer(quiet), folder: false });
    await expect(project.validate()).rejects.toMatchObject({ code: 'LML_NOT_FITTED' });
    await project.load(lastCheckpoint!);
    expect((await project.validate())['validation/loss']).toBeGreaterThan(0);
    expect(fits).toBe(1);
    expect(other.loss!(tf.tensor1d([30]), tf.tensor1d([0])).dataSync()[0]).toBeCloseTo(30, 4);
  });

  it('follows the gradient', async () => {
    const one = learner({ optimizer: descent(0.5) });
    const { lastCheckpoint } = await new Trainer({ ...quiet, maxEpochs: undefined, maxSteps: 1 }).fit(one, { folder });
    const { state, manifest } = await readCheckpoint(lastCheckpoint!);
    // d/ds (exp(−s) m + s) at 0 is 1 − m.
    expect(numbers(state['loss/s'])[0]).toBeCloseTo(-0.5 * (1 - manifest.values['train/loss']!), 4);
  });

  it('resumes exactly, with what callbacks keep of it', async () => {
    const trainer = (maxEpochs: number): Trainer => new Trainer({ ...quiet, maxEpochs, callbacks: [averaging()] });
    const [whole, half, resumed] = [learner(), learner(), learner()];
    const all = await trainer(4).fit(whole, { seed: 1, folder: join(folder, 'whole') });
    const { lastCheckpoint } = await trainer(2).fit(half, { seed: 1, folder: join(folder, 'half') });
    const rest = await trainer(4).fit(resumed, { seed: 1, folder: join(folder, 'rest'), resumeFrom: lastCheckpoint });
    const [a, b] = [await readCheckpoint(all.lastCheckpoint!), await readCheckpoint(rest.lastCheckpoint!)];
    expect(b.state).toEqual(a.state);
    expect(b.weights).toEqual(a.weights);
    expect(a.state['callback/averaging/loss/s']).toEqual(a.state['loss/s']);
    expect(a.state['trained/loss/s']).not.toEqual(a.state['loss/s']);
    expect(a.weights['dense_0/kernel']).toEqual(a.state['callback/averaging/dense_0/kernel']);
  });

  it('begins anew in each fit where it is a callback’s, and goes on where it is the loss’s', async () => {
    const [callback, one] = [averaging(), learner()];
    const trainer = new Trainer({ ...quiet, callbacks: [callback] });
    await trainer.fit(one, {});
    const { s } = Object.fromEntries(
      (await one.loss!.state!({ model: one.model, weights: {}, parameters: [], random: () => undefined as never })).map(
        ({ name, value }) => [name, value],
      ),
    );
    const { lastCheckpoint } = await new Trainer({ ...quiet, maxEpochs: 1, callbacks: [callback] }).fit(one, {
      folder,
    });
    const { state } = await readCheckpoint(lastCheckpoint!);
    expect(Math.abs(numbers(state['callback/averaging/loss/s'])[0]! - numbers(s)[0]!)).toBeLessThan(0.2);
    expect(numbers(s)[0]).not.toBe(0);
  });

  it('is loaded with the weights, so that a test in another project gives the same', async () => {
    const project = new Project({ learner: learner(), trainer: quiet, folder });
    await project.train();
    const tested = await project.test();
    const other = new Project({ learner: learner(), trainer: quiet, folder: false });
    await other.load(project.checkpoint!);
    const { 'test/loss': loss } = await other.test();
    expect(loss).toBe(tested['test/loss']);
    const without = new Project({ learner: tinyLearner({ metrics: [] }), trainer: quiet, folder: false });
    await without.load(project.checkpoint!);
    const lacking = new Project({ learner: tinyLearner({ metrics: [] }), trainer: quiet, folder });
    await lacking.train();
    await expect(other.load(lacking.checkpoint!)).rejects.toMatchObject({
      code: 'LML_CHECKPOINT',
      message: expect.stringContaining('it lacks loss/s, loss/count, learner/factor, learner/largest') as string,
    });
  });

  it('accumulates gradients as the model’s do', async () => {
    const run = async (batchSize: number, accumulate: number): Promise<Record<string, NdArray>> => {
      const own = ownedState({ weights: { s: { shape: [], initializer: 'zeros' } } });
      const loss: Loss = Object.assign(
        (prediction: tf.Tensor, target: tf.Tensor) =>
          tf.mean(tf.squaredDifference(tf.add(prediction, own.read('s')), target)),
        { state: own.state, load: own.load },
      );
      const linear = tf.layers.dense({ units: 1, inputShape: [3], kernelInitializer: 'zeros' });
      const { fromLayers } = await import('../adapters/layers-model.js');
      const data = tinyData(32, { batchSize, split: undefined });
      const options = { data, loss, model: fromLayers(() => tf.sequential({ layers: [linear] })), metrics: [] };
      const to = join(folder, `${batchSize}`);
      const { lastCheckpoint } = await new Trainer({ ...quiet, accumulate }).fit(tinyLearner(options), { folder: to });
      return (await readCheckpoint(lastCheckpoint!)).state;
    };
    const [large, small] = [await run(16, 1), await run(4, 4)];
    expect(numbers(small['loss/s'])[0]).toBeCloseTo(numbers(large['loss/s'])[0]!, 5);
    expect(numbers(small['loss/s'])[0]).not.toBe(0);
  });

  it('of losses within losses stands under the names of both', async () => {
    const parts = { a: trusting(), b: trusting() };
    const [a, b] = [nestedLoss('a', parts.a), nestedLoss('b', parts.b)];
    const both: Loss = Object.assign(
      (prediction: tf.Tensor, target: tf.Tensor) => tf.add(a(prediction, target), tf.mul(2, b(prediction, target))),
      joinStates(parts),
    );
    const one = learner({ loss: both });
    const { lastCheckpoint } = await new Trainer(quiet).fit(one, { folder });
    const { state } = await readCheckpoint(lastCheckpoint!);
    expect(numbers(state['loss/b/s'])[0]).not.toBe(numbers(state['loss/a/s'])[0]);
    expect(Object.keys(state).filter((name) => name.startsWith('loss/'))).toEqual([
      'loss/a/count',
      'loss/a/s',
      'loss/b/count',
      'loss/b/s',
    ]);
  });

  describe('is refused', () => {
    const fit = (parts: Partial<LearnerParts>, callbacks: readonly Callback[] = []): Promise<unknown> =>
      new Trainer({ ...quiet, callbacks }).fit(learner(parts), {});
    const entry = {
      name: 'x',
      shape: [],
      dtype: 'int32',
      trainable: true,
      value: ndArray(0, { dtype: 'int32' }),
    } as const;

    it.each([
      ['that is trainable and not float32', () => fit({ loss: Object.assign(trusting(), { state: () => [entry] }) })],
      ['without a load', () => fit({ loss: Object.assign(trusting(), { load: undefined as never }) })],
      ['that is no list', () => fit({ loss: Object.assign(trusting(), { state: () => ({}) as never }) })],
      [
        'that is trainable, of a callback',
        () => fit({}, [{ name: 'c', state: () => [{ ...entry, dtype: 'float32', value: ndArray(0) }] }]),
      ],
    ])('%s', async (_what, run) => {
      await expect(run()).rejects.toMatchObject({ code: 'LML_INVALID_ARGUMENT' });
    });

    it('where a loss is called past its learner', async () => {
      const loss = trusting();
      const past = defineLearner<LabelledBatch>({
        batchForward: ({ input }, { model }) => model.apply(input),
        computeLoss: (output, { target }) => loss(output, target),
      });
      const one = past({ data: tinyData(), model: tinyLearner().model, loss, optimizer: descent() });
      await expect(new Trainer(quiet).fit(one, {})).rejects.toMatchObject({
        code: 'LML_UNDECLARED_STATE',
        message: expect.stringContaining('context.loss') as string,
      });
    });

    it('of other names and shapes than were declared', () => {
      const own = ownedState({ weights: { w: { shape: [2] } } });
      expect(() => own.read('v')).toThrow(expect.objectContaining({ code: 'LML_UNDECLARED_STATE' }));
      expect(() => own.load({})).toThrow(expect.objectContaining({ code: 'LML_UNDECLARED_STATE' }));
      expect(() => own.load({ w: ndArray([1, 2, 3]) })).toThrow(
        expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' }),
      );
      expect(() => own.load({ w: ndArray([1, 2]), v: ndArray([1]) })).toThrow(
        expect.objectContaining({ code: 'LML_CHECKPOINT' }),
      );
    });
  });

  it('gives its values by hand too, and writes nothing there', () => {
    const own = ownedState({ weights: { w: { shape: [2], initializer: ndArray([1, 2]) } } });
    own.write('w', tf.tensor1d([5, 6]));
    expect(Array.from(own.read('w').dataSync())).toEqual([1, 2]);
    own.load({ w: ndArray([3, 4]) });
    expect(Array.from(own.read('w').dataSync())).toEqual([3, 4]);
  });
});
