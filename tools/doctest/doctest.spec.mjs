import { ndArray } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { is, numbersMatch, throws } from './compare.mjs';
import { compileExample } from './compile-example.mjs';
import { examplesInMarkdown, examplesInSource } from './find-examples.mjs';

/** @param {string} code */
const compiled = (code) => compileExample({ file: 'a.md', line: 10, code, run: true });

describe('finding examples', () => {
  it('finds the fences of doc comments, with their lines', () => {
    const source = [
      'const glob = "src/**/*.ts";',
      '/**',
      ' * Adds.',
      ' *',
      ' * @example',
      ' * ```ts',
      ' * add({',
      ' *   a: 1,',
      ' * });',
      ' * ```',
      ' */',
      'export const add = 1;',
    ].join('\n');
    expect(examplesInSource(source, 'a.ts')).toEqual([
      { file: 'a.ts', line: 7, run: true, code: 'add({\n  a: 1,\n});\n' },
    ]);
  });

  it('takes ts fences only, and marks those that are not run', () => {
    const page = '# A\n```sh\nnpm i\n```\n```ts no-run\nf();\n```\n- b\n  ```ts\n  g();\n  ```\n';
    expect(examplesInMarkdown(page, 'a.md')).toEqual([
      { file: 'a.md', line: 6, run: false, code: 'f();\n' },
      { file: 'a.md', line: 10, run: true, code: 'g();\n' },
    ]);
  });

  it('refuses a fence that is not closed', () => {
    expect(() => examplesInMarkdown('```ts\nf();\n', 'a.md')).toThrow('a.md:2');
  });
});

describe('compiling an example', () => {
  it('imports what the example imports, without types', () => {
    const code =
      "import * as tf from 'a';\nimport { b, c as d, type E } from 'b';\nimport type { F } from 'c';\nimport 'd';\n";
    expect(compiled(code).trim().split('\n')).toEqual([
      "const tf = await import('a');",
      "const { b, c: d } = await import('b');",
      '',
      "await import('d');",
    ]);
  });

  it('makes checks of values', () => {
    expect(compiled('f(1); // => [1, 2]\n')).toBe('await is(f(1), ([1, 2]), "a.md:10"); // => [1, 2]\n');
    expect(compiled('await g(); // => 1\n')).toContain('await is(await g(), (1), "a.md:10")');
    expect(compiled('\nconst x = f(); // => 1\n')).toContain('const x = f(); await is(x, (1), "a.md:11");');
    expect(compiled('console.log(x); // => 1\n')).toContain('await is(x, (1), "a.md:10");');
  });

  it('reads a value that goes on in the next lines', () => {
    expect(compiled('f(); // => [\n//   1,\n//   2]\n')).toContain('await is(f(), ([ 1, 2]), "a.md:10")');
  });

  it('makes checks of errors, also inside blocks', () => {
    expect(compiled('f(-1); // throws LML_INVALID_ARGUMENT\n')).toContain(
      'await throws(async () => {f(-1); }, "LML_INVALID_ARGUMENT", "a.md:10");',
    );
    expect(compiled('for (const x of y) {\n  f(x); // => 1\n}\n')).toContain('await is(f(x), (1), "a.md:11");');
  });

  it('drops exports and augmentations, which a function cannot hold', () => {
    const code = "export const a = 1;\ndeclare module 'b' {\n  interface C {}\n}\na; // => 1\n";
    expect(compiled(code)).toContain(' const a = 1;\n\n\n\nawait is(a');
  });

  it('refuses what it cannot check', () => {
    expect(() => compiled('f(; // => 1\n')).toThrow('a.md:10');
    expect(() => compiled('f(); // => one two\n')).toThrow("'one two' is no value");
    expect(() => compiled('const g = () => {\n  f(); // => 1\n};\n')).toThrow('a.md:11');
    expect(() => compiled('// => 1\n')).toThrow('behind nothing');
  });

  it('leaves a comment alone that only begins with the word throws', () => {
    expect(compiled('f(); // throws away the rest\n')).toBe('f(); // throws away the rest\n');
  });
});

describe('comparing values', () => {
  const where = 'a.md:1';

  it('compares tensors, NdArrays and typed arrays with lists', async () => {
    await is(tf.tensor2d([[1, 2]]), [[1, 2]], where);
    await is(tf.scalar(0.5), 0.5, where);
    await is(ndArray([[1], [2]]), [[1], [2]], where);
    await is(Int32Array.of(1, 2), [1, 2], where);
    await is(Float32Array.of(0.1), Float32Array.of(0.1), where);
    await is({ loss: tf.scalar(2), rest: [ndArray([1])] }, { loss: 2, rest: [[1]] }, where);
    await is(Promise.resolve(3), 3, where);
    await is(new Map([['a', 1]]), { a: 1 }, where);
  });

  it('compares numbers to the digits that are written, if they are four or more', () => {
    expect(numbersMatch(Math.PI, 3.142)).toBe(true);
    expect(numbersMatch(Math.PI, 3.14)).toBe(false);
    expect(numbersMatch(0.00012344, 1.234e-4)).toBe(true);
    expect(numbersMatch(0.00012366, 1.234e-4)).toBe(false);
    expect(numbersMatch(0.5000001, 0.5)).toBe(true);
    expect(numbersMatch(0.49, 0.5)).toBe(false);
    expect(numbersMatch(0.16666667, Math.fround(0.1667), true)).toBe(true);
  });

  it('wants whole numbers to be the same', () => {
    expect(numbersMatch(1_000_001, 1_000_000)).toBe(false);
    expect(numbersMatch(0.9999999, 1)).toBe(true);
    expect(numbersMatch(Number.NaN, Number.NaN)).toBe(true);
    expect(numbersMatch(Number.POSITIVE_INFINITY, 1)).toBe(false);
  });

  it('says where values differ', async () => {
    await expect(is({ a: [1, 2] }, { a: [1, 3] }, where)).rejects.toThrow('a.md:1: .a[1] is 2, not 3');
    await expect(is([1], [1, 2], where)).rejects.toThrow('has 1 entries, not 2');
    await expect(is({ a: 1, b: 2 }, { a: 1 }, where)).rejects.toThrow('has the keys a,b, not a');
    await expect(is('a', 'b', where)).rejects.toThrow('the value is "a", not "b"');
  });

  it('wants the error that is named', async () => {
    const fail = async () => {
      throw Object.assign(new Error('no'), { code: 'LML_NO' });
    };
    await throws(fail, 'LML_NO', where);
    await expect(throws(fail, 'LML_YES', where)).rejects.toThrow('expected LML_YES, got LML_NO');
    await expect(throws(async () => {}, 'LML_NO', where)).rejects.toThrow('nothing was thrown');
  });
});
