import type { Clock, Log } from '#core/kit';
import { squadIdOf, type Vehicle } from '#sim/patrols';
import { pause } from '#sim/web';
import type { HandheldAccounts } from './accounts.ts';
import { Handheld } from './handheld.ts';

export interface HandheldsOptions {
  readonly webUrl: string;
  /** What browsers call the web role. */
  readonly origin: string;
  readonly accounts: HandheldAccounts;
  /** The car of a squad, by its code. */
  readonly vehicleOf: (squadCode: string) => Vehicle;
  readonly clock: Clock;
  /** A stream of chance of its own for each squad, 0 ≤ value < 1. */
  readonly randomFor: (squadCode: string) => () => number;
  readonly newActionId: () => string;
  /** Ends all of them at once. */
  readonly signal: AbortSignal;
  readonly log: Log;
}

/** Checking a password costs the web role a tenth of a second of one core, so they sign in one after the other. */
const STAGGER_MS = 400;

/** Starts the handhelds of all squads. @returns when all have ended, after `signal` aborted */
export async function startHandhelds(options: HandheldsOptions): Promise<void> {
  const { accounts, vehicleOf, randomFor, clock, signal } = options;
  const all = [
    ...(accounts.played === null ? [] : [{ account: accounts.played, hands: 'person' as const }]),
    ...accounts.simulated.map((account) => ({ account, hands: 'simulated' as const })),
  ];
  await Promise.all(
    all.map(async ({ account, hands }, index) => {
      await pause(clock, index * STAGGER_MS, signal);
      const { squadCode } = account;
      const handheld = new Handheld({
        ...options,
        ...{ account, hands, squadId: squadIdOf(squadCode) },
        ...{ vehicle: vehicleOf(squadCode), random: randomFor(squadCode) },
      });
      await handheld.run();
    }),
  );
}
