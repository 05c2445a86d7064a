import { LmlError, MetricState, build, list, optionsJsonSchema, type MetricNumbers } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import '../register.js';
import { accuracy, type AccuracyOptions } from './accuracy.js';

async function compute(
  options: AccuracyOptions,
  prediction: MetricNumbers,
  target: MetricNumbers,
  numClasses?: number,
): Promise<unknown> {
  const state = new MetricState(accuracy(options), { numClasses });
  await state.update(prediction, target);
  return state.compute();
}

const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => (LmlError.isInstance(error) ? error.code : error),
  );

const SCORES = [
  [2, 1, 0],
  [0, 3, 1],
  [1, 0, 0],
];

describe('accuracy', () => {
  it('tells the task by the number of classes', async () => {
    expect(await compute({}, SCORES, [0, 1, 1])).toBeCloseTo(2 / 3);
    expect(await compute({}, [0, 1, 0], [0, 1, 1], 3)).toBeCloseTo(2 / 3);
    expect(await compute({}, [[0.2], [0.9], [0.4]], [0, 1, 1], 1)).toBeCloseTo(2 / 3);
    expect(await compute({}, [[0.2], [0.9], [0.4]], [[0], [1], [1]], 1)).toBeCloseTo(2 / 3);
    expect(await compute({ numClasses: 1 }, [0.2, 0.9, 0.4], [[0], [1], [1]])).toBeCloseTo(2 / 3);
  });

  it('takes the width that the first batch tells, and holds the next ones to it', async () => {
    const state = new MetricState(accuracy({ average: 'none' }));
    await state.update(SCORES, [0, 1, 1]);
    expect(state.compute()).toMatchObject({ shape: [3], data: Float64Array.of(1, 0.5, 0) });
    expect(await codeOf(state.update([[1, 0]], [0]))).toBe('LML_SHAPE_MISMATCH');
    state.reset();
    await state.update([[1, 0]], [0]);
    expect(state.compute()).toMatchObject({ shape: [2] });
  });

  it('takes labels without a number of classes, where the task is told', async () => {
    expect(await compute({ task: 'multiclass' }, [4, 7], [4, 1])).toBe(0.5);
    expect(
      await compute(
        { task: 'multilabel' },
        [
          [1, 0],
          [0, 1],
        ],
        [
          [1, 0],
          [1, 1],
        ],
      ),
    ).toBe(0.75);
  });

  it('takes predictions of any type', async () => {
    const target = tf.tensor1d([true, false, true], 'bool');
    const prediction = tf.tensor1d([1, 1, 1], 'int32');
    expect(await compute({ task: 'binary' }, prediction, target)).toBeCloseTo(2 / 3);
    expect(await compute({ numClasses: 4 }, prediction, [1, 1, 0])).toBeCloseTo(2 / 3);
    expect(await compute({}, tf.tensor2d(SCORES, [3, 3], 'int32'), [0, 1, 1])).toBeCloseTo(2 / 3);
  });

  it('says when it cannot tell the task', async () => {
    expect(await codeOf(compute({}, [0, 1, 0], [0, 1, 1]))).toBe('LML_INVALID_ARGUMENT');
    expect(await codeOf(compute({ task: 'multiclass', average: 'macro' }, [0, 1], [0, 1]))).toBe(
      'LML_INVALID_ARGUMENT',
    );
    expect(await codeOf(compute({ task: 'multiclass' }, [0, 1], [0, 1], 1))).toBe('LML_INVALID_ARGUMENT');
    // Scores against one-hot rows could be several labels.
    const hot = [
      [1, 0, 0],
      [0, 1, 0],
      [0, 1, 0],
    ];
    for (const average of ['micro', 'macro'] as const) {
      expect(await codeOf(compute({ average }, SCORES, hot, 3))).toBe('LML_SHAPE_MISMATCH');
    }
    const grid = tf.tensor2d([[0, 1, 2]], [1, 3], 'int32');
    expect(await compute({ numClasses: 3 }, grid, [[0, 1, 1]])).toBeCloseTo(2 / 3);
    expect(await compute({ task: 'multilabel', numClasses: 3, scores: 'logits' }, SCORES, hot)).toBeCloseTo(5 / 9);
  });

  it.each([
    [{}, SCORES, [[0], [1], [1]]],
    [{}, SCORES, [0, 1]],
    [{ task: 'binary' as const }, SCORES, [0, 1, 1]],
    [{ task: 'multilabel' as const }, [1, 0], [1, 0]],
    [{ task: 'multiclass' as const, numClasses: 4 }, SCORES, [0, 1, 1]],
  ])('refuses shapes that do not fit: %p', async (options, prediction, target) => {
    expect(await codeOf(compute(options, prediction, target, 3))).toBe('LML_SHAPE_MISMATCH');
  });

  it.each([
    ['target', {}, SCORES, [0, 1, 3]],
    ['target', {}, SCORES, [0, 1, -1]],
    ['target', { average: 'macro' as const }, SCORES, [0, 1, 0.5]],
    ['target', { average: 'none' as const, topK: 2 }, SCORES, [0, 1, NaN]],
    ['target', { task: 'binary' as const }, [0.5, 0.25], [0, 2]],
    ['prediction', { average: 'macro' as const, numClasses: 2 }, [0, 2], [0, 1]],
    ['prediction', { task: 'binary' as const }, tf.tensor1d([0, 2], 'int32'), [0, 1]],
    ['target', { task: 'multilabel' as const, numClasses: 2 }, [[0.5, 0.25]], [[0.5, 1]]],
  ])('does not count a %s that is no class: %p', async (argument, options, prediction, target) => {
    const result = compute(options, prediction, target);
    await expect(result).rejects.toMatchObject({ code: 'LML_INVALID_ARGUMENT', argument });
  });

  it('says what judges numbers that are no classes', async () => {
    await expect(compute({ task: 'binary' }, [2.5, 1.5], [2, 1.25])).rejects.toThrow(/judged by mean-squared-error/);
  });

  it('does not look at what is ignored', async () => {
    expect(await compute({ ignoreIndex: 255 }, SCORES, [0, 255, 1])).toBe(0.5);
    expect(await compute({ ignoreIndex: 0.0 }, SCORES, [0, 1, 1])).toBe(0.5);
    expect(await compute({ task: 'binary', ignoreIndex: -1 }, [0.9, 0.9], [1, -1])).toBe(1);
  });

  it('reads scores as it is told to, whatever a batch holds', async () => {
    // 0.4 as a logit is a probability of 0.6.
    const logits = [
      [
        [0.2, 0.4],
        [1, 1],
      ],
      [
        [-3, 2],
        [0, 1],
      ],
    ] as const;
    for (const state of [
      new MetricState(accuracy({ task: 'binary', scores: 'logits' })),
      new MetricState(accuracy({ task: 'binary' }), { scores: 'logits' }),
    ]) {
      for (const [prediction, target] of logits) await state.update(prediction, target);
      expect(state.compute()).toBe(1);
    }
    expect(await compute({ task: 'binary' }, [0.4, 0.1], [1, 1])).toBe(0);
    expect(await compute({ task: 'binary', scores: 'labels', threshold: 1 }, [1, 0], [1, 1])).toBe(0.5);
  });

  it('says what scores are that are no probabilities', async () => {
    const logits = compute({ task: 'binary' }, [0.4, 1.1], [1, 1]);
    await expect(logits).rejects.toMatchObject({ code: 'LML_INVALID_ARGUMENT', argument: 'prediction' });
    await expect(logits).rejects.toThrow(/write accuracy\(\{ scores: 'logits' \}\)/);
    expect(await codeOf(compute({ task: 'binary', scores: 'labels' }, [0.4], [1]))).toBe('LML_INVALID_ARGUMENT');
    // What is ignored may be anything.
    expect(await compute({ task: 'binary', ignoreIndex: -1 }, [0.4, 7], [0, -1])).toBe(1);
  });

  it('gives the score of each sample where it is asked for', async () => {
    const state = new MetricState(accuracy({ numClasses: 3, multidimAverage: 'samplewise' }));
    await state.update(
      [
        [0, 1],
        [2, 2],
      ],
      [
        [0, 1],
        [1, 2],
      ],
    );
    await state.update(tf.tensor2d([[0, 0]], [1, 2], 'int32'), [[1, 2]]);
    expect(state.compute()).toEqual({ dtype: 'float64', shape: [3], data: Float64Array.of(1, 0.5, 0) });
    const each = new MetricState(accuracy({ numClasses: 2, multidimAverage: 'samplewise', average: 'none' }));
    await each.update(tf.tensor2d([0, 1, 1, 1], [2, 2], 'int32'), tf.tensor2d([0, 1, 0, 1], [2, 2], 'int32'));
    expect(each.compute()).toMatchObject({ shape: [2, 2], data: Float64Array.of(1, 1, 0, 1) });
    const flat = new MetricState(accuracy({ numClasses: 2, multidimAverage: 'samplewise' }));
    await expect(flat.update([0, 1], [0, 1])).rejects.toThrow(/needs several targets a sample/);
  });

  it('puts the first of equal scores first', async () => {
    expect(
      await compute(
        { topK: 2 },
        [
          [1, 1, 1],
          [1, 1, 1],
          [1, 1, 1],
        ],
        [0, 1, 2],
      ),
    ).toBeCloseTo(2 / 3);
    expect(
      await compute(
        {},
        [
          [1, 1, 1],
          [0, 1, 1],
          [1, 0, 1],
        ],
        [0, 1, 2],
      ),
    ).toBeCloseTo(2 / 3);
  });

  it('counts no score of NaN or minus infinity among the highest', async () => {
    const scores = [
      [2, NaN, 1],
      [-Infinity, 0, 1],
    ];
    expect(await compute({ topK: 2 }, scores, [1, 0])).toBe(0);
    expect(await compute({ topK: 2 }, [[-Infinity, 0, -Infinity]], [0])).toBe(1);
  });

  it.each([
    { topK: 5, numClasses: 4 },
    { topK: 2, task: 'binary' },
    { numClasses: 1, task: 'multiclass' },
    { numClasses: 2, task: 'binary' },
    { threshold: -1 },
    { average: 'samples' },
    { multidimAverage: 'each' },
    { scores: 'auto' },
  ])('refuses options %p', (options) => {
    expect(() => accuracy(options as never)).toThrow(expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }));
  });

  it('refuses a topK that is more than the classes, or of labels', async () => {
    expect(await codeOf(compute({ topK: 4 }, SCORES, [0, 1, 1]))).toBe('LML_INVALID_ARGUMENT');
    expect(await codeOf(compute({ topK: 2 }, [0, 1], [0, 1], 3))).toBe('LML_INVALID_ARGUMENT');
  });

  it('is built from data and described as JSON Schema', () => {
    expect(build('metric', { name: 'accuracy', on: 'prediction' })).toMatchObject({
      name: 'accuracy',
      on: 'prediction',
      higherIsBetter: true,
    });
    expect(optionsJsonSchema(list('metric').find(({ name }) => name === 'accuracy')!)).toMatchObject({
      properties: {
        average: { default: 'micro' },
        numClasses: { type: 'integer' },
        multidimAverage: { default: 'global' },
      },
      additionalProperties: false,
    });
  });
});
