import type { SoapElement } from './soap-element.ts';

/**
 * Reads GetSystemDateAndTimeResponse (ONVIF Core, 8.3.4).
 * @returns milliseconds since 1970; null when the device does not say, or says nonsense
 */
export function readDeviceTime(body: SoapElement): number | null {
  const utc = body.at('getSystemDateAndTimeResponse', 'systemDateAndTime', 'UTCDateTime');
  const [year, month, day] = ['year', 'month', 'day'].map((part) => utc.at('date', part).number);
  const [hour, minute, second] = ['hour', 'minute', 'second'].map((part) => utc.at('time', part).number);
  if (year == null || month == null || day == null || year < 1970 || year > 9999) return null;
  const timeMs = Date.UTC(year, month - 1, day, hour ?? 0, minute ?? 0, second ?? 0);
  return Number.isFinite(timeMs) ? timeMs : null;
}
