export { createOnvifClient, type OnvifPort } from './onvif-client.ts';
export type { DeviceDirectory, PtzDevice, PtzDirectory } from './ptz-device.ts';
