import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';

import type { LabelledBatch } from '../learning/batches.js';
import { defineLearner } from '../learning/define-learner.js';
import { elementwiseOptimizer } from '../learning/elementwise-optimizer.js';
import { groupedOptimizer } from '../learning/grouped-optimizer.js';
import type { Learner, TrainingStep } from '../learning/learner.js';
import type { Observation, Scheduler, ScheduleTime } from '../learning/scheduler.js';
import type { Callback } from './callback.js';
import { tinyData, tinyLearner } from './tiny-learner.fixture.js';
import { bytesOf, quiet, temporaryFolder } from './trainer.fixture.js';
import { Trainer } from './trainer.js';

/** Rate and decay; the decay counts the updates. */
const decaying = (lr = 0.01) =>
  elementwiseOptimizer({
    base: { lr, weightDecay: 0.1 },
    slots: {},
    hyper: (_step, numbers) => ({ ...numbers }),
    update: (parameter, gradient, _slots, hyper) => ({
      parameter: tf.sub(parameter, tf.mul(hyper.lr, tf.add(gradient, tf.mul(hyper.weightDecay, parameter)))),
    }),
  });

/** Halves the rate with each second value that is not better than the one before. */
function onPlateau(monitor = 'validation/loss'): Scheduler & { readonly seen: Observation[] } {
  let memory = { last: Infinity, worse: 0 };
  const seen: Observation[] = [];
  return {
    seen,
    monitor,
    values: ({ lr }) => ({ lr: lr * 0.5 ** Math.floor(memory.worse / 2) }),
    setup: () => void (memory = { last: Infinity, worse: 0 }),
    observe(observation) {
      seen.push(observation);
      memory = { last: observation.value, worse: memory.worse + Number(observation.value >= memory.last - 0.02) };
    },
    state: () => ({ ...memory }),
    load: (state) => void (memory = state as typeof memory),
  };
}

/** The times at which a schedule was asked, by step. */
function watching(): Scheduler & { readonly times: ScheduleTime[] } {
  const times: ScheduleTime[] = [];
  return {
    times,
    values({ lr }, time) {
      times.push(time);
      return { lr: lr / (1 + time.clock.step) };
    },
  };
}

type Part = TrainingStep<LabelledBatch, tf.Tensor>;

const regression = defineLearner<LabelledBatch>({
  batchForward: ({ input }, { model }) => model.apply(input),
  computeLoss: (output, { target }, { loss }) => loss(output, target),
});

describe('A schedule', () => {
  it('is told how long the run is, by its limits and its data', async () => {
    const totals: unknown[] = [];
    for (const limits of [
      { maxEpochs: 3 },
      { maxSteps: 6 },
      { maxEpochs: 3, maxSteps: 6 },
      { maxEpochs: 1, maxSeconds: 1e6 },
    ]) {
      const scheduler = watching();
      await new Trainer({ ...quiet, ...limits }).fit(tinyLearner({ scheduler }));
      totals.push(scheduler.times[0]!.total);
    }
    expect(totals).toEqual([
      { steps: 12, epochs: 3, stepsPerEpoch: 4 },
      { steps: 6, epochs: 2, stepsPerEpoch: 4 },
      { steps: 6, epochs: 2, stepsPerEpoch: 4 },
      { steps: 4, epochs: 1, stepsPerEpoch: 4 },
    ]);
  });

  it('changes any number of the optimizer, which is logged beside the rate', async () => {
    const scheduler: Scheduler = {
      values: ({ weightDecay }, { clock }) => ({ weightDecay: weightDecay! + clock.step }),
    };
    const { history } = await new Trainer({ ...quiet, maxEpochs: 2 }).fit(
      tinyLearner({ optimizer: decaying(), scheduler }),
    );
    expect(history.map(({ values }) => [values['train/lr'], values['train/weightDecay']])).toEqual([
      [0.01, 4.1],
      [0.01, 8.1],
    ]);
    const plain = await new Trainer({ ...quiet, maxEpochs: 1 }).fit(tinyLearner({ optimizer: decaying() }));
    expect(plain.history[0]!.values).not.toHaveProperty('train/weightDecay');
  });

  it('is applied to each group of parameters from its own numbers', async () => {
    const optimizer = groupedOptimizer({ lr: 0.01, groups: [{ match: '*/bias', lr: 0.1 }] }, ({ lr }) => decaying(lr));
    const scheduler: Scheduler = { values: ({ lr }) => ({ lr: lr / 2 }) };
    const { history } = await new Trainer({ ...quiet, maxEpochs: 1 }).fit(tinyLearner({ optimizer, scheduler }));
    expect(history[0]!.values).toMatchObject({ 'train/lr': 0.005, 'train/lr@*/bias': 0.05 });
  });

  it.each([
    [{ rate: 1 }, /must be numbers of the optimizer, which has lr, weightDecay, got 'rate'/],
    [{ lr: NaN }, /the scheduled lr at step 0 must be a finite number, got NaN/],
  ])('that gives %j is refused', async (values, message) => {
    const learner = tinyLearner({ optimizer: decaying(), scheduler: { values: () => values } });
    await expect(new Trainer({ ...quiet, maxEpochs: 1 }).fit(learner)).rejects.toThrow(message);
  });
});

