import type { HostBatch } from '../data/batch.js';
import type { Learner, LogOptions } from '../learning/learner.js';
import type { MetricResult } from '../learning/metric.js';
import type { HyperNumbers, NamedNumbers } from '../learning/optimizer.js';
import type { RunTotal } from '../learning/scheduler.js';
import type { StateContext } from '../learning/owned-state.js';
import type { StepHooks } from '../learning/step-hooks.js';
import type { Engine } from '../steps/engine.js';
import type { StateEntry } from '../steps/state.js';
import type { Clock } from '../learning/clock.js';
import type { ReportedDetails } from './details.js';
import type { Rehearsal } from './rehearse.js';
import type { RunStatus } from './logger.js';
import type { MonitorMode } from './monitor.js';
import type { ReportedValues } from './training-events.js';

/** When a run ends at the latest. */
export interface RunEnd {
  /** Epochs at the most. */
  readonly maxEpochs: number | undefined;
  /** Optimizer steps at the most. */
  readonly maxSteps: number | undefined;
  /** Of how many batches gradients are gathered for a step. */
  readonly accumulate: number;
}

/** A checkpoint of the moment at which it was taken: a copy, which training that goes on does not change. */
export interface Snapshot {
  /** The folder that it is going to be. */
  readonly path: string;
  /**
   * Writes it whole or not at all, and returns its path. What calls it sees to it that it is done by the end of the run.
   *
   * @throws `LML_CHECKPOINT` if it cannot be written.
   */
  write(): Promise<string>;
  /** Gives its memory back, for the next one to be copied into. From then on it cannot be written. Not needed, but faster. */
  release(): void;
}

/** Options of a snapshot. */
export interface SnapshotOptions {
  /**
   * Whether frozen weights are in it, or are left out and named by their hash, to be taken from the model that it is loaded into.
   * Default `'include'`.
   */
  readonly frozen?: 'include' | 'reference' | undefined;
}

/** What a fit, a test or a prediction is, as callbacks see it. */
export interface RunContext {
  /** What is going on. */
  readonly action: 'fit' | 'validate' | 'test' | 'predict';
  /** What learns or is judged. */
  readonly learner: Learner;
  /** What runs the steps and holds the state. */
  readonly engine: Engine;
  /** The folder of the run, if it has one. */
  readonly folder: string | undefined;
  /** What stands before the names of the callback's own state in the engine: `callback/<name>/`. */
  readonly prefix: string;
  /** Where the run is. */
  readonly clock: Clock;
  /** The latest results by full name. */
  readonly values: ReportedValues;
  /** The latest arrays and figures of metrics, by full name. */
  readonly details: ReportedDetails;
  /** Batches in an epoch of the stage that runs, if known. */
  readonly batchesPerEpoch: number | undefined;
  /** Batches of the running epoch that were processed. */
  readonly position: number;
  /** Epochs and steps at the most. */
  readonly limits: RunEnd;
  /** The hook after which results are judged: after each epoch, or after each validation where those come at other times. */
  readonly judgedAt: 'trainEpochEnd' | 'validationEnd';
  /** Whether there are validation data. */
  readonly validates: boolean;
  /** Logged numbers that the progress bar shows besides the loss, by full name. */
  readonly barNames: readonly string[];
  /** In a fit the learning rates for the next step, and what else is scheduled, by full name: `train/lr`. Else nothing. */
  readonly scheduled: ReportedValues;
  /** The numbers of the running epoch so far, read from the device. */
  readEpoch(): Promise<Record<string, number>>;
  /**
   * Reads the training data of an epoch once more, outside training. In a fit, from `trainStart` on; what `visit` is given is filled anew
   * once its promise is fulfilled.
   */
  readTraining(visit: (batch: HostBatch, index: number) => Promise<void>): Promise<void>;
  /**
   * Trains for some updates from where the run is, each with the numbers that it is given in place of scheduled ones, and puts all state
   * back: weights, optimizer, statistics, what step hooks keep. Returns whether it came to its end, which it does not where the run is
   * interrupted. In a fit, from `trainStart` on, of a learner with one training step.
   */
  rehearse(rehearsal: Rehearsal): Promise<boolean>;
  /** Ends the run in good order. */
  stop(reason: string): void;
  /**
   * Writes a checkpoint and returns its path; `undefined` where there is no folder.
   *
   * @throws `LML_INVALID_ARGUMENT` for an id that is not the name of a folder; `LML_CHECKPOINT` if it cannot be written.
   */
  save(id: string): Promise<string | undefined>;
  /** Takes a checkpoint that can be written while training goes on; `undefined` where there is no folder. */
  snapshot(id: string, options?: SnapshotOptions): Promise<Snapshot | undefined>;
  /**
   * Logs a number, an array, a figure or a record of them as `train/<callback>/<name>`, in hooks of validation and test as
   * `validation/…` and `test/…`. Numbers reach loggers, history and result as those of the learner do, and can be watched by a callback
   * that judges later; arrays and figures reach them and the report as those of metrics do. Of a number that is logged several
   * times in an epoch, the mean counts, or what `reduce` says. Allowed from `trainStart` to `trainEpochEnd`, and from `testStart` to `testEnd`.
   *
   * @throws `LML_INVALID_ARGUMENT` in other hooks, and for what is none of these.
   */
  log(name: string, value: MetricResult, options?: CallbackLogOptions): void;
  /** Notes something for the result that is no error. */
  warn(message: string): void;
}

