import { nativeFolder } from './native-folder.js';

describe('nativeFolder', () => {
  it('is one for each version and platform', () => {
    expect(nativeFolder('/mine')).toMatch(/^\/mine\/native\/tfjs-node-[\d.]+-tensorflow-[\d.]+-\w+-\w+-\d+$/);
  });
});
