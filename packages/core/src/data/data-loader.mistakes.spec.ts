import { ndArray } from './nd-array.js';
import type { Dataset } from './dataset.js';
import { opened, read } from './data-loader.fixture.js';
import type { Sample } from './sample.js';
import type { Transform } from './transform.js';

describe('A DataLoader names what is wrong', () => {
  const one = (get: (index: number) => unknown, length: unknown = 4): Dataset =>
    ({ open: () => undefined, length, get }) as unknown as Dataset;
  const good = one((x) => ({ x }));
  const first = async (options: object): Promise<unknown> =>
    read(await opened({ dataset: good, batchSize: 2, ...options }));
  const invalid = { code: 'LML_INVALID_ARGUMENT' };

  it.each([undefined, NaN, -1, 1.5, '4', Infinity, 2 ** 31])('with a length of %p', async (length) => {
    for (const shuffle of [false, true]) {
      const failing = first({ dataset: one((x) => ({ x }), length ?? null), shuffle });
      await expect(failing).rejects.toMatchObject(invalid);
      await expect(failing).rejects.toThrow('The length of the dataset must be the number of samples');
    }
  });

  it.each<[string, unknown, string]>([
    ['nothing', undefined, 'got undefined. Is a return missing?'],
    ['null', null, 'got null'],
    ['a list', [1], 'got [1]'],
    ['an array', ndArray([1]), 'got float32 [1]'],
    ['a number', 3, 'got 3'],
  ])('with %s as a sample, a changed sample or a batch', async (_, wrong, message) => {
    const wait = <Value>(value: Value): Promise<Value> => Promise.resolve(value);
    const identity: Transform = { apply: (sample) => sample };
    const only = (index: number): unknown => (index === 3 ? wrong : { x: index });
    const change = (sample: Sample): Sample => only(sample['x'] as number) as Sample;
    const cases: [object, string][] = [
      [{ dataset: one(only) }, 'What get gives for sample 3'],
      [{ dataset: one((index) => wait(only(index))) }, 'What get gives for sample 3'],
      [{ transforms: [identity, { apply: change }] }, 'What transform 1 gives for sample 3'],
      [{ transforms: [{ apply: (sample: Sample) => wait(change(sample)) }] }, 'What transform 0 gives for sample 3'],
      [{ dataset: { open: () => undefined, iterate: () => [{ x: 0 }, wrong] } }, 'What the stream gives for sample 1'],
      [{ collate: () => wrong }, 'The batch that collate gives'],
      [{ dataset: { ...good, getBatch: () => wrong } }, 'The batch that getBatch gives'],
      [{ dataset: { ...good, getBatch: () => wait(wrong) } }, 'The batch that getBatch gives'],
    ];
    for (const [options, subject] of cases) {
      await expect(first(options)).rejects.toMatchObject(invalid);
      await expect(first(options)).rejects.toThrow(`${subject} must be a record`);
      await expect(first(options)).rejects.toThrow(message);
    }
  });

  it('with the sample of the dataset, not its place in the batch', async () => {
    const dataset = {
      ...one((index) => ({ x: index === 3 ? undefined : 1 })),
      source: (row: number) => ({ file: 'x.csv', row }),
    };
    await expect(first({ dataset })).rejects.toThrow("'x' of row 3 of x.csv must be");
  });

  it('with an array whose values do not fill its shape, which memory of before would', async () => {
    const short = { dtype: 'float32', shape: [4], data: Float32Array.of(1, 2) };
    const long = { dtype: 'float32', shape: [1], data: Float32Array.of(1, 2) };
    for (const x of [short, long]) {
      const gathered: object = { ...good, getBatch: () => ({ x }) };
      const options = [{ dataset: one(() => ({ x })) }, { collate: () => ({ x }) }, { dataset: gathered }];
      for (const each of options) await expect(first(each)).rejects.toMatchObject({ code: 'LML_SHAPE_MISMATCH' });
    }
  });

  it.each<[string, unknown, string]>([
    ['nothing', undefined, 'The order that the sampler gives must be a list of indices of samples, got undefined'],
    ['a promise', Promise.resolve([0]), 'got a promise (is an await missing?)'],
    [
      'an index that is too large',
      [0, 4],
      'Index 1 of the order that the sampler gives must be a whole number from 0 to 3',
    ],
    ['an index that is none', Float64Array.of(0.5), 'Index 0 of the order'],
  ])('with %s as an order', async (_, order, message) => {
    await expect(first({ sampler: { indices: () => order } })).rejects.toMatchObject(invalid);
    await expect(first({ sampler: { indices: () => order } })).rejects.toThrow(message);
  });
});
