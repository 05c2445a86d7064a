import { metricShape, MetricState } from '@lml/core';
import { z } from 'zod';

import { statScoresMetric, type StatScoresMetricOptions } from './stat-scores-metric.js';
import { checkStatScores, statScoresShape } from './stat-scores-options.js';

const schema = z.strictObject({ ...statScoresShape, ...metricShape }).superRefine(checkStatScores);

/** How many predictions of a class were right. */
const hits = (options: z.input<typeof schema>, rest: Partial<StatScoresMetricOptions> = {}) =>
  new MetricState(
    statScoresMetric({
      name: 'hits',
      traits: { higherIsBetter: true },
      options: schema.parse(options),
      score: ({ truePositives }) => truePositives,
      ...rest,
    }),
  );

describe('statScoresMetric', () => {
  it.each([
    [{ average: 'micro' }, 3],
    [{ average: 'macro', numClasses: 4 }, 3 / 3],
    [{ average: 'weighted', numClasses: 4 }, (2 * 3 + 1) / 4],
    [
      { average: 'none', numClasses: 4 },
      { dtype: 'float64', shape: [4], data: Float64Array.of(2, 1, 0, 0) },
    ],
  ] as const)('averages scores of classes: %j', async (options, expected) => {
    const state = hits({ task: 'multiclass', ...options });
    await state.update([0, 1, 0, 2], [0, 1, 0, 0]);
    expect(state.compute()).toEqual(expected);
  });

  it('leaves to the metric which classes occur', async () => {
    const options = { task: 'multiclass', average: 'macro', numClasses: 4 } as const;
    const state = hits(options, { occurs: ({ truePositives, falseNegatives }) => truePositives + falseNegatives > 0 });
    await state.update([0, 1, 0, 2], [0, 1, 0, 0]);
    expect(state.compute()).toBe(3 / 2);
  });

  it('tells the score its task', async () => {
    const tasks: string[] = [];
    const state = hits({ task: 'binary' }, { score: (_counts, task) => tasks.push(task) });
    await state.update([1, 0], [1, 1]);
    state.compute();
    expect(tasks).toEqual(['binary']);
  });

  it('refuses targets that are no class, in the name of the metric', async () => {
    const state = hits({ task: 'multiclass', numClasses: 2 });
    await expect(state.update([0, 1], [0, 5])).rejects.toThrow(/Give hits the right numClasses/);
  });
});
