import {
  InvalidArgumentError,
  metricView,
  ShapeMismatchError,
  showShape,
  type Metric,
  type metricShape,
  type MetricResult,
  type MetricTraits,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import type { ClassCounts } from './average-scores.js';
import { labelShape } from './class-options.js';
import { labelRows, oneHotRows, type ClassBatch } from './class-rows.js';
import { requireClasses } from './class-task.js';
import { isClass } from './labels.js';
import type { ScoresOptions } from './scores.js';
import { numbersOf, zeros } from './values.js';

/** The options of metrics of groups, as entries of a zod object. */
export const groupShape = {
  /** How many groups there are. */
  numGroups: z.int().min(2).describe('How many groups there are.'),
  ...labelShape,
};

/** Options of metrics of groups. */
export interface GroupOptions
  extends
    ScoresOptions,
    z.input<z.ZodObject<typeof labelShape>>,
    z.input<z.ZodObject<typeof groupShape>>,
    z.input<z.ZodObject<typeof metricShape>> {}

/** What {@link groupMetric} takes. */
export interface GroupMetricOptions {
  /** The metric's name in the registry. */
  readonly name: string;
  /** Its traits. */
  readonly traits: MetricTraits;
  /** The options of the family, with their defaults filled in. */
  readonly options: z.output<z.ZodObject<typeof groupShape & typeof metricShape>>;
  /** Whether targets are looked at. Without them all are taken for 0. */
  readonly usesTarget: boolean;
  /** The result of the counts of each group. */
  readonly compute: (groups: readonly ClassCounts[]) => MetricResult;
}

/**
 * Makes a metric of the counts of true and false positives and negatives of each group of samples. The column `groups` holds the number
 * of each sample's group, `[batch]`, or of each position's, in the shape of the targets. Every sample counts once: weights are not used.
 */
export function groupMetric({ name, traits, options, usesTarget, compute }: GroupMetricOptions): Metric {
  const { numGroups, threshold, scores: scale, ignoreIndex } = options;
  return {
    name,
    ...metricView(options),
    higherIsBetter: traits.higherIsBetter,
    needs: usesTarget ? ['target', 'groups'] : ['groups'],
    group: `groups ${JSON.stringify([usesTarget, numGroups, threshold, scale, ignoreIndex])}`,
    init: () => {
      const counts = zeros('int32', [numGroups]);
      const invalid = zeros('int32', [3]);
      return { truePositives: counts, falsePositives: counts, falseNegatives: counts, total: counts, invalid };
    },
    update: (state, { prediction, target, groups }, { scores }) => {
      // The wasm backend cannot sum nothing.
      if (prediction.size === 0) return state;
      const right = usesTarget ? target : tf.zeros(prediction.shape, 'int32');
      const batch = {
        metric: name,
        options: { ...options, task: 'binary' as const },
        prediction,
        target: right,
        scores,
      };
      const counts: Record<string, tf.Tensor> = countGroups(batch, groups!, numGroups);
      return Object.fromEntries(Object.entries(state).map(([key, value]) => [key, tf.add(value, counts[key]!)]));
    },
    check: ({ invalid }) => {
      const strangers = numbersOf(invalid)[2]!;
      if (strangers > 0) {
        const expected = `numbers of groups from 0 to ${numGroups - 1}`;
        throw new InvalidArgumentError('groups', expected, `${strangers} that are none`, 'Give the right numGroups.');
      }
      requireClasses({ metric: name, task: 'binary', classes: 2, invalid });
    },
    compute: (counts) => {
      const [truePositives, falsePositives, falseNegatives, total] = [
        'truePositives',
        'falsePositives',
        'falseNegatives',
        'total',
      ].map((key) => numbersOf(counts[key]));
      return compute(
        total!.map((all, group) => {
          const own = {
            truePositives: truePositives![group]!,
            falsePositives: falsePositives![group]!,
            falseNegatives: falseNegatives![group]!,
          };
          return { ...own, trueNegatives: all - own.truePositives - own.falsePositives - own.falseNegatives };
        }),
      );
    },
  };
}

function countGroups(batch: ClassBatch, given: tf.Tensor, numGroups: number): Record<string, tf.Tensor> {
  const { counted, actual, positive, invalid } = labelRows(batch, 1);
  const [all, isActual, isPositive] = [counted, actual, positive].map((rows) => tf.squeeze(rows, [-1]));
  const groups = rowsOfGroups(batch.metric, given, batch.target.shape, counted.size);
  const total = (rows: tf.Tensor): tf.Tensor => tf.sum(oneHotRows(groups, rows, numGroups), 0);
  const truePositives = total(tf.logicalAnd(isActual!, isPositive!));
  const strangers = tf.sum(tf.logicalAnd(all!, tf.logicalNot(isClass(groups, numGroups))));
  return {
    truePositives,
    falsePositives: tf.sub(total(isPositive!), truePositives),
    falseNegatives: tf.sub(total(isActual!), truePositives),
    total: total(all!),
    invalid: tf.concat([invalid, tf.reshape(strangers, [1])]),
  };
}

/** The group of each target. */
function rowsOfGroups(metric: string, groups: tf.Tensor, shape: readonly number[], rows: number): tf.Tensor {
  if (groups.size === rows) return tf.reshape(groups, [rows]);
  const samples = shape[0]!;
  if (groups.rank === 1 && groups.size === samples)
    return tf.reshape(tf.tile(tf.expandDims(groups, 1), [1, rows / samples]), [rows]);
  throw new ShapeMismatchError(
    `${metric} needs the group of each sample, [batch], or of each target, ${showShape(shape)}, got groups ${showShape(groups.shape)}.`,
  );
}
