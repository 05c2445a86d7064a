import { lambda } from '../index.js';
import { at, BASE, rates } from '../shared/schedules.fixture.js';

describe('lambda', () => {
  it('gives the numbers of PyTorch for a function of the step', () => {
    // LambdaLR(SGD([w], lr=0.5), lambda step: 0.95 ** step) of torch 2.15
    const expected = [0.5, 0.475, 0.45125, 0.29936846961918934, 0.002960264610164874];
    expect(rates(lambda({ factor: (step) => 0.95 ** step }), [0, 1, 2, 10, 100])).toEqual(expected.map((rate) => expect.closeTo(rate, 14))); // prettier-ignore
  });

  it('hands epochs, or their fractions, to the function', () => {
    const seen: number[] = [];
    for (const unit of ['epoch', 'fractional-epoch'] as const)
      lambda({ factor: (now) => seen.push(now), unit }).values(BASE, at(7));
    expect(seen).toEqual([1, 1.4]);
  });

  it('is in code only', () => {
    expect(() => lambda({ factor: 'step ** 2' as never })).toThrow(/factor: must be a function of a number, in code/);
  });
});
