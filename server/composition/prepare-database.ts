import { grantAppRole, isSameRole, migrateDatabase } from '#db/database';
import { prepareQueues } from '#workers/queues';

/** The two ways into one database. */
export interface DatabaseUrls {
  /** As the roles use it. */
  readonly url: string;
  /** As its owner, who alone changes tables; null: the roles' user owns them too. */
  readonly ownerUrl: string | null;
}

/**
 * Brings the database up to date. With an owner of its own, the roles' user gets the right to add to the audit log and
 * to the journal, and no right to change them.
 * @throws when the database cannot be reached, or refuses
 */
export async function prepareDatabase({ url, ownerUrl }: DatabaseUrls): Promise<void> {
  await migrateDatabase(ownerUrl ?? url);
  await prepareQueues(ownerUrl ?? url);
  if (ownerUrl !== null && !isSameRole(ownerUrl, url)) await grantAppRole(ownerUrl, url);
}
