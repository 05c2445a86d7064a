import { isNdArray, MetricState, type HostMetric, type MetricNumbers, type MetricResult } from '@lml/core';
import fc from 'fast-check';

import { completeIntersectionOverUnion } from './complete-intersection-over-union.js';
import { generalizedIntersectionOverUnion } from './generalized-intersection-over-union.js';
import { intersectionOverUnion } from './intersection-over-union.js';
import { meanAveragePrecision } from './mean-average-precision.js';
import { modifiedPanopticQuality } from './modified-panoptic-quality.js';
import { panopticQuality } from './panoptic-quality.js';

/** Both sides of one image. */
interface Sample {
  readonly found: MetricNumbers;
  readonly right: MetricNumbers;
}

/** Whole numbers, so that sums do not depend on their order. */
const box = fc
  .tuple(fc.nat(20), fc.nat(20), fc.integer({ min: 1, max: 16 }), fc.integer({ min: 1, max: 16 }))
  .map(([x, y, width, height]) => [4 * x, 4 * y, 4 * width, 4 * height]);

const objects = (most: number) =>
  fc.array(fc.tuple(box, fc.nat(2), fc.boolean()), { maxLength: most }).map((rows) => ({
    boxes: rows.map(([own]) => own),
    labels: rows.map(([, label]) => label),
    iscrowd: rows.map(([, , crowd]) => crowd),
  }));

/** Images of which no two objects have one score, so that there is one order. */
const scenes: fc.Arbitrary<Sample[]> = fc
  .array(fc.tuple(objects(6), objects(4)), { minLength: 1, maxLength: 6 })
  .map((images) =>
    images.map(([found, right], image) => ({
      found: { boxes: found.boxes, labels: found.labels, scores: found.boxes.map((_, row) => ((row * 7 + image) * 37 % 101) / 101) }, // prettier-ignore
      right,
    })),
  );

const pixels = fc.array(fc.tuple(fc.constantFrom(0, 1, 6, 7, 9), fc.nat(1)), { minLength: 6, maxLength: 6 });
const pictures: fc.Arbitrary<Sample[]> = fc.array(fc.record({ found: pixels, right: pixels }), {
  minLength: 1,
  maxLength: 5,
});

const categories = { things: [0, 1], stuffs: [6, 7], allowUnknownPredsCategory: true };

const SUBJECTS: (readonly [string, HostMetric, fc.Arbitrary<Sample[]>])[] = [
  ['precision', meanAveragePrecision({ boxFormat: 'xywh', classMetrics: true }), scenes],
  [
    'precision of all as one',
    meanAveragePrecision({ boxFormat: 'xywh', average: 'micro', classMetrics: true }),
    scenes,
  ],
  ['intersection over union', intersectionOverUnion({ boxFormat: 'xywh', classMetrics: true }), scenes],
  ['generalised intersection over union', generalizedIntersectionOverUnion({ respectLabels: false }), scenes],
  ['complete intersection over union', completeIntersectionOverUnion({ iouThreshold: 0.1 }), scenes],
  ['panoptic quality', panopticQuality({ ...categories, returnPerClass: true, returnSqAndRq: true }), pictures],
  ['modified panoptic quality', modifiedPanopticQuality(categories), pictures],
];

async function compute(metric: HostMetric, ...batches: readonly (readonly Sample[])[]): Promise<MetricResult> {
  const state = new MetricState(metric);
  for (const batch of batches) {
    if (batch.length === 0) continue;
    await state.update(
      batch.map(({ found }) => found),
      batch.map(({ right }) => right),
    );
  }
  return state.compute();
}

/** All numbers of a result, in order. */
function numbersIn(result: MetricResult): number[] {
  if (typeof result === 'number') return [result];
  if (isNdArray(result)) return Array.from(result.data as ArrayLike<number>);
  return Object.values(result as Record<string, MetricResult>).flatMap(numbersIn);
}

/** Complains where numbers differ by more than sums of another order do. */
function expectAlike(result: MetricResult, other: MetricResult): void {
  const [numbers, others] = [numbersIn(result), numbersIn(other)];
  const isAlike = (number: number, at: number): boolean =>
    Object.is(number, others[at]) || Math.abs(number - others[at]!) <= 1e-12;
  expect(numbers).toHaveLength(others.length);
  expect(numbers.filter((number, at) => !isAlike(number, at))).toEqual([]);
}

describe.each(SUBJECTS)('%s', (_, metric, arbitrary) => {
  it('is the same in one batch and in several', async () => {
    await fc.assert(
      fc.asyncProperty(arbitrary, fc.nat(6), async (samples, at) => {
        const parts = await compute(metric, samples.slice(0, at), samples.slice(at));
        expectAlike(parts, await compute(metric, samples));
      }),
      { numRuns: 40 },
    );
  });

  it('does not depend on the order of images', async () => {
    await fc.assert(
      fc.asyncProperty(arbitrary, async (samples) => {
        expectAlike(await compute(metric, samples.toReversed()), await compute(metric, samples));
      }),
      { numRuns: 40 },
    );
  });
});
