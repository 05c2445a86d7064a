import { readFileSync } from 'node:fs';

import type { Table } from './table.js';
import { tableShape, type TableSettings } from './table-options.js';
import { z } from 'zod';

/** A file in base64, and the values of its columns as the program that wrote it has them. */
export interface GoldenTable {
  readonly name: string;
  readonly file: string;
  readonly values: Readonly<Record<string, readonly unknown[]>>;
}

/** The cases of a file of goldens, by name. */
export function goldenTables(format: 'parquet' | 'arrow' | 'sqlite'): ReadonlyMap<string, GoldenTable> {
  const text = readFileSync(new URL(`../goldens/${format}.json`, import.meta.url), 'utf8');
  return new Map((JSON.parse(text) as { cases: GoldenTable[] }).cases.map((golden) => [golden.name, golden]));
}

/** The options of tables with defaults filled in. */
export function tableSettings(options: z.input<z.ZodObject<typeof tableShape>> = {}): TableSettings {
  return z.object(tableShape).parse({ as: 'columns', ...options });
}

/** Checks each column of a table: its values, and that missing ones are what they are for its type. */
export function expectGolden(
  table: Table,
  { values }: GoldenTable,
  names: readonly string[] = Object.keys(values),
): void {
  expect([...table.columns.keys()]).toEqual(names);
  for (const [name, { type, values: array }] of table.columns) {
    const width = array.shape.slice(1).reduce((size, axis) => size * axis, 1);
    const one = (value: unknown): unknown =>
      type === 'text' ? (value ?? '') : type === 'integer' ? BigInt(value as string) : Number(value ?? NaN);
    const all = values[name]!.flatMap((value) =>
      array.shape.length > 1 ? ((value ?? Array.from({ length: width })) as unknown[]).map(one) : [one(value)],
    );
    expect({ name, shape: array.shape, data: Array.from<unknown>(array.data) }).toEqual({
      name,
      shape: [table.length, ...array.shape.slice(1)],
      data: all,
    });
  }
}
