export { ensureAppRole, grantAppRole, isSameRole } from './app-role.ts';
export {
  closeDatabase,
  connectDatabase,
  type Database,
  type DatabaseOptions,
  isDatabaseReady,
  type Queryable,
  type Transaction,
} from './database.ts';
export { insertRows } from './insert-rows.ts';
export { migrateDatabase } from './migrate.ts';
