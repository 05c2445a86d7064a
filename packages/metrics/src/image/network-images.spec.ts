import { defineModel, MetricState, type AnyMetric, type MetricResult } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';

import { inceptionScores } from '../shared/features/inception-scores.js';
import { featuresFrom } from '../shared/features/kept-features.js';
import { deepImageStructureAndTextureSimilarity } from './deep-image-structure-and-texture-similarity.js';
import { frechetInceptionDistance } from './frechet-inception-distance.js';
import golden from './goldens/network-images.json' with { type: 'json' };
import { inceptionScore } from './inception-score.js';
import { kernelInceptionDistance } from './kernel-inception-distance.js';
import { learnedPerceptualImagePatchSimilarity } from './learned-perceptual-image-patch-similarity.js';
import { memorizationInformedFrechetInceptionDistance } from './memorization-informed-frechet-inception-distance.js';

interface Stored {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}
type Batches = readonly { readonly prediction: Stored; readonly target: Stored }[];

const inputs = golden.inputs as unknown as Readonly<Record<string, Batches>>;
const tensorOf = ({ shape, data }: Stored): tf.Tensor4D =>
  tf.tensor4d([...data], [...shape] as [number, number, number, number]);

/** The weights of the goldens' networks. */
const formula = (rows: number, columns: number): tf.Tensor2D => {
  const weight = (row: number, column: number): number =>
    (((row * row * 5 + column * 3 + row * column * 7 + 2) % 15) - 7) / 8;
  return tf.tensor2d(Array.from({ length: rows * columns }, (_, at) => weight(Math.floor(at / columns), at % columns)), [rows, columns]); // prettier-ignore
};
const mixed = (images: tf.Tensor4D, width: number): tf.Tensor4D =>
  tf.conv2d(images, tf.reshape(formula(images.shape[3], width), [1, 1, images.shape[3], width]), 1, 'same');
const pooled = (width: number) => (images: tf.Tensor4D) => tf.mean(tf.square(mixed(images, width)), [1, 2]);
const layers = (images: tf.Tensor4D): tf.Tensor4D[] => {
  const first = tf.relu(mixed(images, 2));
  return [first, tf.add(mixed(tf.avgPool(first, 2, 2, 'valid'), 3), 0.125)];
};

const SETS: Readonly<Record<string, (options: never) => AnyMetric>> = {
  'frechet-inception-distance': frechetInceptionDistance,
  'memorization-informed-frechet-inception-distance': memorizationInformedFrechetInceptionDistance,
  'kernel-inception-distance': kernelInceptionDistance,
  'inception-scores in order': (options) => inceptionScore(options),
};
const PAIRS: Readonly<Record<string, (options: never) => AnyMetric>> = {
  'learned-perceptual-image-patch-similarity': learnedPerceptualImagePatchSimilarity,
  'deep-image-structure-and-texture-similarity': deepImageStructureAndTextureSimilarity,
};

async function counted(metric: AnyMetric, batches: Batches): Promise<MetricState> {
  const state = new MetricState(metric);
  for (const { prediction, target } of batches) await state.update(tensorOf(prediction), tensorOf(target));
  return state;
}

function numbers(result: unknown): number[] {
  if (typeof result !== 'object' || result === null) return [Number(result)];
  if ('data' in result) return Array.from(result.data as number[], Number);
  return Object.values(result).flatMap(numbers);
}

