const METHODS = ['log', 'info', 'warn', 'error', 'debug', 'trace', 'table', 'dir'] as const;

interface Stream {
  write(chunk: unknown, ...rest: unknown[]): boolean;
}

/** What is printed while `run` runs: to the console, and in Node to standard output. Nothing of it is shown. */
export async function watchOutput(run: () => void | Promise<void>): Promise<string[]> {
  const printed: string[] = [];
  const restore: (() => void)[] = [];
  const replace = <Holder extends object, Key extends keyof Holder>(
    holder: Holder,
    key: Key,
    value: Holder[Key],
  ): void => {
    const own = Object.getOwnPropertyDescriptor(holder, key);
    Object.defineProperty(holder, key, { value, configurable: true, writable: true });
    restore.push(() => {
      if (own === undefined) delete holder[key];
      else Object.defineProperty(holder, key, own);
    });
  };
  const { console: terminal, process } = globalThis as unknown as {
    console: Record<(typeof METHODS)[number], (...values: unknown[]) => void>;
    process?: { stdout?: Stream; env: Readonly<Record<string, string | undefined>> };
  };
  for (const method of METHODS)
    replace(terminal, method, (...values) => void printed.push(values.map(String).join(' ')));
  if (process?.stdout !== undefined) {
    const write = process.stdout.write.bind(process.stdout);
    // The process of a file of node:test tells its runner by bytes on standard output how tests went.
    const hasRunner = process.env['NODE_TEST_CONTEXT'] !== undefined;
    replace(process.stdout, 'write', (chunk, ...rest) => {
      if (hasRunner && chunk instanceof Uint8Array) return write(chunk, ...rest);
      printed.push(String(chunk));
      return true;
    });
  }
  try {
    await run();
  } finally {
    for (const undo of restore.reverse()) undo();
  }
  return printed;
}
