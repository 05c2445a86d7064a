import type { LmlError } from '@lml/core';
import type { ColumnMetaData, DecodedArray, PageHeader } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';

import { WIDE_AND_MISSING, type ColumnPart, type ColumnValues } from '../join-parts.js';
import { checkThrift } from './check-thrift.js';
import type { Decompress } from './decompress.js';
import { readValues, type StoredType } from './page-values.js';
import type { ParquetColumn } from './parquet-columns.js';
import { readRuns, type ByteReader } from './read-runs.js';
import { isUnsigned, type ValueReading } from './value-reading.js';

/** A page and its bytes, compressed. */
interface Page {
  readonly header: PageHeader;
  readonly bytes: Uint8Array;
}

/** The levels of a page and where its values begin. */
interface PageContent {
  readonly reader: ByteReader;
  readonly encoding: string;
  readonly repetition: Uint8Array | undefined;
  readonly definition: Uint8Array | undefined;
  readonly count: number;
}

/** What is read of a column in a group of rows. */
export interface ChunkRequest {
  readonly column: ParquetColumn;
  readonly reading: ValueReading;
  readonly metadata: ColumnMetaData;
  readonly rows: number;
  readonly decompress: Decompress;
  /** Whether whole numbers of 64 bits stay such. */
  readonly isWide: boolean;
  /** The error for values that there is no type for. */
  readonly fault: (message: string) => LmlError;
}

/** A page may make this many bytes, and so many times its own besides. */
const [FREE, GROWTH] = [2 ** 24, 2 ** 14];

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

/** The pages one after the other; that they fit the bytes is made sure of before anything is decoded. */
function pagesOf(bytes: Uint8Array, { metadata }: ChunkRequest): Page[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pages: Page[] = [];
  let [at, values, unpackedSize] = [0, 0, 0];
  while (values < Number(metadata.num_values) && at < bytes.length) {
    const start = checkThrift(bytes, at);
    const header = parquetHeader({ view, offset: at });
    const { compressed_page_size: size, uncompressed_page_size: whole } = header;
    if (!(size >= 0 && size <= bytes.length - start)) throw new RangeError(`a page of ${size} bytes`);
    unpackedSize += whole;
    if (!(whole >= 0 && unpackedSize <= FREE + GROWTH * bytes.length))
      throw new RangeError(`pages of ${unpackedSize} bytes in ${bytes.length}`);
    at = start + size;
    if (header.type === 'INDEX_PAGE') continue;
    const page = { header, bytes: bytes.subarray(start, at) };
    const count = header.dictionary_page_header?.num_values ?? countOf(page);
    if (!Number.isInteger(count) || count < 0) throw new RangeError(`a page of ${count} values`);
    values += countOf(page);
    pages.push(page);
  }
  return pages;
}

function countOf({ header }: Page): number {
  if (header.type === 'DICTIONARY_PAGE') {
    if (header.dictionary_page_header === undefined) throw new RangeError('a page without its header');
    return 0;
  }
  const inner = header.type === 'DATA_PAGE_V2' ? header.data_page_header_v2 : header.data_page_header;
  if (inner === undefined) throw new RangeError(`a page of type ${header.type} without its header`);
  return inner.num_values;
}

function unpacked({ header, bytes }: Page, decompress: Decompress): Uint8Array {
  return decompress(bytes, header.uncompressed_page_size);
}

/** Levels come first: within what is compressed, or in pages of version 2 before it. */
function contentOf(page: Page, { column, decompress }: ChunkRequest): PageContent {
  const { header, bytes } = page;
  const count = countOf(page);
  const levelBits = 32 - Math.clz32(column.present);
  const hasLists = column.filled !== undefined;
  if (header.type === 'DATA_PAGE_V2') {
    const {
      repetition_levels_byte_length: first,
      definition_levels_byte_length: second,
      ...inner
    } = header.data_page_header_v2!;
    const levels = first + second;
    if (!(first >= 0 && second >= 0 && levels <= bytes.length)) throw new RangeError('levels are cut off');
    const rest = bytes.subarray(levels);
    const size = header.uncompressed_page_size - levels;
    const data = inner.is_compressed === false ? rest : decompress(rest, Math.max(0, size));
    return {
      reader: { bytes: data, at: 0 },
      encoding: inner.encoding,
      repetition: hasLists ? readRuns({ bytes: bytes.subarray(0, first), at: 0 }, 1, new Uint8Array(count)) : undefined,
      definition:
        levelBits === 0
          ? undefined
          : readRuns({ bytes: bytes.subarray(first, levels), at: 0 }, levelBits, new Uint8Array(count)),
      count,
    };
  }
  const { encoding } = header.data_page_header!;
  const reader = { bytes: unpacked(page, decompress), at: 0 };
  return {
    reader,
    encoding,
    repetition: hasLists ? readLevels(reader, 1, count) : undefined,
    definition: levelBits === 0 ? undefined : readLevels(reader, levelBits, count),
    count,
  };
}

/** Levels with the number of their bytes before them. */
function readLevels(reader: ByteReader, bits: number, count: number): Uint8Array {
  const { bytes, at } = reader;
  if (at + 4 > bytes.length) throw new RangeError('levels are cut off');
  const size = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(at, true);
  const end = at + 4 + size;
  if (end > bytes.length) throw new RangeError('levels are cut off');
  reader.at = end;
  return readRuns({ bytes: bytes.subarray(at + 4, end), at: 0 }, bits, new Uint8Array(count));
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

/** Puts values in their rows, with what is missing between them. */
class PartBuilder {
  private readonly values: ColumnValues;
  private readonly lengths: Int32Array | undefined;
  private at = 0;
  private row = -1;

  constructor(
    private readonly request: ChunkRequest,
    total: number,
  ) {
    const { reading, isWide, column, rows } = request;
    this.values = isWide ? new BigInt64Array(total) : reading.type === 'text' ? [] : new Float64Array(total);
    this.lengths = column.filled === undefined ? undefined : new Int32Array(rows);
  }

  add(values: ColumnValues, { repetition, definition, count }: PageContent): void {
    const { present, filled } = this.request.column;
    let next = 0;
    if (this.lengths === undefined) {
      if (values.length === count && !Array.isArray(values)) {
        (this.values as Float64Array).set(values as Float64Array, this.at);
        this.at += count;
      } else
        for (let k = 0; k < count; k++)
          this.put(definition?.[k] === undefined || definition[k] === present ? values[next++]! : undefined);
      return;
    }
    for (let k = 0; k < count; k++) {
      if (repetition![k] === 0 && ++this.row >= this.lengths.length) throw new RangeError('more rows than there are');
      if (this.row < 0) throw new RangeError('a list that does not begin');
      const level = definition?.[k] ?? present;
      if (level < filled! - 1) this.lengths[this.row] = -1;
      else if (level >= filled!) {
        this.lengths[this.row]!++;
        this.put(level === present ? values[next++]! : undefined);
      }
    }
  }

  build(): ColumnPart {
    const { values, lengths, at } = this;
    if (lengths === undefined) return { values };
    if (this.row !== lengths.length - 1)
      throw new RangeError(`${this.row + 1} rows where there should be ${lengths.length}`);
    return { values: values.slice(0, at), lengths };
  }

  /** A value, or that one is missing. */
  private put(value: number | bigint | string | undefined): void {
    const { values } = this;
    if (value === undefined && values instanceof BigInt64Array) throw this.request.fault(WIDE_AND_MISSING);
    (values as (typeof value)[])[this.at++] = value ?? (Array.isArray(values) ? '' : NaN);
  }
}
