import { valueAt, type ChoiceDistribution, type Distribution, type NumberDistribution } from '@lml/core';

import type { DistributionConformance } from '../conformance.js';
import { caseCheck, ensure, type Case, type KindSuite } from '../shared/check.js';

function fractionsOf({ conformance }: Case): readonly number[] {
  const { fractions } = (conformance ?? {}) as DistributionConformance;
  return fractions ?? Array.from({ length: 101 }, (_, at) => at / 101);
}

/** Distribution: numbers between two ends, or a few values; plain data in both cases. */
export const distributionSuite: KindSuite = {
  use: (distribution: Distribution, one: Case) => fractionsOf(one).map((fraction) => valueAt(distribution, fraction)),
  checks: [
    caseCheck<Distribution>(
      'distribution/values',
      'gives values that it may have, from the first to the last',
      (distribution, one) => {
        const values = fractionsOf(one).map((fraction) => valueAt(distribution, fraction));
        if (distribution.type === 'choice') checkChoice(distribution);
        else checkNumbers(distribution, values as number[]);
      },
    ),
  ],
};

function checkChoice({ values, branches }: ChoiceDistribution): void {
  ensure(values.length > 0, 'it has no value');
  const is = branches === undefined || branches.length === values.length;
  ensure(is, `it has ${values.length} values and ${branches?.length} branches`);
}

function checkNumbers({ low, high, step, integer, log }: NumberDistribution, values: readonly number[]): void {
  ensure(Number.isFinite(low) && Number.isFinite(high) && low <= high, `its ends are ${low} and ${high}`);
  ensure(!log || low > 0, `its low is ${low}, which has no logarithm`);
  ensure(step === undefined || step > 0, `its step is ${step}`);
  const out = values.find((value) => value < low || value > high);
  ensure(out === undefined, `it gives ${out}, which is not from ${low} to ${high}`);
  const broken = integer ? values.find((value) => !Number.isInteger(value)) : undefined;
  ensure(broken === undefined, `it gives ${broken}, which is no integer`);
}
