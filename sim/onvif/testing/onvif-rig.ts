import { systemClock } from '#core/kit';
import { PtzHead } from '#sim/ptz';
import type { Manner } from '#sim/rtsp';
import type { OnvifDevice } from '../device.ts';
import { OnvifServer } from '../server.ts';

export const LOGIN = { username: 'admin', password: 'correct <horse> & "battery"' };
export const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

export const DOME: OnvifDevice = {
  ...{ code: '99990101001320000901', name: '双塔路与人民街路口 <A&B>', location: '城关镇' },
  ...{ manufacturer: 'Lansky', model: 'LS-P420' },
  channels: [{ code: '99990101001320000901', name: '双塔路与人民街路口' }],
};

export const RECORDER: OnvifDevice = {
  ...{ code: '99990102001180000001', name: '石桥镇录像机', location: '石桥镇' },
  ...{ manufacturer: 'Quanshan', model: 'QN-1600' },
  channels: Array.from({ length: 16 }, (_, index) => ({
    ...{ code: `999901020013200009${String(index + 10)}`, name: `通道${index + 1}` },
  })),
};

/** The services of a dome and a recorder on a free port, with faults as the test likes. */
export async function startOnvif(manner: (code: string) => Manner = () => ({ kind: 'well' })) {
  const head = new PtzHead(systemClock);
  const surroundings = {
    rtspPort: 8554,
    head: (code: string) => (code === DOME.code ? head : null),
    synchronise: () => {},
  };
  const server = await OnvifServer.listen({
    ...{ host: '127.0.0.1', port: 0, devices: [DOME, RECORDER], surroundings, manner, credentials: LOGIN },
    ...{ clock: systemClock, random: Math.random, log: silent },
  });
  return { server, head, surroundings };
}
