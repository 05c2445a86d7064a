import fc from 'fast-check';

import { duplicateKey } from './duplicate-key.js';

describe('duplicateKey', () => {
  it.each([
    ['{"a":1,"a":2}', 'a'],
    ['{"a":1,"\\u0061":2}', 'a'],
    ['{"w":{"dtype":"F32","dtype":"I32"}}', 'dtype'],
    ['{"x":[{"b":1,"b":1}]}', 'b'],
    ['{"":1,"":2}', ''],
  ])('finds the key of %s', (json, key) => {
    expect(duplicateKey(json)).toBe(key);
  });

  it.each(['{"a":{"a":[{"a":1},{"a":2}]},"b":"a"}', '{"a":"{\\"a\\":1,\\"a\\":2}"}', '["a","a"]', '{}', '3'])(
    'finds none in %s',
    (json) => {
      expect(duplicateKey(json)).toBeUndefined();
    },
  );

  it('finds none in what JSON.stringify writes', () => {
    fc.assert(fc.property(fc.json(), (json) => duplicateKey(json) === undefined));
  });
});
