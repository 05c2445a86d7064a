import { FileFormatError } from '@lml/core';
import { z } from 'zod';

import type { TableSource } from '../table-source.js';
import { maskedAddress } from './postgres-address.js';

/** Options of readers of PostgreSQL: where it is. */
export const postgresShape = {
  /**
   * The address of the database: `postgres://name@host:5432/database`. One with a password is not written to files; the
   * better place for it is PGPASSWORD of the environment. Default: as the environment says, by PGHOST, PGUSER, PGDATABASE
   * and their like.
   */
  connection: z
    .string()
    .optional()
    .describe(
      'The address of the database: `postgres://name@host:5432/database`. One with a password is not written to files; the better place for it is PGPASSWORD of the environment. Default: as the environment says, by PGHOST, PGUSER, PGDATABASE and their like.',
    ),
};

/** A query of a database, for messages. */
export function queryTable(connection: string | undefined): TableSource {
  return { file: undefined, fault: (message) => new FileFormatError(`${maskedAddress(connection)}: ${message}`) };
}
