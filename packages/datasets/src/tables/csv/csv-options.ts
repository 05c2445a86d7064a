import { z } from 'zod';

import { COLUMN_TYPES } from '../table.js';

/** One sign, which no letter or digit can be. */
const sign = z.string().regex(/^[^\w\s"]$|^[\t ]$/, 'must be one sign, as , or ;');

/** Options of all readers of CSV. */
export const csvShape = {
  /** The file, or its URL; compressed by gzip too. */
  path: z.string().min(1).describe('The file, or its URL; compressed by gzip too.'),
  /** The sign between two values. Default: the one of comma, semicolon, tab and bar that is in the first line most often. */
  delimiter: sign
    .optional()
    .describe(
      'The sign between two values. Default: the one of comma, semicolon, tab and bar that is in the first line most often.',
    ),
  /** Whether the first record names the columns; or their names, where none does. Default: `true`. */
  header: z
    .union([z.boolean(), z.array(z.string()).readonly()])
    .default(true)
    .describe('Whether the first record names the columns; or their names, where none does.'),
  /** The type of some columns by name. Default: numbers where all values are, truth values likewise, else text. */
  types: z
    .record(z.string(), z.enum(COLUMN_TYPES))
    .optional()
    .describe(
      'The type of some columns by name. Default: numbers where all values are, truth values likewise, else text.',
    ),
  /** What stands for a missing value besides the usual: an empty value, NA, NaN, null, None … Default: `[]`. */
  naValues: z
    .array(z.string())
    .readonly()
    .default([])
    .describe('What stands for a missing value besides the usual: an empty value, NA, NaN, null, None …'),
  /** Whether the usual signs of missing values are looked for, as pandas does. Default: `true`. */
  keepDefaultNa: z
    .boolean()
    .default(true)
    .describe('Whether the usual signs of missing values are looked for, as pandas does.'),
  /** The sign between a number and its fraction. Default: `'.'`. */
  decimal: z.string().length(1).default('.').describe('The sign between a number and its fraction.'),
  /** The sign between groups of three digits. Default: none. */
  thousands: z.string().length(1).optional().describe('The sign between groups of three digits. Default: none.'),
  /** The sign around values that hold delimiters or line ends; an empty text where quotes are plain signs. Default: `'"'`. */
  quote: z
    .string()
    .max(1)
    .default('"')
    .describe('The sign around values that hold delimiters or line ends; an empty text where quotes are plain signs.'),
  /** What lines begin with that are left out. Default: nothing. */
  comment: z.string().length(1).optional().describe('What lines begin with that are left out. Default: nothing.'),
  /** How many lines at the beginning are left out. Default: `0`. */
  skipRows: z.int().min(0).default(0).describe('How many lines at the beginning are left out.'),
  /** How text is written as bytes: `utf-8`, `latin1`, `utf-16le` … as TextDecoder names it. Default: `'utf-8'`. */
  encoding: z
    .string()
    .refine(isEncoding, 'must be an encoding, as utf-8, latin1 or utf-16le')
    .default('utf-8')
    .describe('How text is written as bytes: `utf-8`, `latin1`, `utf-16le` … as TextDecoder names it.'),
};

/** The options of all readers of CSV, with defaults filled in. */
export type CsvSettings = z.output<z.ZodObject<typeof csvShape>>;

function isEncoding(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== '';
  } catch {
    return false;
  }
}

/** What pandas takes for missing values. */
const USUAL = ['', '#N/A', '#N/A N/A', '#NA', '-1.#IND', '-1.#QNAN', '-NaN', '-nan', '1.#IND', '1.#QNAN', '<NA>'];
const WORDS = ['N/A', 'NA', 'NULL', 'NaN', 'None', 'n/a', 'nan', 'null'];

/** What stands for missing values; an empty value always does. */
export function missingForms({ naValues, keepDefaultNa }: CsvSettings): ReadonlySet<string> {
  return new Set(['', ...(keepDefaultNa ? [...USUAL, ...WORDS] : []), ...naValues]);
}
