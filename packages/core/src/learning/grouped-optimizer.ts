import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import type { Tensors } from '../tensorflow/tensor-tree.js';
import { matchesPattern } from './name-pattern.js';
import type { GradientOptimizer, HyperNumbers, NamedNumbers, Optimizer, OptimizerUpdate } from './optimizer.js';
import { nameInGroup, splitName, type ParameterGroup } from './parameter-groups.js';

/**
 * Makes an optimizer whose groups of parameters have options of their own. A parameter belongs to the first group whose pattern
 * matches its name; what belongs to none follows the optimizer's options as they are. Each group follows a schedule from its own
 * numbers, which among those of all are named `<number>@<pattern>`.
 *
 * A rule that looks at several parameters together, such as a norm over all gradients, sees those of one group.
 *
 * @param options - The options of the optimizer, `groups` among them; see {@link groupsShape}.
 * @param make - Makes the optimizer of one group, or of the rest.
 *
 * @throws `LML_INVALID_ARGUMENT` for two groups of one pattern; from `init`, for a group to which no parameter belongs.
 *
 * @example
 * ```ts
 * import { elementwiseOptimizer, groupedOptimizer } from '@lml/core';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const optimizer = groupedOptimizer({ lr: 0.5, groups: [{ match: '*.bias', lr: 0.25 }] }, ({ lr }) =>
 *   elementwiseOptimizer({
 *     base: { lr },
 *     slots: {},
 *     hyper: (_step, numbers) => ({ lr: numbers.lr }),
 *     update: (parameter, gradient, _slots, hyper) => ({ parameter: tf.sub(parameter, tf.mul(hyper.lr, gradient)) }),
 *   }),
 * );
 * optimizer.base; // => { lr: 0.5, 'lr@*.bias': 0.25 }
 * ```
 */
export function groupedOptimizer<Options extends object>(
  options: Options & { readonly groups?: readonly ParameterGroup[] | undefined },
  make: (options: Omit<Options, 'groups'>) => GradientOptimizer,
): GradientOptimizer;
/** The same of an optimizer that evaluates the loss again; with groups, each evaluates where its own parameters are others. */
export function groupedOptimizer<Options extends object>(
  options: Options & { readonly groups?: readonly ParameterGroup[] | undefined },
  make: (options: Omit<Options, 'groups'>) => Optimizer,
): Optimizer;
export function groupedOptimizer<Options extends object>(
  options: Options & { readonly groups?: readonly ParameterGroup[] | undefined },
  make: (options: Omit<Options, 'groups'>) => Optimizer,
): Optimizer {
  const { groups = [], ...shared } = options;
  if (groups.length === 0) return make(shared);
  const patterns = groups.map(({ match }) => match);
  const twice = patterns.find((match, index) => patterns.indexOf(match) !== index);
  if (twice !== undefined) throw new InvalidArgumentError('groups', 'of different patterns', `'${twice}' twice`);
  const part = (match: string | undefined, own: object): Part => {
    const given = Object.entries(own).filter(([, value]) => value !== undefined);
    const merged = { ...shared, ...Object.fromEntries(given) };
    return { match, optimizer: make(merged) };
  };
  return joined([part(undefined, {}), ...groups.map(({ match, ...own }) => part(match, own))]);
}

/** The optimizer of a group, or of what belongs to none, which is the first. */
interface Part {
  readonly match: string | undefined;
  readonly optimizer: Optimizer;
}

