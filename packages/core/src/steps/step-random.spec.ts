import type * as tf from '@tensorflow/tfjs';

import { eager } from '../engines/eager-engine.js';
import { stepRandom } from './step-random.js';
import type { DeviceValue } from './step.js';

const draw = (): tf.Tensor => stepRandom().uniform('stream', [3]);

describe('stepRandom', () => {
  it('gives the same numbers at each call outside of steps', () => {
    expect(draw().dataSync()).toEqual(draw().dataSync());
  });

  it('gives those of the step that runs', async () => {
    const engine = eager();
    await engine.setup({ seed: 0 });
    const drawn: string[] = [];
    const step = { name: 'draws', stage: 'train', training: true, run: () => ({ outputs: { one: draw(), other: draw() } }) } as const; // prettier-ignore
    for (const number of [0, 1]) {
      const { outputs } = engine.run(step, {}, { step: number });
      for (const value of Object.values(outputs) as DeviceValue[]) {
        drawn.push(String((await value.read()).data));
        value.dispose();
      }
    }
    expect(new Set(drawn).size).toBe(4);
    engine.dispose();
  });
});
