export { createOnvifClient, type OnvifPort } from './onvif-client.ts';
export type { PtzDevice, PtzDirectory } from './ptz-device.ts';
