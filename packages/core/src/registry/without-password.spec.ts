import { withoutPassword } from './without-password.js';

describe('withoutPassword', () => {
  it.each([
    ['postgres://name:secret@host:5432/db', 'postgres://name@host:5432/db'],
    ['postgres://:secret@host/db', 'postgres://@host/db'],
    ['postgres://name:se@c/r?et@host/db?sslmode=require', 'postgres://name@host/db?sslmode=require'],
    ['postgres://name@host/db?password=secret&sslmode=require', 'postgres://name@host/db?sslmode=require'],
    ['postgres://host/db?sslmode=require&password=secret', 'postgres://host/db?sslmode=require'],
    ['https://name:secret@example.org/x.csv', 'https://name@example.org/x.csv'],
  ])('leaves it out of %s', (address, plain) => expect(withoutPassword(address)).toBe(plain));

  it.each(['https://example.org:8080/a@b.csv', 'postgres://name@host:5432/db', 'a: b@c', 'x.csv', 'password=1'])(
    'leaves %s as it is',
    (text) => expect(withoutPassword(text)).toBe(text),
  );
});
