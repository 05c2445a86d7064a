import { InvalidArgumentError } from '@lml/core';

/** Samples by class. */
export interface Classes {
  /** The classes. */
  readonly values: readonly (number | string)[];
  /** For each sample, the position of its class in `values`. */
  readonly codes: Int32Array;
  /** The number of samples of each class. */
  readonly counts: Int32Array;
}

/** The classes in the order in which they appear. Numbers must be whole, or they are no classes. */
export function classesByAppearance(targets: ArrayLike<number | string>): Classes {
  return encode(targets, Number.isInteger, 'a whole number or a text');
}

/** The classes in ascending order, texts by code points. */
export function sortedClasses(targets: ArrayLike<number | string>): Classes {
  const { values, codes, counts } = encode(targets, Number.isFinite, 'a finite number or a text');
  const order = Array.from(values, (_, code) => code).sort((a, b) => compare(values[a]!, values[b]!));
  const rank = new Int32Array(values.length);
  order.forEach((code, position) => (rank[code] = position));
  return {
    values: order.map((code) => values[code]!),
    codes: codes.map((code) => rank[code]!),
    counts: Int32Array.from(order, (code) => counts[code]!),
  };
}

function encode(targets: ArrayLike<number | string>, isClass: (target: unknown) => boolean, expected: string): Classes {
  const known = new Map<number | string, number>();
  const codes = new Int32Array(targets.length);
  const counts: number[] = [];
  const type = typeof targets[0];
  for (let i = 0; i < targets.length; i++) {
    const target = targets[i]!;
    if (typeof target !== 'string' && !isClass(target)) {
      throw new InvalidArgumentError(`targets[${i}]`, `${expected}, which names a class`, target);
    }
    if (typeof target !== type) {
      throw new InvalidArgumentError(`targets[${i}]`, `a ${type}, as the targets before it`, target);
    }
    let code = known.get(target);
    if (code === undefined) {
      code = known.size;
      known.set(target, code);
      counts.push(0);
    }
    codes[i] = code;
    counts[code]!++;
  }
  return { values: [...known.keys()], codes, counts: Int32Array.from(counts) };
}

function compare(a: number | string, b: number | string): number {
  if (typeof a === 'number' || typeof b === 'number') return Number(a) - Number(b);
  // JavaScript compares UTF-16 units, in which characters beyond U+FFFF come before some others.
  const [left, right] = [Array.from(a), Array.from(b)];
  const at = left.findIndex((character, i) => character !== right[i]);
  if (at === -1) return left.length - right.length;
  return left[at]!.codePointAt(0)! - (right[at]?.codePointAt(0) ?? -1);
}
