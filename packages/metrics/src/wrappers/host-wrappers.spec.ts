import {
  compose,
  MetricCollection,
  MetricState,
  MetricTracker,
  ndArray,
  type AnyMetric,
  type HostMetric,
  type MetricNumbers,
  type MetricResult,
  type NdArray,
} from '@lml/core';

import {
  bleuScore,
  bootstrap,
  chrfScore,
  classWise,
  intersectionOverUnion,
  lambdaInput,
  meanAveragePrecision,
  meanSquaredError,
  minMax,
  multiOutput,
  multiTask,
  running,
  wordErrorRate,
} from '../components.js';

/** Prediction and target of a batch. */
type Batch = readonly [prediction: MetricNumbers, target: MetricNumbers];

const TEXTS: readonly Batch[] = [
  [
    ['the cat sat on the mat', 'a dog'],
    ['the cat sat on a mat', 'one dog'],
  ],
  [['it rains again today'], ['it rains today again']],
  [
    ['a fine day for a walk', 'no', 'we go home now'],
    ['a fine day for us', 'yes', 'we go home now'],
  ],
] as never;

const image = (boxes: number[][], labels: number[], scores?: number[]) => ({
  boxes,
  labels,
  ...(scores && { scores }),
});
const IMAGES: readonly Batch[] = [
  [[image([[0, 0, 10, 10], [20, 20, 60, 60]], [0, 3], [0.9, 0.6])], [image([[0, 0, 10, 9], [20, 20, 60, 50]], [0, 3])]],
  [[image([[0, 0, 9, 9]], [3], [0.7]), image([], [], [])], [image([[0, 0, 10, 9]], [0]), image([[1, 1, 7, 8]], [3])]],
  [[image([[5, 5, 50, 90]], [3], [0.4])], [image([[5, 5, 50, 95]], [3])]],
]; // prettier-ignore

const bleu = bleuScore({ smooth: true });
const errors = wordErrorRate();
const precision = meanAveragePrecision({ classMetrics: true });
/** The number of a metric that gives a record. */
const map = (): AnyMetric => compose({ precision }, ({ precision: all }) => (all as unknown as { map: number }).map);

async function counted(metric: AnyMetric, batches: readonly Batch[]): Promise<MetricState> {
  const state = new MetricState(metric);
  for (const [prediction, target] of batches) await state.update(prediction, target);
  return state;
}

const of = async (metric: AnyMetric, batches: readonly Batch[]): Promise<MetricResult> =>
  (await counted(metric, batches)).compute();

describe('A collection of metrics of the host', () => {
  it('gives what its members give by themselves, also of merged parts', async () => {
    const all = new MetricCollection({ bleu, errors });
    const alone = { bleu: await of(bleu, TEXTS), errors: await of(errors, TEXTS) };
    expect(await of(all, TEXTS)).toEqual(alone);
    const parts = await counted(all, TEXTS.slice(0, 1));
    parts.merge(await counted(all, TEXTS.slice(1)));
    expect(parts.compute()).toEqual(alone);
  });

  it('gives also what members keep of objects', async () => {
    const overlap = intersectionOverUnion();
    const all = await of(new MetricCollection({ precision, overlap }), IMAGES);
    const own = Object.entries((await of(precision, IMAGES)) as Record<string, MetricResult>);
    expect(all).toEqual({
      overlap: await of(overlap, IMAGES),
      ...Object.fromEntries(own.map(([key, value]) => [`precision/${key}`, value])),
    });
  });

  it('is tracked over steps', async () => {
    const tracker = new MetricTracker(new MetricCollection({ bleu, errors }));
    for (const [prediction, target] of TEXTS) {
      tracker.increment();
      await tracker.update(prediction, target);
    }
    const each = await Promise.all(TEXTS.map((batch) => of(errors, [batch])));
    expect(tracker.best('errors')).toEqual({ value: Math.min(...(each as number[])), step: 0 });
  });

  it('judges tasks by their names', async () => {
    const state = new MetricState(multiTask({ metrics: { title: errors, body: bleu } }));
    const [[titles, titled], , [bodies, right]] = TEXTS as [Batch, Batch, Batch];
    await state.update({ title: bodies, body: bodies }, { title: right, body: right });
    expect(state.compute()).toEqual({
      title: await of(errors, [[bodies, right]]),
      body: await of(bleu, [[bodies, right]]),
    });
    await expect(new MetricState(multiTask({ metrics: { a: errors } })).update({ b: titles }, titled)).rejects.toThrow(
      "a part 'a'",
    );
    expect(() => multiTask({ metrics: { a: errors, b: meanSquaredError({ on: 'prediction' }) } })).toThrow(
      "all counted on the host, as 'a' is",
    );
  });
});

describe('running, of a metric of the host', () => {
  it.each([
    ['sums', errors, TEXTS],
    ['keeps objects', precision, IMAGES],
    ['is a collection', new MetricCollection({ bleu, each: chrfScore({ returnSentenceLevelScore: true }) }), TEXTS],
  ])('is that of the last batches where it %s', async (_, metric, batches) => {
    for (const window of [1, 2, 3, 7]) {
      expect(await of(running({ metric, window }), batches)).toEqual(await of(metric, batches.slice(-window)));
      const parts = await counted(running({ metric, window }), batches.slice(0, 1));
      parts.merge(await counted(running({ metric, window }), batches.slice(1)));
      expect(parts.compute()).toEqual(await of(metric, batches.slice(-window)));
    }
    expect(new MetricState(running({ metric })).compute()).toEqual(new MetricState(metric).compute());
  });

  it('refuses names that are missing of some batches', async () => {
    const uneven: HostMetric = {
      ...errors,
      init: () => ({}),
      updateHost: ({ prediction }): Record<string, NdArray> =>
        (prediction as string[])[0] === '' ? {} : { [String(prediction)]: ndArray(1) },
      compute: () => 0,
    };
    const state = await counted(running({ metric: uneven }), [
      [['a'], ['a']],
      [['b'], ['b']],
      [['b'], ['b']],
    ]);
    expect(() => state.compute()).toThrow('metric of running must be one that adds the same names for each batch');
  });
});

