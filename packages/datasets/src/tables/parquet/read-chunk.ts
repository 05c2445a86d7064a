import type { DecodedArray } from 'hyparquet';

import type { ColumnPart, ColumnValues } from '../join-parts.js';
import { contentOf, countOf, pagesOf, unpacked, type PageContent } from './chunk-pages.js';
import type { ChunkRequest } from './chunk-request.js';
import { readValues, type StoredType } from './page-values.js';
import { PartBuilder } from './part-builder.js';
import { readRuns } from './read-runs.js';
import { isUnsigned } from './value-reading.js';

/**
 * Reads a column of a group of rows. `undefined` where it has whole numbers beyond those of float64, and is not read as wide.
 *
 * @throws `RangeError` for bytes that are no such column, and errors of any kind of what decompresses.
 */
export function readChunk(bytes: Uint8Array, request: ChunkRequest): ColumnPart | undefined {
  const { column, rows } = request;
  const pages = pagesOf(bytes, request);
  const total = pages.reduce((sum, page) => sum + countOf(page), 0);
  if (total !== Number(request.metadata.num_values) || (column.filled === undefined && total !== rows))
    throw new RangeError(`pages of ${total} values where there should be ${rows} rows`);
  const sink = new PartBuilder(request, total);
  let dictionary: ColumnValues | undefined;
  for (const page of pages) {
    if (page.header.type === 'DICTIONARY_PAGE') {
      const reader = { bytes: unpacked(page, request.decompress), at: 0 };
      const stored = readValues(reader, 'PLAIN', page.header.dictionary_page_header!.num_values, typeOf(request));
      dictionary = convert(stored, request);
      if (dictionary === undefined) return undefined;
      continue;
    }
    const content = contentOf(page, request);
    const { definition, count } = content;
    let present = count;
    if (definition !== undefined) for (const level of definition) if (level !== column.present) present--;
    const values = decode(content, present, request, dictionary);
    if (values === undefined) return undefined;
    sink.add(values, content);
  }
  return sink.build();
}

function decode(
  { reader, encoding }: PageContent,
  count: number,
  request: ChunkRequest,
  dictionary: ColumnValues | undefined,
): ColumnValues | undefined {
  if (encoding !== 'PLAIN_DICTIONARY' && encoding !== 'RLE_DICTIONARY')
    return convert(readValues(reader, encoding, count, typeOf(request)), request);
  const codes = new Int32Array(count);
  if (count > 0) {
    const width = reader.bytes[reader.at++];
    if (width === undefined) throw new RangeError('a page is cut off');
    readRuns(reader, width, codes);
  }
  const size = dictionary?.length ?? 0;
  for (let at = 0; at < count; at++)
    if (codes[at]! < 0 || codes[at]! >= size) throw new RangeError('a number is beyond its dictionary');
  const gather = <Values extends ColumnValues>(values: Values, from: Values): Values => {
    for (let at = 0; at < count; at++) values[at] = from[codes[at]!]!;
    return values;
  };
  if (dictionary instanceof Float64Array) return gather(new Float64Array(count), dictionary);
  if (dictionary instanceof BigInt64Array) return gather(new BigInt64Array(count), dictionary);
  return gather(new Array<string>(count), dictionary ?? []);
}

function convert(stored: DecodedArray, { reading, isWide, column, fault }: ChunkRequest): ColumnValues | undefined {
  if (!isWide) return reading.convert(stored);
  // An empty page has a list without a type.
  const values = stored instanceof BigInt64Array ? stored : new BigInt64Array();
  if (isUnsigned(column.element) && values.some((value) => value < 0n))
    throw fault('has whole numbers beyond those of int64. Write it as text, or as float64.');
  return values;
}

function typeOf({ column: { element }, metadata: { type } }: ChunkRequest): StoredType {
  if (type !== element.type) throw new RangeError(`values of type ${type} in a column of ${element.type}`);
  return { type, length: element.type_length };
}
