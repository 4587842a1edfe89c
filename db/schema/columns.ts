import { bigint, customType } from 'drizzle-orm/pg-core';
import type { OrgPath } from '#core/org';

/** Extension `ltree`: a path in the org tree, with indexed "is below" (`<@`). */
export const orgPathColumn = customType<{ data: OrgPath; driverData: string }>({ dataType: () => 'ltree' });

/** `xid8`: a 64-bit transaction id, as decimal text since it outgrows a JavaScript number. */
export const transactionIdColumn = customType<{ data: string; driverData: string }>({
  dataType: () => 'xid8',
});

export const bytesColumn = customType<{ data: Uint8Array; driverData: Buffer }>({
  dataType: () => 'bytea',
  toDriver: (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
});

/** A stamp in milliseconds since 1970, the unit of the whole program; the column's name ends in `_ms`. */
export const epochMsColumn = (name: string) => bigint(name, { mode: 'number' });
