import type { NdArray } from '../data/nd-array.js';
import { EXACT, scaleOf, type Reference } from './reference.js';

/** Between an engine and the cpu backend with 64 bits. */
const AGREEMENT = 1e-4;

/** Between an engine's gradients and differences of its own values. */
const DIFFERENCES = 1e-2;

/** Where gradients with 64 bits are not the slopes of differences. */
export function slopesOf({ gradients, slopes }: Reference): string | undefined {
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

/** For each input the coordinates at which wide differences are right with 64 bits: others have a kink near, or are bent too much. */
export function comparable({ gradients, wide }: Reference): number[][] {
  return wide.map((slopes, index) => {
    const allowed = (DIFFERENCES / 4) * scaleOf(gradients, index);
    return [...slopes].filter(([at, slope]) => Math.abs(gradients[index]![at]! - slope) <= allowed).map(([at]) => at);
  });
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

const place = (index: number, at: number): string => `of input ${index}, number ${at},`;

const shown = (value: number): string => String(Number(value.toPrecision(6)));
