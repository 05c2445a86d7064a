import { gelu } from '@lml/core';

import { normal } from '../../../../graph/compute.fixture.js';
import { expectSame } from '../../lowering.fixture.js';
import { expectSameAll, opsOf } from './composites.fixture.js';

describe.each(['none', 'tanh'] as const)('the composite gelu on ONNX Runtime, approximate: %s', (approximate) => {
  it('is that of core, and so is its gradient', async () => {
    const { shape, data } = normal(1, [4, 50]);
    const wide = { shape, data: Array.from(data, (value) => 3 * value) };
    await expectSameAll((x) => [gelu(x, { approximate })], [wide], 2e-6);
    await expectSame((x) => gelu(x, { approximate }), [wide], 2e-6);
  });

  it('is NaN, infinite or flat far out where that of core is', async () => {
    const far = { shape: [11], data: [0, -0, 1e-30, 9, -9, 40, -40, 1e15, -1e15, Infinity, NaN] };
    await expectSameAll((x) => [gelu(x, { approximate })], [far]);
  });

  it('takes tensors of any rank', async () => {
    for (const shape of [[], [0], [2, 3, 1, 2]])
      await expectSameAll((x) => [gelu(x, { approximate })], [normal(1, shape)]);
  });

  it("is ONNX's own op where no gradient is computed", () => {
    expect(opsOf((x) => [gelu(x, { approximate })], [normal(1, [3])])).toEqual(['Gelu']);
  });
});
