import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

import type { AnyComponent, Dataset, NdArray } from '@lml/core';

import { decode } from '../shared/decode.js';

interface Golden {
  readonly name: string;
  readonly shapes: readonly (readonly number[])[];
  readonly bytes: number;
  readonly sha256: string;
  readonly featureNames: readonly string[];
  readonly targetNames?: readonly string[];
  readonly classCounts?: readonly number[];
  readonly firstRows: readonly (readonly number[])[];
  readonly lastRow: readonly number[];
  readonly firstTargets: readonly (number | readonly number[])[];
  readonly lastTarget: number | readonly number[];
  readonly columnMeans: readonly number[];
  readonly columnMinima: readonly number[];
  readonly columnMaxima: readonly number[];
  readonly targetMean: number;
}

/** A dataset's columns, opened. */
export async function opened(dataset: Dataset): Promise<{ dataset: Dataset; input: NdArray; target: NdArray }> {
  await dataset.open();
  const { input, target } = dataset.columns!;
  return { dataset, input: input!, target: target! };
}

const rowsOf = ({ data, shape }: NdArray): number[][] => {
  const size = shape.slice(1).reduce((product, axis) => product * axis, 1);
  return Array.from({ length: shape[0]! }, (_, row) => Array.from(data.slice(row * size, (row + 1) * size), Number));
};

/** Tests an embedded dataset, with scikit-learn's values, against what scikit-learn has. */
export function itIsThatOfScikitLearn(component: AnyComponent, create: () => Dataset, data: string): void {
  const { cases } = JSON.parse(readFileSync(new URL('../goldens/datasets.json', import.meta.url), 'utf8')) as {
    cases: readonly Golden[];
  };
  const golden = cases.find(({ name }) => name === component.componentName)!;

  it('holds the bytes that were taken from scikit-learn', async () => {
    const bytes = new Uint8Array(await decode(data));
    expect(bytes.length).toBe(golden.bytes);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(golden.sha256);
  });

  it('has the samples of scikit-learn in their order', async () => {
    const { dataset, input, target } = await opened(create());
    const rows = rowsOf(input);
    const targets = target.shape.length > 1 ? rowsOf(target) : Array.from(target.data as ArrayLike<number>);
    expect(dataset.length).toBe(golden.shapes[0]![0]);
    expect(target.shape).toEqual(golden.shapes[1]);
    expect(rows.slice(0, 3)).toEqual(golden.firstRows);
    expect(rows.at(-1)).toEqual(golden.lastRow);
    expect(targets.slice(0, 3)).toEqual(golden.firstTargets);
    expect(targets.at(-1)).toEqual(golden.lastTarget);
  });

  it('has the statistics of scikit-learn', async () => {
    const { input, target } = await opened(create());
    const rows = rowsOf(input);
    const targets = Array.from(target.data as ArrayLike<number>);
    const means = golden.columnMeans.map((_, column) => rows.reduce((sum, row) => sum + row[column]!, 0) / rows.length);
    // Sums in another order than NumPy's: the columns of diabetes have mean 0 but for rounding.
    means.forEach((mean, column) => expect(Math.abs(mean - golden.columnMeans[column]!)).toBeLessThan(1e-13));
    const extreme = (pick: typeof Math.min): number[] =>
      golden.columnMeans.map((_, column) => pick(...rows.map((row) => row[column]!)));
    expect(extreme(Math.min)).toEqual(golden.columnMinima);
    expect(extreme(Math.max)).toEqual(golden.columnMaxima);
    expect(targets.reduce((sum, value) => sum + value, 0) / targets.length).toBeCloseTo(golden.targetMean, 12);
    const counts = golden.classCounts?.map((_, label) => targets.filter((value) => value === label).length);
    expect(counts).toEqual(golden.classCounts);
  });

  it('names its classes, and its features where they have names, as scikit-learn does', () => {
    const { featureNames, targetNames } = component.traits;
    expect(featureNames ?? golden.featureNames).toEqual(golden.featureNames);
    expect(create().inputNames).toEqual(featureNames);
    expect(targetNames).toEqual(golden.targetNames);
  });
}
