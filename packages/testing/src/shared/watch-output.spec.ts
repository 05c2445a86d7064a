import { jest } from '@jest/globals';

import { watchOutput } from './watch-output.js';

const { console: terminal } = globalThis;

describe('watchOutput', () => {
  it('gathers what is printed, and gives everything back', async () => {
    const before = [terminal.log, terminal.warn, process.stdout.write] as const;
    const printed = await watchOutput(async () => {
      terminal.log('a', 1);
      await Promise.resolve();
      terminal.warn({});
      process.stdout.write('b');
    });
    expect(printed).toEqual(['a 1', '[object Object]', 'b']);
    expect([terminal.log, terminal.warn, process.stdout.write]).toEqual(before);
  });

  it('gives everything back after an error', async () => {
    const before = terminal.error;
    const failing = watchOutput(() => {
      throw new Error('planned');
    });
    await expect(failing).rejects.toThrow('planned');
    expect(terminal.error).toBe(before);
  });

  it('leaves alone what node:test tells its runner', async () => {
    const seen: unknown[] = [];
    const write = jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => seen.push(chunk) > 0);
    const before = process.env['NODE_TEST_CONTEXT'];
    process.env['NODE_TEST_CONTEXT'] = 'child-v8';
    try {
      const printed = await watchOutput(() => {
        process.stdout.write(Uint8Array.of(1, 2));
        process.stdout.write('printed');
      });
      expect(printed).toEqual(['printed']);
      expect(seen).toEqual([Uint8Array.of(1, 2)]);
    } finally {
      if (before === undefined) delete process.env['NODE_TEST_CONTEXT'];
      else process.env['NODE_TEST_CONTEXT'] = before;
      write.mockRestore();
    }
  });
});
