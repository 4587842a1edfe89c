import type { LocalizedText } from '#core/kit';
import type { CastSquad, Place } from '../cast.ts';
import type { Scene, Signal } from '../step.ts';

const both = (zh: string, en: string): LocalizedText => ({ zh, en });

/** Signals of one alert: the same place and key, whatever is said about it. */
export type Report = (zh: string, en: string, more?: Partial<Signal>) => Signal;

/** What happens at a place, called after it and, where there is more than one, a part of it: `2 号车道`. */
export function at(
  kind: Signal['kind'],
  place: Place,
  part: readonly [zh: string, en: string] | null,
): Report {
  const { unitCode, name, position } = place;
  const title =
    part === null ? both(name.zh, name.en) : both(`${name.zh} · ${part[0]}`, `${name.en} · ${part[1]}`);
  const dedupKey = `evening/${kind}/${unitCode}/${title.en}`.slice(0, 200);
  return (zh, en, more = {}) => ({
    ...{ kind, unitCode, place: title, details: both(zh, en), position, dedupKey },
    ...more,
  });
}

/** What happens to a squad, where it is at that moment. */
export function withSquad(
  kind: Signal['kind'],
  { code, unitCode, name }: CastSquad,
  zh: string,
  en: string,
): (scene: Scene) => readonly Signal[] {
  const dedupKey = `evening/${kind}/${code}`;
  return ({ positionOf }) => [
    { kind, unitCode, place: name, details: both(zh, en), position: positionOf(code), dedupKey },
  ];
}

export const ended = { condition: 'ended' } as const;
