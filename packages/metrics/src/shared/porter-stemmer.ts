/*
 * Porter's algorithm for stripping suffixes, with the changes that NLTK makes by itself and rouge-score therefore has: a table of irregular
 * words, short words in -ies and -ied, -y only after a consonant, -alli before the other rules, and -fulli and -logi.
 */

/** Words whose stems no rule finds. */
const IRREGULAR: ReadonlyMap<string, string> = new Map([
  ['sky', 'sky'],
  ['skies', 'sky'],
  ['dying', 'die'],
  ['lying', 'lie'],
  ['tying', 'tie'],
  ['news', 'news'],
  ['inning', 'inning'],
  ['innings', 'inning'],
  ['outing', 'outing'],
  ['outings', 'outing'],
  ['canning', 'canning'],
  ['cannings', 'canning'],
  ['howe', 'howe'],
  ['proceed', 'proceed'],
  ['exceed', 'exceed'],
  ['succeed', 'succeed'],
]);

/** A suffix, what stands in its place, and what must hold for the stem before it. */
type Rule = readonly [suffix: string, replacement: string, holds?: (stem: string) => boolean];

/** A word as a text of c and v: y is a vowel after a consonant. */
function letters(word: string): string {
  let kinds = '';
  for (const [at, letter] of [...word].entries()) {
    const isVowel = 'aeiou'.includes(letter) || (letter === 'y' && at > 0 && kinds[at - 1] === 'c');
    kinds += isVowel ? 'v' : 'c';
  }
  return kinds;
}

/** How often a consonant follows a vowel. */
function measure(stem: string): number {
  return letters(stem).split('vc').length - 1;
}

const hasMeasure = (stem: string): boolean => measure(stem) > 0;
const isLong = (stem: string): boolean => measure(stem) > 1;
const endsInConsonant = (word: string): boolean => letters(word).endsWith('c');

/** A short syllable, as in hop: consonant, vowel and a consonant that is no w, x or y; or a word of a vowel and a consonant. */
function endsShort(word: string): boolean {
  const kinds = letters(word);
  return kinds === 'vc' || (kinds.endsWith('cvc') && !/[wxy]$/.test(word));
}

/** Applies the first rule whose suffix a word has; the word as it is where what must hold does not. */
function apply(word: string, rules: readonly Rule[]): string {
  for (const [suffix, replacement, holds = () => true] of rules) {
    if (!word.endsWith(suffix)) continue;
    const stem = word.slice(0, word.length - suffix.length);
    return holds(stem) ? stem + replacement : word;
  }
  return word;
}

function withoutPlural(word: string): string {
  if (word.length === 4 && word.endsWith('ies')) return word.slice(0, -1);
  return apply(word, [['sses', 'ss'], ['ies', 'i'], ['ss', 'ss'], ['s', '']]); // prettier-ignore
}

function withoutPast(word: string): string {
  if (word.endsWith('ied')) return word.slice(0, word.length === 4 ? -1 : -2);
  if (word.endsWith('eed')) return apply(word, [['eed', 'ee', hasMeasure]]);
  const suffix = ['ed', 'ing'].find((one) => word.endsWith(one) && letters(word.slice(0, -one.length)).includes('v'));
  if (suffix === undefined) return word;
  const stem = word.slice(0, -suffix.length);
  if (/(?:at|bl|iz)$/.test(stem)) return `${stem}e`;
  if (/(.)\1$/.test(stem) && endsInConsonant(stem)) return /[lsz]$/.test(stem) ? stem : stem.slice(0, -1);
  return measure(stem) === 1 && endsShort(stem) ? `${stem}e` : stem;
}

const SECOND: readonly Rule[] = [
  ['ational', 'ate'],
  ['tional', 'tion'],
  ['enci', 'ence'],
  ['anci', 'ance'],
  ['izer', 'ize'],
  ['bli', 'ble'],
  ['alli', 'al'],
  ['entli', 'ent'],
  ['eli', 'e'],
  ['ousli', 'ous'],
  ['ization', 'ize'],
  ['ation', 'ate'],
  ['ator', 'ate'],
  ['alism', 'al'],
  ['iveness', 'ive'],
  ['fulness', 'ful'],
  ['ousness', 'ous'],
  ['aliti', 'al'],
  ['iviti', 'ive'],
  ['biliti', 'ble'],
  ['fulli', 'ful'],
].map(([suffix, replacement]) => [suffix!, replacement!, hasMeasure]);

function second(word: string): string {
  if (word.endsWith('alli') && hasMeasure(word.slice(0, -4))) return second(word.slice(0, -2));
  // The l of -logi belongs to the stem, so that geo- is as long as archaeo-.
  return apply(word, [...SECOND, ['logi', 'log', (stem) => hasMeasure(`${stem}l`)]]);
}

const THIRD: readonly Rule[] = [
  ['icate', 'ic'],
  ['ative', ''],
  ['alize', 'al'],
  ['iciti', 'ic'],
  ['ical', 'ic'],
  ['ful', ''],
  ['ness', ''],
].map(([suffix, replacement]) => [suffix!, replacement!, hasMeasure]);

const FOURTH: readonly Rule[] = 'al ance ence er ic able ible ant ement ment ent ion ou ism ate iti ous ive ize'
  .split(' ')
  .map((suffix) => [suffix, '', (stem) => isLong(stem) && (suffix !== 'ion' || /[st]$/.test(stem))]);

function withoutLastE(word: string): string {
  if (!word.endsWith('e')) return word;
  const stem = word.slice(0, -1);
  return isLong(stem) || (measure(stem) === 1 && !endsShort(stem)) ? stem : word;
}

/** The stem of an English word in small letters, as NLTK's Porter stemmer finds it. */
export function stemOf(word: string): string {
  const irregular = IRREGULAR.get(word);
  if (irregular !== undefined) return irregular;
  if (word.length <= 2) return word;
  const stem = apply(withoutPast(withoutPlural(word)), [['y', 'i', (before) => before.length > 1 && endsInConsonant(before)]]); // prettier-ignore
  const short = withoutLastE(apply(apply(second(stem), THIRD), FOURTH));
  return short.endsWith('ll') && isLong(short.slice(0, -1)) ? short.slice(0, -1) : short;
}
