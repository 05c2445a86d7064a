import { caseCheck, ensure } from '@lml/testing';

/** What every tokenizer must do, whichever package it comes from. */
export const tokenizerSuite = {
  /** @param {import('lml-plugin-showcase').Tokenizer} tokenizer */
  use: (tokenizer) => ['a cat', 'two dogs', ''].map((text) => tokenizer.encode(text)),
  checks: [
    caseCheck('tokenizer/range', 'gives tokens from 1 to its size, as 0 fills texts up', (tokenizer) => {
      ensure(Number.isInteger(tokenizer.size) && tokenizer.size > 1, `its size is ${tokenizer.size}`);
      const tokens = [...tokenizer.encode('a cat'), ...tokenizer.encode('two dogs')];
      const wrong = tokens.find((token) => token < 1 || token >= tokenizer.size);
      ensure(wrong === undefined, `it gives ${wrong}, where its size is ${tokenizer.size}`);
    }),
    caseCheck('tokenizer/empty', 'makes nothing of nothing', (tokenizer) => {
      const { length } = tokenizer.encode('');
      ensure(length === 0, `it makes ${length} tokens of an empty text`);
    }),
  ],
};
