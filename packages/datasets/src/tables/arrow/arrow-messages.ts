import type { ByteSource } from '@lml/core';

import type { ArrowField } from './arrow-fields.js';
import type { ArrowNode } from './arrow-values.js';
import { FlatTable } from './flat-table.js';
import { decompressLz4Frame } from './lz4-frame.js';

/** What is read at once where a message begins; mostly all that describes it. */
const HEAD = 2 ** 12;
/** Before the size of what describes a message; older programs leave it out. */
const CONTINUED = 0xff_ff_ff_ff;
/** So many values may a batch make, and so many for each of its bytes besides. */
const [FREE, GROWTH] = [2 ** 24, 2 ** 10];

/** A message of a file. */
export interface Message {
  readonly kind: number;
  readonly header: FlatTable;
  /** Where its buffers begin and end in the file. */
  readonly body: readonly [start: number, end: number];
}

/** What undoes the compression of a buffer. */
type Decompress = (bytes: Uint8Array, size: number) => Uint8Array;

/** The message that begins at a place; `undefined` where the last one has been. */
export async function readMessage(source: ByteSource, size: number, at: number): Promise<Message | undefined> {
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
export async function readNodes(
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
