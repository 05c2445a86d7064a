import type { NdArray } from '../data/nd-array.js';
import { NonFiniteStateError } from '../errors/non-finite-state-error.js';
import type { Session } from './session.js';

/**
 * Looks at weights and optimizer slots that were copied to the host, before they are kept.
 *
 * What was not finite from the start, such as a mask of −∞ that a model holds, is left out; so are metrics and predictors.
 *
 * @throws `LML_NON_FINITE_STATE` if one holds NaN or an infinity; it names all of them.
 */
export function checkFiniteState(session: Session, arrays: Readonly<Record<string, NdArray>>, step: number): void {
  const names = session.keptFinite.filter((name) => arrays[name] !== undefined && !isFiniteArray(arrays[name]));
  if (names.length > 0) throw new NonFiniteStateError(names, step);
}

/** Whether all numbers of an array are finite; whole numbers and truth values are. */
export function isFiniteArray({ dtype, data }: NdArray): boolean {
  if (dtype !== 'float32' && dtype !== 'float64') return true;
  const values = data as Float32Array;
  // Zero times a number is zero unless it is not finite: a sum without branches, as fast as memory is read.
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index]! * 0;
  return sum === 0;
}
