import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { edited, edits } from './edits.mjs';
import { hostileValues } from './hostile.mjs';

const encode = (/** @type {string} */ text) => new TextEncoder().encode(text);

const sign = fc.constantFrom(
  ...[
    'a',
    'b',
    '1',
    '0',
    '-',
    '.',
    ',',
    ';',
    '"',
    "'",
    '\n',
    '\r',
    '\t',
    '|',
    ' ',
    '#',
    'e',
    'x',
    'NA',
    'inf',
    'true',
    '""',
  ],
  ...['1e999', '2026-02-30', '9223372036854775808', '\u0000', '\ufeff', '\u00e9', '\ud800', '__proto__', 'constructor'],
);
const texts = fc.array(sign, { maxLength: 60 }).map((signs) => signs.join(''));
const table = 'a,b,c\n1,x,2026-11-30\n-2.5e3,"y,""z""\n",true\nNA,,\n';

/** Edited, at times compressed, at times cut off. @param {fc.Arbitrary<Uint8Array>} bytes */
const files = (bytes) =>
  fc.oneof(
    { weight: 4, arbitrary: bytes },
    fc.tuple(bytes, edits).map(([each, changes]) => edited(gzipSync(each), changes)),
    fc.tuple(bytes, edits).map(([each, changes]) => edited(each, changes)),
    bytes.map((each) => Uint8Array.from(new TextDecoder().decode(each), (letter) => letter.charCodeAt(0))),
  );

/** Bytes that look like a CSV file. */
export const csvBytes = files(
  fc.oneof(
    texts.map(encode),
    texts.map((text) => encode(`a,b\n${text}`)),
    texts.map((text) => encode(`made by us\na;b\n${text}`)),
    edits.map((changes) => edited(encode(table), changes)),
    texts.map((text) => new Uint8Array(Buffer.from(text, 'utf16le'))),
  ),
);

const value = fc.oneof(
  hostileValues,
  fc.constantFrom(null, 1, -0.5, 'x', true, [1, 2], [[1], [2]], [], {}, { b: 1 }, [null], ['x'], '2026-11-30'),
);
const key = fc.constantFrom('a', 'b', 'c', 'a.b', '', '__proto__', 'a.0');
const record = fc
  .array(fc.tuple(key, value), { maxLength: 4 })
  .map(
    (entries) =>
      `{${entries.map(([name, each]) => `${JSON.stringify(name)}:${JSON.stringify(each) ?? 'null'}`).join()}}`,
  );
const other = fc.constantFrom(
  '',
  ' ',
  '{',
  '[1]',
  '3',
  '"',
  'null',
  '{"a":',
  `${'['.repeat(5000)}`,
  `${'{"a":'.repeat(5000)}`,
);
const records = fc.array(fc.oneof({ weight: 5, arbitrary: record }, other), { maxLength: 6 });

/** Bytes that look like a file of JSON Lines. */
export const jsonLinesBytes = files(records.map((lines) => encode(lines.join('\n'))));

/** Bytes that look like a JSON file of records. */
export const jsonBytes = files(
  fc.oneof(
    records.map((lines) => encode(`[${lines.join()}]`)),
    hostileValues.map((each) => encode(JSON.stringify(each) ?? '')),
  ),
);
