import type { SearchSpace } from './distribution.js';
import type { Objective } from './objective.js';
import type { Proposal, Trial } from './trial.js';

/** What a strategy may look at. */
export interface StrategyView {
  /** The spaces: nearly always one; a list of several is what scikit-learn's grids may be. */
  readonly spaces: readonly SearchSpace[];
  /** What is to become better. */
  readonly objectives: readonly Objective[];
  /** What was proposed before, by number. Those of state `'running'` have no values yet. */
  readonly trials: readonly Trial[];
  /** The seed of the search. */
  readonly seed: number;
  /** How many trials the search will ask for at the most, where it was said. */
  readonly limit?: number | undefined;
}

/**
 * Chooses what is tried next. It is a pure function of what it looks at, so that a search that was interrupted goes on as if it had
 * not been, and gives the same trials with one worker or many.
 */
export interface Strategy {
  /**
   * The next trial, number `view.trials.length`; `'wait'` where that depends on trials that are still running, `'done'` where there
   * will be no more.
   */
  propose(view: StrategyView): Proposal | 'wait' | 'done';
  /**
   * Whether what is proposed depends on which of the earlier trials are over. One that does not depend on them, or says `'wait'` where it
   * does, is asked as fast as trials can be run. Default true.
   */
  readonly learns?: boolean | undefined;
  /** Whether it never says `'done'` by itself, so that a search needs another limit. Default false. */
  readonly endless?: boolean | undefined;
  /** Refuses spaces or objectives that it cannot search, before the first trial. */
  check?(view: StrategyView): void;
}

declare module '../registry/kinds.js' {
  interface KindInstances {
    /** See {@link Strategy}. */
    strategy: Strategy;
  }
}
