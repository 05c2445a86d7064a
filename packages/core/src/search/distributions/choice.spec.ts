import { choice } from './choice.js';

describe('choice', () => {
  it('has its values as they are, of any kind', () => {
    const values = [[16], 'relu', { name: 'sgd', lr: 0.1 }, null, false];
    expect(choice({ values })).toEqual({ type: 'choice', values });
  });

  it('refuses to choose from nothing, by a code', () => {
    expect(() => choice({ values: [] })).toThrow(expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }));
  });
});
