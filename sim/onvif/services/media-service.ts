import { PROFILES } from '../device.ts';
import { faults } from '../fault.ts';
import { leaf, node } from '../xml.ts';
import type { Operations } from './operation.ts';
import { profilesOf, profileXml, requestedProfile, sourceToken } from './profiles.ts';

/** The media service (ONVIF Media 5), as far as clients need it to find streams. */
export const mediaOperations: Operations = {
  GetProfiles: (asked) => profilesOf(asked).map((profile) => profileXml(asked, profile)),
  GetVideoSources: ({ device }) =>
    device.channels.map((_, number) =>
      node(
        'trt:VideoSources',
        { token: sourceToken(number) },
        leaf('tt:Framerate', PROFILES.main.frameRate),
        node(
          'tt:Resolution',
          {},
          leaf('tt:Width', PROFILES.main.width),
          leaf('tt:Height', PROFILES.main.height),
        ),
      ),
    ),
  GetStreamUri: (asked) => {
    const { channel, profile } = requestedProfile(asked);
    const host = asked.authority.replace(/:\d+$/, '');
    return [
      node(
        'trt:MediaUri',
        {},
        leaf('tt:Uri', `rtsp://${host}:${asked.surroundings.rtspPort}/${channel.code}/${profile}`),
        leaf('tt:InvalidAfterConnect', false),
        leaf('tt:InvalidAfterReboot', false),
        leaf('tt:Timeout', 'PT0S'),
      ),
    ];
  },
  GetSnapshotUri: () => {
    throw faults.notSupported('GetSnapshotUri');
  },
  SetSynchronizationPoint: (asked) => {
    const { channel, profile } = requestedProfile(asked);
    asked.surroundings.synchronise(channel.code, profile);
    return [];
  },
};
