import { cpu, wasm } from '@lml/backends';
import { eager } from '@lml/core';
import { watchLimits } from '@lml/core/engine';
import { distance, prepare, trainOn } from '../../packages/compiler/src/agreement/agreement.fixture.ts';
import {
  imageLayers,
  plainLayers,
  randomLayers,
  recurrentLayers,
} from '../../packages/compiler/src/agreement/layers/layers.fixture.ts';

/** Against the norm of all numbers. Compiled steps are compared with eager ones by the compiler's own specs. */
const TOLERANCE = 2e-5;

/** What a backend makes of a layer in two steps and in use afterwards, and the known faults that were met. */
async function trained(backend, subject) {
  await backend().start();
  const engine = eager();
  await engine.setup({ seed: 3 });
  // A model that computes the same another way stands for those whose gradient cpu has wrong.
  const prepared = await prepare(subject, backend === cpu ? subject.reference : subject.make);
  const limits = new Set();
  const watched = (step) => ({
    ...step,
    run: (...given) =>
      watchLimits(
        ({ id, onlyNaN }) => onlyNaN !== true && limits.add(id),
        () => step.run(...given),
      ),
  });
  try {
    const values = await trainOn(engine, { ...prepared, step: watched(prepared.step), use: watched(prepared.use) }, { steps: 2 }); // prettier-ignore
    return { values, limits };
  } finally {
    engine.dispose();
    prepared.dispose();
  }
}

const cases = { ...plainLayers, ...randomLayers, ...recurrentLayers, ...imageLayers };

describe('Layers on wasm', () => {
  it.each(Object.entries(cases).filter(([, { fails }]) => fails === undefined))(
    '%s has the gradients, weights and outputs that it has on cpu',
    async (_, subject) => {
      const [actual, expected] = [await trained(wasm, subject), await trained(cpu, subject)];
      // What the table of known limits tells of is warned of.
      if (actual.limits.size + expected.limits.size > 0) return;
      for (const part of ['gradients', 'state', 'used'])
        expect(distance(actual.values[part], expected.values[part])).toBeLessThan(TOLERANCE);
    },
  );
});
