import type { FileRequest } from '@lml/core';

import { tableShape, type TableSettings } from './table-options.js';

/**
 * The options to read another file of a table without targets: those of the dataset that was learnt from, where they are of this reader,
 * or else what they say of columns. The features are named, so that files with further columns, or with their columns in another order,
 * are read alike.
 */
export function tableForFile({ path, options, isAlike, inputNames }: FileRequest): Readonly<Record<string, unknown>> {
  const known = new Set(Object.keys(tableShape));
  const kept = Object.entries(options).filter(([name]) => isAlike || known.has(name));
  const {
    target,
    classes: _,
    classNames: __,
    weight,
    group,
    missingTarget: ___,
    ...settings
  } = Object.fromEntries(kept) as Partial<TableSettings> & Readonly<Record<string, unknown>>;
  const inputs = settings.inputs ?? inputNames;
  const gone = [target, weight, group].flat().filter((name) => name !== undefined);
  const types = Object.entries(settings['types'] ?? {}).filter(([name]) => !gone.includes(name));
  return {
    ...settings,
    path,
    ...(inputs !== undefined && { inputs }),
    ...(settings['types'] !== undefined && { types: Object.fromEntries(types) }),
  };
}

/**
 * As {@link tableForFile}, for readers that find types by the values: another file may have numbers only where the one that was learnt
 * from has texts, so the types are given.
 */
export function textTableForFile(request: FileRequest): Readonly<Record<string, unknown>> {
  const { inputTypes = {}, options } = request;
  const {
    inputs,
    types = {},
    ...settings
  } = tableForFile(request) as Readonly<Record<string, unknown>> & {
    readonly inputs?: readonly string[];
    readonly types?: Readonly<Record<string, string>>;
  };
  // Other readers may have been given types too.
  const given = (options['types'] ?? {}) as Readonly<Record<string, string>>;
  const known = Object.entries({ ...inputTypes, ...given }).filter(([name]) => inputs?.includes(name) ?? false);
  const all = { ...types, ...Object.fromEntries(known) };
  return {
    ...settings,
    ...(inputs !== undefined && { inputs }),
    ...(Object.keys(all).length > 0 && { types: all }),
  };
}
