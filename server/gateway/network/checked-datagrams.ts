import type { OpenDatagramPorts } from '../rtsp/index.ts';
import type { CameraNetwork } from './camera-network.ts';

/**
 * An `OpenDatagramPorts` that sends only to what the network allows. The address is that of a checked connection; the port
 * is named by the device, and may be any service there. Receiving opens nothing, so a list that names no UDP port
 * still lets media in: only our reports stay away.
 */
export function checkedDatagrams(network: CameraNetwork, open: OpenDatagramPorts): OpenDatagramPorts {
  return async (address, listener) => {
    const ports = await open(address, listener);
    if (ports === null) return null;
    return {
      rtpPort: ports.rtpPort,
      sendControl: (packet, port) => {
        if (network.allows(address, port)) ports.sendControl(packet, port);
      },
      close: () => ports.close(),
    };
  };
}
