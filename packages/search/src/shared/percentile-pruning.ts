import type { Pruner } from '@lml/core';
import { z } from 'zod';

import { bestOf, isJudged, type pruningSteps } from './pruning-steps.js';

/** The options of pruners that compare with earlier trials, but for {@link pruningSteps}. */
export const comparingShape = {
  /** How many trials must be completed before any is pruned. Default: `5`. */
  nStartupTrials: z.int().min(0).default(5).describe('How many trials must be completed before any is pruned.'),
  /** How many completed trials must have come to an epoch for others to be judged at it. Default: `1`. */
  nMinTrials: z
    .int()
    .min(1)
    .default(1)
    .describe('How many completed trials must have come to an epoch for others to be judged at it.'),
};

type ComparingOptions = z.output<z.ZodObject<typeof comparingShape>> & z.output<z.ZodObject<typeof pruningSteps>>;

/** Prunes where the best of a fold's epochs is worse than a percentile of the completed trials at the last. The plan is that percentile by epoch. */
export function percentilePruner(percentile: number, options: ComparingOptions): Pruner {
  const { nStartupTrials, nMinTrials } = options;
  return {
    plan: ({ curves, mode }) => {
      if (curves.length === 0 || curves.length < nStartupTrials) return undefined;
      const epochs = Math.max(...curves.map(({ length }) => length));
      return Array.from({ length: epochs }, (_, epoch) => {
        const values = curves.filter(({ length }) => length > epoch).map((curve) => curve[epoch]!);
        if (values.length < nMinTrials) return null;
        return percentileOf(values, mode === 'max' ? 100 - percentile : percentile);
      });
    },
    isHopeless: (curve, plan, mode) => {
      if (!isJudged(curve, options)) return false;
      const best = bestOf(curve, mode);
      if (Number.isNaN(best)) return true;
      const border = (plan as readonly (number | null)[])[curve.length - 1] ?? null;
      if (border === null) return false;
      return mode === 'min' ? best > border : best < border;
    },
  };
}

/** NumPy's percentile, linear between neighbours, of the values that are numbers; `null` where there is none. */
function percentileOf(values: readonly number[], percentile: number): number | null {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  if (sorted.length === 0) return null;
  const place = (percentile / 100) * (sorted.length - 1);
  const low = sorted[Math.floor(place)]!;
  const high = sorted[Math.ceil(place)]!;
  const part = place - Math.floor(place);
  if (low === high) return low;
  return part >= 0.5 ? high - (high - low) * (1 - part) : low + (high - low) * part;
}
