import type { HostValue } from '../data/batch.js';
import { ndArray } from '../data/nd-array.js';
import { hostValueOf } from './host-value.js';

describe('hostValueOf', () => {
  it.each<[string, HostValue, object]>([
    ['texts', ['1', 'red', 'blue'], { row: 1, position: undefined, value: 'red' }],
    ['texts that are numbers', ['1', '2'], { row: 0, position: undefined, value: '1' }],
    [
      'a cell that is empty',
      [
        ['1', '2'],
        ['3', ''],
      ],
      { row: 1, position: 1, value: '' },
    ],
    [
      'rows of texts that are numbers',
      [
        ['1', '2'],
        ['3', '4'],
      ],
      { row: 0, position: 0, value: '1' },
    ],
    [
      'an array of texts',
      ndArray([
        ['1', '2'],
        ['3', 'red'],
      ]),
      { row: 1, position: 1, value: 'red' },
    ],
    ['an array of one text a sample', ndArray(['1', 'red']), { row: 1, position: undefined, value: 'red' }],
    ['lists that are no texts', [[1, [2]], [3]], { row: 0, position: undefined, value: [1, [2]] }],
  ])('finds what stands in the way in %s', (_, part, expected) => {
    expect(hostValueOf(part)).toEqual(expected);
  });
});
