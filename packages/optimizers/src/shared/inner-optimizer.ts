import type { HyperNumbers, NamedNumbers, Optimizer, Tensors } from '@lml/core';

const INNER = 'inner/';

/**
 * An optimizer as it stands within another one: its slots and scalars have names of their own, so that another of the same kind may
 * be within it. Its numbers keep their names for schedules, but for those that the outer optimizer has too.
 */
export function innerOptimizer(optimizer: Optimizer, taken: readonly string[] = []): Optimizer {
  const outward = (name: string): string => (taken.includes(name) ? INNER + name : name);
  return {
    base: mapNames(optimizer.base, outward) as HyperNumbers,
    init: (parameters) => optimizer.init(parameters).map((slot) => ({ ...slot, name: INNER + slot.name })),
    hyper(step, numbers) {
      const own = Object.keys(optimizer.base).map((name) => [name, numbers[outward(name)]!] as const);
      return under(optimizer.hyper(step, Object.fromEntries(own) as unknown as HyperNumbers));
    },
    update(parameters, gradients, slots, hyper, evaluation) {
      const updated = optimizer.update(parameters, gradients, below(slots), below(hyper), evaluation);
      return { parameters: updated.parameters, slots: under(updated.slots) };
    },
    ...(optimizer.evaluationParameters !== undefined && {
      evaluationParameters: (parameters: Tensors, slots: Tensors) =>
        optimizer.evaluationParameters!(parameters, below(slots)),
    }),
  };
}

function under<Value>(values: Readonly<Record<string, Value>>): Record<string, Value> {
  return mapNames(values, (name) => INNER + name);
}

function below<Value>(values: Readonly<Record<string, Value>>): Record<string, Value> {
  const own = Object.entries(values).filter(([name]) => name.startsWith(INNER));
  return mapNames(Object.fromEntries(own), (name) => name.slice(INNER.length));
}

function mapNames<Value>(
  values: Readonly<Record<string, Value>> | NamedNumbers,
  change: (name: string) => string,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [change(name), value as Value]));
}
