import { build } from '@lml/core';

import '../index.js';
import { inputsOf, randomStream } from '../shared/read.fixture.js';
import { interleave, type InterleaveOptions } from './interleave.js';
import { unlabelled } from './unlabelled.js';

const datasets = [[1, 2, 3, 4, 5], [10], [20, 21, 22]].map((inputs) => unlabelled({ inputs }));

describe('interleave', () => {
  it.each<[Omit<InterleaveOptions, 'datasets'>, number[]]>([
    [{}, [1, 10, 20, 2, 21, 3, 22, 4, 5]],
    [{ stop: 'first' }, [1, 10, 20, 2]],
    [{ blockLength: 2 }, [1, 2, 10, 20, 21, 3, 4, 22, 5]],
    [{ blockLength: 2, stop: 'first' }, [1, 2, 10]],
  ])('with %j', async (options, inputs) => {
    expect(await inputsOf(interleave({ datasets, ...options }))).toEqual(inputs);
  });

  it('gives each stream draws of its own, from the epoch', async () => {
    const stream = interleave({ datasets: [randomStream(2), randomStream(2)] });
    const inputs = await inputsOf(stream);
    expect(new Set(inputs).size).toBe(4);
    expect(await inputsOf(stream)).toEqual(inputs);
    expect(await inputsOf(stream, 1)).not.toEqual(inputs);
  });

  it('closes streams that are left early', async () => {
    let open = 0;
    const source = (length: number): ReturnType<typeof randomStream> => ({
      open() {},
      *iterate() {
        open += 1;
        try {
          for (let at = 0; at < length; at++) yield { input: at };
        } finally {
          open -= 1;
        }
      },
    });
    await inputsOf(interleave({ datasets: [source(1), source(9)], stop: 'first' }));
    expect(open).toBe(0);
  });

  it('stands in a config, with the names of the classes', () => {
    expect(build('dataset', { name: 'interleave', datasets: ['iris', 'iris'] }).classNames?.[0]).toBe('setosa');
  });
});
