import { multiplicative } from '../index.js';
import { rates } from '../shared/schedules.fixture.js';

describe('multiplicative', () => {
  it('gives the numbers of PyTorch, in whatever order it is asked', () => {
    // MultiplicativeLR(SGD([w], lr=0.5), lambda step: 1 - 1 / (step + 1)) of torch 2.15: 0.5 / (step + 1)
    const scheduler = multiplicative({ factor: (step) => 1 - 1 / (step + 1) });
    for (const steps of [
      [0, 1, 4, 99],
      [99, 4, 1, 0],
      [4, 4],
    ])
      expect(rates(scheduler, steps)).toEqual(steps.map((step) => expect.closeTo(0.5 / (step + 1), 14)));
  });

  it('asks for each factor once as a run goes on', () => {
    const asked: number[] = [];
    const scheduler = multiplicative({ factor: (epoch) => asked.push(epoch), unit: 'epoch' });
    rates(scheduler, [0, 1, 5, 6, 12, 17]);
    expect(asked).toEqual([1, 2, 3]);
  });
});
