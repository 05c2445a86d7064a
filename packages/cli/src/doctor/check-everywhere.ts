import { LmlError } from '@lml/core';
import {
  checkGradients,
  gradientCases,
  gradientTargets,
  type GradientCase,
  type GradientTarget,
} from '@lml/core/gradients';

import type { Check } from './check.js';
import { field } from './wrapped.js';

/** Of the column of names: `eager (tensorflow)`. */
const WIDTH = 20;

/** What is told while gradients are checked. */
export interface CheckListener {
  /** A check is done, the `index`-th of `count` on its target. */
  onCheck?(check: Check, index: number, count: number): void;
  /** All checks on a target are done, or it is missing here. */
  onTarget?(lines: readonly string[]): void;
}

/**
 * The places that are meant by a name, all that are registered without one.
 *
 * @throws `LML_MISSING_FEATURE` for a name that nothing has.
 */
export function targetsOf(where: string | undefined): GradientTarget[] {
  return gradientTargets(where);
}

/**
 * Checks gradients on one target after the other.
 *
 * @throws `LML_MISSING_FEATURE` where `isNamed` and none of them is there; otherwise those that are missing are passed over.
 */
export async function checkEverywhere(
  targets: readonly GradientTarget[],
  isNamed: boolean,
  { onCheck, onTarget }: CheckListener = {},
  cases: readonly GradientCase[] = gradientCases,
): Promise<Check[]> {
  const checks: Check[] = [];
  let missing: Error | undefined;
  for (const target of targets) {
    const own: Check[] = [];
    try {
      for await (const check of checkGradients(target, { cases })) {
        own.push(check);
        onCheck?.(check, own.length, cases.length);
      }
    } catch (error) {
      if (LmlError.isInstance(error, 'LML_MISSING_FEATURE')) {
        missing ??= error;
        onTarget?.(field(target.name, `missing: ${error.message}`, WIDTH));
        continue;
      }
      // What has been found so far is not lost.
      own.push({ name: 'all that follow', engine: target.name, passed: false, error: String(error) });
      onCheck?.(own.at(-1)!, own.length, cases.length);
    }
    checks.push(...own);
    const failed = own.filter(({ passed }) => !passed).length;
    onTarget?.(field(target.name, `${own.length - failed} passed${failed === 0 ? '' : `, ${failed} failed`}`, WIDTH));
  }
  if (isNamed && checks.length === 0 && missing !== undefined) throw missing;
  return checks;
}
