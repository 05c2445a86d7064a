import { metricShape, MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { meanSquareContingency, nominalMetric, nominalShape } from './nominal-metric.js';

const schema = z.strictObject({ ...nominalShape, ...metricShape });

const counted = (options: z.input<typeof schema>) =>
  new MetricState(
    nominalMetric({
      name: 'pairs',
      traits: { higherIsBetter: true },
      options: schema.parse(options),
      compute: (table) => table.flat().reduce((total, count) => total + count, 0),
    }),
  );

describe('nominalMetric', () => {
  it('leaves out samples without a category, or puts one in its place', async () => {
    const dropping = counted({ numClasses: 3, nanStrategy: 'drop' });
    await dropping.update([0, NaN, 2, 1], [0, 1, NaN, 1]);
    expect(dropping.compute()).toBe(2);
    const replacing = counted({ numClasses: 3, nanReplaceValue: 3 });
    await expect(replacing.update([0, 1], [0, NaN])).rejects.toThrow(
      expect.objectContaining({ code: 'LML_INVALID_ARGUMENT', argument: 'target' }) as Error,
    );
  });

  it.each([
    [[0, 3], [0, 1], 'prediction'],
    [[0, 1], [0, 0.5], 'target'],
  ])('does not count %p against %p', async (prediction, target, argument) => {
    const state = counted({ numClasses: 3 });
    await expect(state.update(prediction, target)).rejects.toMatchObject({ code: 'LML_INVALID_ARGUMENT', argument });
  });

  it('asks for the number of categories', async () => {
    await expect(counted({}).update([0, 1], [0, 1])).rejects.toMatchObject({ code: 'LML_INVALID_ARGUMENT' });
  });

  it('refuses series of different lengths, and grids', async () => {
    const state = counted({ numClasses: 3 });
    await expect(state.update([0, 1], [0, 1, 2])).rejects.toMatchObject({ code: 'LML_SHAPE_MISMATCH' });
    await expect(state.update(tf.zeros([2, 2, 2]), [0, 1])).rejects.toMatchObject({ code: 'LML_SHAPE_MISMATCH' });
  });
});

describe('meanSquareContingency', () => {
  it('is 0 of independent variables, and of no table has no value', () => {
    expect(
      meanSquareContingency(
        [
          [2, 4],
          [3, 6],
        ],
        false,
      ),
    ).toBeCloseTo(0);
    expect(meanSquareContingency([], false)).toBeNaN();
  });

  it('corrects by no more than a count is off', () => {
    expect(
      meanSquareContingency(
        [
          [6, 5],
          [5, 5],
        ],
        true,
      ),
    ).toBe(0);
  });
});
