import { sha256 } from '../../node/sha256.js';

const HASH_LENGTH = 64;
const before = ',\n  "checksum": "';
const after = '"\n}\n';
/** The bytes of a seal, all of which are ASCII. */
const LENGTH = before.length + HASH_LENGTH + after.length;

/** A record as JSON whose last entry, `checksum`, is the SHA-256 of all the bytes before it. */
export async function seal(json: string): Promise<string> {
  const body = json.replace(/\s*\}\s*$/, '');
  return body + sealOf(await sha256(new TextEncoder().encode(body)));
}

/** Whether bytes are what was sealed: each bit of them counts. */
export async function isSealed(bytes: Uint8Array): Promise<boolean> {
  if (bytes.length < LENGTH) return false;
  const expected = sealOf(await sha256(bytes.subarray(0, -LENGTH)));
  return Array.from(bytes.subarray(-LENGTH)).every((byte, index) => byte === expected.charCodeAt(index));
}

function sealOf(hash: string): string {
  return before + hash + after;
}
