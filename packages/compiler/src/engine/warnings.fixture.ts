/** What is warned of while something runs. */
export async function warnings(act: () => Promise<unknown>): Promise<string[]> {
  const said: string[] = [];
  const { emitWarning } = process;
  process.emitWarning = (message: unknown, options?: unknown) =>
    void said.push(`${(options as { code: string }).code}: ${String(message)}`);
  try {
    await act();
  } finally {
    process.emitWarning = emitWarning;
  }
  return said;
}
