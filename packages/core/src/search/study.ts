import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { NonFiniteValueError } from '../errors/non-finite-value-error.js';
import { checkNames } from '../registry/check-names.js';
import { componentOption } from '../registry/component-option.js';
import type { ComponentInput } from '../registry/kinds.js';
import { validateOptions } from '../registry/validate.js';
import type { ComponentSchema } from '../registry/component.js';
import type { SearchSpace } from './distribution.js';
import type { Objective } from './objective.js';
import { paretoFront, rankedTrials } from './rank-trials.js';
import { spaceOption, type SearchSpaceInput } from './space.js';
import type { Strategy, StrategyView } from './strategy.js';
import { toFault } from './trial-fault.js';
import type { Trial, TrialResult } from './trial.js';

/** Options of {@link Study}. */
export interface StudyOptions {
  /** What is searched: a distribution, or a list of values, for each parameter; or several such spaces. */
  readonly space: SearchSpaceInput | readonly SearchSpaceInput[];
  /** What is tried next. */
  readonly strategy: ComponentInput<'strategy'>;
  /** What is to become better. Default: one objective `loss`, that goes down. */
  readonly objectives?: readonly Objective[] | undefined;
  /** The seed of what is drawn. Default 0. */
  readonly seed?: number | undefined;
  /** How many trials at the most. Default: as many as the strategy has. */
  readonly limit?: number | undefined;
  /** Trials of before, to go on from. Default: none. */
  readonly trials?: readonly Trial[] | undefined;
}

const OPTIONS = ['space', 'strategy', 'objectives', 'seed', 'limit', 'trials'];
const LOSS: readonly Objective[] = [{ name: 'loss', mode: 'min' }];

/**
 * A search as questions and answers, for whoever runs the trials: `ask` what to try, `tell` how it went. `project.search` stands on it.
 *
 * What it proposes follows from the options and the trials alone: made again with the trials of before, it goes on as if it had not
 * been interrupted.
 *
 * @throws `LML_INVALID_ARGUMENT` or `LML_INVALID_OPTIONS` for options that are wrong, and where the strategy cannot search the space.
 *
 * @example
 * ```ts
 * import { Study } from '@lml/core';
 * import { grid } from '@lml/search';
 *
 * const study = new Study({ space: { x: [-1, 0, 2] }, strategy: grid() });
 * for (let trial = study.ask(); trial !== undefined; trial = study.ask()) {
 *   study.tell(trial.number, ((trial.params['x'] as number) - 1) ** 2);
 * }
 * study.best?.params; // => { x: 0 }
 * study.best?.values; // => [1]
 * ```
 */
export class Study {
  /** What the strategy looks at, but for the trials. */
  readonly view: Omit<StrategyView, 'trials'>;
  /** The strategy. */
  readonly strategy: Strategy;
  /** What was asked, by number. */
  readonly trials: readonly Trial[];

  /** Checks the options. */
  constructor(options: StudyOptions) {
    checkNames('the study', options, OPTIONS);
    const { space, strategy, objectives = LOSS, seed = 0, limit, trials = [] } = options;
    if (!Number.isSafeInteger(seed) || seed < 0)
      throw new InvalidArgumentError('seed', 'an integer of at least 0', seed);
    if (limit !== undefined && !(Number.isSafeInteger(limit) && limit > 0))
      throw new InvalidArgumentError('limit', 'an integer of at least 1', limit);
    if (objectives.length === 0) throw new InvalidArgumentError('objectives', 'at least one', objectives);
    this.view = { spaces: spacesOf(space), objectives, seed, limit };
    this.strategy = checked<Strategy>(componentOption('strategy'), strategy, 'the strategy');
    this.strategy.check?.({ ...this.view, trials });
    this.trials = [...trials];
  }

  /** What to try next; `undefined` where there is nothing: for now, while trials run on which it depends, or at all ({@link isDone}). */
  ask(): Trial | undefined {
    const next = nextOf(this);
    if (typeof next === 'string') return undefined;
    const trial: Trial = { number: this.trials.length, ...next, state: 'running' };
    (this.trials as Trial[]).push(trial);
    return trial;
  }

  /** Whether nothing more will be asked. */
  get isDone(): boolean {
    return nextOf(this) === 'done';
  }

  /**
   * How a trial went: its objectives, or one number where there is one, or that it was pruned or failed. One whose
   * values are not finite has failed, by `LML_NON_FINITE_VALUE`.
   *
   * @throws `LML_INVALID_ARGUMENT` for a trial that is not running, or another number of values than objectives.
   */
  tell(number: number, result: number | readonly number[] | TrialResult): void {
    const trial = this.trials[number];
    if (trial?.state !== 'running') {
      const state = trial === undefined ? 'none of that number' : `one that is ${trial.state}`;
      throw new InvalidArgumentError('number', 'the number of a trial that is running', number, `There is ${state}.`);
    }
    (this.trials as Trial[])[number] = { ...trial, ...this.#resultOf(result) };
  }

  /** The trial with the best value, of those that were completed with the largest budget; of equals the first. With several objectives, by the first. */
  get best(): Trial | undefined {
    return rankedTrials(this.trials, this.view.objectives)[0];
  }

  /** The trials that no other one beats in all objectives, by number: with one objective the best ones. */
  get front(): readonly Trial[] {
    return paretoFront(this.trials, this.view.objectives);
  }

  #resultOf(told: number | readonly number[] | TrialResult): TrialResult {
    const result = isResult(told) ? told : { state: 'completed' as const, values: [told].flat() };
    if (result.state !== 'completed') return result;
    const names = this.view.objectives.map(({ name }) => name);
    const { values } = result;
    if (values?.length !== names.length)
      throw new InvalidArgumentError('values', `${names.length} numbers, one for each objective`, values);
    if (values.every((value) => Number.isFinite(value))) return result;
    return { state: 'failed', error: toFault(new NonFiniteValueError(names, values)) };
  }
}

/** What the strategy says, or that there are as many trials as were wanted. Outside the class: exported types have no private members. */
function nextOf({ view, strategy, trials }: Study): ReturnType<Strategy['propose']> {
  if (view.limit !== undefined && trials.length >= view.limit) return 'done';
  return strategy.propose({ ...view, trials });
}

function isResult(told: number | readonly number[] | TrialResult): told is TrialResult {
  return typeof told === 'object' && 'state' in told;
}

function spacesOf(space: StudyOptions['space']): SearchSpace[] {
  const several = Array.isArray(space) ? (space as readonly SearchSpaceInput[]) : [space as SearchSpaceInput];
  const spaces = several.map((one) => checked<SearchSpace>(spaceOption, one, 'the search space'));
  if (spaces.length > 0 && spaces.every((one) => Object.keys(one).length > 0)) return spaces;
  throw new InvalidArgumentError('space', 'at least one parameter and what it may be', space);
}

function checked<Value>(schema: unknown, value: unknown, what: string): Value {
  return validateOptions(schema as ComponentSchema<unknown, Value>, value, what);
}
