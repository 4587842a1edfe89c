import { useRef, useState } from 'react';
import { type AdminProblem, adminProblem } from './admin-problem.ts';

/** Something that is sent once, however often its button is pressed. */
export interface Sending {
  readonly isBusy: boolean;
  readonly problem: AdminProblem | null;
  /** @returns whether it was done */
  readonly send: (work: () => Promise<void>) => Promise<boolean>;
  readonly clear: () => void;
}

export function useSending(): Sending {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<AdminProblem | null>(null);
  const running = useRef(false);
  const send = async (work: () => Promise<void>): Promise<boolean> => {
    if (running.current) return false;
    running.current = true;
    setBusy(true);
    setProblem(null);
    try {
      await work();
      return true;
    } catch (error) {
      setProblem(adminProblem(error));
      return false;
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  return { isBusy, problem, send, clear: () => setProblem(null) };
}
