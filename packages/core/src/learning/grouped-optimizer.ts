import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { matchesPattern } from './name-pattern.js';
import type { GradientOptimizer, Optimizer } from './optimizer.js';
import type { ParameterGroup } from './parameter-groups.js';
import { partOf, partedOptimizer, type OptimizerPart, type PartParameter } from './parted-optimizer.js';

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
  const made = groups.map(({ match, ...own }): OptimizerPart => {
    const given = Object.entries(own).filter(([, value]) => value !== undefined);
    const optimizer = make({ ...shared, ...Object.fromEntries(given) });
    return { match, takes: ({ name }) => matchesPattern(name, match), optimizer };
  });
  const grouped = partedOptimizer(make(shared), made);
  return {
    ...grouped,
    init(parameters) {
      for (const { match } of groups)
        if (!parameters.some((parameter) => partOf(made, parameter)?.match === match)) refuse(match, parameters, made);
      return grouped.init(parameters);
    },
  };
}

function refuse(match: string, parameters: readonly PartParameter[], parts: readonly OptimizerPart[]): never {
  const taken = parameters.find(({ name }) => matchesPattern(name, match));
  const expected = `a pattern of names of parameters: ${parameters.map(({ name }) => name).join(', ')}`;
  const remedy =
    taken === undefined
      ? undefined
      : `What it matches belongs to '${partOf(parts, taken)?.match}', which stands before it.`;
  throw new InvalidArgumentError('match of a group', expected, match, remedy);
}