/** Options of what a callback logs. */
export interface CallbackLogOptions {
  /** How the numbers of an epoch become one. Default `'mean'`. */
  readonly reduce?: LogOptions['reduce'];
  /** Whether the progress bar shows it. Default false. */
  readonly bar?: boolean | undefined;
}

/** A batch that is trained on. */
export interface TrainingBatch {
  /** The batch, to keep as long as you like: its arrays are used again only if nobody looks at it here. */
  readonly batch: HostBatch;
  /** Its number within the epoch, from 0. */
  readonly index: number;
  /** The number of samples in it. */
  readonly size: number;
}

/** A batch that was judged or predicted. */
export interface JudgedBatch {
  /** Its number, from 0. */
  readonly index: number;
  /** The number of samples in it. */
  readonly size: number;
  /** How many batches there are, if it is known. */
  readonly batches: number | undefined;
}

/** When a callback has its turn among others: first those that change, then those that watch, then those that write. */
export type CallbackPhase = 'compute' | 'observe' | 'persist';

/** Where a run is, as a callback sees it that changes an optimizer's numbers. */
export interface CallbackTime {
  /** The clock. */
  readonly clock: Clock;
  /** How many steps and epochs the run has, as schedules are told. */
  readonly total: RunTotal;
  /** What stands before the names of the numbers where they are reported: `train/`, or `train/<step>/` of one of several training steps. */
  readonly prefix: string;
}

/** The host hooks, in the order in which a fit calls them. */
export interface HostHooks {
  /** Everything is ready; a stateful callback starts anew. */
  setup?(run: RunContext): void | Promise<void>;
  /** A fit begins; after a checkpoint was loaded. */
  fitStart?(run: RunContext): void | Promise<void>;
  /** Training begins. */
  trainStart?(run: RunContext): void | Promise<void>;
  /** An epoch begins. */
  trainEpochStart?(run: RunContext): void | Promise<void>;
  /** A training batch is about to be processed. */
  trainBatchStart?(run: RunContext, batch: TrainingBatch): void | Promise<void>;
  /** A training batch was processed. */
  trainBatchEnd?(run: RunContext, batch: TrainingBatch): void | Promise<void>;
  /** All batches of an epoch were processed, and it is counted. It is validated next, if that is due. Not where a limit ended it on the way. */
  trainBatchesEnd?(run: RunContext): void | Promise<void>;
  /** Validation begins. */
  validationStart?(run: RunContext): void | Promise<void>;
  /** A validation batch was processed. */
  validationBatchEnd?(run: RunContext, batch: JudgedBatch): void | Promise<void>;
  /** Validation is over; `values` are its results. */
  validationEnd?(run: RunContext, values: ReportedValues): void | Promise<void>;
  /**
   * An epoch is over, validation included; `values` are what is new. Where a run is asked to stop here and its last weights were not
   * judged, a validation follows.
   */
  trainEpochEnd?(run: RunContext, values: ReportedValues): void | Promise<void>;
  /** Training is over. */
  trainEnd?(run: RunContext, reason: string): void | Promise<void>;
  /** The fit is over; weights are the model's again. */
  fitEnd?(run: RunContext, status: RunStatus): void | Promise<void>;
  /** A test begins. */
  testStart?(run: RunContext): void | Promise<void>;
  /** A test batch was processed. */
  testBatchEnd?(run: RunContext, batch: JudgedBatch): void | Promise<void>;
  /** A test is over; `values` are its results. */
  testEnd?(run: RunContext, values: ReportedValues): void | Promise<void>;
  /** A prediction begins. */
  predictStart?(run: RunContext): void | Promise<void>;
  /** A batch was predicted. */
  predictBatchEnd?(run: RunContext, batch: JudgedBatch): void | Promise<void>;
  /** A prediction is over. */
  predictEnd?(run: RunContext): void | Promise<void>;
  /** Something threw; it is thrown on after this. */
  exception?(run: RunContext, error: unknown): void | Promise<void>;
  /** The last hook, after success and after an error. */
  teardown?(run: RunContext): void | Promise<void>;
}

