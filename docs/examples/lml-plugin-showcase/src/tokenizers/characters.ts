import { defineComponent } from '@lml/core';
import { z } from 'zod';

import type { Tokenizer } from './tokenizer.js';

const shape = {
  /**
   * The characters that are told apart, in this order; all others are one token. Default: `'abcdefghijklmnopqrstuvwxyz
   * '`.
   */
  alphabet: z
    .string()
    .min(1)
    .default('abcdefghijklmnopqrstuvwxyz ')
    .describe('The characters that are told apart, in this order; all others are one token.'),
  /** Whether capitals count as small letters. Default: `true`. */
  lowerCase: z.boolean().default(true).describe('Whether capitals count as small letters.'),
};

/** Options of {@link characters}. */
export interface CharactersOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * One token for each character: 1 for one that is not in the alphabet, from 2 on its place there.
 *
 * @example
 * ```ts
 * import { characters } from 'lml-plugin-showcase';
 *
 * characters({ alphabet: 'ab' }).encode('Abc'); // => Int32Array.of(2, 3, 1)
 * ```
 */
export const characters = defineComponent({
  kind: 'tokenizer',
  name: 'characters',
  summary: 'One token for each character.',
  schema: z.strictObject(shape),
  examples: [{}, { alphabet: 'ab', lowerCase: false }],
  create({ alphabet, lowerCase }): Tokenizer {
    const places = new Map(Array.from(alphabet, (character, place) => [character, place + 2]));
    return {
      size: places.size + 2,
      encode: (text) =>
        Int32Array.from(lowerCase ? text.toLowerCase() : text, (character) => places.get(character) ?? 1),
    };
  },
});

declare module './tokenizer.js' {
  interface TokenizerComponents {
    characters: typeof characters;
  }
  interface TokenizerOptions {
    characters: CharactersOptions;
  }
}
