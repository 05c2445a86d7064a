import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { build, ndArray, toConfig, type Dataset, type Sample } from '@lml/core';

import '../index.js';
import { batchesOf, inputsOf, randomDataset, readAll, withParts } from '../shared/read.fixture.js';
import { cached, type CachedOptions } from './cached.js';
import { labelled } from './labelled.js';

const folder = mkdtempSync(join(tmpdir(), 'lml-cached-'));
afterAll(() => rmSync(folder, { recursive: true }));
let folders = 0;
const newPath = (): string => join(folder, String(folders++), 'cache');

/** A dataset that counts how often it is read. */
function counting(
  length = 5,
  sampleOf = (index: number): Sample => ({ input: ndArray([index, index / 2]), target: index }),
) {
  const reads: number[] = [];
  const dataset: Dataset = {
    open() {},
    length,
    async get(index) {
      reads.push(index);
      return Promise.resolve(sampleOf(index));
    },
  };
  return { dataset, reads };
}

/** The warnings of a run. */
async function warningsOf(run: () => Promise<unknown>): Promise<string[]> {
  const said: string[] = [];
  const { emitWarning } = process;
  process.emitWarning = (message: unknown, options?: unknown) =>
    void said.push(`${(options as { code: string }).code}: ${message as string}`);
  try {
    await run();
  } finally {
    process.emitWarning = emitWarning;
  }
  return said;
}

