import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { nearest } from '../registry/nearest.js';
import type { Learner } from '../learning/learner.js';
import type { Callback, RunContext } from './callback.js';
import type { LogRecord, Monitor } from './logger.js';
import type { ReportedValues } from './training-events.js';

/** Which way a watched number should go. */
export type MonitorMode = 'min' | 'max';

/**
 * The watched number if it is new, `undefined` if its stage was not judged this time.
 *
 * @throws `LML_INVALID_ARGUMENT` if the stage was judged but did not report it; with the nearest name.
 */
export function monitored(values: ReportedValues, monitor: string): number | undefined {
  const value = values[monitor];
  if (value !== undefined) return value;
  const stage = `${monitor.split('/')[0]}/`;
  const reported = Object.keys(values).filter((name) => name.startsWith(stage));
  if (reported.length === 0) return undefined;
  const close = nearest(monitor, reported);
  const advice = close === undefined ? '' : `Did you mean '${close}'? `;
  throw new InvalidArgumentError(
    'monitor',
    'a number that is reported',
    monitor,
    `${advice}Reported: ${reported.join(', ')}.`,
  );
}

/** A coded error where the watched number can never come. */
export function checkMonitor(run: Pick<RunContext, 'validates'>, monitor: string): void {
  if (!/^(train|validation)\/./.test(monitor)) {
    const meant = monitor.replace(/^val(id)?[_/]/, 'validation/').replace(/^train_/, 'train/');
    const advice = meant === monitor ? undefined : `Did you mean '${meant}'?`;
    throw new InvalidArgumentError('monitor', "a number of a stage, 'train/…' or 'validation/…'", monitor, advice);
  }
  if (run.validates || monitor.startsWith('train/')) return;
  throw new InvalidArgumentError(
    'monitor',
    'of a stage that has data',
    monitor,
    "There are no validation data: add split.validation, or watch 'train/loss'.",
  );
}

/** The direction that is better: as said, as the metric says, or down. */
export function modeOf(run: Pick<RunContext, 'learner'>, monitor: string, mode: MonitorMode | undefined): MonitorMode {
  if (mode !== undefined) return mode;
  const metric = run.learner.metrics[monitor.split('/')[1] ?? ''];
  return metric?.higherIsBetter === true ? 'max' : 'min';
}

/** The number by which epochs are compared: that of the callback that keeps checkpoints, else of one that watches, else the loss. */
export function monitorOf(callbacks: readonly Callback[], learner: Learner, validates: boolean): Monitor {
  const watches =
    callbacks.find(({ checkpoints }) => checkpoints !== undefined) ??
    callbacks.find(({ monitor }) => monitor !== undefined);
  const name = watches?.monitor ?? lossName(validates);
  return { name, mode: modeOf({ learner }, name, watches?.mode) };
}

/** The loss by which a run is judged where nobody says otherwise. */
export function lossName(validates: boolean): string {
  return validates ? 'validation/loss' : 'train/loss';
}

/** The first of the best epochs; none where the number was not reported. */
export function bestEpoch(history: readonly LogRecord[], { name, mode }: Monitor): LogRecord | undefined {
  let best: LogRecord | undefined;
  for (const record of history) {
    const value = record.values[name];
    if (value !== undefined && isBetter(value, best?.values[name], mode)) best = record;
  }
  return best;
}

/** Whether a value is better than the best by more than `minDelta`. NaN is never better. */
export function isBetter(value: number, best: number | undefined, mode: MonitorMode, minDelta = 0): boolean {
  if (Number.isNaN(value)) return false;
  if (best === undefined || Number.isNaN(best)) return true;
  return mode === 'min' ? value < best - minDelta : value > best + minDelta;
}
