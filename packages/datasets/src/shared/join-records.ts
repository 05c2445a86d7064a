/**
 * Records of several as one: what stands under a key in one of them alone stays as it is, what several have becomes a record by their
 * names.
 */
export function joinRecords<Value>(
  records: readonly (readonly [name: string, record: Readonly<Record<string, Value>>])[],
): Record<string, Value | Record<string, Value>> {
  const keys = new Set(records.flatMap(([, record]) => Object.keys(record)));
  return Object.fromEntries(
    Array.from(keys, (key) => {
      const own = records.flatMap(([name, record]) =>
        Object.hasOwn(record, key) ? [[name, record[key]!] as const] : [],
      );
      return [key, own.length === 1 ? own[0]![1] : Object.fromEntries(own)];
    }),
  );
}
