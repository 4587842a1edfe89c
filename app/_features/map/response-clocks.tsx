import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import { type Alert, holderOf } from '#core/alert';
import type { EpochMs } from '#core/kit';
import { deadlineOf, timeLeft } from '../../_lib/alerts/index.ts';
import { useUnit } from '../../_lib/cameras/index.ts';
import { useLocalized } from '../../_lib/i18n/index.ts';
import type { SquadStatus } from '../../_lib/squads/index.ts';
import { durationText } from '../../_lib/time/index.ts';
import { Ticking } from '../../_ui/ticking.tsx';
import styles from './response-panel.module.css';

/** Time left, time gone by, and who holds the alert. */
export function ResponseClocks({
  alert,
  sent,
}: {
  readonly alert: Alert;
  readonly sent: readonly SquadStatus[];
}) {
  const t = useTranslations('response');
  const deadline = nextDeadline(alert, sent);
  const { raisedAtMs } = alert;
  const elapsed = useCallback((nowMs: EpochMs) => ({ text: durationText(nowMs - raisedAtMs) }), [raisedAtMs]);
  return (
    <dl className={styles.clocks}>
      {deadline !== null && (
        <div>
          <dt>{t(deadline.word)}</dt>
          <dd>
            <Countdown atMs={deadline.atMs} />
          </dd>
        </div>
      )}
      <div>
        <dt>{t('elapsed')}</dt>
        <dd>
          <Ticking read={elapsed} />
        </dd>
      </div>
      <div>
        <dt>{t('holder')}</dt>
        <dd className={styles.holder}>
          <Holder alert={alert} />
        </dd>
      </div>
    </dl>
  );
}

function Countdown({ atMs }: { readonly atMs: EpochMs }) {
  const t = useTranslations('alerts');
  const read = useCallback(
    (nowMs: EpochMs) => {
      const left = timeLeft(atMs, nowMs);
      const text = durationText(left.ms);
      return left.isOver ? { text: t('overrun', { time: text }), tone: 'over' } : { text, tone: 'runs' };
    },
    [atMs, t],
  );
  return <Ticking className={styles.countdown} read={read} />;
}

function Holder({ alert }: { readonly alert: Alert }) {
  const t = useTranslations();
  const localized = useLocalized();
  const holder = holderOf(alert);
  const unit = useUnit(holder?.orgUnitId ?? null);
  if (holder === null) return t('response.none');
  return unit === null ? t('alerts.higherUp') : localized(unit.name);
}

/** An offer to a squad that has not answered outranks the alert's own deadline: it is what runs out next. */
function nextDeadline(
  alert: Alert,
  sent: readonly SquadStatus[],
): { readonly word: 'offer' | 'climbs' | 'answer'; readonly atMs: EpochMs } | null {
  const offers = sent.flatMap(({ assignment }) =>
    assignment?.phase === 'offered' ? [assignment.answerByMs] : [],
  );
  if (offers.length > 0) return { word: 'offer', atMs: Math.min(...offers) };
  const deadline = deadlineOf(alert);
  return deadline.kind === 'climbs' || deadline.kind === 'answer'
    ? { word: deadline.kind, atMs: deadline.atMs }
    : null;
}
