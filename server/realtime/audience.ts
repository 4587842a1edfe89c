import { type Action, type Principal, scopeFor } from '#core/access';
import type { JournalEntry } from '#core/contracts';
import { assertNever, type SquadId } from '#core/kit';
import { inScope, isWithin, type OrgPath, type Scope, selfAndAncestors } from '#core/org';

/** What one must be allowed to read to be told of an entry. */
const topics = ['tree.read', 'alert.read', 'squad.read'] as const satisfies readonly Action[];
export type Topic = (typeof topics)[number];

/** What somebody is told of; follows from who it is alone. */
export interface Audience {
  /** Where each kind of news may be heard. */
  readonly scopes: Readonly<Record<Topic, Scope>>;
  /** The squad whose handheld this is: it hears of its own assignments, and of their incidents, wherever they are. */
  readonly squadId: SquadId | null;
}

export function audienceOf(principal: Principal): Audience {
  const isOnPatrol = scopeFor(principal, 'patrol.act').paths.length > 0;
  return {
    scopes: {
      'tree.read': scopeFor(principal, 'tree.read'),
      'alert.read': scopeFor(principal, 'alert.read'),
      'squad.read': scopeFor(principal, 'squad.read'),
    },
    squadId: isOnPatrol ? principal.squadId : null,
  };
}

/** The rooms of an audience. Two audiences with the same rooms are told the same. */
export function roomsOfAudience({ scopes, squadId }: Audience): string[] {
  const rooms = topics.flatMap((topic) => roomsOfScope(topic, scopes[topic]));
  return squadId === null ? rooms : [...rooms, squadRoom(squadId)];
}

/** One room for each subtree; one that lies in another needs none of its own. */
export function roomsOfScope(topic: Topic, { paths }: Scope): string[] {
  const isInner = (path: OrgPath) => paths.some((other) => other !== path && isWithin(path, other));
  return paths.filter((path) => !isInner(path)).map((path) => roomOf(topic, path));
}

/** The room of everybody who may hear one kind of news of an org unit. */
export function roomOf(topic: Topic, path: OrgPath): string {
  return `${topic}:${path}`;
}

const squadRoom = (squadId: SquadId) => `squad:${squadId}`;

/**
 * The rooms an entry goes to: those of its org unit and of all above it, and of the squads it concerns. None when it
 * is for the audit only.
 */
export function roomsOf(entry: JournalEntry, squads: readonly SquadId[]): string[] {
  const topic = topicOf(entry);
  if (topic === null) return [];
  return [...selfAndAncestors(entry.orgPath).map((path) => roomOf(topic, path)), ...squads.map(squadRoom)];
}

/** Whether somebody may see an entry that concerns these squads. */
export function isVisibleTo(audience: Audience, entry: JournalEntry, squads: readonly SquadId[]): boolean {
  const topic = topicOf(entry);
  if (topic === null) return false;
  const isOwn = audience.squadId !== null && squads.includes(audience.squadId);
  return isOwn || inScope(audience.scopes[topic], entry.orgPath);
}

/** What kind of news an entry is. Who signs in, and from where, is none: that is for the audit only. */
function topicOf(entry: JournalEntry): Topic | null {
  switch (entry.type) {
    case 'camera.registered':
    case 'camera.online':
    case 'camera.offline':
    case 'org.changed':
      return 'tree.read';
    case 'alert.raised':
    case 'alert.routed':
    case 'alert.escalated':
    case 'alert.repeated':
    case 'alert.condition_ended':
    case 'alert.acknowledged':
    case 'alert.shelved':
    case 'alert.unshelved':
    case 'alert.linked':
    case 'alert.cleared':
    case 'incident.opened':
    case 'incident.changed':
      return 'alert.read';
    case 'assignment.offered':
    case 'assignment.changed':
      return 'squad.read';
    case 'session.started':
    case 'session.ended':
    case 'session.refused':
    case 'session.locked_out':
    case 'access.changed':
      return null;
    default:
      return assertNever(entry);
  }
}
