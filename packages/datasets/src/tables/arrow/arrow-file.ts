import { FileFormatError, LmlError, openBytes, type ByteSource } from '@lml/core';

import type { ColumnPart, ColumnValues } from '../join-parts.js';
import { fileTable } from '../table-source.js';
import { readColumn, UnfitValues, type ArrowNode } from './arrow-column.js';
import { fieldsOf, type ArrowField } from './arrow-fields.js';
import { FlatTable } from './flat-table.js';
import { decompressLz4Frame } from './lz4-frame.js';

/** What a file begins with; a stream begins at once. */
const MAGIC = 'ARROW1';
/** What is read at once where a message begins; mostly all that describes it. */
const HEAD = 2 ** 12;
/** Before the size of what describes a message; older programs leave it out. */
const CONTINUED = 0xff_ff_ff_ff;
/** The kinds of messages. */
const [SCHEMA, DICTIONARY, BATCH] = [1, 2, 3];
/** So many values may a batch make, and so many for each of its bytes besides. */
const [FREE, GROWTH] = [2 ** 24, 2 ** 10];

/** A message of a file. */
interface Message {
  readonly kind: number;
  readonly header: FlatTable;
  /** Where its buffers begin and end in the file. */
  readonly body: readonly [start: number, end: number];
}

/** A batch of rows. */
export interface ArrowBatch {
  readonly rows: number;
  readonly parts: readonly ColumnPart[];
}

/** What undoes the compression of a buffer. */
type Decompress = (bytes: Uint8Array, size: number) => Uint8Array;

/** An Arrow file or stream whose columns are known. */
export class ArrowFile {
  private constructor(
    private readonly source: ByteSource,
    private readonly size: number,
    readonly fields: readonly ArrowField[],
    /** Where the messages begin that follow the schema. */
    private readonly start: number,
  ) {}

  /**
   * Reads the schema.
   *
   * @throws `LML_FILE_NOT_FOUND`; `LML_FILE_READ`; `LML_FILE_FORMAT` for what is no Arrow file.
   */
  static async open(path: string): Promise<ArrowFile> {
    const source = await openBytes(path);
    const { size } = source;
    if (size === undefined)
      throw new FileFormatError(
        `The server of '${path}' does not tell how large it is. Download it, and read the file.`,
      );
    return named(path, '', async () => {
      const begin = new TextDecoder('latin1').decode(await source.slice(0, Math.min(size, MAGIC.length)));
      if (begin.startsWith('FEA1'))
        throw new RangeError('it is of the first version of Feather. Write it by the second');
      const message = await readMessage(source, size, begin === MAGIC ? 8 : 0);
      if (message?.kind !== SCHEMA) throw new RangeError('it does not begin with a schema');
      if (message.header.short(0) !== 0) throw new RangeError('its numbers are big-endian');
      const fields = fieldsOf([message.header], 1);
      const twice = fields.find(({ name }, at) => fields.findIndex((other) => other.name === name) !== at);
      if (twice !== undefined) throw new RangeError(`two columns are called '${twice.name}'`);
      return new ArrowFile(source, size, fields, message.body[1]);
    });
  }

  /**
   * The batches one after the other, of which one is in memory; of each the columns that are asked for.
   *
   * @throws `LML_FILE_FORMAT` for damaged ones; `LML_FILE_READ`.
   */
  async *batches(columns: readonly ArrowField[]): AsyncGenerator<ArrowBatch> {
    const { source, size, fields } = this;
    const dictionaries = new Map<number, ColumnValues>();
    for (let at = this.start, batch = 0; ;) {
      const where = `batch ${batch}: `;
      const message = await named(source.name, where, () => readMessage(source, size, at));
      if (message === undefined) return;
      at = message.body[1];
      if (message.kind === DICTIONARY) await named(source.name, where, () => this.addDictionary(message, dictionaries));
      if (message.kind !== BATCH) continue;
      yield await named(source.name, where, async () => {
        const { rows, nodes } = await readNodes(source, message, message.header, fields);
        const find = (id: number): ColumnValues => found(dictionaries, id);
        return { rows, parts: columns.map((field) => this.readPart(field, nodes[fields.indexOf(field)]!, find)) };
      });
      batch++;
    }
  }

  private readPart(field: ArrowField, node: ArrowNode, find: (id: number) => ColumnValues): ColumnPart {
    try {
      return readColumn(field, node, find);
    } catch (cause) {
      if (cause instanceof UnfitValues)
        throw fileTable(this.source.name).fault(
          `column '${field.name}' ${cause.message}. Write it as text, or as float64.`,
        );
      throw new RangeError(`column '${field.name}': ${reasonOf(cause)}`, { cause });
    }
  }

  /** Takes over the values of a dictionary, or further ones. */
  private async addDictionary({ header, ...message }: Message, known: Map<number, ColumnValues>): Promise<void> {
    const id = header.long(0);
    const record = header.table(1);
    const field = allFields(this.fields).find(({ dictionary }) => dictionary?.id === id);
    if (record === undefined || field === undefined) throw new RangeError(`a dictionary ${id} that no column has`);
    const plain = { ...field, dictionary: undefined, buffers: field.type.kind === 'null' ? 0 : bufferCount(field) };
    const { nodes } = await readNodes(this.source, { ...message, header }, record, [plain]);
    const { values, lengths } = readColumn(plain, nodes[0]!, (other) => found(known, other));
    if (lengths !== undefined) throw new RangeError(`a dictionary ${id} of lists`);
    const before = known.get(id);
    const isMore = header.byte(2) === 1 && before !== undefined;
    known.set(id, isMore ? ([...before, ...values] as string[]) : values);
  }
}

