/** White space as Unicode has it, which JavaScript's `\s` is not quite: a next line is, a byte order mark is none. */
const SPACES = /\p{White_Space}+/gu;
const SPACE = /^\p{White_Space}$/u;

/** The words of a text, which are separated by white space. */
export function wordsOf(text: string): string[] {
  return text.split(SPACES).filter((word) => word !== '');
}

/** The characters of a text, each a code point: no half of an emoji, but combining marks by themselves. */
export function charactersOf(text: string): string[] {
  return Array.from(text);
}

/** A text without white space at its end. */
export function withoutLastSpaces(text: string): string {
  let end = text.length;
  // A pattern with an end would look at each run of spaces within the text as often as it is long.
  while (end > 0 && SPACE.test(text[end - 1]!)) end--;
  return text.slice(0, end);
}

/** A text without any white space. */
export function withoutSpaces(text: string): string {
  return text.replace(SPACES, '');
}

/** The characters of ASCII that are no letters, digits or spaces. */
export const ASCII_PUNCTUATION = new Set('!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~');

/** Tokens of several texts as numbers, equal where they are equal: these are compared faster. */
export function numbered(...texts: readonly (readonly string[])[]): Int32Array[] {
  const numbers = new Map<string, number>();
  return texts.map((tokens) =>
    Int32Array.from(tokens, (token) => {
      const known = numbers.get(token);
      if (known !== undefined) return known;
      numbers.set(token, numbers.size);
      return numbers.size - 1;
    }),
  );
}
