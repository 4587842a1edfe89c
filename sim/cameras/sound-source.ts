import type { SoundDescription } from '#sim/rtsp';

/** What a microphone puts out, as payloads of RTP. */
export interface SoundSource {
  readonly framesPerSecond: number;
  readonly description: SoundDescription;
  /** The payload of a frame; frames are counted from 1970. */
  payload(frame: number): Uint8Array;
}

/** A seamless loop of AAC frames. */
export interface SoundClip {
  /** AudioSpecificConfig: AAC LC, 16 kHz, one channel. */
  readonly config: Uint8Array;
  readonly frames: readonly Uint8Array[];
}

const AAC_RATE_HZ = 16_000;
const AAC_FRAME_SAMPLES = 1_024;
const G711_RATE_HZ = 8_000;
const G711_FRAME_SAMPLES = 320;
const A_LAW_SILENCE = 0xd5;

/** AAC as cameras send it: RFC 3640, AAC-hbr, one frame a packet. */
export function aacSound({ config, frames }: SoundClip): SoundSource {
  const payloads = frames.map((frame) =>
    Buffer.concat([Buffer.of(0, 16, frame.length >> 5, (frame.length << 3) & 0xff), frame]),
  );
  const hex = Buffer.from(config).toString('hex');
  return {
    framesPerSecond: AAC_RATE_HZ / AAC_FRAME_SAMPLES,
    description: {
      ...{ payloadType: 97, encoding: 'MPEG4-GENERIC', clockHz: AAC_RATE_HZ, channels: 1 },
      parameters: `streamtype=5;profile-level-id=15;mode=AAC-hbr;sizelength=13;indexlength=3;indexdeltalength=3;config=${hex}`,
    },
    payload(frame) {
      const payload = payloads[frame % payloads.length];
      if (payload === undefined) throw new Error('a sound without frames');
      return payload;
    },
  };
}

/** G.711 A-law (RFC 3551, 4.5.14) of a quiet night, which nobody can relay over HLS. */
export function g711Sound(): SoundSource {
  const payload = new Uint8Array(G711_FRAME_SAMPLES).fill(A_LAW_SILENCE);
  return {
    framesPerSecond: G711_RATE_HZ / G711_FRAME_SAMPLES,
    description: {
      ...{ payloadType: 8, encoding: 'PCMA', clockHz: G711_RATE_HZ, channels: 1, parameters: null },
    },
    payload: () => payload,
  };
}
