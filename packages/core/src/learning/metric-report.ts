import { isNdArray, type NdArray } from '../data/nd-array.js';
import { checkResult } from './check-metric.js';
import { isFigure, type Figure } from './figure.js';
import type { MetricResult } from './metric.js';

/** A result that is no number: an array, or a figure. */
export type MetricDetail = NdArray | Figure;

/** Results by name: numbers, and what is none. */
export interface MetricReport {
  /** Numbers. */
  readonly numbers: Record<string, number>;
  /** Arrays and figures. */
  readonly details: Record<string, MetricDetail>;
}

/**
 * A metric's result by name: of a record each entry under `<name>/<key>`.
 *
 * @throws `LML_INVALID_ARGUMENT` for what is no result.
 */
export function reportResult(name: string, given: MetricResult): MetricReport {
  const report: MetricReport = { numbers: {}, details: {} };
  note(name, checkResult(name, given), report);
  return report;
}

function note(name: string, result: MetricResult, report: MetricReport): void {
  if (typeof result === 'number') report.numbers[name] = result;
  else if (isFigure(result)) report.details[name] = result;
  else if (!isNdArray(result)) for (const [key, part] of Object.entries(result)) note(`${name}/${key}`, part, report);
  else if (result.shape.length === 0) report.numbers[name] = Number(result.data[0]);
  else report.details[name] = result;
}
