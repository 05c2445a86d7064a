import { optionsTable } from './component-tags.mjs';

it('writes the options as a table of names, types, defaults and sentences', () => {
  const options = [
    { name: 'numClasses', sentence: 'Number of classes.', required: true },
    { name: 'reduction', sentence: 'What becomes of single values | of all.', default: 'mean', required: false },
    { name: 'weight', sentence: 'One weight a class.', required: false },
  ];
  const types = new Map([
    ['numClasses', 'number'],
    ['reduction', '"mean" | "sum"'],
  ]);
  expect(optionsTable(options, types).split('\n').slice(2)).toEqual([
    '| `numClasses` | `number` | required | Number of classes. |',
    '| `reduction` | `"mean" \\| "sum"` | `"mean"` | What becomes of single values \\| of all. |',
    '| `weight` |  |  | One weight a class. |',
  ]);
});
