/** The process that has forked this one. */
export interface ParentProcess {
  /** @throws if the message cannot be cloned. */
  send(message: unknown): void;
}

/**
 * Makes this process the child of the one that has forked it: it ends with it, whatever way that ends, ends at SIGTERM, and leaves
 * Ctrl-C to it.
 */
export function obeyParent(listener: {
  /** The parent has sent a message. */
  onMessage(message: unknown): void;
  /** There is something to warn of. */
  onWarning(code: string, message: string): void;
}): ParentProcess {
  process.on('disconnect', () => process.exit());
  process.on('SIGTERM', () => process.exit(143));
  process.on('SIGINT', () => undefined);
  process.on('warning', (warning: Error & { code?: string }) => {
    // The parent runs on the same Node, which has told there what it thinks of it.
    if (/^(Experimental|Deprecation)Warning$/.test(warning.name)) return;
    listener.onWarning(warning.code ?? warning.name, warning.message);
  });
  process.on('message', (message) => listener.onMessage(message));
  return {
    send(message) {
      if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
    },
  };
}
