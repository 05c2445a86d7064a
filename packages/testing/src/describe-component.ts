import type { AnyComponent } from '@lml/core';

import { componentChecks, type ComponentCheckOptions } from './component-checks.js';

/** What the kit needs of a test runner: jest, vitest, mocha and `node:test` have it. */
export interface TestRunner {
  /** Groups tests. */
  describe(name: string, define: () => void): unknown;
  /** Defines a test. */
  it(name: string, run: () => Promise<void>): unknown;
}

/**
 * Defines one test for each check of a component, in a group of its own.
 *
 * A test for all components of a package takes a loop: `for (const component of plugin.components)
 * describeComponent({ describe, it }, component)`.
 *
 * @throws `LML_INVALID_ARGUMENT` as {@link componentChecks} does.
 *
 * @example
 * ```ts
 * import { eager } from '@lml/core';
 * import { describeComponent } from '@lml/testing';
 *
 * const titles: string[] = [];
 * // In a test: describeComponent({ describe, it }, eager);
 * describeComponent({ describe: (_name, define) => define(), it: (title) => titles.push(title) }, eager);
 * titles[0]; // => 'name: has a name in kebab-case and is of a known kind'
 * ```
 */
export function describeComponent(
  { describe, it }: TestRunner,
  component: AnyComponent,
  options: ComponentCheckOptions = {},
): void {
  const checks = componentChecks(component, options);
  describe(`${component.kind} '${component.componentName}'`, () => {
    for (const { id, title, run } of checks) it(`${id}: ${title}`, run);
  });
}
