import { FileFormatError, LmlError, openBytes, type ByteSource } from '@lml/core';
import { parquetMetadata, type ColumnMetaData, type FileMetaData } from 'hyparquet';

import type { ColumnPart } from '../join-parts.js';
import { fileTable, type TableSource } from '../table-source.js';
import { checkThrift } from './check-thrift.js';
import { decompressor } from './decompress.js';
import { columnsOfSchema, type ParquetColumn } from './parquet-columns.js';
import { readChunk } from './read-chunk.js';

/** What is read at the end of a file at first; mostly all that says where the rest is. */
const END = 2 ** 16;
/** The sign of the format at the end of a file, and of one that is encrypted. */
const [MAGIC, ENCRYPTED] = ['PAR1', 'PARE'];
/** So many values may a file have, and so many for each of its bytes besides. */
const [FREE, GROWTH] = [2 ** 24, 2 ** 14];

/** A Parquet file whose columns are known. */
export class ParquetFile {
  readonly columns: readonly ParquetColumn[];
  /** The number of rows. */
  readonly rows: number;

  private constructor(
    private readonly bytes: ByteSource,
    private readonly size: number,
    private readonly metadata: FileMetaData,
  ) {
    this.columns = columnsOfSchema(metadata.schema);
    this.rows = Number(metadata.num_rows);
    const sum = metadata.row_groups.reduce((rows, group) => rows + Number(group.num_rows), 0);
    if (sum !== this.rows || metadata.row_groups.some(({ num_rows: rows }) => rows < 0))
      throw new RangeError(`${sum} rows in groups of ${this.rows} rows`);
    const stored = metadata.row_groups[0]?.columns.length ?? 0;
    if (this.rows * stored > FREE + GROWTH * size) throw new RangeError(`${this.rows} rows in ${size} bytes`);
  }

  /**
   * Reads what a file says of itself.
   *
   * @throws `LML_FILE_NOT_FOUND`; `LML_FILE_READ`; `LML_FILE_FORMAT` for what is no Parquet file, and where it contradicts itself.
   */
  static async open(path: string): Promise<ParquetFile> {
    const source = await openBytes(path);
    const { size } = source;
    if (size === undefined)
      throw new FileFormatError(
        `The server of '${path}' does not tell how large it is. Download it, and read the file.`,
      );
    return whole(path, '', async () => {
      if (size < 12) throw new RangeError('it is too short');
      let end = await source.slice(Math.max(0, size - END), size);
      const sign = new TextDecoder('latin1').decode(end.subarray(-4));
      if (sign === ENCRYPTED) throw new RangeError('it is encrypted');
      if (sign !== MAGIC) throw new RangeError(`it does not end in ${MAGIC}`);
      const length = new DataView(end.buffer, end.byteOffset).getUint32(end.length - 8, true);
      if (length > size - 12) throw new RangeError('what describes it is longer than it is');
      if (length + 8 > end.length) end = await source.slice(size - length - 8, size);
      checkThrift(end.subarray(0, -8), end.length - 8 - length);
      return new ParquetFile(source, size, parquetMetadata(end, { geoparquet: false }));
    });
  }

  /** How many groups of rows there are. */
  get groups(): number {
    return this.metadata.row_groups.length;
  }

  /** The row that a group begins with. */
  firstRowOf(group: number): number {
    return this.metadata.row_groups.slice(0, group).reduce((rows, { num_rows: more }) => rows + Number(more), 0);
  }

  /** For messages. */
  get source(): TableSource {
    return fileTable(this.bytes.name);
  }

  /** Whether the file says that a column has whole numbers that are beyond those of float64. */
  isWide({ place, reading }: ParquetColumn): boolean {
    // Of moments only the milliseconds are taken.
    if (typeof reading === 'string' || reading.type !== 'number') return false;
    return this.metadata.row_groups.some(({ columns }) => {
      const { min_value, max_value, min, max } = columns[place]?.meta_data?.statistics ?? {};
      return [min_value, max_value, min, max].some(
        (value) => typeof value === 'bigint' && !Number.isSafeInteger(Number(value)),
      );
    });
  }

  /**
   * A column in a group of rows. `undefined` where it has whole numbers beyond those of float64, and `isWide` is not said.
   *
   * @throws `LML_FILE_FORMAT` for a column that cannot be read or that is damaged.
   */
  async read(group: number, column: ParquetColumn, isWide: boolean): Promise<ColumnPart | undefined> {
    const { reading, name, place } = column;
    const fault = (message: string): LmlError => this.source.fault(`column '${name}' ${message}`);
    if (typeof reading === 'string')
      throw fault(`cannot be read: ${reading}. Name the columns that you need as inputs, and leave it out.`);
    const { columns, num_rows: rows } = this.metadata.row_groups[group]!;
    if (rows === 0n)
      return { values: isWide ? new BigInt64Array() : reading.type === 'text' ? [] : new Float64Array() };
    return whole(this.bytes.name, `column '${name}', row group ${group}: `, async () => {
      const metadata = columns[place]?.meta_data;
      if (metadata === undefined) throw new RangeError('nothing is said of it');
      const [start, end] = this.rangeOf(metadata);
      const decompress = await decompressor(metadata.codec);
      const request = { column, reading, metadata, rows: Number(rows), decompress, isWide, fault };
      return readChunk(await this.bytes.slice(start, end), request);
    });
  }

  private rangeOf(metadata: ColumnMetaData): [start: number, end: number] {
    const { dictionary_page_offset: dictionary, data_page_offset: data, total_compressed_size: size } = metadata;
    // Some programs write 0 where there is no dictionary.
    const start = Number(dictionary === undefined || dictionary <= 0n || dictionary > data ? data : dictionary);
    const end = start + Number(size);
    if (!(start >= 4 && end >= start && end <= this.size)) throw new RangeError('it is beyond the end of the file');
    return [start, end];
  }
}

/** Calls what is wrong with a file by its name. */
async function whole<Value>(path: string, where: string, read: () => Promise<Value>): Promise<Value> {
  try {
    return await read();
  } catch (cause) {
    if (LmlError.isInstance(cause)) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new FileFormatError(
      `'${path}' cannot be read as Parquet: ${where}${reason}. If other programs do not read it either, it is damaged: copy it again.`,
      { cause },
    );
  }
}
