import type { EpochMs } from '#core/kit';
import type { Fault } from './fault.ts';

/** Whether a camera has power at this moment. */
export function hasPower(fault: Fault | null, nowMs: EpochMs): boolean {
  if (fault?.fault === 'flap') return nowMs % (fault.upMs + fault.downMs) < fault.upMs;
  return fault?.fault !== 'stop';
}

/** Whether nothing leaves the encoder, though the camera has power. */
export function isMute(fault: Fault | null): boolean {
  return fault?.fault === 'stall' || fault?.fault === 'half-open';
}

/** How far the camera's clock is off at this moment, in ms. */
export function clockErrorMs(fault: Fault | null, nowMs: EpochMs): number {
  return fault?.fault === 'clock-jump' && isSecondTurn(nowMs, fault.everyMs) ? fault.stepMs : 0;
}

/** Whether the encoder uses its other parameter sets at this moment. */
export function hasOtherParameters(fault: Fault | null, nowMs: EpochMs): boolean {
  return fault?.fault === 'parameters' && isSecondTurn(nowMs, fault.everyMs);
}

function isSecondTurn(nowMs: EpochMs, everyMs: number): boolean {
  return Math.floor(nowMs / everyMs) % 2 === 1;
}
