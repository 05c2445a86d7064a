import { MetricState } from '@lml/core';
import fc from 'fast-check';

import { edgesOf, furthestOf, type Mask } from '../shared/segmentation/mask-distance.js';
import { hausdorffDistance } from './hausdorff-distance.js';

describe('hausdorffDistance', () => {
  it('is how far one pixel is from another', async () => {
    const at = (row: number, column: number): number[][] =>
      Array.from({ length: 5 }, (_, r) => Array.from({ length: 7 }, (__, c) => (r === row && c === column ? 1 : 0)));
    const of = async (options: Parameters<typeof hausdorffDistance>[0] = {}): Promise<unknown> => {
      const state = new MetricState(hausdorffDistance({ numClasses: 2, inputFormat: 'index', ...options }));
      await state.update([at(0, 1)], [at(3, 5)]);
      return state.compute();
    };
    expect(await of()).toBe(5);
    expect(await of({ distanceMetric: 'chessboard' })).toBe(4);
    expect(await of({ distanceMetric: 'taxicab', spacing: [2, 0.5] })).toBe(8);
  });

  it('is that of all pairs of pixels of the outlines', () => {
    const [height, width] = [6, 7];
    const mask = fc.uint8Array({ min: 0, max: 1, minLength: 42, maxLength: 42 }).map((data): Mask => ({ height, width, data })); // prettier-ignore
    const metric = fc.constantFrom('euclidean' as const, 'chessboard' as const, 'taxicab' as const);
    const spacing = fc.constantFrom([1, 1] as const, [0.5, 2] as const, [3, 1] as const);
    const placesOf = ({ data }: Mask): number[] => [...data.keys()].filter((at) => data[at] === 1);
    fc.assert(
      fc.property(mask, mask, metric, spacing, (one, other, kind, apart) => {
        const [from, to] = [edgesOf(one), edgesOf(other)];
        const distance = (a: number, b: number): number => {
          const down = Math.abs(Math.floor(a / width) - Math.floor(b / width)) * apart[0];
          const across = Math.abs((a % width) - (b % width)) * apart[1];
          return { euclidean: Math.hypot(down, across), chessboard: Math.max(down, across), taxicab: down + across }[
            kind
          ];
        };
        const nearest = placesOf(from).map((a) => Math.min(...placesOf(to).map((b) => distance(a, b))));
        expect(furthestOf(from, to, kind, apart)).toBeCloseTo(Math.max(...nearest));
      }),
    );
  });

  it('says which images it takes', async () => {
    const state = new MetricState(hausdorffDistance({ numClasses: 2, inputFormat: 'index' }));
    await expect(state.update('x', [[[0]]])).rejects.toThrow('The prediction of hausdorff-distance must be an array');
    await expect(state.update([[0, 1]], [[0, 1]])).rejects.toThrow('needs images, [batch, height, width]');
    await expect(state.update([[[2]]], [[[0]]])).rejects.toThrow('whole numbers from 0 to 1');
    expect(state.compute()).toBeNaN();
  });
});
