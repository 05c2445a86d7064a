import type { PageHeader } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';

import { checkThrift } from './check-thrift.js';
import type { ChunkRequest } from './chunk-request.js';
import type { Decompress } from './decompress.js';
import { readRuns, type ByteReader } from './read-runs.js';

/** A page and its bytes, compressed. */
export interface Page {
  readonly header: PageHeader;
  readonly bytes: Uint8Array;
}

/** The levels of a page and where its values begin. */
export interface PageContent {
  readonly reader: ByteReader;
  readonly encoding: string;
  readonly repetition: Uint8Array | undefined;
  readonly definition: Uint8Array | undefined;
  readonly count: number;
}

/** Pages may make this many bytes and values, and so many for each of their own bytes besides. */
const [FREE, GROWTH] = [2 ** 24, 2 ** 14];

/** The pages one after the other; that they fit the bytes is made sure of before anything is decoded. */
export function pagesOf(bytes: Uint8Array, { metadata }: ChunkRequest): Page[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pages: Page[] = [];
  const limit = FREE + GROWTH * bytes.length;
  let [at, values, unpackedSize] = [0, 0, 0];
  while (values < Number(metadata.num_values) && at < bytes.length) {
    const start = checkThrift(bytes, at);
    const header = parquetHeader({ view, offset: at });
    const { compressed_page_size: size, uncompressed_page_size: whole } = header;
    if (!(size >= 0 && size <= bytes.length - start)) throw new RangeError(`a page of ${size} bytes`);
    unpackedSize += whole;
    if (!(whole >= 0 && unpackedSize <= limit))
      throw new RangeError(`pages of ${unpackedSize} bytes in ${bytes.length}`);
    at = start + size;
    if (header.type === 'INDEX_PAGE') continue;
    const page = { header, bytes: bytes.subarray(start, at) };
    const count = header.dictionary_page_header?.num_values ?? countOf(page);
    if (!Number.isInteger(count) || count < 0) throw new RangeError(`a page of ${count} values`);
    values += countOf(page);
    if (values > limit) throw new RangeError(`pages of ${values} values in ${bytes.length} bytes`);
    pages.push(page);
  }
  return pages;
}

/** How many values, or where they are missing places, a page has; a dictionary has none of the rows. */
export function countOf({ header }: Page): number {
  if (header.type === 'DICTIONARY_PAGE') {
    if (header.dictionary_page_header === undefined) throw new RangeError('a page without its header');
    return 0;
  }
  const inner = header.type === 'DATA_PAGE_V2' ? header.data_page_header_v2 : header.data_page_header;
  if (inner === undefined) throw new RangeError(`a page of type ${header.type} without its header`);
  return inner.num_values;
}

/** The bytes of a page that is compressed as a whole. */
export function unpacked({ header, bytes }: Page, decompress: Decompress): Uint8Array {
  return decompress(bytes, header.uncompressed_page_size);
}

/** Levels come first: within what is compressed, or in pages of version 2 before it. */
export function contentOf(page: Page, { column, decompress }: ChunkRequest): PageContent {
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
