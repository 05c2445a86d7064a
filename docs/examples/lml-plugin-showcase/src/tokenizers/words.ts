import { defineComponent } from '@lml/core';
import { z } from 'zod';

import type { Tokenizer } from './tokenizer.js';

const shape = {
  /** How many tokens words are spread over. Default: `256`. */
  buckets: z.int().min(1).default(256).describe('How many tokens words are spread over.'),
};

/** Options of {@link words}. */
export interface WordsOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * One token for each word, without a vocabulary: the FNV-1a hash of its small letters chooses one of so many tokens, from 1. Words are
 * what is made of letters and digits.
 *
 * @see Weinberger et al., Feature hashing for large scale multitask learning, 2009.
 *
 * @example
 * ```ts
 * import { words } from 'lml-plugin-showcase';
 *
 * const { encode } = words({ buckets: 1000 });
 * encode('to be, or not to be').length; // => 6
 * encode('to')[0] === encode('To!')[0]; // => true
 * ```
 */
export const words = defineComponent({
  kind: 'tokenizer',
  name: 'words',
  summary: 'One token for each word, by its hash.',
  schema: z.strictObject(shape),
  examples: [{}, { buckets: 16 }],
  create: ({ buckets }): Tokenizer => ({
    size: buckets + 1,
    encode: (text) =>
      Int32Array.from(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [], (word) => 1 + (hash(word) % buckets)),
  }),
});

function hash(word: string): number {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(word)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value;
}

declare module './tokenizer.js' {
  interface TokenizerComponents {
    words: typeof words;
  }
  interface TokenizerOptions {
    words: WordsOptions;
  }
}
