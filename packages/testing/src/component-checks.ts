import { InvalidArgumentError, isComponent, optionsJsonSchema, type AnyComponent } from '@lml/core';

import { definitionChecks, examplesCheck } from './common/definition-checks.js';
import { useChecks } from './common/use-checks.js';
import { ConformanceError } from './conformance-error.js';
import type { Conformance } from './conformance.js';
import { suiteOf } from './kinds/suites.js';
import type { Case, Check, KindSuite, Subject } from './shared/check.js';

/** How a component is checked. */
export interface ComponentCheckOptions {
  /** Options to create it with. Default: its own examples. For those that need a file, say, which only the test has. */
  readonly examples?: readonly unknown[] | undefined;
  /** What to check it with. Default: its trait `conformance`, or else what is usual for its kind. */
  readonly conformance?: Conformance | undefined;
  /** The checks of a kind that a plugin added. Default: its components are created, and nothing more. */
  readonly suite?: KindSuite | undefined;
  /** Checks that are known to fail, with the reason. Such a check passes while it fails, and fails once it passes. */
  readonly expectedFailures?: Readonly<Record<string, string>> | undefined;
}

/** One thing that a component must do. */
export interface ComponentCheck {
  /** Its name, for `expectedFailures`: `loss/gradient`. */
  readonly id: string;
  /** What holds for a component that passes: "has the gradient of finite differences". */
  readonly title: string;
  /** Resolves if it holds, and else rejects with `LML_CONFORMANCE`. */
  run(): Promise<void>;
}

/**
 * The checks that a component must pass: those for all components, and those for its kind. Run them with any test
 * runner ({@link describeComponent} does it for those with `describe` and `it`), or one by one.
 *
 * For all: `name`, `summary`, `json-schema`, `unknown-option`, `examples`, `deterministic`, `round-trip`, `silent`,
 * `tensors`. For a kind, for example `loss/value`, `loss/gradient`, `loss/batch-of-one`, `loss/weights`. Each is run with every
 * example of options that the component has. What arguments a kind is checked with, a component may say by its trait
 * `conformance` ({@link Conformance}); without, the kit tries the usual ones and takes the first that the component accepts.
 *
 * For a kind of one's own its checks are given: {@link ComponentCheckOptions.suite}, made by {@link caseCheck}.
 *
 * @throws `LML_INVALID_ARGUMENT` if `component` is none, `expectedFailures` names a check that there is not, or `suite` is given
 * for a kind that the kit knows. The checks reject with `LML_CONFORMANCE`.
 *
 * @example
 * ```ts
 * import { eager } from '@lml/core';
 * import { componentChecks } from '@lml/testing';
 *
 * const checks = componentChecks(eager);
 * checks.map(({ id }) => id).includes('engine/rollback'); // => true
 * await checks.find(({ id }) => id === 'engine/rollback')?.run();
 * ```
 */
export function componentChecks(component: AnyComponent, options: ComponentCheckOptions = {}): ComponentCheck[] {
  if (!isComponent(component))
    throw new InvalidArgumentError(
      'component',
      'made by defineComponent; not called, but the function itself',
      component,
    );
  const suite = suiteOf(component.kind, options.suite);
  const subject: Subject = { component, cases: casesOf(component, suite, options) };
  const all = [...definitionChecks, examplesCheck, ...useChecks(suite), ...suite.checks];
  const checks = all.filter((check) => check.applies?.(subject) ?? true);
  const { expectedFailures = {} } = options;
  for (const id of Object.keys(expectedFailures)) {
    const ids = checks.map((check) => check.id);
    if (!ids.includes(id))
      throw new InvalidArgumentError('expectedFailures', `of checks, which are ${ids.join(', ')}`, id);
  }
  return checks.map((check) => bind(check, subject, expectedFailures[check.id]));
}

function casesOf(component: AnyComponent, suite: KindSuite, given: ComponentCheckOptions): Case[] {
  const { examples = component.examples, conformance = component.traits['conformance'] } = given;
  const takes = (option: string): boolean => {
    const { properties } = optionsJsonSchema({ component }) as { properties?: Readonly<Record<string, unknown>> };
    return properties === undefined || Object.hasOwn(properties, option);
  };
  return examples.map((example, index) => {
    const plain = (example ?? {}) as Readonly<Record<string, unknown>>;
    const complete = (): Readonly<Record<string, unknown>> => suite.complete?.(plain, takes) ?? plain;
    return {
      component,
      label: `examples[${index}]`,
      options: plain,
      conformance:
        typeof conformance === 'function' ? (conformance as (options: unknown) => unknown)(plain) : conformance,
      complete,
      create: (): unknown => component(complete()),
    };
  });
}

function bind(check: Check, subject: Subject, reason: string | undefined): ComponentCheck {
  const { id, title } = check;
  const { kind, componentName } = subject.component;
  const name = `${kind} '${componentName}'`;
  const run = async (): Promise<void> => {
    try {
      await check.run(subject);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      throw new ConformanceError(name, id, message, { cause: error instanceof Error ? (error.cause ?? error) : error });
    }
  };
  if (reason === undefined) return { id, title, run };
  return {
    id,
    title: `${title} (expected to fail: ${reason})`,
    async run() {
      try {
        await run();
      } catch {
        return;
      }
      throw new ConformanceError(
        name,
        id,
        `it was expected to fail (${reason}), but passes: remove it from expectedFailures`,
      );
    },
  };
}
