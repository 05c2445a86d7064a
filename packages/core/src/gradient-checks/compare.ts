import type { NdArray } from '../data/nd-array.js';
import type { Reference } from './reference.js';

/** Between an engine and the cpu backend with 64 bits. */
const AGREEMENT = 1e-4;

/** Between gradients with 64 bits and differences with 64 bits. */
const EXACT = 2e-3;

/** Between an engine's gradients and differences of its own values. */
const DIFFERENCES = 1e-2;

/** Where gradients with 64 bits are not the slopes of differences. */
export function slopesOf({ gradients, slopes }: Reference): string | undefined {
  if (slopes.every((each) => each.size === 0)) return 'cannot be compared with differences, for kinks';
  for (const [index, expected] of slopes.entries()) {
    const allowed = EXACT * scaleOf(gradients, index);
    for (const [at, slope] of expected) {
      const own = gradients[index]![at]!;
      if (!(Math.abs(own - slope) <= allowed))
        return `${place(index, at)} is ${shown(own)} on cpu with 64 bits, by differences ${shown(slope)}`;
    }
  }
  return undefined;
}

/** Where an engine's gradients are not those of the reference. */
export function valuesOf(found: readonly NdArray[], { gradients }: Reference): string | undefined {
  for (const [index, expected] of gradients.entries()) {
    const allowed = AGREEMENT * scaleOf(gradients, index);
    const { data } = found[index]!;
    for (let at = 0; at < Math.max(expected.length, data.length); at++)
      if (!(Math.abs(Number(data[at]) - expected[at]!) <= allowed))
        return `${place(index, at)} is ${shown(Number(data[at]))}, on cpu with 64 bits ${shown(expected[at]!)}`;
  }
  return undefined;
}

/** Where an engine's gradients are not the slopes of its own values. */
export function differencesOf(
  found: readonly NdArray[],
  slopes: readonly (readonly [index: number, at: number, slope: number])[],
  { gradients }: Reference,
): string | undefined {
  for (const [index, at, slope] of slopes) {
    const own = Number(found[index]!.data[at]);
    if (!(Math.abs(own - slope) <= DIFFERENCES * scaleOf(gradients, index)))
      return `${place(index, at)} is ${shown(own)}, by differences of its own values ${shown(slope)}`;
  }
  return undefined;
}

/** What numbers of a gradient are measured by: its largest, or a part of the largest of all. */
function scaleOf(gradients: readonly ArrayLike<number>[], index: number): number {
  const largest = gradients.map((each) => Array.from(each).reduce((most, value) => Math.max(most, Math.abs(value)), 0));
  return Math.max(1e-3, largest[index]!, 0.05 * Math.max(...largest));
}

const place = (index: number, at: number): string => `of input ${index}, number ${at},`;

const shown = (value: number): string => String(Number(value.toPrecision(6)));
