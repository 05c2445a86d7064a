import { resolve } from 'node:path';

import { cacheFolder } from './cache-folder.js';

describe('cacheFolder', () => {
  const home = (): string => '/users/ada';
  const folder = (platform: string, env: Record<string, string> = {}): string | undefined =>
    cacheFolder({ platform, env, home });

  it.each([
    ['linux', {}, '/users/ada/.cache/lml'],
    ['linux', { XDG_CACHE_HOME: '/var/ada' }, '/var/ada/lml'],
    ['linux', { XDG_CACHE_HOME: 'here' }, '/users/ada/.cache/lml'],
    ['linux', { XDG_CACHE_HOME: '' }, '/users/ada/.cache/lml'],
    ['darwin', {}, '/users/ada/Library/Caches/lml'],
    ['darwin', { XDG_CACHE_HOME: '/var/ada' }, '/var/ada/lml'],
    ['win32', { LOCALAPPDATA: 'D:\\Ada\\Local' }, 'D:\\Ada\\Local\\lml'],
    ['win32', { XDG_CACHE_HOME: '/var/ada' }, '\\users\\ada\\AppData\\Local\\lml'],
    ['linux', { LML_CACHE: '/lml', XDG_CACHE_HOME: '/var/ada' }, '/lml'],
    ['linux', { LML_CACHE: '' }, '/users/ada/.cache/lml'],
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