describe('metrics of images that need a network', () => {
  it.each(golden.cases)('equal torchmetrics: $name', async ({ metric, input, width, options, expected }) => {
    const extractor = metric in SETS ? pooled(width) : layers;
    const create = (SETS[metric] ?? PAIRS[metric])!;
    const state = await counted(create({ ...options, extractor } as never), inputs[input]!);
    const found = metric.endsWith('in order')
      ? inceptionScores(featuresFrom(state.values['kept/logits']), (options as { splits: number }).splits)
      : state.compute();
    const [ours, theirs] = [numbers(found), numbers(expected)];
    expect(ours).toHaveLength(theirs.length);
    ours.forEach((value, at) => {
      const right = theirs[at]!;
      if (Number.isNaN(right)) expect(value).toBeNaN();
      else expect(Math.abs(value - right)).toBeLessThanOrEqual(1e-5 * Math.abs(right) + 1e-6);
    });
  });

  const images = (seed: number, count = 9): tf.Tensor4D => tf.randomUniform([count, 4, 4, 3], 0, 1, 'float32', seed);
  const extractor = pooled(5);
  const SUBJECTS: readonly AnyMetric[] = [
    frechetInceptionDistance({ extractor }),
    memorizationInformedFrechetInceptionDistance({ extractor, cosineDistanceEps: 1 }),
    kernelInceptionDistance({ extractor, subsets: 4, subsetSize: 4 }),
    inceptionScore({ extractor, splits: 3 }),
    learnedPerceptualImagePatchSimilarity({ extractor: layers }),
    deepImageStructureAndTextureSimilarity({ extractor: layers, reduction: 'none' }),
  ];

  it.each(SUBJECTS.map((metric) => [metric.name, metric] as const))(
    '%s is the same of any cut, merged or in one pass',
    async (_, metric) => {
      const [fake, real] = [images(1), images(2)];
      const part = async (from: number, to: number): Promise<MetricState> => {
        const state = new MetricState(metric);
        if (to > from) await state.update(tf.slice(fake, [from], [to - from]), tf.slice(real, [from], [to - from]));
        return state;
      };
      const whole = numbers((await part(0, 9)).compute());
      await fc.assert(
        fc.asyncProperty(fc.nat(9), fc.nat(9), async (one, other) => {
          const cuts = [0, Math.min(one, other), Math.max(one, other), 9];
          const state = await part(0, cuts[1]!);
          for (const at of [1, 2]) state.merge(await part(cuts[at]!, cuts[at + 1]!));
          numbers(state.compute()).forEach((value, at) => expect(value).toBeCloseTo(whole[at]!, 5));
        }),
        { numRuns: 5 },
      );
    },
  );

  it('takes either side alone', async () => {
    const state = new MetricState(frechetInceptionDistance({ extractor }));
    await state.update(images(1), []);
    expect(state.compute()).toBeNaN();
    await state.update([], images(1, 4));
    await state.update([], images(1));
    expect(state.compute()).toBeGreaterThan(0);
  });

  it('does not lose digits of features far from 0', async () => {
    const distance = async (shift: number): Promise<MetricResult> => {
      const state = new MetricState(
        frechetInceptionDistance({ extractor: (all) => tf.add(tf.round(tf.mul(16, tf.mean(all, [1, 2]))), shift) }),
      );
      await state.update(images(1), images(2));
      await state.update(images(3), images(4));
      return state.compute();
    };
    expect(await distance(2 ** 19)).toBeCloseTo((await distance(0)) as number, 9);
  });

  it('takes a model, which it builds, and functions of other libraries, which give promises', async () => {
    const model = defineModel({
      inputs: [null, 4, 4, 3],
      weights: { kernel: { shape: [3, 2] } },
      forward: (all, { weights: { kernel } }) => tf.matMul(tf.mean(all, [1, 2]), kernel),
    });
    const byModel = new MetricState(frechetInceptionDistance({ extractor: model }));
    await byModel.update(images(1), images(2));
    expect(byModel.compute()).toBeGreaterThan(0);
    const later = async (all: tf.Tensor4D): Promise<number[][]> => tf.mean(all, [1, 2]).array() as Promise<number[][]>;
    const [promised, direct] = [later, (all: tf.Tensor4D) => tf.mean(all, [1, 2])].map((network) => new MetricState(frechetInceptionDistance({ extractor: network }))); // prettier-ignore
    for (const state of [promised!, direct!]) await state.update(images(1), images(2));
    expect(promised!.compute()).toBe(direct!.compute());
  });

  it('frees what networks make', async () => {
    const metrics = [frechetInceptionDistance({ extractor }), learnedPerceptualImagePatchSimilarity({ extractor: layers }), frechetInceptionDistance({ extractor: (all) => tf.reshape(all, [all.shape[0], -1]) })]; // prettier-ignore
    const [fake, real] = [images(1), images(2)];
    const before = tf.memory().numTensors;
    for (const metric of metrics) await new MetricState(metric).update(fake, real);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses what is no extractor, no image or no feature', async () => {
    const invalid = expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }) as Error;
    expect(() => frechetInceptionDistance({} as never)).toThrow(invalid);
    expect(() => frechetInceptionDistance({ extractor: frechetInceptionDistance as never })).toThrow(invalid);
    const shapes = expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' }) as Error;
    const update = (metric: AnyMetric, ...sides: [never, never]): Promise<void> => new MetricState(metric).update(...sides); // prettier-ignore
    const [good, flat] = [images(1) as never, [[1, 2]] as never];
    await expect(update(frechetInceptionDistance({ extractor }), flat, good)).rejects.toThrow(shapes);
    await expect(update(frechetInceptionDistance({ extractor: layers }), good, good)).rejects.toThrow(shapes);
    await expect(update(learnedPerceptualImagePatchSimilarity({ extractor }), good, good)).rejects.toThrow(shapes);
    await expect(update(learnedPerceptualImagePatchSimilarity({ extractor: layers }), good, images(1, 2) as never)).rejects.toThrow(shapes); // prettier-ignore
    const argument = expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' }) as Error;
    await expect(update(learnedPerceptualImagePatchSimilarity({ extractor: layers, weights: [[1]] }), good, good)).rejects.toThrow(argument); // prettier-ignore
    await expect(update(frechetInceptionDistance({ extractor: () => 'features' as never }), good, good)).rejects.toThrow(argument); // prettier-ignore
    const few = await counted(kernelInceptionDistance({ extractor }), inputs['alike']!);
    expect(() => few.compute()).toThrow(argument);
  });
});
