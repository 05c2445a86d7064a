import { ndArray } from '../data/nd-array.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import type { CurveFigure } from './figure.js';
import type { HyperNumbers, NamedNumbers } from './optimizer.js';
import { splitName } from './parameter-groups.js';
import { scheduledNumbers } from './scheduled-numbers.js';
import type { Scheduler } from './scheduler.js';

/** The run that a schedule is computed for. */
export interface ScheduleRun {
  /** The hyper-numbers of the optimizer, its `base`. */
  readonly base: HyperNumbers;
  /** How many optimizer steps the run has. */
  readonly steps: number;
  /** How many of them are an epoch. Default: all. */
  readonly stepsPerEpoch?: number | undefined;
  /** For a schedule that watches a number: its value after each epoch, the less the better unless the schedule says otherwise. */
  readonly observed?: readonly number[] | undefined;
}

/** The scheduled numbers, and the learning rate: one for each step. */
export interface ScheduleValues {
  readonly [name: string]: readonly number[];
  /** The learning rates. */
  readonly lr: readonly number[];
}

/** A figure has no more points than so many. */
const POINTS = 500;

/**
 * Computes the numbers that a schedule gives for each step of a run that is so long. Those of a group of parameters stand under
 * `lr@<pattern>`. A schedule that watches a number is left as it was.
 *
 * @throws `LML_INVALID_ARGUMENT` for lengths that are none, or `observed` of a schedule that watches nothing.
 *
 * @example
 * ```ts
 * import { scheduleValues, type Scheduler } from '@lml/core';
 *
 * const halving: Scheduler = { values: ({ lr }, { clock }) => ({ lr: lr / 2 ** clock.epoch }) };
 * scheduleValues(halving, { base: { lr: 0.4 }, steps: 6, stepsPerEpoch: 2 }).lr; // => [0.4, 0.4, 0.2, 0.2, 0.1, 0.1]
 * ```
 */
export function scheduleValues(scheduler: Scheduler, run: ScheduleRun): ScheduleValues {
  const steps = Array.from({ length: checkedLength('steps', run.steps) }, (_, step) => step);
  return inColumns(valuesAt(scheduler, run, steps));
}

/**
 * Draws a schedule: a curve for each number that it gives, over the steps of a run, with a line for each group of parameters. It shows
 * at most 500 steps, evenly apart.
 *
 * @throws As {@link scheduleValues}.
 *
 * @example
 * ```ts
 * import { scheduleFigures, type Scheduler } from '@lml/core';
 *
 * const halving: Scheduler = { values: ({ lr }, { clock }) => ({ lr: lr / 2 ** clock.epoch }) };
 * const { lr } = scheduleFigures(halving, { base: { lr: 0.4 }, steps: 10_000, stepsPerEpoch: 2500 });
 * lr?.title; // => 'learning rate'
 * lr?.lines[0]?.y.shape; // => [500]
 * ```
 */
export function scheduleFigures(scheduler: Scheduler, run: ScheduleRun): Readonly<Record<string, CurveFigure>> {
  const last = checkedLength('steps', run.steps) - 1;
  const points = Math.min(POINTS, run.steps);
  const steps = Array.from({ length: points }, (_, point) => Math.round((last * point) / Math.max(1, points - 1)));
  const columns = Object.entries(inColumns(valuesAt(scheduler, run, steps)));
  const x = ndArray(steps);
  const names = [...new Set(columns.map(([full]) => splitName(full).name))];
  const figureOf = (name: string): CurveFigure => {
    const own = columns.filter(([full]) => splitName(full).name === name);
    const lines = own.map(([full, values]) => ({
      name: own.length > 1 ? full : undefined,
      x,
      y: ndArray([...values]),
    }));
    return { figure: 'curve', title: name === 'lr' ? 'learning rate' : name, lines, xTitle: 'step' };
  };
  return Object.fromEntries(names.map((name) => [name, figureOf(name)]));
}

/** What is scheduled at some steps, in ascending order. */
function valuesAt(scheduler: Scheduler, run: ScheduleRun, steps: readonly number[]): NamedNumbers[] {
  const { base, observed, stepsPerEpoch = run.steps } = run;
  checkedLength('stepsPerEpoch', stepsPerEpoch);
  if (observed !== undefined && scheduler.observe === undefined)
    throw new InvalidArgumentError('observed', 'left out for a schedule that watches no number', observed);
  const total = { steps: run.steps, epochs: Math.ceil(run.steps / stepsPerEpoch), stepsPerEpoch };
  const clockAt = (step: number, epoch: number) => ({ batch: step, step, samples: step, epoch, seconds: 0 });
  const state = scheduler.state?.();
  let told = 0;
  if (observed !== undefined) scheduler.setup?.();
  try {
    return steps.map((step) => {
      const epoch = Math.floor(step / stepsPerEpoch);
      for (; observed !== undefined && told < Math.min(epoch, observed.length); told++)
        scheduler.observe?.({
          value: observed[told]!,
          mode: 'min',
          clock: clockAt((told + 1) * stepsPerEpoch, told + 1),
        });
      const monitored = told === 0 ? undefined : observed?.[told - 1];
      return scheduledNumbers(base, scheduler, { clock: clockAt(step, epoch), total, monitored }).scheduled;
    });
  } finally {
    if (observed !== undefined) scheduler.load?.(state);
  }
}

function inColumns(rows: readonly NamedNumbers[]): ScheduleValues {
  const names = Object.keys(rows[0]!);
  return Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name]!)])) as unknown as ScheduleValues;
}

function checkedLength(name: string, length: number): number {
  if (Number.isInteger(length) && length >= 1) return length;
  throw new InvalidArgumentError(name, 'an integer of at least 1', length);
}
