import { build, list, optionsJsonSchema } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';

import '../register.js';
import { crossEntropy, type CrossEntropyOptions } from './cross-entropy.js';

const OPTIONS: CrossEntropyOptions[] = [{}, { reduction: 'sum' }, { weight: [1, 0, 0] }, { labelSmoothing: 0.5 }];
const LOGITS = [
  [2, 0, 1],
  [0, 1, -1],
];
const value = (tensor: tf.Tensor): number => tensor.dataSync()[0]!;
const logits = tf.keep(tf.tensor2d(LOGITS));
const indices = tf.keep(tf.tensor1d([0, 2], 'int32'));

describe('crossEntropy', () => {
  beforeEach(() => tf.engine().startScope());
  afterEach(() => tf.engine().endScope());

  it('takes indices of any type', () => {
    const expected = value(crossEntropy()(logits, indices));
    expect(value(crossEntropy()(logits, tf.tensor1d([0, 2], 'float32')))).toBe(expected);
    const two = tf.tensor2d([
      [2, 0],
      [0, 1],
    ]);
    const expectedOfTwo = value(crossEntropy()(two, tf.tensor1d([1, 0], 'int32')));
    expect(value(crossEntropy()(two, tf.tensor1d([true, false], 'bool')))).toBe(expectedOfTwo);
  });

  it('takes integer logits and integer one-hot rows', () => {
    const hot = tf.tensor2d(
      [
        [1, 0, 0],
        [0, 0, 1],
      ],
      [2, 3],
      'int32',
    );
    const expected = value(crossEntropy()(logits, indices));
    expect(value(crossEntropy()(tf.cast(logits, 'int32'), hot))).toBeCloseTo(expected, 6);
  });

  it('gives one-hot probabilities the value of indices', () => {
    const expected = value(crossEntropy({ labelSmoothing: 0.1 })(logits, indices));
    const hot = tf.oneHot(indices, 3);
    expect(value(crossEntropy({ labelSmoothing: 0.1 })(logits, hot))).toBeCloseTo(expected, 6);
  });

  it.each([[[0, 3]], [[0, -1]], [[0, NaN]], [[0, 1.5]], [[0, Infinity]], [[0, -100.5]]])(
    'turns what is no class into NaN, not into another class: %p',
    (target) => {
      for (const options of OPTIONS) {
        const compute = (x: tf.Tensor): tf.Scalar => crossEntropy(options)(x, tf.tensor1d(target)) as tf.Scalar;
        const { value: loss, grad } = tf.valueAndGrad(compute)(logits);
        expect(value(loss)).toBeNaN();
        expect(Array.from(grad.dataSync()).slice(3)).toEqual([NaN, NaN, NaN]);
      }
      const weight = tf.tensor1d([1, 0]);
      expect(value(crossEntropy({ reduction: 'sum' })(logits, tf.tensor1d(target), weight))).toBeNaN();
    },
  );

  it('leaves the other rows alone where one index is no class', () => {
    const values = crossEntropy({ reduction: 'none' })(logits, tf.tensor1d([0, 7], 'int32')).dataSync();
    expect(values[0]).toBeCloseTo(Math.log(Math.exp(2) + 1 + Math.E) - 2, 6);
    expect(values[1]).toBeNaN();
  });

  it('learns from labels that the model made itself', () => {
    const compute = (x: tf.Tensor): tf.Scalar => crossEntropy()(x, tf.argMax(x, -1)) as tf.Scalar;
    const { grad } = tf.valueAndGrad(compute)(logits);
    const expected = tf.grad((x: tf.Tensor) => crossEntropy()(x, tf.tensor1d([0, 1])))(logits);
    expect(grad.arraySync()).toEqual(expected.arraySync());
  });

  it('does not let what is ignored poison the rest', () => {
    const poisoned = tf.tensor2d([
      [2, 0, 1],
      [NaN, Infinity, 0],
    ]);
    const target = tf.tensor1d([0, -100], 'int32');
    const { value: loss, grad } = tf.valueAndGrad((x: tf.Tensor) => crossEntropy()(x, target) as tf.Scalar)(poisoned);
    expect(value(loss)).toBeCloseTo(value(crossEntropy()(tf.tensor2d([[2, 0, 1]]), tf.tensor1d([0]))), 6);
    expect(Array.from(grad.dataSync()).slice(3)).toEqual([0, 0, 0]);
  });

  it('counts a sample as often as its weight says', () => {
    const sample = fc.record({
      logits: fc.array(
        fc.integer({ min: -64, max: 64 }).map((number) => number / 16),
        { minLength: 3, maxLength: 3 },
      ),
      target: fc.integer({ min: -1, max: 2 }),
      weight: fc.integer({ min: 0, max: 3 }),
    });
    const options = fc.record({
      reduction: fc.constantFrom('mean' as const, 'sum' as const),
      labelSmoothing: fc.constantFrom(0, 0.25),
      weight: fc.constantFrom<(number[] | undefined)[]>(undefined, [1, 0.5, 2]),
    });
    fc.assert(
      fc.property(
        fc.array(sample, { minLength: 1, maxLength: 5 }),
        options,
        fc.boolean(),
        (samples, chosen, isIndex) => {
          const repeated = samples.flatMap((entry) => new Array<typeof entry>(entry.weight).fill(entry));
          const loss = crossEntropy({ ...chosen, ...(isIndex && { ignoreIndex: -1 }) });
          const of = (entries: typeof samples, weight?: tf.Tensor): number => {
            const classes = tf.tensor1d(
              entries.map(({ target }) => target),
              'int32',
            );
            const target = isIndex ? classes : tf.oneHot(tf.abs(classes), 3);
            return value(
              loss(
                tf.tensor2d(
                  entries.map((entry) => entry.logits),
                  [entries.length, 3],
                ),
                target,
                weight,
              ),
            );
          };
          const [weighted, copied] = tf.tidy(
            () => [of(samples, tf.tensor1d(samples.map(({ weight }) => weight))), of(repeated)] as never,
          ) as [number, number];
          if (Number.isNaN(copied)) expect(weighted).toBeNaN();
          else expect(Math.abs(weighted - copied)).toBeLessThanOrEqual(1e-5 * Math.max(1, Math.abs(copied)));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('does not depend on what is added to all logits of a sample', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e6, max: 1e6 }), (shift) => {
        const moved = value(crossEntropy()(tf.add(logits, shift), indices));
        expect(moved).toBeCloseTo(value(crossEntropy()(logits, indices)), 5);
      }),
      { numRuns: 30 },
    );
  });

  it('takes weights for samples, or for positions', () => {
    const positions = tf.stack([logits, logits, logits]);
    const target = tf.tensor2d(
      [
        [0, 1],
        [2, 2],
        [1, 0],
      ],
      [3, 2],
      'int32',
    );
    const none = crossEntropy({ reduction: 'none' });
    const plain = none(positions, target).arraySync() as number[][];
    const [samples, all] = [
      tf.tensor1d([1, 2, 3]),
      tf.tensor2d([
        [1, 2],
        [3, 4],
        [5, 6],
      ]),
    ];
    expect(none(positions, target, samples).arraySync()).toEqual(
      plain.map((row, sample) => row.map((number) => expect.closeTo(number * (sample + 1), 5))),
    );
    const mean = plain.flat().reduce((sum, number, index) => sum + number * (index + 1), 0) / 21;
    expect(value(crossEntropy()(positions, target, all))).toBeCloseTo(mean, 5);
    const probabilities = tf.oneHot(target, 3);
    expect(value(crossEntropy()(positions, probabilities, all))).toBeCloseTo(mean, 5);
    expect(value(crossEntropy()(positions, probabilities, samples))).toBeCloseTo(
      plain.reduce((sum, row, sample) => sum + (row[0]! + row[1]!) * (sample + 1), 0) / 12,
      5,
    );
  });

  it.each([
    ['a column of indices', [2, 3], [2, 1]],
    ['too many indices', [2, 3], [3]],
    ['a scalar', [], []],
    ['other classes', [2, 3], [2, 4]],
  ])('refuses %s', (_, predictionShape, targetShape) => {
    const compute = (): unknown => crossEntropy()(tf.zeros(predictionShape), tf.zeros(targetShape));
    expect(compute).toThrow(expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' }));
  });

  it('refuses weights that do not fit', () => {
    for (const shape of [[3], [2, 1], [1]]) {
      const compute = (): unknown => crossEntropy()(logits, indices, tf.ones(shape));
      expect(compute).toThrow(expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' }));
    }
  });

  it.each([
    { labelSmoothing: 2 },
    { labelSmoothing: -0.1 },
    { weight: [-1, 1] },
    { weight: [] },
    { ignoreIndex: 0.5 },
    { reduction: 'batchmean' },
    { lableSmoothing: 0.1 },
  ])('refuses options %p', (options) => {
    expect(() => crossEntropy(options as never)).toThrow(expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }));
  });

  it('is built from data and described as JSON Schema', () => {
    expect(value(build('loss', 'cross-entropy')(logits, indices))).toBe(value(crossEntropy()(logits, indices)));
    const entry = list('loss').find(({ name }) => name === 'cross-entropy')!;
    expect(entry.canonicalName).toBe('@lml/losses:cross-entropy');
    expect(Object.keys(optionsJsonSchema(entry)['properties'] as object)).toEqual([
      'weight',
      'ignoreIndex',
      'labelSmoothing',
      'reduction',
    ]);
  });

  it('says which classes count: not the ignored one, nor those of weight 0', () => {
    const { counts } = crossEntropy({ ignoreIndex: 2, weight: [1, 0, 1] });
    expect([0, 1, 2, 3, 0.5].map((target) => counts!(target))).toEqual([true, false, false, true, true]);
    expect(crossEntropy().counts!(-100)).toBe(false);
  });
});
