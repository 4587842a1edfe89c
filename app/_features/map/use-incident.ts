import { useEffect, useState } from 'react';
import type { JournalEntry } from '#core/contracts';
import type { IncidentId } from '#core/kit';
import { fetchIncident, type IncidentDetail } from '../../_lib/api/index.ts';
import { followJournal } from '../../_lib/realtime/index.ts';

/** An incident with its history; read again whenever something happens to it. */
export function useIncident(id: IncidentId | null): IncidentDetail | null {
  const [detail, setDetail] = useState<IncidentDetail | null>(null);
  useEffect(() => {
    setDetail(null);
    if (id === null) return;
    let isGone = false;
    const reload = async () => {
      const answer = await fetchIncident(id);
      if (!isGone) setDetail(answer);
    };
    const stop = followJournal({
      reload,
      // What cannot be read now is read with the next entry.
      apply: (entries) => void (entries.some((entry) => isAbout(entry, id)) && reload().catch(() => {})),
    });
    return () => {
      isGone = true;
      stop();
    };
  }, [id]);
  return detail;
}

function isAbout({ payload }: JournalEntry, id: IncidentId): boolean {
  if ('incident' in payload) return payload.incident.id === id;
  if ('assignment' in payload) return payload.assignment.incidentId === id;
  return 'alert' in payload && payload.alert.incidentId === id;
}
