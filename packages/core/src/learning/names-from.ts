/** Names that begin alike, by what follows: its key. They stand in engines, checkpoints and logs, so they never change. */
export interface NameGroup {
  /** The name of a key. */
  name(key: string): string;
  /** Whether a name is one of the group. */
  has(name: string): boolean;
  /** A record by key as one by name. */
  named<Value>(values: Readonly<Record<string, Value>>): Record<string, Value>;
  /** The entries of a record by name that are of the group, by key. */
  keyed<Value>(values: Readonly<Record<string, Value>>): Record<string, Value>;
}

/** The names that begin with `start`. */
export function namesFrom(start: string): NameGroup {
  const group: NameGroup = {
    name: (key) => start + key,
    has: (name) => name.startsWith(start),
    named: (values) => Object.fromEntries(Object.entries(values).map(([key, value]) => [start + key, value])),
    keyed: (values) =>
      Object.fromEntries(
        Object.entries(values).flatMap(([name, value]) => (group.has(name) ? [[name.slice(start.length), value]] : [])),
      ),
  };
  return group;
}
