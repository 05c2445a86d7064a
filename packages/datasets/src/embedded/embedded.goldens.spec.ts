import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { column, DataModule, type Dataset, type NdArray } from '@lml/core';

import { decode } from '../shared/decode.js';
import { diabetesData } from './diabetes.data.js';
import { diabetes } from './diabetes.js';
import { digitsData } from './digits.data.js';
import { digits } from './digits.js';
import { irisData } from './iris.data.js';
import { iris } from './iris.js';

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
  readonly firstTargets: readonly number[];
  readonly lastTarget: number;
  readonly columnMeans: readonly number[];
  readonly columnMinima: readonly number[];
  readonly columnMaxima: readonly number[];
  readonly targetMean: number;
}

const { cases } = JSON.parse(readFileSync(new URL('../goldens/datasets.json', import.meta.url), 'utf8')) as {
  cases: readonly Golden[];
};

const datasets = {
  digits: { component: digits, create: () => digits({ scale: false }), data: digitsData },
  iris: { component: iris, create: () => iris(), data: irisData },
  diabetes: { component: diabetes, create: () => diabetes(), data: diabetesData },
};

async function opened(dataset: Dataset): Promise<{ dataset: Dataset; input: NdArray; target: NdArray }> {
  await dataset.open();
  const { input, target } = dataset.columns!;
  return { dataset, input: input!, target: target! };
}

const rowsOf = ({ data, shape }: NdArray): number[][] => {
  const size = shape.slice(1).reduce((product, axis) => product * axis, 1);
  return Array.from({ length: shape[0]! }, (_, row) => Array.from(data.slice(row * size, (row + 1) * size), Number));
};

describe.each(cases)('$name', (golden) => {
  const { component, create, data } = datasets[golden.name as keyof typeof datasets];

  it('holds the bytes that were taken from scikit-learn', async () => {
    const bytes = new Uint8Array(await decode(data));
    expect(bytes.length).toBe(golden.bytes);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(golden.sha256);
  });

  it('has the samples of scikit-learn in their order', async () => {
    const { dataset, input, target } = await opened(create());
    const rows = rowsOf(input);
    const targets = Array.from(target.data as ArrayLike<number>);
    expect(dataset.length).toBe(golden.shapes[0]![0]);
    expect(target.shape).toEqual(golden.shapes[1]);
    expect(rows.slice(0, 3)).toEqual(golden.firstRows);
    expect(rows.at(-1)).toEqual(golden.lastRow);
    expect(targets.slice(0, 3)).toEqual(golden.firstTargets);
    expect(targets.at(-1)).toBe(golden.lastTarget);
    const means = golden.columnMeans.map(
      (_, feature) => rows.reduce((sum, row) => sum + row[feature]!, 0) / rows.length,
    );
    // Sums in another order than NumPy's: the columns of diabetes have mean 0 but for rounding.
    means.forEach((mean, feature) => expect(Math.abs(mean - golden.columnMeans[feature]!)).toBeLessThan(1e-13));
    const extreme = (pick: typeof Math.min): number[] =>
      golden.columnMeans.map((_, feature) => pick(...rows.map((row) => row[feature]!)));
    expect(extreme(Math.min)).toEqual(golden.columnMinima);
    expect(extreme(Math.max)).toEqual(golden.columnMaxima);
    expect(targets.reduce((sum, value) => sum + value, 0) / targets.length).toBeCloseTo(golden.targetMean, 12);
    if (golden.classCounts !== undefined) {
      const counts = golden.classCounts.map((_, label) => targets.filter((value) => value === label).length);
      expect(counts).toEqual(golden.classCounts);
    }
  });

  it('names features and classes as scikit-learn does', () => {
    if (golden.name !== 'digits') expect(component.traits['featureNames']).toEqual(golden.featureNames);
    expect(component.traits['targetNames']).toEqual(golden.targetNames);
  });
});

describe('digits', () => {
  it('are images from 0 to 1, or rows, or as in scikit-learn', async () => {
    const image = await opened(digits());
    expect(image.input).toMatchObject({ dtype: 'float32', shape: [1797, 8, 8, 1] });
    expect(image.target).toMatchObject({ dtype: 'int32', shape: [1797] });
    const raw = await opened(digits({ scale: false, flatten: true }));
    expect(raw.input.shape).toEqual([1797, 64]);
    expect(Array.from(image.input.data as Float32Array, (value) => value * 16)).toEqual(
      Array.from(raw.input.data as Float32Array),
    );
  });

  it('refuses other options', () => {
    expect(() => digits({ normalize: true } as never)).toThrow(/no such option.*scale, flatten/);
    expect(() => digits({ scale: 'yes' } as never)).toThrow(/scale: /);
  });
});

describe('iris and diabetes', () => {
  it('have the data types of scikit-learn', async () => {
    expect((await opened(iris())).input.dtype).toBe('float64');
    expect((await opened(iris())).target.dtype).toBe('int32');
    expect((await opened(diabetes())).target.dtype).toBe('float64');
  });

  it('go into a data module', async () => {
    const data = new DataModule({ dataset: iris(), split: { test: 0.2 } });
    await data.setup({ seed: 1 });
    expect([data.loader('train')!.samples, data.loader('test')!.samples]).toEqual([120, 30]);
    expect(await column(iris(), 'nothing').catch((error: Error) => error.message)).toMatch(/LML_INVALID_ARGUMENT/);
  });
});
