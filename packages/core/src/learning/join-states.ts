import type { NdArray } from '../data/nd-array.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import type { StateEntry } from '../steps/state.js';
import type { Learner } from './learner.js';
import type { StateContext, StateOwner } from './owned-state.js';

/** What the names of a learner's own state begin with, in an engine and in a checkpoint. */
export const LEARNER_PREFIX = 'learner/';

/** The state of a learner and of its loss. */
export function learnerState(learner: Learner): StateOwner {
  return joinStates({ loss: learner.loss, learner });
}

/**
 * The state of several owners, each under its name: `<name>/<entry>`. Nothing where none of them owns any.
 *
 * @throws `LML_INVALID_ARGUMENT`, from `state`, where an owner gives something else than entries, what is trainable is not float32, or it
 * has no `load`, so that what was learnt would be lost after a fit.
 */
export function joinStates(owners: Readonly<Record<string, StateOwner | undefined>>): StateOwner {
  const own = Object.entries(owners).filter((entry): entry is [string, StateOwner] => entry[1]?.state !== undefined);
  if (own.length === 0) return {};
  return {
    async state(context) {
      const all: StateEntry[] = [];
      for (const [name, owner] of own) {
        requireLoad(name, owner);
        all.push(...(await entriesOf(name, owner, context)));
      }
      return all;
    },
    load(values) {
      for (const [name, owner] of own) owner.load?.(below(`${name}/`, values));
    },
  };
}

function requireLoad(owner: string, { load }: StateOwner): void {
  if (typeof load === 'function') return;
  const remedy = 'Without it what was learnt would be lost after a fit. ownedState gives both.';
  throw new InvalidArgumentError(`load of '${owner}'`, 'a function beside state', load, remedy);
}

/** The entries of an owner, named below it. */
export async function entriesOf(owner: string, { state }: StateOwner, context: StateContext): Promise<StateEntry[]> {
  const entries: unknown = await state!({
    ...context,
    random: (name) => context.random(`${owner}/${name}`),
    saved: (name) => context.saved?.(`${owner}/${name}`),
  });
  if (!Array.isArray(entries) || !entries.every(isEntry)) {
    const expected = 'a list of { name, shape, dtype, trainable, value }, of float32 where it is trainable';
    throw new InvalidArgumentError(`what state() of '${owner}' returns`, expected, entries);
  }
  return entries.map((entry) => ({ ...entry, name: `${owner}/${entry.name}` }));
}

function isEntry(entry: unknown): entry is StateEntry {
  const { name, value, dtype, trainable } = (entry ?? {}) as Partial<StateEntry>;
  return typeof name === 'string' && value !== undefined && (trainable !== true || dtype === 'float32');
}

function below(prefix: string, values: Readonly<Record<string, NdArray>>): Record<string, NdArray> {
  const own = Object.entries(values).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(own.map(([name, value]) => [name.slice(prefix.length), value]));
}
