import { fileDataset, toConfig } from '@lml/core';

import '../register.js';
import { cached } from '../blocks/cached.js';
import { chain } from '../blocks/chain.js';
import { concat } from '../blocks/concat.js';
import { filter } from '../blocks/filter.js';
import { map } from '../blocks/map.js';
import { repeat } from '../blocks/repeat.js';
import { csvStream } from '../readers/csv-stream.js';
import { csv } from '../readers/csv.js';
import { tableForFile, textTableForFile } from './table-for-file.js';

const request = { path: 'new.csv', inputNames: ['a', 'b'], inputTypes: undefined };

describe('tableForFile', () => {
  it('keeps the options of the same reader but for targets, weights and groups', () => {
    const options = {
      path: 'train.csv',
      delimiter: ';',
      target: ['t', 'u'],
      classes: true,
      classNames: ['x'],
      weight: 'w',
      group: 'g',
      metadata: ['id'],
      missingTarget: 'drop',
      types: { t: 'number', w: 'number', g: 'text', a: 'text' },
    };
    expect(tableForFile({ ...request, options, isAlike: true })).toEqual({
      path: 'new.csv',
      delimiter: ';',
      inputs: ['a', 'b'],
      metadata: ['id'],
      types: { a: 'text' },
    });
  });

  it('keeps of another reader what it says of columns', () => {
    const options = {
      path: 'train.parquet',
      batch: 7,
      as: 'columns',
      inputs: ['b', 'a'],
      target: 't',
      metadata: ['id'],
    };
    expect(tableForFile({ ...request, options, isAlike: false })).toEqual({
      path: 'new.csv',
      as: 'columns',
      inputs: ['b', 'a'],
      metadata: ['id'],
    });
  });

  it('takes all columns where no names are known', () => {
    expect(
      tableForFile({ path: 'new.csv', options: {}, isAlike: false, inputNames: undefined, inputTypes: undefined }),
    ).toEqual({
      path: 'new.csv',
    });
  });
});

describe('textTableForFile', () => {
  it('gives the types that were found, or given to whatever reader, of the inputs', () => {
    const types = { a: 'text', b: 'number' };
    const known = { path: 'new.csv', inputNames: ['a', 'b'], inputTypes: types };
    expect(textTableForFile({ ...known, options: {}, isAlike: false })).toEqual({
      path: 'new.csv',
      inputs: ['a', 'b'],
      types,
    });
    const options = { types: { b: 'date', target: 'text' } };
    expect(textTableForFile({ ...known, options, isAlike: false })).toMatchObject({ types: { a: 'text', b: 'date' } });
    expect(textTableForFile({ ...known, inputTypes: undefined, options: {}, isAlike: true })).not.toHaveProperty(
      'types',
    );
  });
});

describe('A file to predict', () => {
  const table = () => csv({ path: 'train.csv', delimiter: ';', as: 'columns', target: 'y' });
  const stream = () => csvStream({ path: 'train.csv', delimiter: ';', as: 'columns', target: 'y' });

  it.each([
    ['parts', () => repeat({ dataset: filter({ dataset: table(), where: () => true }), times: 2 })],
    ['what is kept', () => cached({ dataset: table() })],
    ['one after the other', () => concat({ datasets: [table(), table()] })],
    ['streams', () => chain({ datasets: [stream(), stream()] })],
  ])('is read as the table within %s', (_, make) => {
    const { config } = toConfig(fileDataset('new.csv', { like: make(), inputNames: ['a'] }));
    expect(config).toMatchObject({ path: 'new.csv', delimiter: ';', as: 'columns', inputs: ['a'] });
    expect(config).not.toHaveProperty('target');
  });

  it('is not read where the samples were changed', () => {
    const like = cached({ dataset: map({ dataset: table(), apply: (sample) => sample }) });
    expect(() => fileDataset('new.csv', { like })).toThrow(
      /got 'what the dataset 'map' makes'.*predict\(\{ dataset \}\)/,
    );
  });
});
