import { defineKind, withMethods } from '../registry/kind-definition.js';

/** Makes the kinds known that a search is made of. */
export function defineSearchKinds(): void {
  defineKind({
    kind: 'distribution',
    package: '@lml/core',
    expected: 'a distribution, as uniform(…), or a list of values',
    adapt: (value) => (isDistribution(value) ? value : undefined),
  });
  defineKind({ kind: 'strategy', package: '@lml/search', expected: 'a strategy', adapt: withMethods('propose') });
  defineKind({
    kind: 'pruner',
    package: '@lml/search',
    expected: 'a pruner',
    adapt: withMethods('plan', 'isHopeless'),
  });
  defineKind({ kind: 'executor', package: '@lml/redis', expected: 'an executor', adapt: withMethods('open') });
}

function isDistribution(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('type' in value)) return false;
  return value.type === 'number' || (value.type === 'choice' && 'values' in value && Array.isArray(value.values));
}
