/**
 * The names by which what callbacks keep stands in engines and checkpoints: their own, and of several of one name `count`, `count-2`,
 * `count-3`, in their order.
 */
export function callbackKeys(callbacks: readonly { readonly name?: string | undefined }[]): string[] {
  const taken = new Set<string>();
  return callbacks.map(({ name = '' }) => {
    let key = name;
    for (let number = 2; taken.has(key); number++) key = `${name}-${number}`;
    taken.add(key);
    return key;
  });
}

/** What stands before the names of state and numbers of the callback with a key. */
export function prefixOf(key: string): string {
  return `callback/${key}/`;
}
