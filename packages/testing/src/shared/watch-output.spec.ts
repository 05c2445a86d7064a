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
});
