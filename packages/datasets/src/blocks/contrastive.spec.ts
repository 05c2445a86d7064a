import {
  build,
  DataLoader,
  defineComponent,
  list,
  ndArray,
  optionsJsonSchema,
  RandomStreams,
  registerPlugin,
  toConfig,
  type NdArray,
  type RandomGenerator,
  type Sample,
  type SampleContext,
  type Transform,
} from '@lml/core';
import { z } from 'zod';

import '../index.js';
import { contrastive } from './contrastive.js';
import { labelled } from './labelled.js';
import { unlabelled } from './unlabelled.js';

const noise = ({ data, shape }: NdArray, random: RandomGenerator): NdArray =>
  ndArray(
    Float32Array.from(data as Float32Array, (value) => value + random.uniform()),
    { shape },
  );

const shift = defineComponent({
  kind: 'transform',
  name: 'shift',
  summary: 'Adds a number to the input.',
  schema: z.strictObject({ by: z.number().default(1) }),
  create: ({ by }): Transform => ({
    apply: (sample, { random }) => ({ ...sample, input: (sample['input'] as number) + by + random('shift').uniform() }),
  }),
});
declare module '@lml/core' {
  interface TransformOptions {
    shift: { by?: number | undefined };
  }
}
registerPlugin({ name: 'lml-plugin-shift', version: '1.0.0', apiVersion: 1, components: [shift] });

const inputs = [
  [1, 2],
  [3, 4],
  [5, 6],
];
const contextOf = (epoch: number, index: number, seed = 7): SampleContext => ({
  epoch,
  random: (stream) => new RandomStreams(seed).at(`${stream}/${index}`, epoch),
});

