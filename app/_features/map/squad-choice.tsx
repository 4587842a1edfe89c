import { useFormatter, useTranslations } from 'use-intl';
import { assertNever } from '#core/kit';
import type { ResponsePlan } from '../../_lib/api/index.ts';
import { useLocalized } from '../../_lib/i18n/index.ts';
import styles from './response-panel.module.css';

type Candidate = ResponsePlan['squads'][number];

export interface SquadChoiceProps {
  readonly rank: number;
  readonly candidate: Candidate;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

/** One squad of the recommendation, with why it stands where it stands. */
export function SquadChoice({ rank, candidate, isChosen, onChoose }: SquadChoiceProps) {
  const localized = useLocalized();
  const eta = useEta(candidate);
  const reasons = useReasons(candidate);
  return (
    <button type="button" className={styles.squad} aria-pressed={isChosen} onClick={onChoose}>
      <i>{rank}</i>
      <span className={styles.squadName}>{localized(candidate.squad.name)}</span>
      <span className={styles.eta}>{eta}</span>
      <span className={styles.reasons}>{reasons}</span>
    </button>
  );
}

function useEta({ etaMs }: Candidate): string {
  const t = useTranslations('response');
  if (etaMs === null) return t('etaUnknown');
  const seconds = Math.round(etaMs / 1_000);
  return t('eta', {
    minutes: Math.floor(seconds / 60),
    seconds: String(seconds % 60).padStart(2, '0'),
  });
}

function useReasons({ distanceM, reasons }: Candidate): string {
  const t = useTranslations('response');
  const format = useFormatter();
  const unit = (value: number, name: 'kilometer' | 'second' | 'minute') =>
    format.number(value, {
      style: 'unit',
      unit: name,
      unitDisplay: 'short',
      maximumFractionDigits: name === 'kilometer' ? 1 : 0,
    });
  const age = (ageMs: number) =>
    ageMs < 60_000 ? unit(ageMs / 1_000, 'second') : unit(ageMs / 60_000, 'minute');
  const words = reasons.map((reason) => {
    switch (reason.code) {
      case 'free':
      case 'busy':
      case 'own_area':
      case 'mutual_aid':
        return t(reason.code);
      case 'position_fresh':
      case 'position_stale':
        return t('positionAge', { age: age(reason.ageMs) });
      case 'position_unknown':
        return t('positionUnknown');
      default:
        return assertNever(reason);
    }
  });
  return [...(distanceM === null ? [] : [unit(distanceM / 1_000, 'kilometer')]), ...words].join(' · ');
}
