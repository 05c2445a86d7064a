import {
  DataModule,
  defineLearner,
  fromLayers,
  fromOptimizer,
  LmlError,
  MetricState,
  ndArray,
  stack,
  Trainer,
  type CurveFigure,
  type MetricNumbers,
  type NdArray,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';

import { encodeMask } from '../masks/masks.js';
import { minMax } from '../wrappers/min-max.js';
import { meanAveragePrecision } from './mean-average-precision.js';

/** Three images: what is there, and what is found; of the second nothing, of the third too much. */
const RIGHT = [
  { boxes: [[0, 0, 8, 8], [10, 10, 20, 20]], labels: [0, 1] },
  { boxes: [[5, 5, 9, 9]], labels: [1] },
  { boxes: [], labels: [] },
]; // prettier-ignore
const FOUND = [
  { boxes: [[0, 0, 8, 7], [10, 10, 20, 20]], scores: [0.875, 0.5], labels: [0, 1] },
  { boxes: [], scores: [], labels: [] },
  { boxes: [[1, 1, 4, 4]], scores: [0.75], labels: [1] },
]; // prettier-ignore

const resultOf = async (
  prediction: MetricNumbers,
  target: MetricNumbers,
  options: Parameters<typeof meanAveragePrecision>[0] = {},
): Promise<Record<string, number>> => {
  const state = new MetricState(meanAveragePrecision(options));
  await state.update(prediction, target);
  return state.compute() as Record<string, number>;
};

/** Rows up to a length, with label −1 in those that are added. */
const padded = (rows: readonly number[][], length: number): number[][] => [
  ...rows,
  ...Array.from({ length: length - rows.length }, () => [7, 7, 7, 7]),
];
const paddedLabels = (labels: readonly number[]): number[] => [...labels, -1, -1].slice(0, 2);

const PADDED = {
  boxes: ndArray(FOUND.map(({ boxes }) => padded(boxes, 2))),
  scores: ndArray(FOUND.map(({ scores }) => [...scores, 0.9, 0.9].slice(0, 2))),
  labels: ndArray(FOUND.map(({ labels }) => paddedLabels(labels))),
};

const dataset = {
  open: () => undefined,
  length: 3,
  get: (image: number) => ({
    input: {
      boxes: ndArray(padded(FOUND[image]!.boxes, 2)),
      scores: ndArray([...FOUND[image]!.scores, 0.9, 0.9].slice(0, 2)),
      labels: ndArray(Int32Array.from(paddedLabels(FOUND[image]!.labels))),
    },
    target: {
      boxes: ndArray(Float32Array.from(RIGHT[image]!.boxes.flat()), { shape: [RIGHT[image]!.labels.length, 4] }),
      labels: ndArray(Int32Array.from(RIGHT[image]!.labels)),
    },
  }),
};

const collate = stack({ ragged: ['target.boxes', 'target.labels'] });

type Found = Readonly<Record<'boxes' | 'scores' | 'labels', tf.Tensor>>;

describe('meanAveragePrecision', () => {
  it('is the same of records, of columns, and of padded arrays', async () => {
    const right = await resultOf(FOUND, RIGHT);
    // Class 0: one threshold of ten is above 7 / 8. Class 1: half of what is there, after a wrong one.
    expect(right['map']).toBeCloseTo((0.8 + (51 / 101) * (1 / 2)) / 2);
    const columns = {
      boxes: FOUND.map(({ boxes }) => Float32Array.from(boxes.flat())).map((data) => ndArray(data, { shape: [data.length / 4, 4] })),
      scores: FOUND.map(({ scores }) => Float32Array.from(scores)),
      labels: FOUND.map(({ labels }) => Int32Array.from(labels)),
    }; // prettier-ignore
    const target = { boxes: RIGHT.map(({ boxes }) => boxes), labels: RIGHT.map(({ labels }) => labels) };
    expect(await resultOf(columns, target)).toEqual(right);
    expect(await resultOf(PADDED, target)).toEqual(right);
    const tensors = tf.tidy(() => ({ boxes: tf.tensor(PADDED.boxes.data as Float32Array, [3, 2, 4]) }));
    expect(await resultOf({ ...PADDED, ...tensors }, RIGHT)).toEqual(right);
    tf.dispose(tensors);
  });

  it('counts in a run: padded predictions, ragged targets, and records of a predictor', async () => {
    const learner = defineLearner<{ readonly input: Found }, Found>({
      batchForward: ({ input }) => input,
      computeLoss: () => tf.scalar(0),
    })({
      data: new DataModule({
        test: dataset,
        batchSize: 2,
        shuffle: false,
        collate,
      }),
      model: fromLayers(() => tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] })),
      metrics: {
        output: meanAveragePrecision({ extendedSummary: true }),
        records: meanAveragePrecision({ on: 'prediction' }),
      },
    });
    learner.predictor = {
      name: 'records',
      trees: true,
      predict: (output) => output,
      // What is decoded goes first: here only what is likely.
      decode: (prediction) => {
        const { scores } = prediction as Readonly<Record<string, NdArray>>;
        return Array.from({ length: scores!.shape[0]! }, (_, image) => {
          const likely = (scores!.data as Float32Array)[2 * image]! > 0.6;
          return likely ? FOUND[image === 0 ? 0 : 2]! : FOUND[1]!;
        });
      },
    };
    const logs: unknown[] = [];
    const logger = { name: 'list', log: (record: { readonly details?: unknown }) => void logs.push(record.details) };
    const values = await new Trainer({ maxEpochs: 1, loggers: [logger], progressBar: false }).test(learner);
    const right = await resultOf(FOUND, RIGHT);
    expect(values['test/output/map']).toBeCloseTo(right['map']!);
    expect(values['test/output/mar100']).toBeCloseTo(right['mar100']!);
    expect(values).toHaveProperty('test/records/map50');
    expect(logs[0]).toHaveProperty('test/output/curve', expect.objectContaining({ figure: 'curve' }));
    expect(logs[0]).toHaveProperty('test/output/ious/0/1', ndArray(Float64Array.of(1), { shape: [1, 1] }));
  });

  it('is in checkpoints: a run that is resumed within an epoch has the same numbers', async () => {
    const learner = () =>
      defineLearner<{ readonly input: Found }, Found & { readonly out: tf.Tensor }>({
        batchForward: ({ input }, { model }) => ({ ...input, out: model.apply(input.scores) }),
        computeLoss: ({ out }) => tf.mean(tf.square(out)),
      })({
        data: new DataModule({ train: dataset, batchSize: 1, shuffle: false, collate }),
        model: fromLayers(() => tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] })),
        optimizer: fromOptimizer(tf.train.sgd(0.01)),
        metrics: [meanAveragePrecision({ extendedSummary: true, average: 'micro', classMetrics: true })],
      });
    const quiet = { loggers: [], progressBar: false } as const;
    const whole = await new Trainer({ ...quiet, maxEpochs: 1, checkpoint: false }).fit(learner(), { seed: 3 });
    const folder = mkdtempSync(join(tmpdir(), 'objects-'));
    await new Trainer({ ...quiet, maxSteps: 2 }).fit(learner(), { seed: 3, folder });
    const resumed = await new Trainer({ ...quiet, maxEpochs: 1 }).fit(learner(), { seed: 3, resumeFrom: folder });
    rmSync(folder, { recursive: true });
    expect(whole.values['train/mean-average-precision/map']).toBeGreaterThan(0);
    expect(resumed.values).toEqual(whole.values);
  });

  it('draws precision over recall', async () => {
    const { curve } = (await resultOf(FOUND, RIGHT, {
      extendedSummary: true,
      recThresholds: [1, 0],
      iouThresholds: [0.5],
    })) as unknown as { curve: CurveFigure };
    const [line] = curve.lines;
    expect(line).toMatchObject({ name: 'IoU 0.5', x: ndArray(Float64Array.of(0, 1)) });
    expect(line!.y.data[0]).toBeCloseTo(0.75);
    expect(line!.y.data[1]).toBeCloseTo(0.5);
  });

  it('takes masks as pixels, run lengths, texts and polygons, of images of different sizes', async () => {
    const square = [
      [0, 0, 0, 0],
      [0, 1, 1, 0],
      [0, 1, 1, 0],
    ];
    const found = [
      { masks: [square], scores: [0.5], labels: [3] },
      { masks: [[[1, 0]]], scores: [0.4], labels: [3] },
    ];
    const targets = [
      { masks: [[[1, 1, 3, 1, 3, 3, 1, 3]]], size: [3, 4], labels: [3] },
      { masks: [[[0, 0, 1, 0, 1, 1, 0, 1]]], size: [1, 2], labels: [3] },
    ];
    const codes = [
      { masks: [encodeMask(square)], labels: [3] },
      { masks: [{ size: [1, 2], counts: [0, 1, 1] }], labels: [3] },
    ];
    const options = { iouType: 'segm' } as const;
    expect((await resultOf(found, targets, options))['mapSmall']).toBeCloseTo(1);
    expect((await resultOf(found, codes as never, options))['map']).toBeCloseTo(1);
    const tensor = tf.tensor3d([square], [1, 3, 4], 'int32');
    const read = await resultOf([{ masks: tensor, scores: [0.5], labels: [3] }], [targets[0]!], options);
    expect(read['map']).toBeCloseTo(1);
    tensor.dispose();
  });

  it('says what is wrong with an image', async () => {
    const right = [{ boxes: [[0, 0, 1, 1]], labels: [0] }];
    const refused = async (prediction: MetricNumbers, target: MetricNumbers = right, options = {}): Promise<string> =>
      resultOf(prediction, target, options).then(
        () => 'taken',
        (error: Error) => error.message,
      );
    expect(await refused([])).toContain('predictions of 0 images and targets of 1');
    expect(await refused([{ boxes: [[0, 0, 1, 1]], labels: [0] }])).toContain("for image 0, 'scores' must be");
    expect(await refused([{ boxes: [[0, 0, 1, 1]], scores: [1, 1], labels: [0] }])).toContain('1 labels and 2 scores');
    expect(await refused([{ boxes: [[0, 0, 1]], scores: [1], labels: [0] }])).toContain('boxes of shape [1, 3]');
    expect(await refused([{ boxes: [[0, 0, 1, NaN]], scores: [1], labels: [0] }])).toContain('NaN at 3');
    expect(await refused([{ boxes: [[0, 0, 1, 1]], scores: [1], labels: [0.5] }])).toContain('0.5 in row 0');
    expect(await refused([{ boxes: [['a', 'b', 'c', 'd']], scores: [1], labels: [0] }])).toContain('must be numbers');
    expect(await refused(7)).toContain('boxes or masks by image');
    expect(await refused([7] as never)).toContain('a record of columns');
    expect(await refused({ boxes: [[]], scores: [[], []], labels: [[]] })).toContain("'scores' of 2");
    expect(await refused([{ masks: [[[1]], [[1, 1]]], scores: [1, 1], labels: [0, 0] }], right, { iouType: 'segm' })).toContain('1 × 1 and of 1 × 2 pixels'); // prettier-ignore
    expect(
      await refused([{ masks: [[[1]]], scores: [1], labels: [0] }], [{ masks: [[[1, 1]]], labels: [0] }], {
        iouType: 'segm',
      }),
    ).toContain('1 × 1 and 1 × 2');
  });

  it('takes anything or refuses it by a coded error', async () => {
    const column = fc.oneof(
      fc.anything({ withTypedArray: true, withBigInt: true, maxDepth: 3 }),
      fc.array(fc.array(fc.double({ noNaN: true, min: -9, max: 9 }), { minLength: 4, maxLength: 4 }), { maxLength: 2 }),
      fc.array(fc.nat(3), { maxLength: 2 }),
    );
    const image = fc.record(
      { boxes: column, scores: column, labels: column, masks: column, size: column, iscrowd: column, area: column },
      { requiredKeys: [] },
    );
    const side = fc.oneof(fc.array(image, { maxLength: 2 }), image, fc.anything());
    const iouType = fc.constantFrom('bbox' as const, 'segm' as const, 'both' as const);
    await fc.assert(
      fc.asyncProperty(side, side, iouType, async (found, right, type) => {
        const state = new MetricState(meanAveragePrecision({ iouType: type }));
        await state.update(found as never, right as never).catch((error: unknown) => {
          if (!LmlError.isInstance(error)) throw error;
        });
        expect(state.compute()).toHaveProperty('classes');
      }),
      { numRuns: 300 },
    );
  });

  it('is refused by wrappers that need a number', () => {
    const wrapped = new MetricState(minMax({ metric: meanAveragePrecision() }));
    expect(() => wrapped.compute()).toThrow("one that gives a number, got 'mean-average-precision'");
  });
});
