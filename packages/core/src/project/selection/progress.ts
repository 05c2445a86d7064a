import { formatSeconds } from '../../training/format.js';
import type { Study } from '../../search/study.js';
import type { ReportedValues } from '../../training/training-events.js';
import type { FoldOutcome } from './fold-spec.js';

/** What a fold came to, in a line: `fold 1/5   loss 0.123, accuracy 0.95   (12 epochs, 3.2 s)`. */
export function foldLine({ fold, values, epochs, seconds }: FoldOutcome, count: number): string {
  const time = formatSeconds(seconds.fit + seconds.score);
  return `fold ${fold + 1}/${count}   ${numbersOf(values)}   (${epochs} epochs, ${time})`;
}

/** Numbers by name: `loss 0.123, accuracy 0.95`. */
export function numbersOf(values: ReportedValues): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} ${shortNumber(value)}`)
    .join(', ');
}

/** A number in four significant digits. */
export function shortNumber(value: number): string {
  return Number.isInteger(value) ? String(value) : Number(value.toPrecision(4)).toString();
}

/** How a trial went, in a line, with the best so far. */
export function trialLine({ trials, best, view: { objectives } }: Study, number: number): string {
  const { values, deviations, state, error, params, budget, seconds = 0 } = trials[number]!;
  const numbers = objectives.map(
    ({ name }, at) => `${name} ${shortNumber(values?.[at] ?? NaN)} ±${shortNumber(deviations?.[at] ?? NaN)}`,
  );
  const outcome =
    state === 'completed' ? numbers.join(', ') : error === undefined ? state : `${state}: ${error.message}`;
  const chosen = Object.entries(params).map(
    ([name, value]) => `${name} ${typeof value === 'number' ? shortNumber(value) : JSON.stringify(value)}`,
  );
  const part =
    budget === undefined
      ? ''
      : `, ${budget.epochs === undefined ? `${budget.samples} samples` : `${budget.epochs} epochs`}`;
  const leader = best === undefined ? '' : `   best: trial ${best.number}, ${shortNumber(best.values![0]!)}`;
  return `trial ${number}   ${outcome}   ${chosen.join(', ')}   (${formatSeconds(seconds)}${part})${leader}`;
}
