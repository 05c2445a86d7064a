import { node } from '../workspace/run.mjs';

const program = new URL('./programs/worker.mjs', import.meta.url).pathname;

describe('a worker that trains on onnx', () => {
  it('ends when it is asked to, and the process goes on', async () => {
    expect(JSON.parse(await node([program]))).toEqual({ engine: 'onnx', status: 'interrupted', code: 0 });
  });
});
