import type { AnyComponent } from '@lml/core';

import { componentChecks, type ComponentCheckOptions } from './component-checks.js';

/** How one check went. */
export interface CheckResult {
  /** The check's name: `loss/gradient`. */
  readonly id: string;
  /** What it says of a component that passes. */
  readonly title: string;
  /** What is wrong; `undefined` if it passed. */
  readonly error: Error | undefined;
}

/**
 * Runs all checks of a component, one after the other, for a report without a test runner.
 *
 * @throws `LML_INVALID_ARGUMENT` as {@link componentChecks} does; a check that fails is in the results.
 *
 * @example
 * ```ts
 * import { eager } from '@lml/core';
 * import { checkComponent } from '@lml/testing';
 *
 * const results = await checkComponent(eager);
 * results.filter(({ error }) => error !== undefined).length; // => 0
 * ```
 */
export async function checkComponent(
  component: AnyComponent,
  options: ComponentCheckOptions = {},
): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const { id, title, run } of componentChecks(component, options)) {
    const error = await run().then(
      () => undefined,
      (reason: unknown) => (reason instanceof Error ? reason : new Error(String(reason))),
    );
    results.push({ id, title, error });
  }
  return results;
}
