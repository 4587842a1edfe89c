import type { Log } from '#core/kit';
import type { DeviceDirectory, OnvifPort } from '../onvif/index.ts';
import type { RequestKeyFrame } from '../session/index.ts';

export interface KeyFramesOptions {
  readonly onvif: Pick<OnvifPort, 'requestKeyFrame'>;
  readonly devices: DeviceDirectory;
  readonly log: Log;
}

/** Has sessions ask cameras for key frames over ONVIF. A camera that cannot be asked sends one in its own time. */
export function requestKeyFramesBy({ onvif, devices, log }: KeyFramesOptions): RequestKeyFrame {
  return (cameraId, profile) => {
    const asked = async (): Promise<string | null> => {
      const device = await devices.find(cameraId);
      if (device === null) return 'not registered by ONVIF';
      const answer = await onvif.requestKeyFrame(device, profile);
      return answer.ok ? null : answer.error;
    };
    asked().then(
      (failure) => log.info({ cameraId, profile, failure }, 'key frame asked for'),
      (error: unknown) => log.warn({ cameraId, profile, error: String(error) }, 'key frame not asked for'),
    );
  };
}
