import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

import type { AnyComponent, Dataset, NdArray } from '@lml/core';

/** Values of an array: all of them, or those at some flat indices. */
interface Values {
  readonly shape: readonly number[];
  readonly dtype?: string;
  readonly at?: readonly number[];
  readonly data: readonly number[];
  readonly sha256?: string;
}

const TOLERANCE = 1e-12;

interface Golden {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly input: Values;
  readonly target?: Values;
}

/** A generator's columns, drawn. */
export async function drawn(dataset: Dataset): Promise<{ input: NdArray; target: NdArray }> {
  await dataset.open();
  const { input, target } = dataset.columns!;
  return { input: input!, target: target! };
}

/**
 * Tests a generator against scikit-learn's arrays for the same options. Floats may differ by 1e-12 of the largest value
 * of their column, since logarithms, sines and sums are rounded in other ways; classes and hashed values are equal.
 */
export function itDrawsAsScikitLearn(component: AnyComponent, create: (options: never) => Dataset): void {
  const path = new URL(`../goldens/${component.componentName}.json`, import.meta.url);
  const { cases } = JSON.parse(readFileSync(path, 'utf8')) as { cases: readonly Golden[] };

  it.each(cases)('draws as scikit-learn: $name, $options', async ({ options, input, target }) => {
    const columns = await drawn(create(options as never));
    expectValues(columns.input, { dtype: 'float64', ...input });
    if (target === undefined) expect(columns.target).toBeUndefined();
    else expectValues(columns.target, target);
  });
}

function expectValues({ dtype, shape, data }: NdArray, expected: Values): void {
  expect([dtype, shape]).toEqual([expected.dtype, expected.shape]);
  const numbers = Array.from(data as ArrayLike<number>);
  if (expected.sha256 !== undefined) {
    const bytes = new Uint8Array(Float64Array.from(numbers).buffer);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(expected.sha256);
  }
  const width = shape.length > 1 ? shape.at(-1)! : 1;
  const largest = new Float64Array(width);
  numbers.forEach((value, at) => (largest[at % width] = Math.max(largest[at % width]!, Math.abs(value))));
  const indices = expected.at ?? numbers.map((_, at) => at);
  expect(expected.data).toHaveLength(indices.length);
  const wrong = indices.filter(
    (index, at) => !(Math.abs(numbers[index]! - expected.data[at]!) <= TOLERANCE * largest[index % width]!),
  );
  expect(wrong.map((index) => [index, numbers[index]])).toEqual([]);
}
