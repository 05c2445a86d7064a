import { resolve } from 'node:path';

import { cacheFolder } from './cache-folder.js';

describe('cacheFolder', () => {
  const home = (): string => '/home/ada';
  const folder = (platform: string, env: Record<string, string> = {}): string | undefined =>
    cacheFolder({ platform, env, home });

  it.each([
    ['linux', {}, '/home/ada/.cache/lml'],
    ['linux', { XDG_CACHE_HOME: '/var/ada' }, '/var/ada/lml'],
    ['linux', { XDG_CACHE_HOME: 'here' }, '/home/ada/.cache/lml'],
    ['linux', { XDG_CACHE_HOME: '' }, '/home/ada/.cache/lml'],
    ['darwin', {}, '/home/ada/Library/Caches/lml'],
    ['darwin', { XDG_CACHE_HOME: '/var/ada' }, '/var/ada/lml'],
    ['win32', { LOCALAPPDATA: 'D:\\Ada\\Local' }, 'D:\\Ada\\Local\\lml'],
    ['win32', { XDG_CACHE_HOME: '/var/ada' }, '\\home\\ada\\AppData\\Local\\lml'],
    ['linux', { LML_CACHE: '/lml', XDG_CACHE_HOME: '/var/ada' }, '/lml'],
    ['linux', { LML_CACHE: '' }, '/home/ada/.cache/lml'],
  ])('is, on %s with %o, %s', (platform, env, expected) => {
    expect(folder(platform, env as Record<string, string>)).toBe(expected);
  });

  it('takes LML_CACHE from the working directory where it is relative', () => {
    expect(folder('linux', { LML_CACHE: 'cache' })).toBe(resolve('cache'));
  });

  it('is none for a user without a home, unless it is named', () => {
    const none = (): never => {
      throw new Error('no home');
    };
    expect(cacheFolder({ platform: 'linux', env: {}, home: none })).toBeUndefined();
    expect(cacheFolder({ platform: 'linux', env: { LML_CACHE: '/lml' }, home: none })).toBe('/lml');
  });
});
