import { z } from 'zod';

import { componentOption } from '../registry/component-option.js';
import type { ComponentInput } from '../registry/kinds.js';
import type { ChoiceDistribution, Distribution, SearchParameters, SearchSpace } from './distribution.js';

/** A space as people write it: distributions, or configs of them, by parameter; a list of values is a choice. */
export interface SearchSpaceInput {
  readonly [parameter: string]: ComponentInput<'distribution'> | readonly unknown[];
}

const distribution = componentOption('distribution');

const parameter = z
  .any()
  .transform((value: unknown, context): Distribution => {
    if (Array.isArray(value) && value.length > 0) return { type: 'choice', values: value as unknown[] };
    const result = distribution.safeParse(value);
    if (result.success) return result.data;
    for (const issue of result.error.issues) {
      const params = issue.code === 'custom' ? issue.params : undefined;
      context.addIssue({ code: 'custom', message: issue.message, path: issue.path, params });
    }
    return z.NEVER;
  })
  .meta({ anyOf: [{ 'x-lml-kind': 'distribution' }, { type: 'array', minItems: 1 }] }) as z.ZodType<
  Distribution,
  SearchSpaceInput[string]
>;

/** A zod schema of a space; it makes the distributions of configs, and a choice of a list. */
export const spaceOption: z.ZodType<SearchSpace, SearchSpaceInput> = z.record(z.string(), parameter);

/** All distributions of a space by parameter, those of branches too. A parameter of several branches has the first one's. */
export function allDistributions(space: SearchSpace): Map<string, Distribution> {
  const all = new Map<string, Distribution>();
  for (const [name, distribution] of Object.entries(space)) {
    if (!all.has(name)) all.set(name, distribution);
    if (distribution.type !== 'choice') continue;
    for (const branch of distribution.branches ?? []) {
      for (const [inner, one] of allDistributions(branch)) if (!all.has(inner)) all.set(inner, one);
    }
  }
  return all;
}

/**
 * The parameters that `draw` chooses for a space: of each distribution in turn, names sorted as scikit-learn has them, and of the branch
 * that was chosen right after its value.
 */
export function chooseFrom(
  space: SearchSpace,
  draw: (distribution: Distribution, parameter: string) => unknown,
): SearchParameters {
  const params: Record<string, unknown> = {};
  for (const name of Object.keys(space).sort()) {
    const distribution = space[name]!;
    const value = (params[name] = draw(distribution, name));
    if (distribution.type !== 'choice' || distribution.branches === undefined) continue;
    Object.assign(params, chooseFrom(distribution.branches[placeOf(distribution, value)] ?? {}, draw));
  }
  return params;
}

/** Which value of a choice it is, by what is in it, since trials that were read from a file have copies; -1 where it is none. */
export function placeOf({ values }: ChoiceDistribution, value: unknown): number {
  const same = values.indexOf(value);
  if (same >= 0 || typeof value !== 'object') return same;
  const text = JSON.stringify(value);
  return values.findIndex((each) => JSON.stringify(each) === text);
}

/**
 * The value of a distribution at a fraction of its mass: 0 is the lowest, and nearly 1 the highest. Uniform fractions give values that
 * are as likely as the distribution says.
 */
export function valueAt(distribution: Distribution, fraction: number): unknown {
  if (distribution.type === 'choice') {
    const { values } = distribution;
    return values[Math.min(values.length - 1, Math.floor(fraction * values.length))];
  }
  const { low, high, step, log, integer } = distribution;
  if (log) {
    // An integer has the numbers half a step around it.
    const [from, to] = integer ? [Math.log(low - 0.5), Math.log(high + 0.5)] : [Math.log(low), Math.log(high)];
    const value = Math.exp(from + fraction * (to - from));
    return Math.min(high, Math.max(low, integer ? Math.round(value) : value));
  }
  if (step === undefined) return Math.min(high, low + fraction * (high - low));
  const count = Math.round((high - low) / step) + 1;
  return low + Math.min(count - 1, Math.floor(fraction * count)) * step;
}
