/** Where Redis is: as given, else as the environment says, else on this machine. */
export function addressOf(url: string | undefined): string {
  return url ?? process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379';
}

/** An address for messages: name and password are not shown, nor what follows a question mark. */
export function masked(url: string): string {
  return url.replace(/^(\w+:\/\/)?.*@/, '$1***@').replace(/\?.*$/, '?***');
}

/** A text without the password of an address, should it be in it. */
export function withoutPassword(text: string, url: string): string {
  // Also one with an @ in it that should have been encoded.
  const [, password] = /^\w+:\/\/[^/:@]*:(.+)@/.exec(url) ?? [];
  if (password === undefined) return text;
  return [password, decoded(password)].reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Whether a text is an address of Redis. */
export function isAddress(url: string): boolean {
  return /^rediss?:\/\/\S/.test(url);
}
