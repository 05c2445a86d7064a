import { OtherColumnsError } from '../errors/other-columns-error.js';
import { OtherSplitError } from '../errors/other-split-error.js';
import { hashOfIndices } from './data-loader.js';
import type { Stage } from './stage.js';

/** So many names stand in a message. */
const MOST_NAMES = 20;

/** What a part of the data is known by. */
export interface PartIdentity {
  /** The number of samples; none of a stream. */
  readonly samples?: number | undefined;
  /** The SHA-256 of the indices of its samples, where it was taken from one dataset. */
  readonly indices?: string | undefined;
}

/** What the data of a run are known by. It is in its checkpoints. */
export interface DataIdentity {
  /** The seed of split, order and transforms. */
  readonly seed: number;
  /** The fractions of a split, or that a splitter made it. */
  readonly split?: { readonly [part: string]: number | 'splitter' } | undefined;
  /** The parts that were opened, by stage, and by name where a stage has several sets: `validation/noisy`. */
  readonly parts: Readonly<Record<string, PartIdentity>>;
  /** The names of the classes. */
  readonly classNames?: readonly string[] | undefined;
  /** The names of the features. */
  readonly inputNames?: readonly string[] | undefined;
  /** The types of the columns that inputs are made of. */
  readonly inputTypes?: Readonly<Record<string, string>> | undefined;
}

/** Where a part was taken from, for its identity. */
export interface KnownPart {
  readonly name: string;
  readonly samples: number | undefined;
  readonly indices: ArrayLike<number> | undefined;
}

/** What parts are known by. */
export async function identify(parts: readonly KnownPart[]): Promise<Readonly<Record<string, PartIdentity>>> {
  const entries = parts.map(async ({ name, samples, indices }) => {
    const hash = indices === undefined ? undefined : await hashOfIndices(indices);
    return [name, { ...(samples !== undefined && { samples }), ...(hash !== undefined && { indices: hash }) }] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/**
 * Refuses to judge by data that a run may have trained on: parts of one dataset, split in another way than the run's.
 *
 * @throws `LML_OTHER_SPLIT`
 */
export function checkSplit(run: DataIdentity, here: DataIdentity, stage: Stage): void {
  const [before, now] = [run.parts['train']?.indices, here.parts['train']?.indices];
  if (before === undefined || now === undefined || before === now || here.parts[stage]?.indices === undefined) return;
  throw new OtherSplitError(
    `The ${stage} data are split off in another way than in the run whose weights are judged, and may hold samples that it was trained on. ` +
      `The run had ${describe(run)}; these have ${describe(here)}. Split as the run did, or give ${stage} data of their own: data.${stage}.`,
  );
}

/**
 * Refuses to go on training with other training data.
 *
 * @throws `LML_OTHER_SPLIT`
 */
export function checkSameData(run: DataIdentity, here: DataIdentity): void {
  const names = new Set(
    [...Object.keys(run.parts), ...Object.keys(here.parts)].filter((name) => /^train(\/|$)/.test(name)),
  );
  const isSame = [...names].every((name) => {
    const [before, now] = [run.parts[name], here.parts[name]];
    return before?.samples === now?.samples && before?.indices === now?.indices;
  });
  if (isSame && run.seed === here.seed) return;
  throw new OtherSplitError(
    `The training data are not those of the run that is to go on: it had ${describe(run)}, these have ${describe(here)}. ` +
      'Make the data as they were: dataset, split and seed. To train its weights on other data, load them: project.load(checkpoint), then train.',
  );
}

/**
 * Refuses samples whose features are not those that were learnt from, in their order.
 *
 * @throws `LML_OTHER_COLUMNS`
 */
export function checkInputNames(
  learnt: readonly string[] | undefined,
  here: readonly string[] | undefined,
  what: string,
): void {
  if (learnt === undefined || here === undefined) return;
  if (learnt.length === here.length && learnt.every((name, at) => name === here[at])) return;
  const list = (names: readonly string[]): string => {
    const shown = names.slice(0, MOST_NAMES).map((name) => `'${name}'`);
    return names.length > MOST_NAMES ? `${shown.join(', ')} and ${names.length - MOST_NAMES} more` : shown.join(', ');
  };
  const [missing, extra] = [
    learnt.filter((name) => !here.includes(name)),
    here.filter((name) => !learnt.includes(name)),
  ];
  const differences = [
    missing.length > 0 ? `without ${list(missing)}` : '',
    extra.length > 0 ? `with ${list(extra)} besides` : '',
    missing.length + extra.length === 0 ? `in another order: ${list(here)}` : '',
  ].filter((part) => part !== '');
  throw new OtherColumnsError(
    `The columns of ${what} are not those that the model has learnt from, ${list(learnt)}, but ${differences.join(' and ')}. ` +
      (missing.length > 0 ? 'Look at where they come from.' : 'Name them in their order: inputs: [...].'),
  );
}

/**
 * Refuses columns that are text here and were none where they were learnt from, or the other way round: `007` is no 7.
 *
 * @throws `LML_OTHER_COLUMNS`
 */
export function checkInputTypes(
  learnt: Readonly<Record<string, string>> | undefined = {},
  here: Readonly<Record<string, string>> | undefined = {},
  what: string,
): void {
  for (const [name, type] of Object.entries(learnt)) {
    const found = here[name];
    if (found === undefined || (type === 'text') === (found === 'text')) continue;
    throw new OtherColumnsError(
      `The column '${name}' of ${what} is ${found}, but ${type} in the data that the model has learnt from. Give its type: types: { ${name}: '${type}' }.`,
    );
  }
}

function describe({ seed, split, parts }: DataIdentity): string {
  const sizes = Object.entries(parts).map(([name, { samples = 'a stream of' }]) => `${samples} ${name} samples`);
  const fractions = Object.entries(split ?? {}).map(([name, part]) => `${name}: ${part}`);
  const how = fractions.length === 0 ? '' : `, split by { ${fractions.join(', ')} }`;
  return `seed ${seed} and ${sizes.join(', ')}${how}`;
}
