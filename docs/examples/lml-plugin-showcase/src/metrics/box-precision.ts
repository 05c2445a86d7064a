import {
  defineComponent,
  InvalidArgumentError,
  metricShape,
  metricView,
  ndArray,
  type HostMetric,
  type HostMetricInput,
  type NdArray,
} from '@lml/core';
import { z } from 'zod';
import type { FoundBox } from '../predictors/separate-boxes.js';
import { boxesOf, overlap, type Box } from '../shared/box-grid.js';

const shape = {
  /** How much a box must overlap a right one to be right; the mean is taken over all. Default: 0.5, 0.55 … 0.95. */
  thresholds: z
    .array(z.number().gt(0).max(1))
    .min(1)
    .default(Array.from({ length: 10 }, (_, step) => (50 + 5 * step) / 100))
    .describe(
      'How much a box must overlap a right one to be right; the mean is taken over all. Default: 0.5, 0.55 … 0.95.',
    ),
};

/** Options of {@link boxPrecision}. */
export interface BoxPrecisionOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Mean average precision of boxes, as COCO has it: of each class and threshold the precision at 101 shares of right boxes that are found,
 * each the best at that share or a larger one; then the mean. In each image the likeliest box comes first, and takes the right one that it overlaps most
 * and that is not taken. Classes without a right box do not count.
 *
 * It counts on the host: found boxes are the predictor's records `{ objects: [{ box, score, index }] }`, right ones the targets `boxes` and `labels`, an
 * array for each sample. Sample weights are not used. NaN where there is no right box.
 *
 * @throws `LML_INVALID_ARGUMENT` where there are no such records or targets.
 *
 * @see Lin, Maire, Belongie and others: Microsoft COCO: Common Objects in Context (2014); torchmetrics.detection.MeanAveragePrecision
 */
export const boxPrecision = defineComponent({
  kind: 'metric',
  name: 'box-precision',
  summary: 'Mean average precision of boxes, as COCO has it.',
  schema: z.strictObject({ ...metricShape, on: metricShape.on.default('prediction'), ...shape }),
  examples: [{}, { thresholds: [0.5] }],
  higherIsBetter: true,
  conformance: {
    weights: false,
    batch: {
      prediction: ndArray([0, 0, 0, 0]),
      records: [[0, 0, 4, 2], [1, 1, 3, 5], [0, 0, 2, 2], [4, 4, 8, 6]].map((box, row) => ({ objects: [{ box, score: 0.9 - row / 10, index: row % 2 }] })), // prettier-ignore
      target: {
        boxes: [[[0, 0, 4, 3]], [[1, 1, 3, 5]], [[4, 4, 6, 6]], [[4, 4, 8, 6], [0, 0, 2, 2]]].map((boxes) => ndArray(boxes)), // prettier-ignore
        labels: [[0], [1], [0], [1, 0]].map((labels) => ndArray(Int32Array.from(labels))),
      },
    },
  },
  create: ({ thresholds, ...options }, { name, traits }): HostMetric => ({
    name,
    ...metricView(options),
    higherIsBetter: traits.higherIsBetter,
    updateHost(input) {
      const { found, right } = partsOf(name, input);
      const rows = found.flatMap((objects, image) => matched(objects, right[image]!, thresholds));
      return {
        'kept/found': ndArray(Float64Array.from(rows.flat()), { shape: [rows.length, 2 + thresholds.length] }),
        'kept/right': ndArray(Int32Array.from(right.flatMap((boxes) => boxes.map(({ index }) => index)))),
      };
    },
    compute({ 'kept/found': found, 'kept/right': right }) {
      const labels = Array.from((right?.data ?? []) as Int32Array);
      const width = 2 + thresholds.length;
      const rows = Array.from({ length: (found?.data.length ?? 0) / width }, (_, row) =>
        Array.from((found!.data as Float64Array).slice(row * width, (row + 1) * width)),
      ).sort((a, b) => b[1]! - a[1]!);
      const scores = [...new Set(labels)].flatMap((label) => {
        const own = rows.filter(([index]) => index === label);
        const count = labels.filter((one) => one === label).length;
        return thresholds.map((_, at) =>
          averagePrecision(
            own.map((row) => row[2 + at] === 1),
            count,
          ),
        );
      });
      return scores.reduce((sum, score) => sum + score, 0) / scores.length;
    },
  }),
});

interface RightBox {
  readonly box: Box;
  readonly index: number;
}

function partsOf(name: string, { records, target }: HostMetricInput): { found: FoundBox[][]; right: RightBox[][] } {
  const found = (records ?? []).map((record) => (record as { readonly objects?: FoundBox[] } | null)?.objects);
  if (records === undefined || !found.every(Array.isArray))
    throw new InvalidArgumentError(
      `The metric '${name}'`,
      "given records { objects } of a predictor's decode",
      records,
    );
  const { boxes, labels } = (target ?? {}) as Partial<Record<'boxes' | 'labels', readonly NdArray[]>>;
  if (!Array.isArray(boxes) || !Array.isArray(labels))
    throw new InvalidArgumentError(`The metric '${name}'`, 'given boxes and labels, an array for each sample', target);
  const right = boxes.map(({ data }: NdArray, image) => {
    const indices = (labels as readonly NdArray[])[image]!.data;
    return boxesOf(data as ArrayLike<number>).map((box, row) => ({ box, index: Number(indices[row]) }));
  });
  return { found: found as FoundBox[][], right };
}

/** The found boxes of an image, each with its class, its score, and for each threshold whether it is right. */
function matched(found: readonly FoundBox[], right: readonly RightBox[], thresholds: readonly number[]): number[][] {
  const taken = thresholds.map(() => new Set<RightBox>());
  return [...found]
    .sort((a, b) => b.score - a.score)
    .map(({ box, score, index }) => {
      const hits = thresholds.map((threshold, at) => {
        const free = right.filter((one) => one.index === index && !taken[at]!.has(one));
        const best = free.reduce<RightBox | undefined>(
          (before, own) => (before === undefined || overlap(own.box, box) >= overlap(before.box, box) ? own : before),
          undefined,
        );
        if (best === undefined || overlap(best.box, box) < Math.min(threshold, 1 - 1e-10)) return 0;
        taken[at]!.add(best);
        return 1;
      });
      return [index, score, ...hits];
    });
}

/** The mean of the precision at 101 shares, of boxes that are right or not, the likeliest first. */
function averagePrecision(hits: readonly boolean[], count: number): number {
  let right = 0;
  const points = hits.map((hit, rank) => {
    right += hit ? 1 : 0;
    return { share: right / count, precision: right / (rank + 1) };
  });
  let best = 0;
  const envelope = points.map(({ precision }) => precision);
  for (let rank = points.length - 1; rank >= 0; rank--) envelope[rank] = best = Math.max(best, envelope[rank]!);
  const at = Array.from({ length: 101 }, (_, step) => {
    // As COCO has its shares, the seventieth of which is a little above 0.7.
    const rank = points.findIndex(({ share }) => share >= step * 0.01);
    return rank < 0 ? 0 : envelope[rank]!;
  });
  return at.reduce((sum, precision) => sum + precision, 0) / 101;
}

declare module '@lml/core' {
  interface MetricComponents {
    'box-precision': typeof boxPrecision;
  }
  interface MetricOptions {
    'box-precision': BoxPrecisionOptions;
  }
}
