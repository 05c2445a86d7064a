import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { node } from '../../workspace/run.mjs';

const program = fileURLToPath(new URL('../programs/fashion-mnist.mjs', import.meta.url));
const isThere = existsSync('/usr/share/datasets/fashion-mnist');
if (!isThere) console.warn("Fashion-MNIST is not tested: Debian's package dataset-fashion-mnist is not installed.");

(isThere ? describe : describe.skip)('Fashion-MNIST', () => {
  it('is learnt to nine in ten by two convolutions in three epochs', async () => {
    const output = await node([program]);
    // 0.9044 where it was measured; other machines round otherwise.
    expect(JSON.parse(output.trim().split('\n').at(-1))['test/accuracy']).toBeGreaterThan(0.89);
  });
});
