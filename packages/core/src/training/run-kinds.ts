import { defineKind, withMethods } from '../registry/kind-definition.js';
import { isCallback } from './callback.js';

/** Makes the kinds known that accompany a run. */
export function defineRunKinds(): void {
  defineKind({
    kind: 'callback',
    package: '@lml/core',
    expected: 'a callback, which has a name and a hook, as trainEpochEnd',
    adapt: (value) => (isCallback(value) ? value : undefined),
  });
  defineKind({ kind: 'logger', package: '@lml/core', expected: 'a logger', adapt: withMethods('log') });
}
