import { defineComponent, metricShape, metricView, ndArray, requireSameShape, type Metric } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

const shape = {
  /** How many of the first ones of a group count. Default: all. */
  topK: z.int().min(1).optional().describe('How many of the first ones of a group count. Default: all.'),
  /** What a group without anything relevant has: 0, 1, or no part in the mean. Default: `'zero'`. */
  emptyGroups: z
    .enum(['zero', 'one', 'skip'])
    .default('zero')
    .describe('What a group without anything relevant has: 0, 1, or no part in the mean.'),
};

/** Options of {@link groupedNdcg}. */
export interface GroupedNdcgOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Normalised discounted cumulative gain, the mean over groups (queries): in each group `Σ gain / log₂(1 + rank)` by the order of the
 * scores, divided by that of the best order. Scores and gains are `[batch]`, the column `groups` has the number of each sample's group.
 * Equal scores share their ranks. Sample weights are not used: a group counts once.
 *
 * It keeps all samples and needs none of a group to be in one batch. NaN where there is no group.
 *
 * @throws `LML_SHAPE_MISMATCH` where scores and gains differ in shape.
 *
 * @see Järvelin and Kekäläinen: Cumulated gain-based evaluation of IR techniques (2002);
 * torchmetrics.retrieval.RetrievalNormalizedDCG, sklearn.metrics.ndcg_score
 */
export const groupedNdcg = defineComponent({
  kind: 'metric',
  name: 'grouped-ndcg',
  summary: 'Normalised discounted cumulative gain, the mean over groups.',
  schema: z.strictObject({ ...metricShape, ...shape }),
  examples: [{}, { topK: 2, emptyGroups: 'skip' }],
  higherIsBetter: true,
  conformance: {
    weights: false,
    prediction: { shape: [8] },
    target: { shape: [8], dtype: 'int32', high: 4 },
    columns: { groups: { shape: [8], dtype: 'int32', values: [0, 1, 2, 0, 1, 2, 0, 1] } },
  },
  create: ({ topK, emptyGroups, ...options }, { name, traits }): Metric => ({
    name,
    ...metricView(options),
    needs: ['target', 'groups'],
    higherIsBetter: traits.higherIsBetter,
    init: () => ({}),
    update: () => ({}),
    keep({ prediction, target, groups }) {
      requireSameShape(name, prediction, target);
      requireSameShape(name, prediction, groups!);
      return { score: prediction, gain: tf.cast(target, 'float32'), group: tf.cast(groups!, 'int32') };
    },
    compute({ 'kept/score': score, 'kept/gain': gain, 'kept/group': group }) {
      const groups = new Map<number, { readonly scores: number[]; readonly gains: number[] }>();
      (group ?? ndArray([])).data.forEach((value, row) => {
        const own = groups.get(Number(value)) ?? { scores: [], gains: [] };
        groups.set(Number(value), own);
        own.scores.push(Number(score!.data[row]));
        own.gains.push(Number(gain!.data[row]));
      });
      const empty = { zero: [0], one: [1], skip: [] }[emptyGroups];
      const found = [...groups.values()].flatMap(({ scores, gains }) => {
        const best = gained(gains, gains, topK);
        return best > 0 ? [gained(scores, gains, topK) / best] : empty;
      });
      return found.reduce((sum, value) => sum + value, 0) / found.length;
    },
  }),
});

/** The discounted gain in the order of the scores. Equal ones get the mean of their discounts, each its own gain. */
function gained(scores: readonly number[], gains: readonly number[], topK = scores.length): number {
  const order = scores.map((_, row) => row).sort((a, b) => scores[b]! - scores[a]!);
  let sum = 0;
  for (let from = 0, to: number; from < order.length; from = to) {
    to = from;
    let [discounts, gain] = [0, 0];
    for (; to < order.length && scores[order[to]!] === scores[order[from]!]; to++) {
      if (to < topK) discounts += 1 / Math.log2(to + 2);
      gain += gains[order[to]!]!;
    }
    sum += (discounts * gain) / (to - from);
  }
  return sum;
}

declare module '@lml/core' {
  interface MetricComponents {
    'grouped-ndcg': typeof groupedNdcg;
  }
  interface MetricOptions {
    'grouped-ndcg': GroupedNdcgOptions;
  }
}
