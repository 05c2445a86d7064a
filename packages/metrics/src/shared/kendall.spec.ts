import fc from 'fast-check';

import { countPairs } from './kendall.js';

describe('countPairs', () => {
  it('counts what comparing each pair counts', () => {
    const digit = fc.integer({ min: 0, max: 5 });
    fc.assert(
      fc.property(fc.array(fc.tuple(digit, digit), { maxLength: 40 }), (samples) => {
        let [concordant, discordant, tiedPredictions, tiedTargets] = [0, 0, 0, 0];
        for (const [at, [x, y]] of samples.entries()) {
          for (const [otherX, otherY] of samples.slice(at + 1)) {
            const order = Math.sign(x - otherX) * Math.sign(y - otherY);
            if (order > 0) concordant++;
            if (order < 0) discordant++;
            if (x === otherX) tiedPredictions++;
            if (y === otherY) tiedTargets++;
          }
        }
        const [predictions, targets] = [0, 1].map((part) => Float32Array.from(samples, (sample) => sample[part]!));
        expect(countPairs({ predictions: predictions!, targets: targets! })).toMatchObject({
          samples: samples.length,
          concordant,
          discordant,
          predictions: { pairs: tiedPredictions, distinct: new Set(predictions).size },
          targets: { pairs: tiedTargets, distinct: new Set(targets).size },
        });
      }),
    );
  });

  it('counts more pairs than 32 bits hold', () => {
    const samples = 100_000;
    const rising = Float32Array.from({ length: samples }, (_, index) => index);
    const pairs = (samples * (samples - 1)) / 2;
    expect(countPairs({ predictions: rising, targets: rising.toReversed() })).toMatchObject({
      concordant: 0,
      discordant: pairs,
    });
  });
});
