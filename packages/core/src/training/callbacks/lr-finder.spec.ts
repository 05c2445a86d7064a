import * as tf from '@tensorflow/tfjs';

import { groupedOptimizer, lrFinder, type Callback, type CurveFigure } from '../../index.js';
import { defineLearner } from '../../learning/define-learner.js';
import { descent, tinyData, tinyLearner } from '../tiny-learner.fixture.js';
import { bytesOf, quiet, temporaryFolder } from '../trainer.fixture.js';
import { Trainer } from '../trainer.js';
import { createSmoother, rateAt, steepestFall } from './rate-range.js';

const rates = { minLr: 1e-4, maxLr: 10, numTraining: 40 };
const SUGGESTION = 'train/lr-finder/suggestion';

describe('lrFinder', () => {
  it('leaves a run that is to the bit one with the rate that it found', async () => {
    const found = tinyLearner({ optimizer: descent(7) });
    const trainer = new Trainer({ ...quiet, maxEpochs: 2, callbacks: [lrFinder(rates)] });
    const { values, details } = await trainer.fit(found, { seed: 1 });
    const rate = values[SUGGESTION]!;
    expect(rate).toBeGreaterThan(1e-3);
    expect(rate).toBeLessThan(1);
    const given = tinyLearner({ optimizer: descent(rate) });
    const plain = await new Trainer({ ...quiet, maxEpochs: 2 }).fit(given, { seed: 1 });
    expect(await bytesOf(found)).toEqual(await bytesOf(given));
    expect(values).toEqual({ ...plain.values, [SUGGESTION]: rate });
    const { lines, xScale } = details['train/lr-finder/curve'] as CurveFigure;
    expect(xScale).toBe('log');
    expect(lines[1]!.x.data).toEqual(Float64Array.of(rate));
    expect(lines[0]!.x.data[0]).toBe(1e-4);
  });

  it('searches as a run of such rates would go, windows of accumulated gradients included', async () => {
    const seen: number[] = [];
    const scheduler = { values: (_base: unknown, { clock }: { clock: { step: number } }) => ({ lr: rateAt(clock.step, 20, 1e-4, 0.1, 'linear') }) }; // prettier-ignore
    const watching: Callback = {
      name: 'watching',
      async trainBatchEnd(run) {
        seen.push((await run.readEpoch())['train/loss']!);
      },
    };
    // One batch an epoch, so that the loss of an epoch is that of its batch.
    const data = (): ReturnType<typeof tinyData> => tinyData(32, { batchSize: 32, split: {} });
    const options = { ...quiet, accumulate: 1 };
    await new Trainer({ ...options, maxSteps: 20, callbacks: [watching] }).fit(
      tinyLearner({ data: data(), scheduler, metrics: [] }),
    );
    const finder = lrFinder({
      minLr: 1e-4,
      maxLr: 0.1,
      numTraining: 20,
      mode: 'linear',
      smoothing: 0,
      earlyStopThreshold: null,
    });
    const { details } = await new Trainer({ ...options, maxSteps: 1, callbacks: [finder] }).fit(
      tinyLearner({ data: data(), metrics: [] }),
    );
    const { lines } = details['train/lr-finder/curve'] as CurveFigure;
    expect(lines[0]!.y.data).toEqual(Float64Array.from(seen));
  });

  it('keeps its rate where a run is resumed, and does not search again', async () => {
    const folder = await temporaryFolder();
    const trainer = (maxSteps: number): Trainer => new Trainer({ ...quiet, maxSteps, callbacks: [lrFinder(rates)] });
    const whole = tinyLearner();
    const { values, details } = await trainer(6).fit(whole);
    await trainer(3).fit(tinyLearner(), { folder });
    const resumed = tinyLearner();
    const result = await trainer(6).fit(resumed, { folder, resumeFrom: folder });
    expect(await bytesOf(resumed)).toEqual(await bytesOf(whole));
    expect([result.values, result.details]).toEqual([values, details]);
  });

  it('keeps ratios of rates of groups, and changes nothing without update', async () => {
    const scheduled: Readonly<Record<string, number>>[] = [];
    const watching: Callback = { name: 'watching', trainEnd: (run) => void scheduled.push(run.scheduled) };
    const logged: (number | undefined)[] = [];
    for (const update of [true, false]) {
      const groups = [{ match: '*/bias', lr: 0.4 }];
      const optimizer = groupedOptimizer({ lr: 0.2, groups }, ({ lr }) => descent(lr));
      const callbacks = [lrFinder({ ...rates, update }), watching];
      const learner = tinyLearner({ optimizer, scheduler: { values: ({ lr }) => ({ lr }) } });
      const { values } = await new Trainer({ ...quiet, maxSteps: 1, callbacks }).fit(learner);
      logged.push(values[SUGGESTION]);
    }
    const [found] = logged;
    expect(logged).toEqual([expect.any(Number), found]);
    expect(scheduled).toEqual([
      { 'train/lr': found, 'train/lr@*/bias': 2 * found! },
      { 'train/lr': 0.2, 'train/lr@*/bias': 0.4 },
    ]);
  });

  it('stops at once where the run is interrupted', async () => {
    const controller = new AbortController();
    const abort: Callback = {
      name: 'abort',
      phase: 'compute',
      transformLoss(loss) {
        controller.abort();
        return loss;
      },
    };
    const trainer = new Trainer({ ...quiet, maxEpochs: 2, callbacks: [abort, lrFinder(rates)] });
    const { status, clock, values } = await trainer.fit(tinyLearner(), { signal: controller.signal });
    expect([status, clock.step, values[SUGGESTION]]).toEqual(['interrupted', 0, undefined]);
  });

  it('refuses rates in the wrong order, losses that grow at once, and several training steps', async () => {
    expect(() => lrFinder({ minLr: 1, maxLr: 0.1 })).toThrow(/maxLr: must be greater than minLr/);
    const fit = (callback: Callback, learner = tinyLearner()): Promise<unknown> =>
      new Trainer({ ...quiet, maxSteps: 1, callbacks: [callback] }).fit(learner);
    const wild = lrFinder({ minLr: 1e3, maxLr: 1e6, smoothing: 0 });
    await expect(fit(wild)).rejects.toThrow(/tried before the loss grew must be at least 13.*Give it a smaller minLr/);
    const turns = defineLearner({
      batchForward: ({ input }, { model }) => model.apply(input as tf.Tensor),
      computeLoss: (output) => tf.mean(output),
      trainingSteps: () => [{ name: 'a', optimizer: descent(), computeLoss: (output) => tf.mean(output) }],
    })({ model: tinyLearner().model, data: tinyData() });
    await expect(fit(lrFinder(), turns as never)).rejects.toThrow(/a learner of one training step/);
  });
});

