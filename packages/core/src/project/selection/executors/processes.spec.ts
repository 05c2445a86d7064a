import { create } from '../../../registry/global.js';
import { processes } from './processes.js';
import '../../../register.js';

// What it does with processes stands in tools/e2e/job-processes.spec.mjs.
describe('processes', () => {
  it('starts none before there is a job', async () => {
    const queue = await processes({ workers: 3 }).open({ run: 'r', handler: async () => undefined });
    expect(queue.capacity).toBe(3);
    await queue.close();
  });

  it('has at least one worker', async () => {
    const queue = await create('executor', 'processes').open({ run: 'r', handler: async () => undefined });
    expect(queue.capacity).toBeGreaterThanOrEqual(1);
    await queue.close();
  });

  it('takes no fewer than one worker, and whole ones', () => {
    expect(() => processes({ workers: 0 })).toThrow('LML_INVALID_OPTIONS');
    expect(() => processes({ workers: 1.5 })).toThrow('LML_INVALID_OPTIONS');
  });
});
