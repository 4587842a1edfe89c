export {
  closeDatabase,
  connectDatabase,
  type Database,
  type DatabaseOptions,
  isDatabaseReady,
  type Queryable,
  type Transaction,
} from './database.ts';
export { migrateDatabase } from './migrate.ts';
