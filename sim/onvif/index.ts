export { newDevices, registeredDevices } from './county-devices.ts';
export { devicePath, profileToken } from './device.ts';
export { DISCOVERY_PORT, DiscoveryResponder } from './discovery.ts';
export { OnvifServer } from './server.ts';
