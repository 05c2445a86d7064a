/** What is done when signals are aborted. Each signal has one listener, however many jobs it is shared by: Node warns of more than ten. */
export class Cancellations {
  readonly #actions = new Map<AbortSignal, Set<() => void>>();
  readonly #listeners = new Map<AbortSignal, () => void>();

  /** Has something done when the signal is aborted. */
  add(signal: AbortSignal, action: () => void): void {
    const actions = this.#actions.get(signal);
    if (actions !== undefined) {
      actions.add(action);
      return;
    }
    const all = new Set([action]);
    const listener = (): void => {
      this.#forget(signal);
      for (const each of all) each();
    };
    this.#actions.set(signal, all);
    this.#listeners.set(signal, listener);
    signal.addEventListener('abort', listener, { once: true });
  }

  /** Takes it back. */
  remove(signal: AbortSignal, action: () => void): void {
    const actions = this.#actions.get(signal);
    actions?.delete(action);
    if (actions?.size === 0) this.#forget(signal);
  }

  #forget(signal: AbortSignal): void {
    const listener = this.#listeners.get(signal);
    if (listener !== undefined) signal.removeEventListener('abort', listener);
    this.#actions.delete(signal);
    this.#listeners.delete(signal);
  }
}
