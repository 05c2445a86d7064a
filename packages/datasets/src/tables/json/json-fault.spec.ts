import fc from 'fast-check';

import { jsonFault } from './json-fault.js';

describe('jsonFault', () => {
  it.each([
    ['{"a": }', 6, 'a value'],
    ['{"a" 1}', 5, ':'],
    ['{"a": 1 "b": 2}', 8, ', or }'],
    ['{"a": 1,}', 8, 'a key in "'],
    ['{a: 1}', 1, 'a key in "'],
    ["{'a': 1}", 1, 'a key in "'],
    ['[1, 2', 5, ', or ]'],
    ['[1,]', 3, 'a value'],
    ['{"a": "x', 8, 'a closing "'],
    ['"a\tb"', 2, 'a closing ", and no line end or tab in a text'],
    ['"a\\x"', 2, 'an escape such as \\n or \\u00e9'],
    ['"\\u12"', 1, 'an escape such as \\n or \\u00e9'],
    ['01', 1, 'the end'],
    ['1.', 1, 'the end'],
    ['NaN', 0, 'a value'],
    ['{} {}', 3, 'the end'],
    ['', 0, 'a value'],
    ['  ', 2, 'a value'],
    ['[}', 1, 'a value'],
  ])('finds that in %s the sign %d should be %s', (text, at, expected) => {
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
    expect(jsonFault(text)).toEqual({ at, expected });
  });

  it('finds nothing wrong before the end of JSON', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(0, 2), (text, indent) => {
        const written = JSON.stringify(JSON.parse(text), null, indent);
        expect(jsonFault(written)).toEqual({ at: written.length, expected: 'the end' });
      }),
    );
  });

  it('points into the value that has a sign that can stand nowhere', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), (text, place) => {
        const at = place % (text.length + 1);
        const fault = jsonFault(`${text.slice(0, at)}\u0001${text.slice(at)}`);
        expect(fault.at).toBeLessThanOrEqual(at);
        expect(text.slice(fault.at, at)).toMatch(/^[-+.\w\\]*$/);
      }),
    );
  });

  it('takes any nesting', () => {
    expect(jsonFault('['.repeat(200_000)).at).toBe(200_000);
  });
});
