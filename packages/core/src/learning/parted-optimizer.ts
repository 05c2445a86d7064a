import type { Tensors } from '../tensorflow/tensor-tree.js';
import type { HyperNumbers, NamedNumbers, Optimizer, OptimizerUpdate } from './optimizer.js';
import { nameInGroup, splitName } from './parameter-groups.js';

/** A parameter, as far as it is looked at to say whose it is. */
export interface PartParameter {
  /** Its name. */
  readonly name: string;
  /** Its shape. */
  readonly shape: readonly number[];
}

/** An optimizer for some of the parameters. */
export interface OptimizerPart {
  /** What its numbers are named after, as a pattern of names: `lr@<match>`. */
  readonly match: string;
  /** The optimizer. */
  readonly optimizer: Optimizer;
  /** Whether a parameter is one of its own. */
  takes(parameter: PartParameter): boolean;
}

/**
 * Makes an optimizer of several, each with parameters of its own. A parameter belongs to the first part that takes it; what none
 * takes, to `rest`. Numbers of parts are named `<number>@<match>` among those of all, and each follows a schedule from its own. A part
 * to which nothing belongs does nothing.
 *
 * @example
 * ```ts
 * import { partedOptimizer } from '@lml/core';
 * import { adam, sgd } from '@lml/optimizers';
 *
 * const matrices = { match: 'matrices', optimizer: sgd({ lr: 0.5 }), takes: ({ shape }: { shape: readonly number[] }) => shape.length === 2 };
 * const optimizer = partedOptimizer(adam({ lr: 0.25 }), [matrices]);
 * optimizer.base; // => { beta1: 0.9, beta2: 0.999, lr: 0.25, 'lr@matrices': 0.5 }
 * ```
 */
export function partedOptimizer(rest: Optimizer, parts: readonly OptimizerPart[]): Optimizer {
  const all: readonly Part[] = [{ match: undefined, optimizer: rest }, ...parts];
  const ownerOf = (parameter: PartParameter): Part => partOf(parts, parameter) ?? all[0]!;
  const namesOf = (part: Part, parameters: Tensors): string[] =>
    Object.keys(parameters).filter((name) => ownerOf({ name, shape: parameters[name]!.shape }) === part);
  return {
    base: merged(all.map(({ match, optimizer }) => renamed(optimizer.base, match))) as HyperNumbers,
    init: (parameters) =>
      all.flatMap((part) => {
        const own = parameters.filter((parameter) => ownerOf(parameter) === part);
        const names = own.map(({ name }) => name);
        return own.length === 0
          ? []
          : part.optimizer.init(own).map((slot) => ({ ...slot, name: slotName(slot.name, part, names) }));
      }),
    hyper: (step, numbers) =>
      merged(all.map((part) => renamed(part.optimizer.hyper(step, numbersOf(part, numbers)), part.match))),
    update(parameters, gradients, slots, hyper, evaluation) {
      const names = Object.keys(parameters);
      const results = all.map((part): OptimizerUpdate => {
        const own = namesOf(part, parameters);
        if (own.length === 0) return { parameters: {}, slots: {} };
        const scalars = Object.keys(part.optimizer.hyper(0, part.optimizer.base));
        const updated = part.optimizer.update(
          pick(parameters, own),
          pick(gradients, own),
          slotsOf(part, own, slots, names),
          Object.fromEntries(scalars.map((name) => [name, hyper[nameInGroup(name, part.match)]!])),
          evaluation,
        );
        const renamedSlots = Object.entries(updated.slots).map(([slot, value]) => [slotName(slot, part, names), value]);
        return { parameters: updated.parameters, slots: Object.fromEntries(renamedSlots) as Tensors };
      });
      return {
        parameters: pick(merged(results.map((result) => result.parameters)), names),
        slots: pick(merged(results.map((result) => result.slots)), Object.keys(slots)),
      };
    },
    ...(all.some(({ optimizer }) => optimizer.evaluationParameters !== undefined) && {
      evaluationParameters(parameters: Tensors, slots: Tensors): Tensors {
        const names = Object.keys(parameters);
        const used = all.map((part) => {
          const own = namesOf(part, parameters);
          const given = pick(parameters, own);
          return part.optimizer.evaluationParameters?.(given, slotsOf(part, own, slots, names)) ?? given;
        });
        return pick(merged(used), names);
      },
    }),
  };
}

/** A part, or the rest. */
type Part = Pick<OptimizerPart, 'optimizer'> & { readonly match: string | undefined };

/** The part that takes a parameter. */
export function partOf(parts: readonly OptimizerPart[], parameter: PartParameter): OptimizerPart | undefined {
  return parts.find((part) => part.takes(parameter));
}

function numbersOf({ match, optimizer }: Part, numbers: NamedNumbers): HyperNumbers {
  const own = Object.keys(optimizer.base).map((name) => [name, numbers[nameInGroup(name, match)]!] as const);
  return Object.fromEntries(own) as unknown as HyperNumbers;
}

/** The slots of a part, under the names that its optimizer knows. */
function slotsOf(part: Part, own: readonly string[], slots: Tensors, parameters: readonly string[]): Tensors {
  const found = Object.entries(slots).flatMap(([full, value]): [string, Tensors[string]][] => {
    const parameter = parameterOf(full, parameters);
    if (parameter !== undefined) return own.includes(parameter) ? [[full, value]] : [];
    const { name, match } = splitName(full);
    return match === part.match ? [[name, value]] : [];
  });
  return Object.fromEntries(found);
}

/** What a slot is named among those of all: that of no parameter, which each part has, is named after the part too. */
function slotName(slot: string, { match }: Part, parameters: readonly string[]): string {
  return parameterOf(slot, parameters) === undefined ? nameInGroup(slot, match) : slot;
}

/** The parameter to which a slot belongs: the longest by whose name it ends. What a part is named after is no parameter's name. */
function parameterOf(slot: string, parameters: readonly string[]): string | undefined {
  const end = slot.length - (splitName(slot).match?.length ?? 0);
  for (let at = slot.indexOf('/'); at >= 0 && at < end; at = slot.indexOf('/', at + 1)) {
    const name = slot.slice(at + 1);
    if (parameters.includes(name)) return name;
  }
  return undefined;
}

function merged<Value>(parts: readonly Readonly<Record<string, Value>>[]): Readonly<Record<string, Value>> {
  return Object.assign({}, ...parts) as Readonly<Record<string, Value>>;
}

function renamed(numbers: NamedNumbers, match: string | undefined): NamedNumbers {
  return Object.fromEntries(Object.entries(numbers).map(([name, value]) => [nameInGroup(name, match), value]));
}

function pick(tensors: Tensors, names: readonly string[]): Tensors {
  return Object.fromEntries(names.map((name) => [name, tensors[name]!]));
}
