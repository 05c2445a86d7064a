import { FileFormatError, LmlError, openBytes, type ByteSource } from '@lml/core';

import type { ColumnPart, ColumnValues } from '../join-parts.js';
import { fileTable } from '../table-source.js';
import { readColumn } from './arrow-column.js';
import { fieldsOf, type ArrowField } from './arrow-fields.js';
import { readMessage, readNodes, type Message } from './arrow-messages.js';
import { UnfitValues, type ArrowNode } from './arrow-values.js';

/** What a file begins with; a stream begins at once. */
const MAGIC = 'ARROW1';
/** The kinds of messages. */
const [SCHEMA, DICTIONARY, BATCH] = [1, 2, 3];

/** A batch of rows. */
export interface ArrowBatch {
  readonly rows: number;
  readonly parts: readonly ColumnPart[];
}

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
