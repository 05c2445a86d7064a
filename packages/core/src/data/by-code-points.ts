/**
 * Compares texts by their code points, as NumPy and pandas sort them: JavaScript's own order is that of UTF-16 units, in which an emoji
 * comes before some letters.
 *
 * @example
 * ```ts
 * import { byCodePoints } from '@lml/core';
 *
 * ['b', 'ﬀ', '😀', 'a'].sort(byCodePoints); // => ['a', 'b', 'ﬀ', '😀']
 * ```
 */
export function byCodePoints(a: string, b: string): number {
  const [left, right] = [a[Symbol.iterator](), b[Symbol.iterator]()];
  for (;;) {
    const [one, other] = [left.next(), right.next()];
    if (one.done === true || other.done === true) return Number(other.done ?? false) - Number(one.done ?? false);
    const difference = one.value.codePointAt(0)! - other.value.codePointAt(0)!;
    if (difference !== 0) return difference;
  }
}
