import { randomBytes } from 'node:crypto';
import { systemClock } from '#core/kit';
import type { Queryable } from '#db/database';
import {
  findUserByUsername,
  type NewCheckpoint,
  type NewPost,
  registerCheckpoints,
  registerPosts,
  registerSource,
  registerSquads,
} from '#db/repositories';
import type { Vault } from '#db/sealing';
import type { County } from '#sim/county';
import { PLAYED_SQUAD } from '#sim/evening';
import type { HandheldAccounts } from '#sim/handhelds';
import { squadIdOf } from '#sim/patrols';
import { createAccounts, type NewAccount, newAccount } from './accounts.ts';
import { orgUnitId } from './org-unit-id.ts';

/** The name that the simulated county sends its signals under. */
export const INGEST_SOURCE = 'simulator';

const PLAYED_USERNAME = 'patrol';

/** Whoever works in the county besides its centres, before they are in the database. */
export interface People {
  readonly county: County;
  readonly ingestKey: string;
  /** For whoever started the demo: a dispatcher, and the squad to play on a phone. */
  readonly announced: readonly NewAccount[];
  readonly squads: readonly NewAccount[];
}

export function planPeople(county: County): People {
  const [root] = county.orgUnits;
  if (root === undefined) throw new Error('the county has no units');
  const dispatcher = newAccount({
    ...{ role: 'dispatcher', username: 'dispatcher', unit: root },
    displayName: { zh: '县中心调度员', en: 'County dispatcher' },
  });
  const accounts = county.squads.map(({ code, name, unitCode }) =>
    newAccount({
      ...{ role: 'patrol', displayName: name, squadId: squadIdOf(code) },
      username: code === PLAYED_SQUAD ? PLAYED_USERNAME : code,
      unit: { code: unitCode, name },
    }),
  );
  const played = accounts.filter(({ username }) => username === PLAYED_USERNAME);
  return {
    county,
    ingestKey: randomBytes(32).toString('base64url'),
    announced: [dispatcher, ...played],
    squads: accounts.filter(({ username }) => username !== PLAYED_USERNAME),
  };
}

/** What the simulator signs squads in with. */
export function handheldAccounts({ announced, squads }: People): HandheldAccounts {
  const entry = (squadCode: string, { username, password }: NewAccount) => ({
    squadCode,
    username,
    password,
  });
  const played = announced.find(({ username }) => username === PLAYED_USERNAME);
  return {
    simulated: squads.map((account) => entry(account.username, account)),
    played: played === undefined ? null : entry(PLAYED_SQUAD, played),
  };
}

/** Whether the people were put into the database before. */
export async function hasPeople(db: Queryable): Promise<boolean> {
  return (await findUserByUsername(db, PLAYED_USERNAME)) !== null;
}

/** Adds squads, checkpoints, posts, accounts and the ingest source to a county; all or nothing. */
export async function seedPeople(db: Queryable, vault: Vault, people: People): Promise<void> {
  const { county, ingestKey, announced, squads } = people;
  await db.transaction(async (tx) => {
    await registerSquads(tx, county.squads.map(toSquad));
    await registerCheckpoints(tx, county.checkpoints.map(toCheckpoint));
    await registerPosts(tx, county.posts.map(toPost));
    await registerSource(tx, vault, { name: INGEST_SOURCE, key: ingestKey, nowMs: systemClock.now() });
    await createAccounts(tx, [...announced, ...squads]);
  });
}

function toSquad({ code, name, kind, unitCode }: County['squads'][number]) {
  return { id: squadIdOf(code), name, kind, orgUnitId: orgUnitId(unitCode), onDuty: true };
}

function toPost({ code, name, townshipCode, position }: County['posts'][number]): NewPost {
  return { id: `pst_${code}` as NewPost['id'], name, orgUnitId: orgUnitId(townshipCode), ...position };
}

function toCheckpoint(checkpoint: County['checkpoints'][number]): NewCheckpoint {
  const { code, name, townshipCode, position, bearingDeg } = checkpoint;
  const id = `chk_${code}` as NewCheckpoint['id'];
  return { id, name, orgUnitId: orgUnitId(townshipCode), ...position, bearingDeg };
}
