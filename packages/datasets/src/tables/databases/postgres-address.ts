/** An address for messages: name and password are not shown, nor what follows a question mark. */
export function maskedAddress(address: string | undefined): string {
  if (address === undefined) return 'the PostgreSQL database of the environment';
  return `PostgreSQL at '${address.replace(/^(\w+:\/\/)?.*@/, '$1***@').replace(/\?.*$/, '?***')}'`;
}

/** Words of a database without the password, should it be in them. */
export function withoutPassword(words: string, address = ''): string {
  const [, inside] = /^\w+:\/\/[^/:@]*:(.+)@/.exec(address) ?? [];
  const [, asked] = /[?&]password=([^&]+)/.exec(address) ?? [];
  const secrets = [inside, asked, process.env['PGPASSWORD']].flatMap((secret) =>
    secret === undefined || secret === '' ? [] : [secret, decoded(secret)],
  );
  return secrets.reduce((rest, secret) => rest.replaceAll(secret, '***'), words);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
