import { defineKind } from '@lml/core';

/** A new kind: how texts become numbers. */
export interface Tokenizer {
  /** How many different tokens there are; 0 is kept for what fills texts up. */
  readonly size: number;
  /** The tokens of a text, from 1 to `size − 1`. */
  encode(text: string): Int32Array;
}

/** Registered tokenizers, by name; other packages add theirs by `declare module`. */
export interface TokenizerComponents {}

/** Their options, by name. */
export interface TokenizerOptions {}

declare module '@lml/core' {
  interface ComponentKinds {
    tokenizer: TokenizerComponents;
  }
  interface KindOptions {
    tokenizer: TokenizerOptions;
  }
  interface KindInstances {
    tokenizer: Tokenizer;
  }
}

/** Makes the kind known; before components of it are registered. */
export function defineTokenizers(): void {
  defineKind({
    kind: 'tokenizer',
    package: 'lml-plugin-showcase',
    expected: 'a tokenizer',
    adapt: (value) =>
      typeof value === 'object' && value !== null && 'encode' in value && 'size' in value ? value : undefined,
  });
}
