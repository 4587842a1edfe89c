import { and, ne, sql } from 'drizzle-orm';
import type { AlertState, Holder } from '#core/alert';
import { assertNever } from '#core/kit';
import { isWithin, movedPath, type OrgPath } from '#core/org';
import type { Transaction } from '../../database/index.ts';
import { alerts, orgUnits } from '../../schema/index.ts';
import { alertColumns, saveAlerts } from '../alert-row.ts';
import { LostRace } from '../deciding.ts';

type Place = Pick<Holder, 'orgUnitId' | 'orgPath'>;

/**
 * Open alerts of what moves stay whose turn they are where that unit goes along, or is above the new place too. One
 * that was held by a unit that is above no longer (the former township) goes to the new parent, with its clock running
 * on: whoever held it cannot see it any more.
 * @throws LostRace when one of them changed meanwhile
 */
export async function handOverAlerts(tx: Transaction, from: OrgPath, to: OrgPath): Promise<void> {
  const open = await tx
    .select({ alert: alertColumns, version: alerts.version })
    .from(alerts)
    .where(and(sql`${alerts.orgPath} <@ ${from}::ltree`, ne(alerts.phase, 'cleared')));
  const parent = await parentOf(tx, to);
  const rehold = (holder: Holder): Holder => {
    if (isWithin(holder.orgPath, from)) return { ...holder, orgPath: movedPath(holder.orgPath, from, to) };
    return isWithin(to, holder.orgPath) || parent === null ? holder : { ...holder, ...parent };
  };
  const saves = open.flatMap(({ alert, version }) => {
    const state = withHolder(alert.state, rehold);
    return JSON.stringify(state) === JSON.stringify(alert.state)
      ? []
      : [{ alert: { ...alert, state }, version }];
  });
  if ((await saveAlerts(tx, saves)).size < saves.length) throw new LostRace();
}

function withHolder(state: AlertState, rehold: (holder: Holder) => Holder): AlertState {
  switch (state.phase) {
    case 'raised':
    case 'cleared':
      return state;
    case 'routed':
    case 'acknowledged':
      return { ...state, holder: rehold(state.holder) };
    case 'shelved':
      return { ...state, back: { ...state.back, holder: rehold(state.back.holder) } };
    default:
      return assertNever(state);
  }
}

async function parentOf(tx: Transaction, path: OrgPath): Promise<Place | null> {
  const [parent] = await tx
    .select({ orgUnitId: orgUnits.id, orgPath: orgUnits.path })
    .from(orgUnits)
    .where(sql`${orgUnits.path} @> ${path}::ltree and nlevel(${orgUnits.path}) = nlevel(${path}::ltree) - 1`);
  return parent ?? null;
}
