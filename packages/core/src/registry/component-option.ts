import { z } from 'zod';

import { placedError, type ConfigPath } from '../errors/config-path.js';
import { describeValue } from '../errors/describe-value.js';
import type { InvalidOptionsError } from '../errors/invalid-options-error.js';
import { LmlError } from '../errors/lml-error.js';
import { isComponent } from './component.js';
import { currentRegistry } from './global.js';
import { kindDefinition } from './kind-definition.js';
import type { ComponentInput, Kind, KindInstances } from './kinds.js';

/** The key that marks, in JSON Schema, a place where a component of a kind stands. */
export const KIND_KEY = 'x-lml-kind';

/**
 * A zod schema for an option that is itself a component: an instance, or data that names one (`'mse'`,
 * `{ name: 'mse', reduction: 'sum' }`), which is built by the registry. What TensorFlow.js has (a `tf.LayersModel`, a
 * `tf.Optimizer`) is adapted.
 *
 * @example
 * ```ts
 * import { componentOption } from '@lml/core';
 * import '@lml/losses';
 *
 * typeof componentOption('loss').parse('mse'); // => 'function'
 * ```
 */
export function componentOption<K extends Kind>(kind: K): z.ZodType<KindInstances[K], ComponentInput<K>> {
  const schema = z
    .any()
    .meta({ [KIND_KEY]: kind })
    .transform((value: unknown, context): unknown => {
      const complain = (path: ConfigPath, message: string, cause?: unknown): typeof z.NEVER => {
        context.addIssue({ code: 'custom', path: [...path], message, params: { explained: true, cause } });
        return z.NEVER;
      };
      if (isConfig(value)) {
        try {
          return currentRegistry().build(kind, value);
        } catch (error) {
          if (LmlError.isInstance(error, 'LML_INVALID_OPTIONS')) {
            for (const issue of (error as InvalidOptionsError).issues) complain(issue.path, issue.message);
            return z.NEVER;
          }
          // The way to it is known further out; there the error goes on.
          if (LmlError.isInstance(error)) return complain([], error.message, placedError(error, []));
          const name = typeof value === 'string' ? value : value.name;
          return complain([], `${kind} '${name}' cannot be made of these options: ${String(error)}`);
        }
      }
      if (isComponent(value))
        return complain([], `must be made by calling ${value.componentName}(…), got the component itself`);
      const definition = kindDefinition(kind);
      const instance = definition?.adapt(value);
      if (instance !== undefined) return instance;
      const expected = `must be ${definition?.expected ?? `a ${kind}`}, or a config of one`;
      if (value === undefined) return complain([], `is missing: it ${expected}`);
      const advice = isNameless(value) ? '. A config says by its name which one it is: { name: …, … }' : '';
      return complain([], `${expected}, got ${describeValue(value)}${advice}`);
    });
  return schema as unknown as z.ZodType<KindInstances[K], ComponentInput<K>>;
}

/** Whether a value is plain options, as of a config without its name. */
function isNameless(value: unknown): boolean {
  return (
    isRecord(value) &&
    !('name' in value) &&
    Object.values(Object.getOwnPropertyDescriptors(value)).every(({ value: part }) =>
      ['string', 'number', 'boolean'].includes(typeof part),
    )
  );
}

/** Data that names a component, as opposed to an instance: a string, or a plain object whose `name` is a string. */
export function isConfig(value: unknown): value is string | { name: string } {
  if (typeof value === 'string') return true;
  if (!isRecord(value)) return false;
  return (
    'name' in value &&
    typeof value.name === 'string' &&
    !Object.values(value).some((part) => typeof part === 'function')
  );
}

/** Whether a value is a plain object. */
function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
