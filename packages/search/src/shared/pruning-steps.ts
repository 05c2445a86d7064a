import { z } from 'zod';

/** When pruners look at a fold, as options. Epochs count from 0, as Optuna's steps do. */
export const pruningSteps = {
  /** How many epochs of a fold are never judged. Default: `0`. */
  nWarmupSteps: z.int().min(0).default(0).describe('How many epochs of a fold are never judged.'),
  /** How many epochs lie between two judgements. Default: `1`. */
  intervalSteps: z.int().min(1).default(1).describe('How many epochs lie between two judgements.'),
};

/** Whether the last epoch of a curve is one that is judged. */
export function isJudged(
  curve: readonly number[],
  { nWarmupSteps, intervalSteps }: { readonly nWarmupSteps: number; readonly intervalSteps: number },
): boolean {
  const step = curve.length - 1;
  return step >= nWarmupSteps && (step - nWarmupSteps) % intervalSteps === 0;
}

/** The best of some values, those aside that are not numbers; NaN where none is one. */
export function bestOf(values: readonly number[], mode: 'min' | 'max'): number {
  const numbers = values.filter((value) => !Number.isNaN(value));
  if (numbers.length === 0) return NaN;
  return numbers.reduce((best, value) => (mode === 'min' ? Math.min(best, value) : Math.max(best, value)));
}