function joined(parts: readonly Part[]): Optimizer {
  return {
    base: merged(parts.map(({ match, optimizer }) => renamed(optimizer.base, match))) as HyperNumbers,
    init: (parameters) =>
      parts.flatMap((part) => {
        const own = parameters.filter(({ name }) => partOf(parts, name) === part);
        if (own.length === 0 && part.match !== undefined) refuse(part.match, parameters, parts);
        if (own.length === 0) return [];
        return part.optimizer
          .init(own)
          .map((slot) => ({ ...slot, name: slotName(slot.name, part, own.map(({ name }) => name)) })); // prettier-ignore
      }),
    hyper: (step, numbers) =>
      merged(parts.map((part) => renamed(part.optimizer.hyper(step, numbersOf(part, numbers)), part.match))),
    update(parameters, gradients, slots, hyper, evaluation) {
      const names = Object.keys(parameters);
      const results = parts.map((part): OptimizerUpdate => {
        const own = pick(parameters, (name) => partOf(parts, name) === part);
        if (Object.keys(own).length === 0) return { parameters: {}, slots: {} };
        const scalars = Object.keys(part.optimizer.hyper(0, part.optimizer.base));
        const updated = part.optimizer.update(
          own,
          pick(gradients, (name) => Object.hasOwn(own, name)),
          slotsOf(part, parts, slots, names),
          Object.fromEntries(scalars.map((name) => [name, hyper[nameInGroup(name, part.match)]!])),
          evaluation,
        );
        const renamedSlots = Object.entries(updated.slots).map(([slot, value]) => [slotName(slot, part, names), value]);
        return { parameters: updated.parameters, slots: Object.fromEntries(renamedSlots) as Tensors };
      });
      return {
        parameters: inOrder(names, merged(results.map((result) => result.parameters))),
        slots: inOrder(Object.keys(slots), merged(results.map((result) => result.slots))),
      };
    },
    ...(parts.some(({ optimizer }) => optimizer.evaluationParameters !== undefined) && {
      evaluationParameters(parameters: Tensors, slots: Tensors): Tensors {
        const names = Object.keys(parameters);
        const used = parts.map((part) => {
          const own = pick(parameters, (name) => partOf(parts, name) === part);
          return part.optimizer.evaluationParameters?.(own, slotsOf(part, parts, slots, names)) ?? own;
        });
        return inOrder(names, merged(used));
      },
    }),
  };
}

function partOf(parts: readonly Part[], parameter: string): Part {
  return parts.find(({ match }) => match !== undefined && matchesPattern(parameter, match)) ?? parts[0]!;
}

function numbersOf({ match, optimizer }: Part, numbers: NamedNumbers): HyperNumbers {
  const own = Object.keys(optimizer.base).map((name) => [name, numbers[nameInGroup(name, match)]!] as const);
  return Object.fromEntries(own) as unknown as HyperNumbers;
}

/** The slots of a part, under the names that its optimizer knows. */
function slotsOf(part: Part, parts: readonly Part[], slots: Tensors, parameters: readonly string[]): Tensors {
  const own = Object.entries(slots).flatMap(([full, value]): [string, Tensors[string]][] => {
    const parameter = parameterOf(full, parameters);
    if (parameter !== undefined) return partOf(parts, parameter) === part ? [[full, value]] : [];
    const { name, match } = splitName(full);
    return match === part.match ? [[name, value]] : [];
  });
  return Object.fromEntries(own);
}

/** What a slot is named among those of all: that of no parameter, which each group has, is named after the group too. */
function slotName(slot: string, { match }: Part, parameters: readonly string[]): string {
  return parameterOf(slot, parameters) === undefined ? nameInGroup(slot, match) : slot;
}

/** The parameter to which a slot belongs: the longest by whose name it ends. */
function parameterOf(slot: string, parameters: readonly string[]): string | undefined {
  for (let at = slot.indexOf('/'); at >= 0; at = slot.indexOf('/', at + 1)) {
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

function pick(tensors: Tensors, isWanted: (name: string) => boolean): Tensors {
  return Object.fromEntries(Object.entries(tensors).filter(([name]) => isWanted(name)));
}

function inOrder(names: readonly string[], tensors: Tensors): Tensors {
  return Object.fromEntries(names.map((name) => [name, tensors[name]!]));
}

function refuse(match: string, parameters: readonly { readonly name: string }[], parts: readonly Part[]): never {
  const names = parameters.map(({ name }) => name);
  const taken = names.find((name) => matchesPattern(name, match));
  const expected = `a pattern of names of parameters: ${names.join(', ')}`;
  const remedy =
    taken === undefined
      ? undefined
      : `What it matches belongs to '${partOf(parts, taken).match}', which stands before it.`;
  throw new InvalidArgumentError('match of a group', expected, match, remedy);
}
