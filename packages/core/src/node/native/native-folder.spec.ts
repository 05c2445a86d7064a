import { nativeFolderIn } from './native-folder.js';

describe('nativeFolderIn', () => {
  it('is one for each version and platform', () => {
    const folder = nativeFolderIn('/mine', { system: 'linux', architecture: 'x64' });
    expect(folder).toMatch(/^\/mine\/native\/tfjs-node-[\d.]+-tensorflow-[\d.]+-linux-x64-\d+$/);
  });
});
