import { describe, expect, it } from 'vitest';
import type { StreamSource } from '#core/camera';
import type { CameraId } from '#core/kit';
import { RefusedPasswords } from './refused-passwords.ts';

function source(channel: number, password = 'old'): StreamSource {
  return {
    cameraId: `cam_${channel}` as CameraId,
    profile: 'main',
    url: `rtsp://10.0.0.1/${channel}`,
    credentials: { username: 'admin', password },
    deviceKey: 'recorder',
    siteKey: 'village',
  };
}

describe('refused passwords', () => {
  it('S7 stops all channels of a device after two refusals, until the quiet time is over', () => {
    const refused = new RefusedPasswords();
    refused.refused(source(1), 0);
    expect(refused.mayTry(source(2), 0, 60_000)).toBe(true);
    refused.refused(source(2), 1_000);
    expect(refused.mayTry(source(3), 60_999, 60_000)).toBe(false);
    expect(refused.mayTry(source(3), 61_000, 60_000)).toBe(true);
  });

  it('tries another password at once', () => {
    const refused = new RefusedPasswords();
    for (let count = 0; count < 2; count++) refused.refused(source(1), 0);
    expect(refused.mayTry(source(1, 'new'), 0, 60_000)).toBe(true);
  });

  it('forgets when the password is accepted', () => {
    const refused = new RefusedPasswords();
    refused.refused(source(1), 0);
    refused.accepted(source(1));
    refused.refused(source(1), 0);
    expect(refused.mayTry(source(1), 0, 60_000)).toBe(true);
  });

  it('holds a bounded memory', () => {
    const refused = new RefusedPasswords();
    const device = (index: number): StreamSource => ({ ...source(1), deviceKey: `device-${index}` });
    for (let index = 0; index <= 10_000; index++) {
      for (let count = 0; count < 2; count++) refused.refused(device(index), 0);
    }
    expect([device(0), device(10_000)].map((one) => refused.mayTry(one, 0, 60_000))).toEqual([true, false]);
  });
});
