import { fail, ok, type Result } from '#core/kit';
import type { AskFailure, DeviceSession } from './device-session.ts';
import { plainText, readToken } from './plain-text.ts';
import type { SoapElement } from './soap-element.ts';

/** A media profile: a video source, how it is encoded, and whether it can be moved. */
export interface MediaProfile {
  readonly token: string;
  readonly name: string;
  /** Token of the video source, which profiles of one channel share. */
  readonly source: string;
  readonly sourceName: string;
  readonly codec: string;
  readonly width: number;
  readonly height: number;
  readonly frameRate: number | null;
  readonly ptz: boolean;
}

const PROFILES_MAX = 1_024;
const SIDE_PX_MAX = 32_768;

/**
 * Reads a device's media profiles, by its Media2 service where it has one (only that one knows of H.265), else by its
 * Media service (ONVIF Media, 5.2; Media2, 5.2). Profiles without a video source or encoder are left out.
 */
export async function readProfiles(session: DeviceSession): Promise<Result<MediaProfile[], AskFailure>> {
  if (session.paths.has('media2')) {
    const answer = await askProfiles(session, true);
    // D-Link DCS-8635LH: has the service, and answers nothing but faults there.
    if (answer.ok ? answer.value.length > 0 : answer.error !== 'fault') return answer;
    session.paths.delete('media2');
  }
  if (!session.paths.has('media')) return fail('not_onvif');
  return askProfiles(session, false);
}

async function askProfiles(
  session: DeviceSession,
  media2: boolean,
): Promise<Result<MediaProfile[], AskFailure>> {
  const answer = await session.ask((cam) => {
    cam.media2Support = media2;
    cam.getProfiles();
  });
  if (!answer.ok) return answer;
  const profiles = answer.value.at('getProfilesResponse').all('profiles').slice(0, PROFILES_MAX);
  return ok(profiles.flatMap((profile) => readProfile(profile, media2) ?? []));
}

function readProfile(profile: SoapElement, media2: boolean): MediaProfile | null {
  const parts = media2 ? profile.at('configurations') : profile;
  const video = parts.at(media2 ? 'videoSource' : 'videoSourceConfiguration');
  const encoder = parts.at(media2 ? 'videoEncoder' : 'videoEncoderConfiguration');
  const token = readToken(profile.attribute('token'));
  const source = readToken(video.at('sourceToken').text);
  const width = side(encoder.at('resolution', 'width'));
  const height = side(encoder.at('resolution', 'height'));
  if (token === null || source === null || width === null || height === null) return null;
  const frameRate = encoder.at('rateControl', 'frameRateLimit').number;
  return {
    token,
    name: plainText(profile.at('name').text, 128),
    source,
    sourceName: plainText(video.at('name').text, 200),
    codec: plainText(encoder.at('encoding').text, 32).toUpperCase(),
    width,
    height,
    frameRate: frameRate !== null && frameRate > 0 ? frameRate : null,
    ptz: parts.has(media2 ? 'PTZ' : 'PTZConfiguration'),
  };
}

function side(element: SoapElement): number | null {
  const pixels = element.number;
  return pixels !== null && Number.isInteger(pixels) && pixels > 0 && pixels <= SIDE_PX_MAX ? pixels : null;
}
