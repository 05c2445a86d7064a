import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';

import {
  fileDataset,
  FileWriteError,
  InvalidArgumentError,
  isDataset,
  parseConfig,
  profileDataset,
  PROFILE_HEADINGS,
  profileHtml,
  profileRow,
  type DataProfile,
} from '@lml/core';

import { importPackages } from '../plugins.js';
import { textTable } from '../text-table.js';

/** Flags of `lml data profile`. */
export interface DataProfileFlags {
  readonly page?: string;
  readonly json?: boolean;
}

/** `lml data profile`: says what is in a file of data. */
export async function dataProfile(
  path: string,
  options: readonly string[],
  { page, json = false }: DataProfileFlags,
): Promise<number> {
  await importPackages();
  const { config } = parseConfig('{}', { overrides: options });
  const dataset = fileDataset(path, { options: { as: 'columns', ...config } });
  if (!isDataset(dataset))
    throw new InvalidArgumentError('The file', 'read whole', path, 'Choose a reader that is no stream.');
  const profile = await profileDataset(dataset);
  process.stdout.write(json ? `${JSON.stringify(profile)}\n` : textOf(profile));
  if (page !== undefined) {
    await writeFile(page, profileHtml(profile, basename(path))).catch((cause: unknown) => {
      throw new FileWriteError(`Cannot write '${page}'. ${String(cause)}`, { cause });
    });
    process.stderr.write(`page  ${page}\n`);
  } else if (!json) process.stderr.write('As a page with figures: --page profile.html\n');
  return 0;
}

function textOf({ rows, columns, classes, notes }: DataProfile): string {
  const lines = [`${rows} samples`, '', ...textTable([PROFILE_HEADINGS, ...columns.map(profileRow)])];
  if (classes !== undefined)
    lines.push('', ...textTable([['class', 'samples'], ...classes.map(({ value, count }) => [value, String(count)])]));
  if (notes.length > 0) lines.push('', 'To look at:', ...notes.map((note) => `  ${note}`));
  return `${lines.join('\n')}\n`;
}
