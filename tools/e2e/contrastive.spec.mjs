import { node } from '../workspace/run.mjs';

describe('an encoder trained without labels', () => {
  it('serves nearest neighbours well, and better than before training', async () => {
    const program = new URL('./programs/contrastive.mjs', import.meta.url).pathname;
    const { untrained, trained } = JSON.parse(await node([program]));
    expect(trained).toBeGreaterThanOrEqual(0.88);
    expect(trained - untrained).toBeGreaterThanOrEqual(0.08);
  });
});
