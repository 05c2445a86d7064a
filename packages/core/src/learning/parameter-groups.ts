import { z } from 'zod';

import type { HyperNumbers } from './optimizer.js';

/** A group of parameters: a pattern, beside the options that are other for it. */
export interface ParameterGroup {
  /** Names of parameters, with `*` for any characters. */
  readonly match: string;
  /** An option, by its name. */
  readonly [option: string]: unknown;
}

/** The options that a group may change, as entries of a zod object. */
export type GroupFields = Readonly<Record<string, z.ZodType>>;

/** An option of a group may be left out, and has no default: it is then that of the optimizer. */
export type GroupOption<Field> = z.ZodOptional<(Field extends z.ZodDefault<infer Inner> ? Inner : Field) & z.ZodType>;

/** A group: its pattern, and options. */
export type GroupShape<Fields extends GroupFields> = {
  /** Names of parameters, with `*` for any characters. */
  match: z.ZodString;
} & {
  [Name in keyof Fields]: GroupOption<Fields[Name]>;
};

/** The option `groups`, as an entry of a zod object. */
export type GroupsShape<Fields extends GroupFields> = {
  /**
   * Groups of parameters by name pattern (`match: '*bias'`), each with other values for some of these options. A parameter
   * belongs to the first group that matches it. Default: none.
   */
  readonly groups: z.ZodOptional<z.ZodArray<z.ZodObject<GroupShape<Fields>, z.core.$strict>>>;
};

/**
 * The option `groups` that optimizers have, for their zod schema: parameters by name pattern, with other values for some of the
 * optimizer's options. {@link groupedOptimizer} makes the optimizer.
 *
 * @param fields - The options that a group may change, as they stand in the schema.
 *
 * @example
 * ```ts
 * import { groupsShape } from '@lml/core';
 * import { z } from 'zod';
 *
 * const fields = { lr: z.number().default(0.1), weightDecay: z.number().default(0) };
 * const schema = z.strictObject({ ...fields, ...groupsShape(fields) });
 * schema.parse({ groups: [{ match: '*.bias', lr: 0.2 }] }); // => { lr: 0.1, weightDecay: 0, groups: [{ match: '*.bias', lr: 0.2 }] }
 * ```
 */
export function groupsShape<Fields extends GroupFields>(fields: Fields): GroupsShape<Fields> {
  const own = Object.entries(fields).map(([name, field]) => {
    const description = field.description ?? '';
    const plain = field instanceof z.ZodDefault ? (field.unwrap() as z.ZodType) : field;
    return [name, plain.optional().describe(description)] as const;
  });
  const match = z.string().min(1).describe("Names of parameters, with * for any characters: '*/bias'.");
  const group = z.strictObject({ match, ...Object.fromEntries(own) });
  return {
    groups: z
      .array(group as unknown as z.ZodObject<GroupShape<Fields>, z.core.$strict>)
      .optional()
      .describe(
        "Groups of parameters by name pattern (`match: '*bias'`), each with other values for some of these options. A parameter belongs to the first group that matches it. Default: none.",
      ),
  };
}

/** Stands between the name of a number and the pattern of the group that it is of. */
const OF_GROUP = '@';

/** The name of a number or a slot of a group among those of all: `<name>@<pattern>`, of the rest the name itself. */
export function nameInGroup(name: string, match: string | undefined): string {
  return match === undefined ? name : `${name}${OF_GROUP}${match}`;
}

/** The name of a number or a slot within its group. */
export interface NameInGroup {
  /** What it is called there: `lr`. */
  readonly name: string;
  /** The pattern of the group; none for all that are in no group. */
  readonly match: string | undefined;
}

/** The name of a number or a slot, and the pattern of the group that it is of. */
export function splitName(full: string): NameInGroup {
  const at = full.indexOf(OF_GROUP);
  return at < 0 ? { name: full, match: undefined } : { name: full.slice(0, at), match: full.slice(at + 1) };
}

/** The hyper-numbers of an optimizer by group, under their own names. */
export function splitByGroup(base: HyperNumbers): ReadonlyMap<string | undefined, HyperNumbers> {
  const groups = new Map<string | undefined, Record<string, number>>();
  for (const [full, value] of Object.entries(base)) {
    const { name, match } = splitName(full);
    groups.set(match, { ...groups.get(match), [name]: value });
  }
  return groups as ReadonlyMap<string | undefined, Record<string, number>> as ReadonlyMap<
    string | undefined,
    HyperNumbers
  >;
}

/** The learning rates of an optimizer where its own is `rate`: those of groups keep their ratio to it. */
export function ratesOf(base: HyperNumbers, rate: number): Record<string, number> {
  const rates = Object.entries(base).filter(([full]) => splitName(full).name === 'lr');
  return Object.fromEntries(rates.map(([full, value]) => [full, full === 'lr' ? rate : rate * (value / base.lr)]));
}
