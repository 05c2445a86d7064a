import { stratifiedGroupKFold } from './stratified-group-k-fold.js';

describe('stratifiedGroupKFold', () => {
  it('needs targets, groups, and as many groups as folds', () => {
    const split = (input: object) => () => stratifiedGroupKFold({ nSplits: 2 }).split({ length: 4, ...input });
    const targets = [0, 1, 0, 1];
    expect(split({ groups: [1, 1, 2, 2] })).toThrow('targets must be given');
    expect(split({ targets })).toThrow('groups must be given');
    expect(split({ targets, groups: [1, 1, 1, 1] })).toThrow('no greater than the number of groups, 1');
    expect(split({ targets, groups: [1] })).toThrow(expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' }));
  });
});