describe('A schedule that watches a number', () => {
  it('is told each new value once, with where the run is', async () => {
    const scheduler = onPlateau();
    const { history } = await new Trainer({ ...quiet, maxEpochs: 3 }).fit(tinyLearner({ scheduler }));
    expect(scheduler.seen.map(({ value }) => value)).toEqual(history.map(({ values }) => values['validation/loss']));
    expect(scheduler.seen.map(({ clock, mode }) => [clock.epoch, clock.step, mode])).toEqual([
      [1, 4, 'min'],
      [2, 8, 'min'],
      [3, 12, 'min'],
    ]);
  });

  it('knows which way a metric should go, and begins anew with each fit', async () => {
    const scheduler = onPlateau('train/absolute-error');
    const learner = tinyLearner({
      scheduler,
      metrics: [{ ...tinyLearner().metrics['absolute-error']!, higherIsBetter: true }],
    });
    await new Trainer({ ...quiet, maxEpochs: 1 }).fit(learner);
    expect(scheduler.seen.map(({ mode }) => mode)).toEqual(['max']);
    await new Trainer({ ...quiet, maxEpochs: 1 }).fit(learner);
    expect(scheduler.state!()).toMatchObject({ worse: 0 });
  });

  it.each([2, 4, 6, 8, 11])('goes on after batch %i as if the run had never stopped', async (batch) => {
    const learner = () => tinyLearner({ scheduler: onPlateau() });
    const options = { ...quiet, maxEpochs: 6, checkpoint: false };
    const whole = learner();
    const reference = await new Trainer(options).fit(whole, { seed: 9 });
    const rates = reference.history.map(({ values }) => values['train/lr']);
    expect(new Set(rates).size).toBeGreaterThan(1);
    const folder = await temporaryFolder();
    const save: Callback = {
      name: 'saver',
      phase: 'persist',
      async trainBatchEnd(run) {
        if (run.clock.batch !== batch) return;
        await run.save('here');
        throw new Error('power cut');
      },
    };
    await expect(new Trainer({ ...options, callbacks: [save] }).fit(learner(), { seed: 9, folder })).rejects.toThrow();
    const resumed = learner();
    const result = await new Trainer(options).fit(resumed, {
      seed: 9,
      resumeFrom: join(folder, 'checkpoints', 'here'),
    });
    expect(await bytesOf(resumed)).toEqual(await bytesOf(whole));
    expect(result.history.map(({ values }) => values['train/lr'])).toEqual(rates);
  });

  it('is not told of a validation that came only because the run was to stop', async () => {
    const scheduler = onPlateau();
    await new Trainer({ ...quiet, maxSteps: 6 }).fit(tinyLearner({ scheduler }));
    expect(scheduler.seen.map(({ clock }) => clock.step)).toEqual([4]);
  });

  it.each([
    ['validation/los', {}, /monitor must be a number that is reported.*Did you mean 'validation\/loss'/],
    ['val_loss', {}, /Did you mean 'validation\/loss'/],
    ['validation/loss', { split: { test: 0.2 } }, /There are no validation data/],
  ])('needs one that is reported: %s', async (monitor, options, message) => {
    const learner = tinyLearner({ data: tinyData(50, options), scheduler: onPlateau(monitor) });
    await expect(new Trainer({ ...quiet, maxEpochs: 1 }).fit(learner)).rejects.toThrow(message);
  });
});

