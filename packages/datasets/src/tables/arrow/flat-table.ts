/**
 * A table of FlatBuffers: fields by their number, each with a value for where it is left out. What points beyond the bytes is a
 * `RangeError`, and so is a list that is longer than they are.
 *
 * @see https://flatbuffers.dev/internals/
 */
export class FlatTable {
  constructor(
    private readonly view: DataView,
    private readonly at: number,
  ) {}

  /** The table that bytes begin with. */
  static root(bytes: Uint8Array): FlatTable {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return new FlatTable(view, view.getUint32(0, true));
  }

  byte(field: number, missing = 0): number {
    const at = this.place(field);
    return at === undefined ? missing : this.view.getUint8(at);
  }

  short(field: number, missing = 0): number {
    const at = this.place(field);
    return at === undefined ? missing : this.view.getInt16(at, true);
  }

  int(field: number, missing = 0): number {
    const at = this.place(field);
    return at === undefined ? missing : this.view.getInt32(at, true);
  }

  /** A whole number of 64 bits that is a size or a name. */
  long(field: number): number {
    const at = this.place(field);
    return at === undefined ? 0 : safe(this.view.getBigInt64(at, true));
  }

  text(field: number): string {
    const list = this.list(field, 1);
    return list === undefined
      ? ''
      : new TextDecoder('utf-8', { fatal: true }).decode(this.bytes(list.start, list.length));
  }

  table(field: number): FlatTable | undefined {
    const at = this.place(field);
    return at === undefined ? undefined : this.pointed(at);
  }

  tables(field: number): FlatTable[] {
    const { start, length } = this.list(field, 4) ?? { start: 0, length: 0 };
    return Array.from({ length }, (_, each) => this.pointed(start + 4 * each));
  }

  /** A list of structs of `width` whole numbers of 64 bits. */
  longs(field: number, width: number): number[][] {
    const { start, length } = this.list(field, 8 * width) ?? { start: 0, length: 0 };
    return Array.from({ length }, (_, each) =>
      Array.from({ length: width }, (__, k) => safe(this.view.getBigInt64(start + 8 * (each * width + k), true))),
    );
  }

  private bytes(start: number, length: number): Uint8Array {
    return new Uint8Array(this.view.buffer, this.view.byteOffset + start, length);
  }

  private pointed(at: number): FlatTable {
    return new FlatTable(this.view, at + this.view.getUint32(at, true));
  }

  private list(field: number, size: number): { start: number; length: number } | undefined {
    const at = this.place(field);
    if (at === undefined) return undefined;
    const from = at + this.view.getUint32(at, true);
    const length = this.view.getUint32(from, true);
    if (length * size > this.view.byteLength - from - 4) throw new RangeError('a list is longer than what it is in');
    return { start: from + 4, length };
  }

  /** Where a field is; `undefined` where it is left out. */
  private place(field: number): number | undefined {
    const { view, at } = this;
    const fields = at - view.getInt32(at, true);
    const slot = 4 + 2 * field;
    if (slot >= view.getUint16(fields, true)) return undefined;
    const offset = view.getUint16(fields + slot, true);
    return offset === 0 ? undefined : at + offset;
  }
}

function safe(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`a size of ${value}`);
  return number;
}
