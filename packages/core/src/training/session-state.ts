import type { NdArray } from '../data/nd-array.js';
import type { Clock } from '../learning/clock.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { entriesOf, learnerState } from '../learning/join-states.js';
import type { Learner } from '../learning/learner.js';
import type { NamedNumbers } from '../learning/optimizer.js';
import type { StateContext, StateOwner } from '../learning/owned-state.js';
import { scopedHookContext, scopedWeightContext, type HookContext, type StepHooks } from '../learning/step-hooks.js';
import { RandomStreams } from '../random/random-streams.js';
import type { StateEntry, StateSpec } from '../steps/state.js';
import type { Callback } from './callback.js';
import { callbackKeys, prefixOf } from './callback-keys.js';

/** Step hooks, of a callback with state of its own perhaps. */
export interface OwningHooks extends StepHooks {
  /** The callback's name. */
  readonly name?: string | undefined;
  /** Its state with the values that it has, none of which is trained. */
  state?(context: StateContext): ReturnType<NonNullable<StateOwner['state']>>;
  /** Numbers for its step hooks. */
  hyper?(clock: Clock): NamedNumbers;
  /** Numbers that schedules begin from. */
  base?: Callback['base'];
  /** Numbers in place of scheduled ones. */
  schedule?: Callback['schedule'];
}

/** The state beside the model that a session has. */
export interface SessionState {
  /** That of the loss and of the learner. */
  readonly owned: readonly StateEntry[];
  /** That of callbacks. */
  readonly watched: readonly StateEntry[];
}

/**
 * The state of loss, learner and callbacks, for a model with the values `weights`. `known` is what there is of training data and checkpoint.
 *
 * @throws `LML_INVALID_ARGUMENT` where a callback's state is trainable, which only that of losses and learners can be.
 */
export async function sessionState(
  learner: Learner,
  hooks: readonly OwningHooks[],
  weights: Readonly<Record<string, NdArray>>,
  seed: number,
  known: Pick<StateContext, 'targets' | 'saved'> = {},
): Promise<SessionState> {
  const { model } = learner;
  const streams = new RandomStreams(seed);
  const random = (name: string): ReturnType<RandomStreams['at']> => streams.at(`init/${name}`, 0);
  const made: StateContext = { model, weights, parameters: trainableOf(model.weights), random, ...known };
  const owned = (await learnerState(learner).state?.(made)) ?? [];
  const all = { ...weights, ...Object.fromEntries(owned.map(({ name, value }) => [name, value])) };
  const keys = callbackKeys(hooks);
  const shown = { ...made, weights: all, parameters: [...made.parameters, ...trainableOf(owned)] };
  const watched: StateEntry[] = [];
  for (const [index, hook] of hooks.entries())
    if (hook.state !== undefined) watched.push(...(await entriesOf(`callback/${keys[index]!}`, hook, shown)));
  const trained = watched.find(({ trainable }) => trainable);
  if (trained === undefined) return { owned, watched };
  const remedy = 'State that is trained belongs to a loss or a learner.';
  throw new InvalidArgumentError(`the state '${trained.name}'`, 'not trainable', trained.trainable, remedy);
}

function trainableOf(specs: readonly StateSpec[]): string[] {
  return specs.filter(({ trainable }) => trainable).map(({ name }) => name);
}

/** The numbers of step hooks for the update that comes next, by full name. */
export function hookNumbers(hooks: readonly OwningHooks[]): (clock: Clock) => Record<string, number> {
  const keys = callbackKeys(hooks);
  const giving = hooks.flatMap((hook, index) =>
    hook.hyper === undefined ? [] : [{ hook, prefix: prefixOf(keys[index]!) }],
  );
  return (clock) => {
    const all: Record<string, number> = {};
    for (const { hook, prefix } of giving)
      for (const [name, value] of Object.entries(hook.hyper!(clock))) all[prefix + name] = value;
    return all;
  };
}

/**
 * Step hooks whose contexts read and write their own state.
 *
 * @throws `LML_INVALID_ARGUMENT` where several say which weights a run uses: the last would take the place of the others.
 */
export function scopedHooks(hooks: readonly OwningHooks[]): StepHooks[] {
  const keys = callbackKeys(hooks);
  const deciding = keys.filter((_, index) => hooks[index]!.evaluationParameters !== undefined);
  if (deciding.length > 1) {
    const remedy = 'Which weights are validated, saved and used is one decision: leave one.';
    throw new InvalidArgumentError('callbacks', 'at most one that averages weights', deciding.join(', '), remedy);
  }
  return hooks.map((hook, index) => scoped(hook, prefixOf(keys[index]!)));
}

function scoped(hooks: OwningHooks, prefix: string): StepHooks {
  const own = (context: HookContext): HookContext => scopedHookContext(context, prefix);
  return {
    ...(hooks.transformLoss && { transformLoss: (loss, context) => hooks.transformLoss!(loss, own(context)) }),
    ...(hooks.transformGradients && {
      transformGradients: (gradients, context) => hooks.transformGradients!(gradients, own(context)),
    }),
    ...(hooks.transformUpdate && {
      transformUpdate: (updated, before, context) => hooks.transformUpdate!(updated, before, own(context)),
    }),
    ...(hooks.evaluationParameters && {
      evaluationParameters: (parameters, context) =>
        hooks.evaluationParameters!(parameters, scopedWeightContext(context, prefix)),
    }),
  };
}
