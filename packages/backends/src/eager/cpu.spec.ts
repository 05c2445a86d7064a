import { build, create } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { cpu, plugin } from '../index.js';

describe('cpu', () => {
  it('becomes the current backend, more than once', async () => {
    for (let time = 0; time < 2; time++) {
      await cpu().start();
      expect(tf.getBackend()).toBe('cpu');
    }
    expect(await tf.add(1, 2).data()).toEqual(Float32Array.of(3));
  });

  it('is made by its name', async () => {
    expect(create('backend', 'cpu').name).toBe('cpu');
    await build('backend', 'cpu').start();
    expect(plugin.components.map(({ componentName }) => componentName)).toEqual(['cpu', 'tensorflow', 'wasm']);
  });

  it('has no options', () => {
    expect(() => cpu({ threads: 2 } as never)).toThrow(expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }));
  });
});
