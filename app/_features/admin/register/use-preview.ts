import { useEffect, useState } from 'react';
import type { PreviewRequest, StreamTicket } from '#core/contracts';
import { type Cancel, systemClock } from '#core/kit';
import { openPreview } from '../../../_lib/api/index.ts';
import { serverClock } from '../../../_lib/time/index.ts';
import { type AdminProblem, adminProblem } from '../admin-problem.ts';

export type PreviewState =
  | { readonly state: 'opening' }
  | { readonly state: 'open'; readonly ticket: StreamTicket }
  | { readonly state: 'failed'; readonly problem: AdminProblem }
  /** Its ticket has run out: a page left open must not keep a camera busy for ever. */
  | { readonly state: 'ended' };

/** Opens the picture of a stream that is not registered yet, for as long as its ticket lasts. */
export function usePreview({ rtspUrl, credentials }: PreviewRequest): PreviewState {
  const [preview, setPreview] = useState<PreviewState>({ state: 'opening' });
  useEffect(() => {
    let isGone = false;
    let cancel: Cancel = () => {};
    openPreview({ rtspUrl, credentials }).then(
      (ticket) => {
        if (isGone) return;
        setPreview({ state: 'open', ticket });
        const lastsMs = ticket.expiresAtMs - serverClock.now();
        cancel = systemClock.after(lastsMs, () => setPreview({ state: 'ended' }));
      },
      (error: unknown) => {
        if (!isGone) setPreview({ state: 'failed', problem: adminProblem(error) });
      },
    );
    return () => {
      isGone = true;
      cancel();
    };
  }, [rtspUrl, credentials]);
  return preview;
}
