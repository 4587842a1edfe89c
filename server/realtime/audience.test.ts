import { describe, expect, it } from 'vitest';
import type { Principal, Role } from '#core/access';
import type { JournalEntry } from '#core/contracts';
import type { OrgUnitId, SessionId, SquadId, UserId } from '#core/kit';
import type { OrgPath } from '#core/org';
import { audienceOf, isVisibleTo, roomsOf, roomsOfAudience } from './audience.ts';

const path = (text: string) => text as OrgPath;
const own = 'sqd_own' as SquadId;

function principal(roles: Record<string, Role>, squadId: SquadId | null = null): Principal {
  const name = { zh: '张', en: 'Zhang' };
  return {
    ...{ userId: 'usr_a' as UserId, sessionId: 'ses_a' as SessionId, username: 'a', displayName: name },
    ...{ kind: 'person', locale: 'zh', squadId, narrowedTo: null, pending: null },
    ...{ readMs: 0, endsMs: Number.MAX_SAFE_INTEGER },
    memberships: Object.entries(roles).map(([orgPath, role]) => ({
      ...{ role, orgUnitId: 'org_a' as OrgUnitId, orgPath: path(orgPath), orgName: name },
    })),
  };
}

/** Only what decides who hears of it. */
const entry = (type: JournalEntry['type'], orgPath: string) =>
  ({ type, orgPath: path(orgPath) }) as JournalEntry;

const people: Record<string, Principal> = {
  county: principal({ c: 'dispatcher' }),
  east: principal({ 'c.east': 'operator' }),
  nested: principal({ 'c.east': 'operator', c: 'shift_leader' }),
  administrator: principal({ c: 'administrator' }),
  handheld: principal({ 'c.west': 'patrol' }, own),
  formerHandheld: principal({}, own),
};

const news: readonly [JournalEntry['type'], string, SquadId[], string[]][] = [
  ['camera.offline', 'c.east.v', [], ['county', 'east', 'nested', 'administrator']],
  ['camera.offline', 'c.eastern', [], ['county', 'nested', 'administrator']],
  ['alert.raised', 'c.east', [], ['county', 'east', 'nested']],
  ['alert.raised', 'c', [], ['county', 'nested']],
  ['incident.changed', 'c.east', [own], ['county', 'east', 'nested', 'handheld']],
  ['incident.changed', 'c.west', [], ['county', 'nested']],
  ['assignment.offered', 'c.west', [own], ['county', 'nested', 'handheld']],
  ['assignment.offered', 'c.west', ['sqd_other' as SquadId], ['county', 'nested']],
  ['session.started', 'c.east', [], []],
];

describe('who hears of what', () => {
  it.each(news)('%s in %s about %j: %j', (type, orgPath, squads, hear) => {
    const item = entry(type, orgPath);
    const rooms = new Set(roomsOf(item, squads));
    for (const [name, who] of Object.entries(people)) {
      const audience = audienceOf(who);
      const isLive = roomsOfAudience(audience).some((room) => rooms.has(room));
      expect([isLive, isVisibleTo(audience, item, squads)], name).toEqual(Array(2).fill(hear.includes(name)));
    }
  });

  it('subtrees of one socket never overlap', () => {
    expect(roomsOfAudience(audienceOf(people.nested ?? principal({})))).toEqual([
      'tree.read:c',
      'alert.read:c',
      'squad.read:c',
    ]);
  });
});