describe('A range of rates', () => {
  it('goes by equal factors or differences', () => {
    expect([0, 1, 2].map((index) => rateAt(index, 3, 1, 100, 'exponential'))).toEqual([1, 10, 100]);
    expect([0, 1, 2].map((index) => rateAt(index, 3, 1, 101, 'linear'))).toEqual([1, 51, 101]);
  });

  it('has losses that are smoothed as a mean of what came before', () => {
    const smooth = createSmoother(0.5);
    expect([4, 1, 1].map(smooth)).toEqual([4, 2, 10 / 7]);
  });

  it('falls fastest where central differences are least, as by torch.gradient', () => {
    // torch.argmin(torch.gradient(torch.tensor([...]))[0])
    expect(steepestFall([5, 5, 4, 1, 0.5, 3])).toBe(2);
    expect(steepestFall([9, 1, 0])).toBe(0);
    expect(steepestFall([3, 3, 3, 0])).toBe(3);
    expect(steepestFall([1])).toBeUndefined();
    // Losses of batches that differ, and a fall in the third quarter which is nowhere as steep as the difference of two batches.
    const noisy = Array.from(
      { length: 90 },
      (_, at) => 1.1 - 0.6 / (1 + Math.exp((60 - at) / 5)) + 0.08 * Math.sin(7 * at),
    );
    expect(Math.abs(steepestFall(noisy)! - 60)).toBeLessThan(6);
  });
});
