import { averageOutputs } from './multioutput.js';

describe('averageOutputs', () => {
  it('weighs outputs alike, by variance, or not at all', () => {
    expect(averageOutputs([1, 0], [1, 3], 'uniformAverage')).toBe(0.5);
    expect(averageOutputs([1, 0], [1, 3], 'varianceWeighted')).toBe(0.25);
    expect(averageOutputs([1, 0], [1, 3], 'rawValues')).toMatchObject({ data: Float64Array.of(1, 0) });
  });

  it('weighs outputs alike where none varies', () => {
    expect(averageOutputs([1, 0], [0, 0], 'varianceWeighted')).toBe(0.5);
  });
});