describe('cached', () => {
  it('reads each sample once, when it is first needed', async () => {
    const { dataset, reads } = counting();
    const kept = cached({ dataset });
    await kept.open();
    expect(reads).toEqual([]);
    const [first, second] = await Promise.all([kept.get(3), kept.get(3)]);
    expect(second).toBe(first);
    // What is there is given at once.
    expect(kept.get(3)).toBe(first);
    await readAll(kept);
    await batchesOf(kept, 2);
    expect(reads.sort()).toEqual([0, 1, 2, 3, 4]);
  });

  it('keeps draws as seed 0 has them in epoch 0, in whatever order they are read', async () => {
    const kept = cached({ dataset: randomDataset(4) });
    await kept.open();
    const last = await kept.get(3);
    const inputs = await inputsOf(kept, 2);
    expect(inputs[3]).toBe(last['input']);
    expect(await inputsOf(cached({ dataset: randomDataset(4) }))).toEqual(inputs);
  });

  it('reads again what has failed', async () => {
    let attempts = 0;
    const flaky: Dataset = {
      open() {},
      length: 1,
      get: async () => ((attempts += 1) === 1 ? Promise.reject(new Error('not yet')) : Promise.resolve({ input: 1 })),
    };
    const kept = cached({ dataset: flaky });
    await kept.open();
    await expect(kept.get(0)).rejects.toThrow('not yet');
    expect(await kept.get(0)).toEqual({ input: 1 });
  });

  it('passes on what is known of the dataset', async () => {
    const source = withParts(labelled({ inputs: [1, 2], targets: [0, 1], classNames: ['a', 'b'] }), {
      inputNames: ['x'],
      indices: [4, 5],
      source: (row) => ({ file: 'a', row }),
    });
    const kept = cached({ dataset: source });
    await kept.open();
    expect([kept.classNames, kept.inputNames, kept.indices, kept.source!(1)]).toEqual([
      ['a', 'b'],
      ['x'],
      [4, 5],
      { file: 'a', row: 1 },
    ]);
    expect(kept.columns!['target']).toEqual(ndArray([0, 1]));
    expect(() => kept.get(2)).toThrow(/LML_INVALID_ARGUMENT/);
  });

  const onDisk = (dataset: Dataset, path: string, more: Partial<CachedOptions> = {}): Dataset =>
    cached({ dataset, in: 'disk', path, partSize: 2, ...more });

  it('reads all samples once on disk, for other runs too', async () => {
    const path = newPath();
    const { dataset, reads } = counting();
    const samples = await readAll(onDisk(dataset, path));
    expect(samples[3]).toEqual({ input: ndArray([3, 1.5]), target: 3 });
    expect(readdirSync(path).sort()).toEqual([
      'lml-cache.json',
      'samples-00000.safetensors',
      'samples-00001.safetensors',
      'samples-00002.safetensors',
    ]);
    const again = onDisk(dataset, path);
    expect(await readAll(again)).toEqual(samples);
    expect(again.get(1)).toEqual(samples[1]);
    expect(reads).toHaveLength(5);
  });

  it('keeps numbers, texts, records and metadata as they are', async () => {
    const sampleOf = (index: number): Sample => ({
      input: { image: ndArray(Uint8Array.of(index, 255), { shape: [2, 1] }), text: 'ü', words: ndArray(['a', 'b']) },
      target: index === 0 ? NaN : -0,
      weight: true,
      metadata: { id: 3n, list: [null, undefined, { $array: 1 }] },
    });
    const path = newPath();
    await onDisk(counting(3, sampleOf).dataset, path).open();
    const read = await readAll(onDisk(counting(3, sampleOf).dataset, path));
    expect(read).toEqual([0, 1, 2].map(sampleOf));
    expect(Object.is(read[1]!['target'], -0)).toBe(true);
  });

  it.each<[string, Partial<CachedOptions>, number]>([
    ['another number of samples', {}, 4],
    ['another fingerprint', { fingerprint: 'v2' }, 5],
    ['another size of parts', { partSize: 3 }, 5],
  ])('is made anew for %s', async (_, more, length) => {
    const path = newPath();
    await onDisk(counting().dataset, path).open();
    const { dataset, reads } = counting(length, (index) => ({ input: index + 10 }));
    expect(await inputsOf(onDisk(dataset, path, more))).toEqual(Array.from({ length }, (__, index) => index + 10));
    expect(reads).toHaveLength(length);
    const parts = Math.ceil(length / (more.partSize ?? 2));
    expect(readdirSync(path)).toHaveLength(parts + 1);
  });

  it.each<[string, (path: string) => void]>([
    [
      'with another byte',
      (path) => {
        const bytes = readFileSync(join(path, 'samples-00001.safetensors'));
        bytes[bytes.length - 1]! ^= 1;
        writeFileSync(join(path, 'samples-00001.safetensors'), bytes);
      },
    ],
    ['cut off', (path) => writeFileSync(join(path, 'samples-00001.safetensors'), '')],
    ['longer than it was', (path) => writeFileSync(join(path, 'samples-00001.safetensors'), Buffer.alloc(100_000))],
    ['gone', (path) => rmSync(join(path, 'samples-00001.safetensors'))],
  ])('makes a file anew that is %s, and says so', async (_, damage) => {
    const path = newPath();
    const samples = await readAll(onDisk(counting().dataset, path));
    damage(path);
    const { dataset, reads } = counting();
    const said = await warningsOf(async () => expect(await readAll(onDisk(dataset, path))).toEqual(samples));
    expect(said).toEqual([
      expect.stringMatching(/^LML_CACHE_DAMAGED: .*samples-00001.safetensors' is damaged or gone, and is made anew/),
    ]);
    expect(reads).toEqual([2, 3]);
    const mended = counting();
    expect(await readAll(onDisk(mended.dataset, path))).toEqual(samples);
    expect(mended.reads).toEqual([]);
  });

  it.each([
    '',
    '{',
    '[]',
    '{"layout":1,"length":5}',
    '{"layout":1,"length":1e99,"fingerprint":null,"partSize":2,"parts":[]}',
  ])('is made anew where its index is %s', async (text) => {
    const path = newPath();
    const samples = await readAll(onDisk(counting().dataset, path));
    writeFileSync(join(path, 'lml-cache.json'), text);
    const { dataset, reads } = counting();
    const said = await warningsOf(async () => expect(await readAll(onDisk(dataset, path))).toEqual(samples));
    expect(said).toEqual([expect.stringMatching(/^LML_CACHE_DAMAGED: .*lml-cache.json' is no index of a cache/)]);
    expect(reads).toHaveLength(5);
  });

  it('leaves no cache that was cut off', async () => {
    const path = newPath();
    const { dataset } = counting(5, (index) => {
      if (index === 4) throw new Error('out of power');
      return { input: index };
    });
    await onDisk(counting().dataset, path).open();
    await expect(async () => onDisk(dataset, path, { fingerprint: 'v2' }).open()).rejects.toThrow('out of power');
    expect(readdirSync(path)).not.toContain('lml-cache.json');
    const whole = counting();
    await onDisk(whole.dataset, path).open();
    expect(whole.reads).toHaveLength(5);
  });

  it('goes from a config to a dataset and back', () => {
    const config = {
      name: '@lml/datasets:cached',
      dataset: { name: '@lml/datasets:iris' },
      in: 'disk',
      path: 'cache',
      fingerprint: 'v1',
      partSize: 10,
    };
    expect(toConfig(build('dataset', config))).toEqual({ config, missing: [] });
  });

  it.each<[Partial<CachedOptions>, RegExp]>([
    [{ in: 'disk' }, /path: is missing: the folder of a cache on disk/],
    [{ path: 'a' }, /path: must be left out unless in is 'disk'/],
    [{ fingerprint: 'a' }, /fingerprint: must be left out unless in is 'disk'/],
    [{ in: 'cloud' as never }, /in: /],
    [{ dataset: { name: 'chain', datasets: ['iris'] } }, /got a stream/],
  ])('refuses %j', (options, message) => {
    expect(() => cached({ dataset: 'iris', ...options })).toThrow(message);
  });

  it('refuses samples that cannot be written, and a folder that is none', async () => {
    const dated = counting(1, () => ({ input: 1, metadata: new Date(0) }));
    await expect(async () => onDisk(dated.dataset, newPath()).open()).rejects.toThrow(
      /metadata must be plain data.*LML_INVALID_ARGUMENT/,
    );
    const file = join(folder, 'file');
    writeFileSync(file, '');
    await expect(async () => onDisk(counting().dataset, file).open()).rejects.toThrow(/LML_FILE_WRITE/);
  });
});