describe('contrastive', () => {
  it('gives two different views of one sample, and nothing else of it', async () => {
    const dataset = contrastive({ dataset: labelled({ inputs, targets: [0, 1, 2] }), augment: noise });
    await dataset.open();
    expect(dataset.length).toBe(3);
    const { input, positive, ...rest } = (await dataset.get(1, contextOf(0, 1))) as Record<string, NdArray<'float32'>>;
    expect(rest).toEqual({});
    expect(dataset.columns).toBeUndefined();
    expect(input!.shape).toEqual([2]);
    for (const view of [input!, positive!]) {
      for (const [position, value] of view.data.entries()) {
        expect(value).toBeGreaterThan(3 + position);
        expect(value).toBeLessThan(4 + position);
      }
    }
    expect(input!.data).not.toEqual(positive!.data);
  });

  it('depends on seed, epoch and index, and on nothing else', async () => {
    const make = (): ReturnType<typeof contrastive> => contrastive({ dataset: unlabelled({ inputs }), augment: noise });
    const [one, other] = [make(), make()];
    await one.open();
    await other.open();
    const drawn = [0, 1, 2].map((index) => one.get(index, contextOf(3, index)));
    expect([2, 1, 0].map((index) => other.get(index, contextOf(3, index))).reverse()).toEqual(drawn);
    const same = contrastive({ dataset: unlabelled({ inputs: [[0], [0]] }), augment: noise });
    await same.open();
    const views = [contextOf(0, 0), contextOf(1, 0), contextOf(0, 1), contextOf(0, 0, 8)].flatMap((context) => {
      const { input, positive } = same.get(0, context) as Record<string, NdArray>;
      return [input!.data[0], positive!.data[0]];
    });
    expect(new Set(views).size).toBe(8);
  });

  it('without a context gives what seed 0 has in epoch 0', async () => {
    const dataset = contrastive({ dataset: unlabelled({ inputs }), augment: noise });
    const loader = new DataLoader({ dataset, batchSize: 1 });
    await loader.open();
    const batches = [];
    for await (const { batch } of loader.iterate(0)) batches.push(batch);
    const { input } = dataset.get(2) as { input: NdArray };
    expect(batches[2]!['input']).toEqual({ ...input, shape: [1, 2] });
  });

  it('gives a loader the same batches again', async () => {
    const dataset = contrastive({ dataset: unlabelled({ inputs }), augment: noise });
    const read = async (epoch: number): Promise<unknown[]> => {
      const loader = new DataLoader({ dataset, batchSize: 2, shuffle: true, seed: 5 });
      await loader.open();
      const batches = [];
      for await (const { batch } of loader.iterate(epoch)) batches.push(batch);
      return batches;
    };
    expect(await read(0)).toEqual(await read(0));
    expect(await read(0)).not.toEqual(await read(1));
  });

  it('keeps the target if asked, as a column too', async () => {
    const dataset = contrastive({
      dataset: labelled({ inputs, targets: [0, 1, 2] }),
      augment: noise,
      keepTarget: true,
    });
    await dataset.open();
    expect(Object.keys(await dataset.get(0))).toEqual(['input', 'positive', 'target']);
    expect(dataset.columns).toEqual({ target: ndArray([0, 1, 2]) });
    const without = contrastive({ dataset: unlabelled({ inputs }), augment: noise, keepTarget: true });
    await without.open();
    expect(Object.keys(await without.get(0))).toEqual(['input', 'positive']);
    expect(without.columns).toBeUndefined();
  });

  it('applies several augmentations in turn, each with streams of its own', async () => {
    const dataset = contrastive({
      dataset: unlabelled({ inputs: [0] }),
      augment: [shift({ by: 10 }), { name: 'shift', by: 100 }, (input) => input, 'shift'],
    });
    await dataset.open();
    const { input, positive } = (await dataset.get(0)) as unknown as Record<string, NdArray>;
    const value = Number(input);
    expect(value).toBeGreaterThan(111);
    expect(value).toBeLessThan(114);
    expect(value).not.toBe(Number(positive));
    const alone = contrastive({ dataset: unlabelled({ inputs: [0] }), augment: ['shift', 'shift'] });
    await alone.open();
    const { input: twice } = (await alone.get(0)) as { input: number };
    const once = contrastive({ dataset: unlabelled({ inputs: [0] }), augment: 'shift' });
    await once.open();
    const { input: single } = (await once.get(0)) as { input: number };
    expect(twice).not.toBeCloseTo(2 * single, 5);
  });

  it('augments another part of the sample', async () => {
    const source = {
      open: () => undefined,
      length: 1,
      get: () => ({ image: ndArray([1]), input: ndArray([9]) }),
    };
    const dataset = contrastive({
      dataset: source,
      augment: ({ data, shape }) => ({
        dtype: 'float32',
        shape,
        data: Float32Array.from(data as Float32Array, (x) => -x),
      }),
      key: 'image',
    });
    await dataset.open();
    expect(await dataset.get(0)).toEqual({ input: ndArray([-1]), positive: ndArray([-1]) });
  });

  it('waits for datasets and transforms that do', async () => {
    const source = { open: () => Promise.resolve(), length: 1, get: () => Promise.resolve({ input: 1 }) };
    const later: Transform = { apply: (sample) => Promise.resolve({ input: (sample['input'] as number) * 2 }) };
    const dataset = contrastive({ dataset: source, augment: [later, later] });
    await dataset.open();
    expect(await dataset.get(0)).toEqual({ input: 4, positive: 4 });
    const sync = contrastive({ dataset: unlabelled({ inputs: [1] }), augment: [later] });
    await sync.open();
    expect(await sync.get(0)).toEqual({ input: 2, positive: 2 });
  });

  it('is built from data, and written back', () => {
    const config = {
      name: 'contrastive',
      dataset: { name: 'unlabelled', inputs } as const,
      augment: { name: 'shift', by: 2 },
    };
    const built = build('dataset', config);
    expect(toConfig(built)).toEqual({
      config: {
        name: '@lml/datasets:contrastive',
        dataset: { name: '@lml/datasets:unlabelled', inputs },
        augment: [{ name: 'lml-plugin-shift:shift', by: 2 }],
        key: 'input',
        keepTarget: false,
      },
      missing: [],
    });
    expect(toConfig(contrastive({ dataset: config.dataset, augment: noise })).missing).toEqual([
      expect.stringMatching(/^augment\.0/),
    ]);
  });

  it('says where a component stands that nobody registered', () => {
    const dataset = { name: 'unlabelled', inputs } as const;
    const misspelt: string = 'shif';
    expect(() => contrastive({ dataset, augment: misspelt as 'shift' })).toThrow(
      /augment.*'shif'.*'shift'.*LML_UNKNOWN_COMPONENT/,
    );
    expect(() => contrastive({ dataset, augment: ['shift', misspelt as 'shift'] })).toThrow(
      /augment.1.*LML_UNKNOWN_COMPONENT/,
    );
    expect(() => contrastive({ dataset: 'labeled' as never, augment: 'shift' })).toThrow(
      /dataset.*LML_UNKNOWN_COMPONENT/,
    );
  });

  it('points to transforms in its JSON Schema', () => {
    const entry = list('dataset').find(({ name }) => name === 'contrastive')!;
    expect(optionsJsonSchema(entry)).toMatchObject({
      required: ['dataset', 'augment'],
      properties: {
        dataset: { $ref: '#/definitions/dataset' },
        augment: {
          anyOf: [{ $ref: '#/definitions/transform' }, { type: 'array', items: { $ref: '#/definitions/transform' } }],
        },
      },
    });
  });

  it.each<[string, unknown, RegExp]>([
    ['no dataset', { augment: noise }, /dataset: is missing: it must be a dataset/],
    [
      'a dataset with a wrong option',
      { dataset: { name: 'unlabelled', inputs: [[1], 2] }, augment: noise },
      /dataset.inputs.1: must be an array/,
    ],
    ['no augmentation', { dataset: unlabelled({ inputs }) }, /augment: is missing: it must be a transform/],
    ['an empty list', { dataset: unlabelled({ inputs }), augment: [] }, /augment: must be at least one/],
    ['a number', { dataset: unlabelled({ inputs }), augment: [noise, 3] }, /augment.1: must be a transform/],
    [
      'a component that was not called',
      { dataset: unlabelled({ inputs }), augment: shift },
      /augment: must be made by calling shift/,
    ],
    [
      'a transform with a wrong option',
      { dataset: unlabelled({ inputs }), augment: { name: 'shift', by: 'x' } },
      /augment.by: /,
    ],
    [
      'a transform with an unknown option',
      { dataset: unlabelled({ inputs }), augment: [{ name: 'shift', to: 1 }] },
      /augment.0.*/,
    ],
    [
      'an unknown option',
      { dataset: unlabelled({ inputs }), augment: noise, keepTargets: true },
      /did you mean keepTarget/,
    ],
    [
      'a stream',
      { dataset: { open: () => undefined, iterate: () => [] }, augment: noise },
      /reached by index, got a stream/,
    ],
  ])('refuses %s', (_name, options, message) => {
    expect(() => contrastive(options as never)).toThrow(message);
    expect(() => contrastive(options as never)).toThrow(/LML_INVALID_OPTIONS/);
  });

  it.each<[string, Parameters<typeof contrastive>[0], RegExp]>([
    [
      'a missing part',
      { dataset: unlabelled({ inputs }), augment: noise, key: 'image' },
      /key must be a part of sample 0/,
    ],
    ['a record', { dataset: unlabelled({ inputs: { a: inputs } }), augment: noise }, /input must be an array/],
    ['no array', { dataset: unlabelled({ inputs }), augment: (() => 3) as never }, /returns an NdArray/],
    ['no input', { dataset: unlabelled({ inputs }), augment: { apply: (): Sample => ({}) } }, /keep input/],
  ])('refuses, where it is read, %s', async (_name, options, message) => {
    const dataset = contrastive(options);
    await dataset.open();
    expect(() => dataset.get(0)).toThrow(message);
    expect(() => dataset.get(0)).toThrow(/LML_INVALID_ARGUMENT/);
  });
});
