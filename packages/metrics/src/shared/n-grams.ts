/** How often each n-gram occurs. */
export type NGrams = ReadonlyMap<string, number>;

/**
 * The n-grams of tokens, with how often each occurs. Tokens are joined by `separator`, which must tell different n-grams apart: a space for
 * words, nothing for single characters.
 */
export function nGramsOf(tokens: readonly string[], n: number, separator: string): NGrams {
  const counts = new Map<string, number>();
  for (let start = 0; start + n <= tokens.length; start++) {
    let key = tokens[start]!;
    for (let at = start + 1; at < start + n; at++) key += separator + tokens[at]!;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** How many n-grams tokens have. */
export function nGramCount(tokens: number, n: number): number {
  return Math.max(0, tokens - n + 1);
}

/** How many n-grams two texts have in common, each as often as in both. */
export function commonNGrams(a: NGrams, b: NGrams): number {
  let common = 0;
  for (const [key, count] of a) common += Math.min(count, b.get(key) ?? 0);
  return common;
}

/** Of several texts each n-gram as often as in the text that has most of it. */
export function mostOf(texts: readonly NGrams[]): NGrams {
  const [first, ...rest] = texts;
  if (first === undefined || rest.length === 0) return first ?? new Map<string, number>();
  const most = new Map(first);
  for (const text of rest) for (const [key, count] of text) most.set(key, Math.max(count, most.get(key) ?? 0));
  return most;
}