describe('Several training steps', () => {
  const learnerOf = (steps: readonly Part[]): Learner<LabelledBatch> => {
    const { model, data, loss } = tinyLearner();
    const make = defineLearner<LabelledBatch>({
      batchForward: ({ input }, context) => context.model.apply(input),
      computeLoss: (output, { target }, context) => context.loss(output, target),
      trainingSteps: () => steps,
    });
    return make({ model, data, loss, optimizer: decaying() });
  };
  const computeLoss: Part['computeLoss'] = (output, { target }, { loss }) => loss(output, target);

  it('have schedules of their own, which count the updates of their step', async () => {
    const [first, second] = [watching(), watching()];
    const learner = learnerOf([
      { name: 'critic', computeLoss, scheduler: first },
      { name: 'generator', computeLoss, scheduler: second, every: 3 },
    ]);
    const { history, clock } = await new Trainer({ ...quiet, maxEpochs: 2 }).fit(learner);
    expect(clock).toMatchObject({ batch: 8, step: 8 });
    expect(history[1]!.values).toMatchObject({ 'train/critic/lr': 0.01 / 9, 'train/generator/lr': 0.01 / 3 });
    expect(second.times[0]!.total).toEqual({ steps: 2, epochs: 2, stepsPerEpoch: 4 / 3 });
    expect(first.times[0]!.total).toEqual({ steps: 8, epochs: 2, stepsPerEpoch: 4 });
  });

  it('have their turn as often as they say', async () => {
    const turns: string[] = [];
    const counted = (name: string, every?: number): Part => ({
      name,
      every,
      computeLoss: (output, batch, context) => (turns.push(name), computeLoss(output, batch, context)),
    });
    await new Trainer({ ...quiet, maxSteps: 6 }).fit(learnerOf([counted('a'), counted('b', 3)]));
    expect(turns.join('')).toBe('aaabaaab');
  });

  it.each([0, 1.5, -1])('cannot have every: %d', async (every) => {
    const learner = learnerOf([{ name: 'a', computeLoss, every }]);
    await expect(new Trainer({ ...quiet, maxSteps: 1 }).fit(learner)).rejects.toThrow(
      /every of the training step 'a' must be an integer of at least 1/,
    );
  });
});

describe('The clock of a step', () => {
  it('tells training and validation where the run is', async () => {
    const learner = regression({ ...tinyLearnerParts(), optimizer: decaying() });
    Object.assign(learner, {
      computeLoss(
        this: Learner<LabelledBatch>,
        output: tf.Tensor,
        { target }: LabelledBatch,
        context: Parameters<Learner['computeLoss']>[2],
      ) {
        const { clock, log, loss } = context;
        for (const unit of ['batch', 'step', 'samples', 'epoch'] as const) log(unit, clock[unit], { reduce: 'max' });
        return loss(output, target);
      },
    });
    const trainer = new Trainer({ ...quiet, maxEpochs: 2 });
    const { history } = await trainer.fit(learner);
    expect(history[1]!.values).toMatchObject({
      'train/batch': 7,
      'train/step': 7,
      'train/samples': 54,
      'train/epoch': 1,
      'validation/batch': 8,
      'validation/epoch': 2,
    });
    expect(await trainer.test(learner)).toMatchObject({ 'test/batch': 0, 'test/epoch': 0 });
    const clock = { batch: 8, step: 8, samples: 60, epoch: 2, seconds: 1 };
    expect(await trainer.test(learner, { clock })).toMatchObject({ 'test/batch': 8, 'test/epoch': 2 });
  });
});

function tinyLearnerParts() {
  const { model, data, loss } = tinyLearner();
  return { model, data, loss };
}