/** The names of checkpoints in the folder of a run. */
export interface CheckpointNames {
  /** The best, where one was written. */
  readonly best: string | undefined;
  /** The latest, where one was written. */
  readonly last: string | undefined;
}

/** What watches or changes a run. */
export interface Callback extends HostHooks, StepHooks {
  /** Its name; what it keeps in checkpoints goes by it. A second one of the same name is `<name>-2`. */
  readonly name: string;
  /** Nothing: a component has it that was not called, `earlyStopping` in place of `earlyStopping()`. */
  readonly componentName?: never;
  /** When it has its turn. Default `'observe'`. */
  readonly phase?: CallbackPhase | undefined;
  /** The number that it watches and cannot do without, by full name. */
  readonly monitor?: string | undefined;
  /** Which way that number should go. Default: as its metric says, else down. */
  readonly mode?: MonitorMode | undefined;
  /** Whether it shows how far a run is; of such, a trainer adds none of its own. */
  readonly showsProgress?: boolean | undefined;
  /** The names of the best and the latest checkpoint that it wrote; only where it writes any. Of such, a trainer adds none. */
  checkpoints?(): CheckpointNames;
  /**
   * State that its step hooks read and write, by `context.read` and `context.write`: averages of weights, say. Each fit begins with
   * these values, or goes on with those of its checkpoint. Nothing in it is trainable.
   */
  state?(context: StateContext): readonly StateEntry[] | Promise<readonly StateEntry[]>;
  /**
   * Numbers that its step hooks read by `context.hyper(name)`, for the update that comes next: of the clock before it, and of what the
   * callback remembers. The names are the same each time.
   */
  hyper?(clock: Clock): NamedNumbers;
  /** The numbers of the optimizer that its schedule begins from, of those that are to be others than in its options: a rate that was found. */
  base?(base: HyperNumbers): NamedNumbers;
  /**
   * The numbers of the optimizer for the update that comes next, of those that are to be others than `numbers`, which the schedule
   * gives: of the clock, and of what the callback remembers. Those of groups of parameters are among them, as `lr@<pattern>`.
   */
  schedule?(numbers: HyperNumbers, time: CallbackTime): NamedNumbers;
  /** What a checkpoint keeps of what it remembers on the host, as JSON. */
  save?(): unknown;
  /** Takes over what it saved; after `setup`. `checkpoint` is the path of the one that the run goes on from. */
  restore?(saved: unknown, checkpoint: string): void | Promise<void>;
}

declare module '../registry/kinds.js' {
  interface KindInstances {
    /** See {@link Callback}. */
    callback: Callback;
  }
}

const HOOKS: Readonly<Record<keyof HostHooks | keyof StepHooks, true>> = {
  setup: true,
  fitStart: true,
  trainStart: true,
  trainEpochStart: true,
  trainBatchStart: true,
  trainBatchEnd: true,
  trainBatchesEnd: true,
  validationStart: true,
  validationBatchEnd: true,
  validationEnd: true,
  trainEpochEnd: true,
  trainEnd: true,
  fitEnd: true,
  testStart: true,
  testBatchEnd: true,
  testEnd: true,
  predictStart: true,
  predictBatchEnd: true,
  predictEnd: true,
  exception: true,
  teardown: true,
  transformLoss: true,
  transformGradients: true,
  transformUpdate: true,
  evaluationParameters: true,
};

/** Whether a value is a callback: it has a name, and a hook or state at least. */
export function isCallback(value: unknown): value is Callback {
  if (typeof value !== 'object' || value === null || !('name' in value)) return false;
  return [...Object.keys(HOOKS), 'hyper', 'base', 'schedule', 'state', 'save', 'restore'].some(
    (hook) => typeof (value as Record<string, unknown>)[hook] === 'function',
  );
}

const PHASES: readonly CallbackPhase[] = ['compute', 'observe', 'persist'];

/** Callbacks by phase, and as given within one. */
export function byPhase(callbacks: readonly Callback[]): Callback[] {
  return PHASES.flatMap((phase) => callbacks.filter((callback) => (callback.phase ?? 'observe') === phase));
}
