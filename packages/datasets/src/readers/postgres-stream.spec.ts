import { codeOf } from '../shared/array-goldens.fixture.js';
import { postgresStream } from './postgres-stream.js';

// With a database: tools/e2e/postgres.spec.mjs.
describe('postgresStream', () => {
  it('wants a query or a table, and some rows at a time', () => {
    expect(() => postgresStream({})).toThrow(/query.*must be given, or else a table/s);
    expect(() => postgresStream({ query: 'select 1', fetchSize: 0 })).toThrow(/fetchSize/);
  });

  it('says that there is no server', async () => {
    const stream = postgresStream({ connection: 'postgres://127.0.0.1:1/flowers', table: 'flowers' });
    expect(await codeOf(() => stream.open())).toBe('LML_FILE_NOT_FOUND');
  });
});
