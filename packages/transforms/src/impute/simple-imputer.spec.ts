import fc from 'fast-check';

import { changed, faultOf, fitted, matrix, table } from '../shared/batches.fixture.js';
import { simpleImputer } from './simple-imputer.js';

const STRATEGIES = ['mean', 'median', 'most-frequent', 'constant'] as const;

describe('simpleImputer', () => {
  it('fills in what was learnt from the training data, of texts and numbers', async () => {
    const imputer = await fitted(
      simpleImputer({ strategy: 'most-frequent' }),
      table({ kind: ['b', 'a', ''], size: [1, NaN, 2] }),
      table({ kind: ['a', 'b', ''], size: [2, 1, NaN] }),
    );
    expect(await changed(imputer, table({ kind: ['', 'c'], size: [NaN, 7] }))).toEqual({
      kind: ['a', 'c'],
      size: [1, 7],
    });
  });

  it('learns texts of a column that begins without values, and fills one that is read as numbers', async () => {
    const imputer = await fitted(
      simpleImputer({ strategy: 'most-frequent' }),
      table({ kind: [NaN, NaN] }),
      table({ kind: ['a', ''] }),
    );
    expect(await changed(imputer, table({ kind: [NaN, NaN] }))).toEqual({ kind: ['a', 'a'] });
    const numbers = await fitted(simpleImputer({ strategy: 'most-frequent' }), table({ size: [4, NaN] }));
    expect(await changed(numbers, table({ size: ['', ''] }))).toEqual({ size: [4, 4] });
  });

  it('keeps the others as they are, and puts indicators after those that it changes', async () => {
    const imputer = await fitted(
      simpleImputer({ columns: ['a', 'b'], addIndicator: true }),
      table({ x: ['s', 't'], a: [1, NaN], b: [2, 4] }),
    );
    expect(await changed(imputer, table({ x: ['u', ''], a: [NaN, 3], b: [NaN, 5] }))).toEqual({
      x: ['u', ''],
      a: [1, 3],
      b: [3, 5],
      missingindicator_a: [1, 0],
    });
  });

  it('fills a single number or text a sample', async () => {
    const numbers = await fitted(simpleImputer(), {
      input: { dtype: 'float32', shape: [3], data: Float32Array.of(1, NaN, 5) },
    });
    expect(await changed(numbers, { input: { dtype: 'float32', shape: [1], data: Float32Array.of(NaN) } })).toEqual([
      3,
    ]);
    const texts = await fitted(simpleImputer({ strategy: 'constant' }), { input: ['a', ''] });
    expect(await changed(texts, { input: ['', 'b'] })).toEqual(['missing_value', 'b']);
  });

  it('takes a text for missing', async () => {
    const imputer = await fitted(
      simpleImputer({ strategy: 'most-frequent', missingValues: '?' }),
      table({ kind: ['?', '?', 'a'] }),
    );
    expect(await changed(imputer, table({ kind: ['?', 'b', ''] }))).toEqual({ kind: ['a', 'b', 'a'] });
  });

  it('fills features without any value by the constant where they are kept', async () => {
    const kept = simpleImputer({ strategy: 'constant', fillValue: 'none', keepEmptyFeatures: true });
    expect(await changed(await fitted(kept, table({ a: [NaN], b: ['x'] })), table({ a: [NaN], b: [''] }))).toEqual({
      a: ['none'],
      b: ['none'],
    });
  });

  it.each(STRATEGIES)(
    'by %s does not depend on the order of samples, nor on how they are cut into batches',
    async (strategy) => {
      const value = fc.oneof(
        { weight: 3, arbitrary: fc.integer({ min: -4, max: 4 }) },
        { weight: 1, arbitrary: fc.constant(NaN) },
      );
      const rows = fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 12 });
      await fc.assert(
        fc.asyncProperty(
          rows,
          fc.infiniteStream(fc.nat()),
          fc.integer({ min: 1, max: 5 }),
          async (given, keys, size) => {
            const order = given.map((row) => ({ row, key: keys.next().value })).sort((a, b) => a.key - b.key);
            const shuffled = order.map(({ row }) => row);
            const batches = Array.from({ length: Math.ceil(given.length / size) }, (_, at) =>
              matrix(...shuffled.slice(at * size, (at + 1) * size)),
            );
            const whole = await fitted(simpleImputer({ strategy, keepEmptyFeatures: true }), matrix(...given));
            const parts = await fitted(simpleImputer({ strategy, keepEmptyFeatures: true }), ...batches);
            const probe = matrix([NaN, NaN]);
            const [expected, found] = (await Promise.all([changed(whole, probe), changed(parts, probe)])) as {
              values: number[];
            }[];
            found!.values.forEach((number, at) => expect(number).toBeCloseTo(expected!.values[at]!, 12));
          },
        ),
        { numRuns: 60 },
      );
    },
  );

  it('says what it cannot fill', async () => {
    expect(await faultOf(() => fitted(simpleImputer(), table({ kind: ['', 'a'] })))).toBe(
      "LML_INVALID_ARGUMENT: The feature 'kind' must be numbers, as simpleImputer takes them, got 'a'. " +
        'Make numbers of texts by oneHotEncoder or ordinalEncoder; columns() changes some features in one way and others in another.',
    );
    const constant = simpleImputer({ strategy: 'constant', fillValue: 'none' });
    expect(await faultOf(() => fitted(constant, table({ size: [1, 2] })))).toBe(
      "LML_INVALID_ARGUMENT: fillValue must be a number, as 'size' is a feature of numbers, got 'none'.",
    );
    expect(await faultOf(() => changed(simpleImputer(), matrix([1])))).toBe(
      'LML_NOT_FITTED: simpleImputer has learnt nothing yet. Train first, or load a checkpoint: project.load(path).',
    );
    expect(await faultOf(() => fitted(simpleImputer(), matrix([1], [Infinity])))).toMatch('LML_INVALID_ARGUMENT');
    const imputer = await fitted(simpleImputer(), matrix([1, 2]));
    expect(await faultOf(() => changed(imputer, matrix([1, 2, 3])))).toMatch('LML_OTHER_COLUMNS');
  });
});
