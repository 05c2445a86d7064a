import '../register.js';
import { arrayOf, changed, faultOf, table } from '../shared/batches.fixture.js';
import { columnSelector } from './column-selector.js';

describe('columnSelector', () => {
  it('keeps and drops features of records by name', async () => {
    const rows = table({ a: [1, 2], town: ['x', 'y'], b: [3, 4] });
    expect(await changed(columnSelector({ keep: ['b', 'town'] }), rows)).toEqual({ b: [3, 4], town: ['x', 'y'] });
    expect(await changed(columnSelector({ drop: ['a'] }), rows)).toEqual({ town: ['x', 'y'], b: [3, 4] });
  });

  it('keeps and drops features of arrays by place, whatever their axes', async () => {
    const image = { input: arrayOf([1, 2, 3, 4, 5, 6], [1, 2, 3]) };
    expect(await changed(columnSelector({ keep: [2, 0] }), image)).toEqual({ shape: [1, 2, 2], values: [3, 1, 6, 4] });
    expect(await changed(columnSelector({ drop: [0] }), image)).toEqual({ shape: [1, 2, 2], values: [2, 3, 5, 6] });
  });

  it('says which features there are', async () => {
    const rows = table({ height: [1], width: [2] });
    expect(await faultOf(() => changed(columnSelector({ keep: ['heigth'] }), rows))).toBe(
      "LML_INVALID_ARGUMENT: keep must be features of the samples, got 'heigth'. There are 'height', 'width'. Did you mean 'height'?",
    );
    expect(await faultOf(() => changed(columnSelector({ drop: ['height', 'width'] }), rows))).toMatch(
      /^LML_INVALID_ARGUMENT: drop must be some of the features, so that others are left/,
    );
    expect(await faultOf(() => columnSelector({}))).toMatch(/^LML_INVALID_OPTIONS: .*or else drop, and not both/s);
    expect(await faultOf(() => columnSelector({ keep: [0], drop: [1] }))).toMatch(/^LML_INVALID_OPTIONS/);
  });
});
