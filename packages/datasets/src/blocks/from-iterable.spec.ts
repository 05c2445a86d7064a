import { Readable } from 'node:stream';

import { DataLoader, toConfig, type Sample } from '@lml/core';

import '../index.js';
import { batchesOf, inputsOf } from '../shared/read.fixture.js';
import { fromIterable, type SampleSourceInput } from './from-iterable.js';

const samples = [{ input: 1 }, { input: 2 }, { input: 3 }];
async function* generate(): AsyncGenerator<Sample> {
  yield* samples;
}

describe('from-iterable', () => {
  it.each<[string, () => SampleSourceInput]>([
    ['a list', () => samples],
    ['a generator', () => generate()],
    ['a function', () => generate],
    ['a stream of Node', () => Readable.from(samples)],
    [
      'a stream of the web',
      () =>
        new ReadableStream({
          start: (controller) => (samples.forEach((one) => controller.enqueue(one)), controller.close()),
        }),
    ],
  ])('reads %s', async (_, source) => {
    expect(await inputsOf(fromIterable({ source: source() }))).toEqual([1, 2, 3]);
  });

  it('hands epoch, seed and draws to a function, and its classes on', async () => {
    const stream = fromIterable({
      source: ({ epoch, seed, random }) => [{ input: epoch }, { input: seed }, { input: random('a').uniform() }],
      classNames: ['a'],
    });
    const inputs = await inputsOf(stream, 2);
    expect(inputs.slice(0, 2)).toEqual([2, 0]);
    expect(await inputsOf(stream, 2)).toEqual(inputs);
    expect(await inputsOf(stream, 3)).not.toEqual(inputs);
    expect(stream.classNames).toEqual(['a']);
  });

  it('is shuffled and batched by a loader', async () => {
    const stream = fromIterable({ source: () => Array.from({ length: 20 }, (_, input) => ({ input })) });
    const loader = new DataLoader({ dataset: stream, batchSize: 20, shuffle: true, shuffleBuffer: 20 });
    await loader.open();
    for await (const { batch } of loader.iterate(0)) {
      const { data } = batch['input'] as { data: Float32Array };
      expect(Array.from(data)).not.toEqual(Array.from(data).sort((a, b) => a - b));
      expect(Array.from(data).sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, at) => at));
    }
    expect((await batchesOf(stream, 8)).length).toBe(3);
  });

  it.each([() => generate(), () => Readable.from(samples)])(
    'refuses to read again what can be read once',
    async (make) => {
      const stream = fromIterable({ source: make() });
      await inputsOf(stream);
      await expect(inputsOf(stream)).rejects.toThrow(
        /source must be something that can be read again, for another epoch.*Give a function that makes a new one/,
      );
    },
  );

  it('refuses what is no sample, and what cannot be iterated', async () => {
    await expect(inputsOf(fromIterable({ source: [{ input: 1 }, 2 as never] }))).rejects.toThrow(
      /Sample 1 of source must be a record of parts, such as { input, target }, got 2.*LML_INVALID_ARGUMENT/,
    );
    await expect(inputsOf(fromIterable({ source: Readable.from([Buffer.from('ab')]) }))).rejects.toThrow(
      /A stream of Node must be in object mode/,
    );
    await expect(inputsOf(fromIterable({ source: () => 3 as never }))).rejects.toThrow(
      /What source gives must be samples/,
    );
    expect(() => fromIterable({ source: 'rows' as never })).toThrow(/must be an iterable of samples, or a function/);
    expect(toConfig(fromIterable({ source: generate })).missing).toEqual(['source']);
  });
});
