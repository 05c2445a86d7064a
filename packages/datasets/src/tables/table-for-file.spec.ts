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
