/** Whether a name is one that a pattern means: `*` stands for any characters, slashes included. */
export function matchesPattern(name: string, pattern: string): boolean {
  const parts = pattern.split('*');
  const last = parts.length - 1;
  if (last === 0) return name === pattern;
  if (!name.startsWith(parts[0]!)) return false;
  let from = parts[0]!.length;
  for (const part of parts.slice(1, last)) {
    const at = name.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return name.length - parts[last]!.length >= from && name.endsWith(parts[last]!);
}
