import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { classMeanMetric, type ClassMeanMetricOptions } from './class-mean-metric.js';
import { probabilitiesOf } from './score-rows.js';

/** The probability of the right class, or of label 1. */
const certainty = (
  options: Partial<ClassMeanMetricOptions['options']> = {},
  more: Partial<ClassMeanMetricOptions> = {},
) =>
  classMeanMetric({
    name: 'certainty',
    traits: { higherIsBetter: true },
    options: { on: 'output', ...options },
    values: (rows) => tf.sum(tf.mul(probabilitiesOf(rows), rows.target), 1, true),
    ...more,
  });

const SCORES = [
  [0.5, 0.25, 0.25],
  [0, 0.75, 0.25],
];

describe('classMeanMetric', () => {
  it('tells the task by the shapes', async () => {
    const state = new MetricState(certainty());
    await state.update(SCORES, [0, 2]);
    expect(state.compute()).toBe((0.5 + 0.25) / 2);
    state.reset();
    await state.update([[0.5], [0.75]], [0, 1]);
    await state.update([0.25], [1]);
    expect(state.compute()).toBe((0 + 0.75 + 0.25) / 3);
  });

  it('does not guess whether scores of the shape of targets are at several positions', async () => {
    const targets = [
      [1, 0, 0],
      [0, 1, 1],
    ];
    await expect(new MetricState(certainty()).update(SCORES, targets)).rejects.toMatchObject({
      code: 'LML_SHAPE_MISMATCH',
    });
    const binary = new MetricState(certainty({ task: 'binary' }));
    await binary.update(SCORES, targets, { weight: [[1, 1, 1], [1, 0, 1]] }); // prettier-ignore
    expect(binary.compute()).toBe((0.5 + 0.25) / 5);
  });

  it('weighs samples, of which what is ignored may be anything', async () => {
    const state = new MetricState(certainty({ ignoreIndex: -1 }));
    await state.update([[0.5, 0.5], [NaN, 9], [0.25, 0.75]], [0, -1, 1], { weight: [1, NaN, 3] }); // prettier-ignore
    expect(state.compute()).toBe((0.5 + 3 * 0.75) / 4);
  });

  it('reads scores as the learner says, unless the option does', async () => {
    const given = new MetricState(certainty(), { scores: 'logits' });
    await given.update([0, 40], [1, 1]);
    expect(given.compute()).toBeCloseTo(0.75);
    const own = new MetricState(certainty({ scores: 'probabilities' }), { scores: 'logits' });
    await own.update([0, 1], [1, 1]);
    expect(own.compute()).toBe(0.5);
  });

  it('tells columns apart where there are several, and sums instead of averaging', async () => {
    const values: ClassMeanMetricOptions['values'] = ({ scores }) => scores;
    const columns = (classes: number | undefined): number => classes ?? 2;
    const state = new MetricState(certainty({}, { values, columns, normalize: false }), { numClasses: 3 });
    await state.update(SCORES, [0, 2]);
    expect(state.compute()).toMatchObject({ shape: [3], data: Float64Array.of(0.5, 1, 0.5) });
    await expect(state.update([[0.5, 0.5]], [0])).rejects.toThrow(/^certainty was made for 3 classes/);
  });

  it.each([
    [[0.5], [2], 'target', /labels 0 and 1/],
    [[0.5], [0.5], 'target', /labels 0 and 1/],
    [SCORES, [0, 3], 'target', /class indices from 0/],
    [[NaN], [1], 'prediction', /1 of NaN/],
    [[0.5, 1.5], [1, 1], 'prediction', /certainty\(\{ scores: 'logits' \}\)/],
  ])('refuses %j against %j', async (prediction, target, argument, message) => {
    const state = new MetricState(certainty());
    const refused = { code: 'LML_INVALID_ARGUMENT', argument, message: expect.stringMatching(message) as string };
    await expect(state.update(prediction, target)).rejects.toMatchObject(refused);
  });

  it.each([
    [{ task: 'multiclass' as const }, [0.5], [1]],
    [{ numClasses: 4 }, SCORES, [0, 2]],
    [{}, SCORES, [[0], [2]]],
    [{ task: 'binary' as const }, SCORES, [0, 2]],
  ])('refuses shapes that do not fit %j', async (options, prediction, target) => {
    const update = new MetricState(certainty(options)).update(prediction, target);
    await expect(update).rejects.toMatchObject({ code: 'LML_SHAPE_MISMATCH' });
  });
});
