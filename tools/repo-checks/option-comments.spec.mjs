import { RuleTester } from 'eslint';
import { optionComments } from '../eslint/option-comments.mjs';

const code = (/** @type {string} */ body) => `import { z } from 'zod';\n${body}`;
const long = `${'word '.repeat(30)}end.`;

new RuleTester().run('option-comments', optionComments, {
  valid: [
    code(
      "const shape = {\n  /** Learning rate. Default: `0.1`. */\n  lr: z.number().default(0.1).describe('Learning rate.'),\n};",
    ),
    // Other objects, and shapes that are none of zod's.
    code('const others = { lr: z.number() };'),
    'const shape = { width: 3 };',
  ],
  invalid: [
    {
      name: 'writes a comment that is missing, with the default',
      code: code("const adamShape = {\n  betas: z.tuple([a, a]).default([0.9, -1]).describe('Kept.'),\n};"),
      output: code(
        "const adamShape = {\n  /** Kept. Default: `[0.9, -1]`. */\n  betas: z.tuple([a, a]).default([0.9, -1]).describe('Kept.'),\n};",
      ),
      errors: [{ messageId: 'differs' }],
    },
    {
      name: 'replaces one that says something else',
      code: code("const shape = {\n  /** Old. */\n  k: z.int().default(make()).describe('New ' + 'words.'),\n};"),
      output: code(
        "const shape = {\n  /** New words. */\n  k: z.int().default(make()).describe('New ' + 'words.'),\n};",
      ),
      errors: [{ messageId: 'differs' }],
    },
    {
      name: 'breaks a long sentence',
      code: code(`const shape = {\n  k: z.int().describe('${long}'),\n};`),
      output: code(
        `const shape = {\n  /**\n   * ${'word '.repeat(23).trim()}\n   * ${'word '.repeat(7)}end.\n   */\n  k: z.int().describe('${long}'),\n};`,
      ),
      errors: [{ messageId: 'differs' }],
    },
    { name: 'asks for a sentence', code: code('const shape = { k: z.int() };'), errors: [{ messageId: 'missing' }] },
  ],
});
