import { parseOptions } from './options.mjs';
import { TARGETS } from './targets/names.mjs';

it('fuzzes everything for a minute each, unless told otherwise', () => {
  expect(parseOptions([])).toMatchObject({ what: [...TARGETS], seconds: 60, seed: 1, cases: undefined });
});

it('shares the seconds between the targets', () => {
  expect(parseOptions(['--what', 'ops,models', '--seconds', '30'])).toMatchObject({
    what: ['ops', 'models'],
    seconds: 15,
  });
});

it.each([
  [['--what', 'opps'], "There is no target 'opps'"],
  [['--seconds', '0'], "--seconds must be a positive number, got '0'"],
  [['--seed', '1.5'], "--seed must be a whole number below 2³¹, got '1.5'"],
  [['--path', '1:2'], '--path is of one target'],
  [['--colour'], 'Unknown option'],
])('refuses %j', (args, message) => expect(() => parseOptions(args)).toThrow(message));
