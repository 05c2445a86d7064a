import { z } from 'zod';

import { parseNumber, type TextForms } from '../build-column.js';
import { COLUMN_TYPES } from '../table.js';

/** One sign, which no letter or digit can be. */
const sign = z.string().regex(/^[^\w\s"]$|^[\t ]$/, 'must be one sign, as , or ;');

/** One sign that no number has besides. */
const mark = z.string().regex(/^[^\dA-Za-z"+-]$/, "must be one sign, as , or '");

const columnNames = z
  .array(z.string().min(1))
  .min(1)
  .refine((names) => new Set(names).size === names.length, 'must be names of which none is twice')
  .readonly();

/** Options of all readers of CSV. */
export const csvShape = {
  /** The file, or its URL; compressed by gzip too. */
  path: z.string().min(1).describe('The file, or its URL; compressed by gzip too.'),
  /**
   * The sign between two values. Default: the one of comma, semicolon, tab and bar that is in the first line most often.
   */
  delimiter: sign
    .optional()
    .describe(
      'The sign between two values. Default: the one of comma, semicolon, tab and bar that is in the first line most often.',
    ),
  /** Whether the first record names the columns; or their names, where none does. Default: `true`. */
  header: z
    .union([z.boolean(), columnNames])
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
  decimal: mark.default('.').describe('The sign between a number and its fraction.'),
  /** The sign between groups of three digits. Default: none. */
  thousands: mark.optional().describe('The sign between groups of three digits. Default: none.'),
  /**
   * The sign around values that hold delimiters or line ends; an empty text where quotes are plain signs. Default: `'"'`.
   */
  quote: z
    .union([sign, z.enum(['"', ''])])
    .default('"')
    .describe('The sign around values that hold delimiters or line ends; an empty text where quotes are plain signs.'),
  /** What lines begin with that are left out. Default: nothing. */
  comment: sign.optional().describe('What lines begin with that are left out. Default: nothing.'),
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

/** Whether no sign is to mean two things. */
export function haveOwnMeaning({
  delimiter,
  quote,
  comment,
  decimal,
  thousands,
}: Pick<CsvSettings, 'delimiter' | 'quote' | 'comment' | 'decimal' | 'thousands'>): boolean {
  const between = [delimiter, quote, comment].filter((sign) => sign !== undefined);
  return decimal !== thousands && new Set(between).size === between.length;
}

/** What is said where two signs are the same. */
export const OWN_MEANING = {
  path: ['delimiter'],
  message: 'must differ from quote and comment, and decimal from thousands: each sign means one thing',
};

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

/** How texts stand for values; an empty one always stands for a missing value. */
export function csvForms({ naValues, keepDefaultNa, decimal, thousands = '' }: CsvSettings): TextForms {
  const missing = new Set(['', ...(keepDefaultNa ? [...USUAL, ...WORDS] : []), ...naValues]);
  const forms = { missing, missingNumbers: new Set<number>(), decimal, thousands };
  const numbers = naValues.map((text) => parseNumber(text, forms)).filter((value) => value !== undefined);
  return { ...forms, missingNumbers: new Set(numbers) };
}
