import { InvalidArgumentError } from '../../errors/invalid-argument-error.js';
import { nearest } from '../../registry/nearest.js';
import type { ComponentInput } from '../../registry/kinds.js';
import type { Objective } from '../../search/objective.js';
import type { SearchSpaceInput } from '../../search/space.js';
import type { MonitorMode } from '../../training/monitor.js';
import type { Project } from '../project.js';
import type { CrossValidationOptions } from './cross-validation.js';

/** An objective as people write it: its name, or with which way it should go. */
export type ObjectiveInput = string | NamedObjective;

/** An objective with which way it should go. */
export interface NamedObjective {
  /** Its name without stage. */
  readonly name: string;
  /** Which way is better. Default: as its metric says, else `'min'`. */
  readonly mode?: MonitorMode | undefined;
}

/** Options of {@link Project.search}. Those that are left out are the project's `search`, and of folds its `crossValidation`. */
export interface SearchOptions extends Omit<CrossValidationOptions, 'params' | 'predict' | 'trainScores'> {
  /**
   * What is searched: for each parameter a distribution, or a list of values. Of a config a parameter is a path, `optimizer.lr`; of a
   * factory it is a name in `params`; `data.batchSize` and `trainer.gradientClip` change the project's data and trainer in both. A list
   * of several spaces is searched one after the other.
   */
  readonly space: SearchSpaceInput | readonly SearchSpaceInput[];
  /** What is tried next: `'grid'`, `'random'`, `'tpe'` … of `@lml/search`. */
  readonly strategy: ComponentInput<'strategy'>;
  /** How many trials at the most. Default: as many as the strategy has; needed for one that never ends by itself. */
  readonly trials?: number | undefined;
  /**
   * What is to become better, by its mean over folds: a name without stage, or several, of which no trial is best in all. Default: the
   * loss. Which way is better the metric says, else lower.
   */
  readonly objective?: ObjectiveInput | readonly ObjectiveInput[] | undefined;
  /**
   * What ends hopeless trials, by the first objective on the validation part of each fold, epoch by epoch. Default: nothing.
   */
  readonly pruner?: ComponentInput<'pruner'> | undefined;
  /**
   * For a strategy that learns from trials, and with a pruner, how many are under way at a time: what is begun does not know how the
   * latest `parallel − 1` ones went. Results depend on it, but not on how many workers there are or which is the fastest. Default 1: the
   * folds of a trial run side by side, trials one after the other.
   */
  readonly parallel?: number | undefined;
  /** Seconds after which no trial is begun. Default: no limit. */
  readonly timeout?: number | undefined;
  /** Whether the best is trained on all training data, and judged once on the test data. Default true. */
  readonly refit?: boolean | undefined;
}

export const SEARCH_OPTIONS = [
  ...['space', 'strategy', 'trials', 'objective', 'pruner', 'parallel', 'timeout', 'refit'],
  ...['splitter', 'groups', 'validation', 'checkpoints', 'executor', 'resume', 'signal'],
];

/** Objectives with which way they go. */
export function objectivesOf(project: Project, given: SearchOptions['objective'] = 'loss'): Objective[] {
  const list = Array.isArray(given) ? (given as readonly ObjectiveInput[]) : [given as ObjectiveInput];
  if (list.length === 0) throw new InvalidArgumentError('objective', 'the name of a number, or several', given);
  const objectives = list.map((one): Objective => {
    const { name, mode } = typeof one === 'string' ? { name: one, mode: undefined } : one;
    if (typeof name !== 'string' || name === '')
      throw new InvalidArgumentError('objective', 'the name of a number', one);
    if (![undefined, 'min', 'max'].includes(mode))
      throw new InvalidArgumentError('objective.mode', "'min' or 'max'", mode);
    if (/^(validation|test|train)\//.test(name)) {
      const remedy = `Write '${name.replace(/^\w+\//, '')}': it is judged on the part of each fold that was left out.`;
      throw new InvalidArgumentError('objective', 'a name without stage', name, remedy);
    }
    checkName(project, name);
    return { name, mode: mode ?? (project.learner.metrics[name]?.higherIsBetter === true ? 'max' : 'min') };
  });
  const names = objectives.map(({ name }) => name);
  if (new Set(names).size === names.length) return objectives;
  throw new InvalidArgumentError('objective', 'of different names', names.join(', '));
}

/** Refuses numbers that are none. */
export function checkCounts({ timeout, ...options }: Partial<SearchOptions>): void {
  for (const name of ['parallel', 'trials'] as const) {
    const count = options[name];
    if (count !== undefined && !(Number.isSafeInteger(count) && count > 0))
      throw new InvalidArgumentError(name, 'an integer of at least 1', count);
  }
  if (timeout !== undefined && !(typeof timeout === 'number' && timeout > 0))
    throw new InvalidArgumentError('timeout', 'seconds above 0', timeout);
}

/** Refuses a name that is close to one that is reported; any other may be one that the learner logs. */
function checkName({ learner }: Project, name: string): void {
  const known = ['loss', ...Object.keys(learner.metrics)];
  const close = known.includes(name) || name.includes('/') ? undefined : nearest(name, known);
  if (close === undefined) return;
  throw new InvalidArgumentError('objective', 'a number that is reported', name, `Did you mean '${close}'?`);
}
