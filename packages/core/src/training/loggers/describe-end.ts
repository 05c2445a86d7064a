import type { Clock } from '../../learning/clock.js';
import { formatSeconds } from '../format.js';
import type { LoggerEnd } from '../logger.js';

const REACHED: Readonly<Record<string, string>> = {
  'max-epochs': 'maxEpochs is reached',
  'max-steps': 'maxSteps is reached',
  'max-seconds': 'maxSeconds is reached',
};

/**
 * How a fit ended, in lines for people: why it stopped, where its files and checkpoints are, and how to go on. None for a
 * validation or a test.
 *
 * @example
 * ```ts
 * import { describeEnd } from '@lml/core/engine';
 *
 * const clock = { batch: 12, step: 12, samples: 96, epoch: 3, seconds: 1.5 };
 * describeEnd({ status: 'completed', reason: 'max-epochs', clock }); // => ['completed   3 epochs, 12 steps, 1.5 s: maxEpochs is reached']
 * ```
 */
export function describeEnd({
  status,
  reason,
  clock,
  folder,
  bestCheckpoint,
  lastCheckpoint,
  notes = [],
  resume,
}: LoggerEnd): string[] {
  if (clock === undefined) return [];
  const limit = REACHED[reason ?? ''];
  const more = limit === undefined ? '' : `   (with a higher ${limit.split(' ')[0]})`;
  return [
    endLine(status, describeWork({ status, reason, clock })),
    ...notes.map((note) => endLine('note', note)),
    ...(folder === undefined ? [] : [endLine('run', folder)]),
    ...(bestCheckpoint === undefined ? [] : [endLine('best', bestCheckpoint)]),
    ...(lastCheckpoint === undefined ? [] : [endLine('latest', lastCheckpoint)]),
    ...(resume === undefined ? [] : [endLine('resume', `${resume}${more}`)]),
  ];
}

/** What a fit has done, and why it stopped where the status does not say: `3 epochs, 12 steps, 1.5 s: maxEpochs is reached`. */
export function describeWork({
  status,
  reason,
  clock,
}: Pick<LoggerEnd, 'status' | 'reason'> & { clock: Clock }): string {
  const why = reason === undefined || reason === status ? '' : `: ${REACHED[reason] ?? reason}`;
  return `${count(clock.epoch, 'epoch')}, ${count(clock.step, 'step')}, ${formatSeconds(clock.seconds)}${why}`;
}

/** A line with a label, as those at the end of a run. */
export function endLine(label: string, text: string): string {
  return `${label.padEnd(11)} ${text}`;
}

function count(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? '' : 's'}`;
}
