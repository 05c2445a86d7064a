import fc from 'fast-check';

import { isAddress, masked, withoutPassword } from './address.js';

describe('addresses', () => {
  it.each([
    ['redis://host:6379/2', 'redis://host:6379/2'],
    ['rediss://:secret@host', 'rediss://***@host'],
    ['redis://me:p@ss@host:1', 'redis://***@host:1'],
    ['redis://host?password=secret', 'redis://host?***'],
  ])('of %s show %s', (url, shown) => {
    expect(masked(url)).toBe(shown);
  });

  it('show no password, whatever it is', () => {
    const password = fc.stringMatching(/^[A-Za-z0-9%@:.!$-]{8,20}$/);
    fc.assert(
      fc.property(password, (secret) => {
        const url = `redis://me:${secret}@host:6379`;
        expect(masked(url)).not.toContain(secret);
        expect(withoutPassword(`ERR AUTH me ${secret} was wrong`, url)).not.toContain(secret);
      }),
    );
  });

  it('hide passwords also as they are when decoded', () => {
    expect(withoutPassword('WRONGPASS a/b', 'redis://:a%2Fb@host')).toBe('WRONGPASS ***');
    expect(withoutPassword('connect ECONNREFUSED', 'redis://host')).toBe('connect ECONNREFUSED');
  });

  it('are known by how they begin', () => {
    const all = ['redis://h', 'rediss://h', 'http://h', 'host:6379', 'redis://'];
    expect(all.map(isAddress)).toEqual([true, true, false, false, false]);
  });
});
