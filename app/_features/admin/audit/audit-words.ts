import { useCallback, useMemo } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { AuditItem } from '#core/contracts';
import type { LocalizedText } from '#core/kit';
import { type OrgView, orgStore } from '../../../_lib/cameras/index.ts';
import { useLocalized } from '../../../_lib/i18n/index.ts';
import { useStore } from '../../../_lib/store/index.ts';

type Nodes = OrgView['units'];
const noUnits: Nodes = [];

/** What is said of rows in the reader's words. */
export interface AuditWords {
  /** Day and time, to the second. */
  readonly time: (ms: number) => string;
  readonly what: (item: AuditItem) => string;
  /** What it was done to: by its name now, else that of then, else its id. */
  readonly subject: (item: AuditItem) => string;
  readonly unit: (path: string) => string;
}

export function useAuditWords(): AuditWords {
  const t = useTranslations('audit');
  const format = useFormatter();
  const localized = useLocalized();
  const units = useStore(orgStore.view, (view) => view?.units ?? noUnits);
  const nameByPath = useMemo(() => new Map(units.map(({ path, name }) => [path as string, name])), [units]);
  const time = useCallback(
    (ms: number) =>
      format.dateTime(ms, {
        ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
        ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
      }),
    [format],
  );
  /** The day is left out where it is that of the row. */
  const since = (ms: number, atMs: number) => {
    const [full, ofRow] = [time(ms), time(atMs)];
    return full.slice(0, -8) === ofRow.slice(0, -8) ? full.slice(-8) : full;
  };
  return {
    time,
    what: (item) => {
      const word = t(`action.${item.action}`);
      const { fromMs, toMs, event } = item.detail;
      if (typeof fromMs === 'number' && typeof toMs === 'number')
        return t('watched', { from: since(fromMs, item.atMs), until: since(toMs, item.atMs) });
      if (typeof event === 'string' && t.has(`event.${event}` as 'event.acknowledge'))
        return t(`event.${event}` as 'event.acknowledge');
      return word;
    },
    subject: (item) => {
      // What has no name: the log itself, and sessions, which are told apart by who and when.
      if (item.subject === 'audit_log' || item.subject.startsWith('ses_')) return '';
      const name = item.subjectName ?? nameThen(item);
      return name === null ? item.subject : localized(name);
    },
    unit: (path) => {
      const name = nameByPath.get(path);
      return name === undefined ? path : localized(name);
    },
  };
}

function nameThen({ detail: { nameZh, nameEn } }: AuditItem): LocalizedText | null {
  if (typeof nameZh !== 'string') return null;
  return { zh: nameZh, en: typeof nameEn === 'string' ? nameEn : nameZh };
}
