/** The memory to which others were copied so that threads share it. */
export type SharedCopies = Map<object, SharedArrayBuffer>;

/** The same values in memory that threads share. What is in `copies` is not copied again. */
export function share<View extends ArrayBufferView>(view: View, copies: SharedCopies = new Map()): View {
  const { buffer, byteOffset, byteLength } = view;
  if (buffer instanceof SharedArrayBuffer) return view;
  // Of a view on a small part of a memory, that part alone.
  const key = byteLength === buffer.byteLength ? buffer : view;
  let copy = copies.get(key);
  if (copy === undefined) {
    copy = new SharedArrayBuffer(byteLength);
    new Uint8Array(copy).set(new Uint8Array(buffer, byteOffset, byteLength));
    copies.set(key, copy);
  }
  return viewOn(view, copy);
}

/** A view of the same type on a whole memory. */
function viewOn<View extends ArrayBufferView>(view: View, buffer: SharedArrayBuffer): View {
  // A subclass, such as Buffer of Node, has a constructor of its own; the tag is that of the array.
  const tag = (view as unknown as { readonly [Symbol.toStringTag]: string })[Symbol.toStringTag];
  const Type = (globalThis as unknown as Record<string, new (memory: SharedArrayBuffer) => View>)[tag]!;
  return new Type(buffer);
}
