import { layerNorm } from '@lml/core';
import * as fc from 'fast-check';

import { normal, type Values } from '../../../../graph/compute.fixture.js';
import { expectSameAll, opsOf } from './composites.fixture.js';

const moved = ({ shape, data }: Values, offset: number, factor = 1): Values => ({
  shape,
  data: Array.from(data, (value) => factor * value + offset),
});

describe('the composite layer-norm on ONNX Runtime', () => {
  it.each([
    [true, true],
    [true, false],
    [false, true],
    [false, false],
  ])('is that of core, and so are its gradients, with γ %s and β %s', async (scale, center) => {
    const weights = [...(scale ? [normal(2, [8])] : []), ...(center ? [normal(3, [8])] : [])];
    await expectSameAll(
      (x, ...given) => {
        const [gamma, beta] = [scale ? given[0] : undefined, center ? given.at(-1) : undefined];
        return [layerNorm(x, { gamma, beta, epsilon: 1e-5 })];
      },
      [moved(normal(1, [3, 5, 8]), 2, 3), ...weights],
    );
  });

  it('is that of core whatever the shape', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(sizes, async (shape) => {
        const features = shape.slice(-1);
        const inputs = [normal(1, shape), normal(2, features), normal(3, features)];
        await expectSameAll((x, gamma, beta) => [layerNorm(x, { gamma, beta })], inputs);
      }),
      { numRuns: 15 },
    );
  });

  it('is exact far from zero too', async () => {
    const inputs = [moved(normal(1, [4, 16]), 100), normal(2, [16])];
    await expectSameAll((x, gamma) => [layerNorm(x, { gamma, epsilon: 1e-5 })], inputs, 1e-4);
  });

  it('leaves rows of equal numbers at β', async () => {
    const rows = { shape: [2, 3], data: [5, 5, 5, 0, 0, 0] };
    await expectSameAll((x, beta) => [layerNorm(x, { beta })], [rows, normal(2, [3])]);
  });

  it('is one node without a gradient', () => {
    const inputs = [normal(1, [2, 3]), normal(2, [3]), normal(3, [3])];
    expect(opsOf((x, gamma, beta) => [layerNorm(x, { gamma, beta })], inputs)).toEqual(['LayerNormalization']);
  });
});