function bufferCount({ type }: ArrowField): number {
  return type.kind === 'text' || type.kind === 'binary' ? 3 : 2;
}

function found(dictionaries: ReadonlyMap<number, ColumnValues>, id: number): ColumnValues {
  const values = dictionaries.get(id);
  if (values === undefined) throw new RangeError(`dictionary ${id} does not stand before the batches that use it`);
  return values;
}

function allFields(fields: readonly ArrowField[]): ArrowField[] {
  return fields.flatMap((field) => [field, ...allFields(field.children)]);
}

/** The message that begins at a place; `undefined` where the last one has been. */
async function readMessage(source: ByteSource, size: number, at: number): Promise<Message | undefined> {
  if (size - at < 8) return undefined;
  const head = await source.slice(at, Math.min(size, at + HEAD));
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const first = view.getUint32(0, true);
  const begin = first === CONTINUED ? 8 : 4;
  const length = first === CONTINUED ? view.getUint32(4, true) : first;
  if (length === 0) return undefined;
  const end = at + begin + length;
  if (end > size) throw new RangeError('it is cut off');
  const described =
    begin + length <= head.length ? head.subarray(begin, begin + length) : await source.slice(at + begin, end);
  const message = FlatTable.root(described);
  const header = message.table(2);
  const bodyLength = message.long(3);
  if (header === undefined) throw new RangeError('a message without content');
  if (!(bodyLength >= 0 && bodyLength <= size - end)) throw new RangeError('it is cut off, or says wrong sizes');
  return { kind: message.byte(1), header, body: [end, end + bodyLength] };
}

/** The buffers of a batch by column. */
async function readNodes(
  source: ByteSource,
  { body: [start, end] }: Message,
  record: FlatTable,
  fields: readonly ArrowField[],
): Promise<{ rows: number; nodes: ArrowNode[] }> {
  const rows = record.long(0);
  const nodes = record.longs(1, 2);
  const ranges = record.longs(2, 2);
  const variadic = record.longs(4, 1);
  const compression = record.table(3);
  const decompress = compression && (await decompressor(compression.byte(0)));
  const limit = FREE + GROWTH * (end - start);
  if (!(rows >= 0 && rows * Math.max(1, fields.length) <= limit))
    throw new RangeError(`${rows} rows in ${end - start} bytes`);
  const bytes = await source.slice(start, end);
  let [room, nextNode, nextRange, nextVariadic] = [limit, 0, 0, 0];
  const buffer = (): Uint8Array => {
    const [from, length] = ranges[nextRange++] ?? [-1, 0];
    if (!(from! >= 0 && length! >= 0 && length! <= bytes.length - from!))
      throw new RangeError('a buffer is beyond its batch');
    const stored = bytes.subarray(from, from! + length!);
    if (decompress === undefined || stored.length === 0) return stored;
    const size = Number(new DataView(stored.buffer, stored.byteOffset, stored.byteLength).getBigInt64(0, true));
    if (size === -1) return stored.subarray(8);
    if (!(size >= 0 && (room -= size) >= 0)) throw new RangeError(`a buffer of ${size} bytes in ${stored.length}`);
    const whole = decompress(stored.subarray(8), size);
    if (whole.length !== size) throw new RangeError(`${whole.length} bytes where there should be ${size}`);
    return whole;
  };
  const nodeOf = (field: ArrowField): ArrowNode => {
    const [length] = nodes[nextNode++] ?? [-1];
    if (!(length! >= 0 && length! <= limit)) throw new RangeError('a column without its description');
    const further =
      /view$/.test(field.type.kind) && field.type.kind !== 'list-view' ? (variadic[nextVariadic++]?.[0] ?? 0) : 0;
    const count = field.buffers + (field.dictionary === undefined ? further : 0);
    if (!(count >= 0 && count <= ranges.length)) throw new RangeError(`a column of ${count} buffers`);
    const buffers = Array.from({ length: count }, buffer);
    const children = field.dictionary === undefined ? field.children.map(nodeOf) : [];
    return { length: length!, buffers, children };
  };
  const read = fields.map(nodeOf);
  const other = read.find(({ length }) => length !== rows);
  if (other !== undefined) throw new RangeError(`a column of ${other.length} rows where there should be ${rows}`);
  return { rows, nodes: read };
}

async function decompressor(codec: number): Promise<Decompress> {
  if (codec === 0) return decompressLz4Frame;
  if (codec !== 1) throw new RangeError(`a compression with the number ${codec}`);
  const { decompressZstd } = await import('hyparquet-compressors');
  return (bytes, size) => decompressZstd(bytes, new Uint8Array(size));
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

/** Calls what is wrong with a file by its name. */
async function named<Value>(path: string, where: string, read: () => Promise<Value>): Promise<Value> {
  try {
    return await read();
  } catch (cause) {
    if (LmlError.isInstance(cause)) throw cause;
    throw new FileFormatError(
      `'${path}' cannot be read as Arrow: ${where}${reasonOf(cause)}. If other programs do not read it either, it is damaged: copy it again.`,
      { cause },
    );
  }
}
