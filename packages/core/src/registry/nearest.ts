/**
 * The entry of `names` that `name` was most likely meant to be: the nearest by edit distance, if it is near enough to be a
 * slip of the pen, or else one that it shortens: `val` for `validation`, `epochs` for `maxEpochs`, `learningRate` for `lr`. One whose
 * initials it is (`wer` for `word-error-rate`) comes first, and one that it begins before one that is two slips away.
 *
 * @example
 * ```ts
 * import { nearest } from '@lml/core';
 *
 * nearest('sepal_lenght', ['sepal_length', 'sepal_width']); // => 'sepal_length'
 * ```
 */
export function nearest(name: string, names: readonly string[]): string | undefined {
  // A name of one letter is no slip of another one.
  const allowed = Math.min(Math.max(2, Math.floor(name.length / 3)), name.length - 1);
  let best: string | undefined;
  let least = allowed + 1;
  for (const candidate of names) {
    const distance = editDistance(plain(name), plain(candidate));
    if (distance < least) [best, least] = [candidate, distance];
  }
  // Of three letters one differs from another word in two, so what they stand for comes before what they are near to.
  const spelt = least === 0 ? undefined : names.find((one) => initials(one) === plain(name));
  const begun =
    least < 2 || plain(name).length < 3 ? undefined : names.find((one) => plain(one).startsWith(plain(name)));
  return spelt ?? begun ?? best ?? names.find((candidate) => isShort(name, candidate));
}

/** Whether one of two names begins or ends the other, or is made of its initials. */
function isShort(a: string, b: string): boolean {
  if (initials(a) === plain(b) || initials(b) === plain(a)) return true;
  const [short = '', long = ''] = [plain(a), plain(b)].sort((one, other) => one.length - other.length);
  return short.length >= 3 && (long.startsWith(short) || long.endsWith(short));
}

/** `lr` of `learningRate`. */
function initials(name: string): string {
  const words = name.split(/[^a-zA-Z0-9]+|(?=[A-Z])/).filter((word) => word !== '');
  return words.length < 2 ? '' : words.map((word) => word[0]!.toLowerCase()).join('');
}

/** `crossEntropy`, `cross_entropy` and `CrossEntropyLoss` are all near to `cross-entropy`. */
function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/(?<=.)loss$/, '');
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
