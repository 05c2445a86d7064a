import { ndArray } from '../../data/nd-array.js';
import type { Figure } from '../../learning/figure.js';
import type { Files } from '../../node/platform.js';
import { writeFigures } from './write-figures.js';

const bars: Figure = { figure: 'bars', title: 'Counts', labels: ['a'], values: ndArray([1]) };

describe('The figures of a run', () => {
  it('are files of their own, each with a name that none else has', async () => {
    const written: Record<string, string> = {};
    const files = { write: (path: string, text: string) => Promise.resolve(void (written[path] = text)) };
    const clock = { batch: 1, step: 1, samples: 1, epoch: 1, seconds: 1 };
    await writeFigures(files as unknown as Files, 'runs/x/1', {
      details: { 'test/a': bars, 'test/A': bars, 'test/f1': ndArray([0.5, 1]), 'test/../b': bars, 'test/cube': ndArray([[[1]]]) }, // prettier-ignore
      history: [{ type: 'epoch', clock, values: { 'train/loss': 1, 'train/lr@conv*': 0.1 } }],
      classNames: ['cat', 'dog'],
    });
    const names = ['lr@conv-', 'loss', 'test-..-b', 'test-A-2', 'test-cube', 'test-a', 'test-f1'];
    expect(Object.keys(written).sort()).toEqual(names.map((name) => `runs/x/1/figures/${name}.svg`).sort());
    expect(written['runs/x/1/figures/test-a.svg']).toContain('>Counts (test)<');
    expect(written['runs/x/1/figures/test-f1.svg']).toContain('>dog<');
  });
});
