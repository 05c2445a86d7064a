import { jest } from '@jest/globals';

/**
 * What is warned of while something runs. Meanwhile the clock stands still: on a slow machine, comparisons that are asked for may be
 * left out, with a warning.
 */
export async function warnings(act: () => Promise<unknown>): Promise<string[]> {
  const said: string[] = [];
  const { emitWarning } = process;
  const now = jest.spyOn(performance, 'now').mockReturnValue(0);
  process.emitWarning = (message: unknown, options?: unknown) =>
    void said.push(`${(options as { code: string }).code}: ${String(message)}`);
  try {
    await act();
  } finally {
    process.emitWarning = emitWarning;
    now.mockRestore();
  }
  return said;
}
