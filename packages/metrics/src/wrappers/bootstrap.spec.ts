import { MetricState, treePart, type Metric, type MetricInput, type MetricResult, type NdArray } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { mean } from '../aggregation/mean.js';
import { accuracy } from '../classification/accuracy.js';
import { bootstrap } from './bootstrap.js';

/** Keeps every sample; their mean. */
const keptMean: Metric = {
  ...mean(),
  init: () => ({}),
  update: (state) => state,
  keep: ({ prediction }) => ({ value: prediction }),
  compute: (values) => {
    const data = (values['kept/value']?.data ?? []) as Float32Array;
    return data.reduce((sum, value) => sum + value, 0) / data.length;
  },
};

const samples = Array.from({ length: 400 }, (_, index) => (index % 4 === 0 ? 1 : 0));
// σ/√n of a share of a quarter among 400.
const ERROR = Math.sqrt(0.25 * 0.75) / 20;

async function of(metric: Metric, options: object, ...batches: number[][]): Promise<MetricResult> {
  const state = new MetricState(bootstrap({ metric, ...options }));
  for (const batch of batches) await state.update(batch);
  return state.compute();
}

describe('bootstrap', () => {
  it.each([
    ['counts', mean()],
    ['keeps samples', keptMean],
  ])('estimates the standard error of a metric that %s', async (_, metric) => {
    const options = { numBootstraps: 60, raw: true };
    const result = (await of(metric, options, samples.slice(0, 200), samples.slice(200))) as {
      mean: number;
      std: number;
      raw: NdArray;
    };
    expect(Math.abs(result.mean - 0.25)).toBeLessThan(ERROR);
    expect(result.std / ERROR).toBeGreaterThan(0.7);
    expect(result.std / ERROR).toBeLessThan(1.4);
    expect(new Set(result.raw.data as Float64Array).size).toBeGreaterThan(10);
  });

  it('gives what it is asked for', async () => {
    const result = await of(mean(), { mean: false, std: false, quantile: [0, 0.5, 1], raw: true, numBootstraps: 4 }, [1, 2, 5]); // prettier-ignore
    const { quantile, raw, ...rest } = result as Record<string, NdArray>;
    expect(rest).toEqual({});
    const sorted = Array.from(raw!.data as Float64Array).sort((a, b) => a - b);
    expect(Array.from(quantile!.data as Float64Array)).toEqual([sorted[0], (sorted[1]! + sorted[2]!) / 2, sorted[3]]);
    expect(await of(mean(), { mean: false, std: false, quantile: 0.5 }, [3])).toEqual({ quantile: 3 });
  });

  it('draws the same again', async () => {
    expect(await of(mean(), {}, samples)).toEqual(await of(mean(), {}, samples));
  });

  it('keeps prediction and target of a sample together, and takes an empty batch', async () => {
    const state = new MetricState(bootstrap({ metric: accuracy({ numClasses: 3 }) }));
    await state.update([0, 1, 2, 1], [0, 1, 2, 1]);
    const [none, nothing] = [tf.zeros([0], 'int32'), tf.zeros([0], 'int32')];
    await state.update(none, nothing);
    tf.dispose([none, nothing]);
    expect(state.compute()).toEqual({ mean: 1, std: 0 });
  });

  it('draws the rows of all outputs of a metric of trees', async () => {
    const first: Metric<MetricInput> = {
      ...(mean() as Metric<MetricInput>),
      trees: true,
      update: (state, { prediction, ...rest }, context) =>
        (mean() as Metric<MetricInput>).update(state, { ...rest, prediction: treePart(prediction, 'a')! }, context),
    };
    const state = new MetricState(bootstrap({ metric: first, numBootstraps: 20 }));
    await state.update({ a: samples, b: samples });
    expect((state.compute() as { std: number }).std).toBeGreaterThan(0);
  });

  it('refuses an empty result, and a metric that gives no number', async () => {
    expect(() => bootstrap({ metric: mean(), mean: false, std: false })).toThrow('must have at least one of mean');
    const state = new MetricState(bootstrap({ metric: accuracy({ numClasses: 2, average: 'none' }) }));
    await state.update([0], [0]);
    expect(() => state.compute()).toThrow('metric of bootstrap must be one that gives a number');
  });
});
