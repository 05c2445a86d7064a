import * as tf from '@tensorflow/tfjs';

import { ndArray } from '../data/nd-array.js';
import { MetricCollection } from './metric-collection.js';
import { MetricTracker } from './metric-tracker.js';
import type { Metric } from './metric.js';

const total = (name: string, higherIsBetter: boolean | undefined): Metric => ({
  name,
  on: 'output',
  needs: [],
  higherIsBetter,
  init: () => ({ sum: ndArray(0) }),
  update: ({ sum }, { prediction }) => ({ sum: tf.add(sum!, tf.sum(prediction)) }),
  compute: ({ sum }) => Number(sum!.data[0]),
});

async function track(tracker: MetricTracker, steps: readonly (readonly number[])[]): Promise<MetricTracker> {
  for (const step of steps) {
    tracker.increment();
    for (const value of step) await tracker.update([value]);
  }
  return tracker;
}

describe('MetricTracker', () => {
  it('counts each step by itself, and finds the best', async () => {
    const tracker = await track(new MetricTracker(total('gain', true)), [[1, 2], [5], [5], [NaN], [4]]);
    expect(tracker.computeAll()).toEqual([3, 5, 5, NaN, 4]);
    expect(tracker.compute()).toBe(4);
    expect(tracker.best()).toEqual({ value: 5, step: 1 });
    expect(tracker.steps).toHaveLength(5);
    expect((await track(new MetricTracker(total('cost', false)), [[3], [1], [2]])).best()).toEqual({
      value: 1,
      step: 1,
    });
  });

  it('goes the way it is told, also where the metric says another', async () => {
    const tracker = new MetricTracker(total('gain', true), { higherIsBetter: false });
    expect((await track(tracker, [[2], [1]])).best()).toEqual({ value: 1, step: 1 });
  });

  it('knows nothing best before the first step, and where all is NaN', async () => {
    const tracker = new MetricTracker(total('gain', true));
    expect(tracker.best()).toBeUndefined();
    expect((await track(tracker, [[NaN]])).best()).toBeUndefined();
  });

  it('tells the results of a collection apart', async () => {
    const collection = new MetricCollection([total('gain', true), total('cost', false)], { prefix: 'my-' });
    const tracker = await track(new MetricTracker(collection), [[2], [3]]);
    expect([tracker.best('my-gain'), tracker.best('my-cost')]).toEqual([
      { value: 3, step: 1 },
      { value: 2, step: 0 },
    ]);
    expect(() => tracker.best()).toThrow(
      "higherIsBetter must be given for the metric 'metrics', which does not say it",
    );
    const told = await track(new MetricTracker(collection, { higherIsBetter: true }), [[2]]);
    expect(() => told.best()).toThrow('Name one of its results: my-gain, my-cost.');
  });

  it('gives the metric of a batch, and forgets a step or all', async () => {
    const tracker = await track(new MetricTracker(total('gain', true)), [[1], [2]]);
    expect(await tracker.forward([7])).toBe(7);
    expect(tracker.compute()).toBe(9);
    tracker.reset();
    expect(tracker.computeAll()).toEqual([1, 0]);
    tracker.resetAll();
    expect(tracker.computeAll()).toEqual([]);
    expect(() => tracker.compute()).toThrow('Call tracker.increment().');
    await expect(tracker.update([1])).rejects.toThrow('Call tracker.increment().');
  });
});