describe('bootstrap, of a metric of the host', () => {
  const many = (count: number): Batch => [
    Array.from({ length: count }, (_, at) => (at % 4 === 0 ? 'wrong' : `${at}`)),
    Array.from({ length: count }, (_, at) => `${at}`),
  ];

  it('is that of the metric where there is one sample a batch', async () => {
    const single = TEXTS.slice(1, 2);
    expect(await of(bootstrap({ metric: errors, numBootstraps: 3 }), single)).toEqual({
      mean: await of(errors, single),
      std: 0,
    });
    const text: Batch = ['a dog', ['one dog', 'a dog']];
    expect(await of(bootstrap({ metric: bleu, numBootstraps: 2 }), [text])).toEqual({
      mean: await of(bleu, [text]),
      std: 0,
    });
    const objects = IMAGES.slice(2);
    const { mean, std } = (await of(bootstrap({ metric: map() }), objects)) as { mean: number; std: number };
    expect(mean).toBeCloseTo((await of(map(), objects)) as number, 12);
    expect(std).toBeCloseTo(0, 12);
  });

  it('estimates the standard error, keeps both sides of a sample together, and draws the same again', async () => {
    const metric = bootstrap({ metric: errors, numBootstraps: 60, raw: true });
    const batches = [many(200), many(200)];
    const result = (await of(metric, batches)) as { mean: number; std: number; raw: NdArray };
    const error = Math.sqrt(0.25 * 0.75) / 20;
    expect(Math.abs(result.mean - 0.25)).toBeLessThan(error);
    expect(result.std / error).toBeGreaterThan(0.7);
    expect(result.std / error).toBeLessThan(1.4);
    expect(await of(metric, batches)).toEqual(result);
  });

  it('draws whole images, from lists and from columns', async () => {
    const objects = Array.from({ length: 12 }, (_, at) => IMAGES[at % 2 === 0 ? 0 : 2]!);
    const list: Batch = [objects.flatMap(([found]) => found as never), objects.flatMap(([, right]) => right as never)];
    const columns = list.map((side) => {
      const images = side as unknown as Record<string, number[][]>[];
      return Object.fromEntries(Object.keys(images[0]!).map((key) => [key, images.map((one) => one[key]!)]));
    }) as unknown as Batch;
    const metric = bootstrap({ metric: map(), raw: true });
    const result = (await of(metric, [list])) as { std: number };
    expect(result.std).toBeGreaterThan(0);
    expect(await of(metric, [columns])).toEqual(result);
  });
});

describe('min-max and class-wise, of a metric of the host', () => {
  it('know the least and the greatest result', async () => {
    const state = new MetricState(minMax({ metric: map() }));
    const each = (await Promise.all(IMAGES.map((batch) => of(map(), [batch])))) as number[];
    for (const [prediction, target] of IMAGES) {
      state.reset();
      await state.update(prediction, target);
      state.compute();
    }
    expect(state.compute()).toEqual({ raw: each.at(-1), min: Math.min(...each), max: Math.max(...each) });
    expect(Math.min(...each)).toBeLessThan(Math.max(...each));
    await expect(of(minMax({ metric: precision }), IMAGES)).rejects.toThrow('one that gives a number');
  });

  it('name the classes that occur, of each entry of a record', async () => {
    const own = (await of(precision, IMAGES)) as { mapPerClass: NdArray; mar100PerClass: NdArray };
    const [map0, map3] = own.mapPerClass.data as Float64Array;
    const [mar0, mar3] = own.mar100PerClass.data as Float64Array;
    expect(await of(classWise({ metric: precision }), IMAGES)).toEqual({
      mapPerClass: { '0': map0, '3': map3 },
      mar100PerClass: { '0': mar0, '3': mar3 },
    });
    const labels = ['cat', 'dog', 'cow', 'hen'];
    const overlap = intersectionOverUnion({ classMetrics: true });
    const { perClass } = (await of(overlap, IMAGES)) as { perClass: NdArray };
    expect(await of(classWise({ metric: overlap, labels, prefix: 'a ' }), IMAGES)).toEqual({
      perClass: { 'a cat': perClass.data[0], 'a hen': perClass.data[1] },
    });
    await expect(of(classWise({ metric: precision, labels: ['cat'] }), IMAGES)).rejects.toThrow('a name for class 3');
    await expect(of(classWise({ metric: meanAveragePrecision() }), IMAGES)).rejects.toThrow('classMetrics: true');
  });
});

it('A metric of the host is refused by wrappers that change tensors', () => {
  expect(() => multiOutput({ metric: errors, numOutputs: 2 })).toThrow(
    'metric of multi-output must be one that counts tensors',
  );
  expect(() => lambdaInput({ metric: errors })).toThrow('this wrapper changes tensors');
});
