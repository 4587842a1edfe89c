import { type County, type CountyDevice, makeOf } from '#sim/county';
import type { OnvifDevice } from './device.ts';

/** What is registered from the first day on: every camera of the county is a device of its own. */
export function registeredDevices(county: County): OnvifDevice[] {
  const locate = locator(county);
  return county.cameras.map((camera) => {
    const channel = { code: camera.code, name: camera.name.zh };
    return { ...channel, ...makeOf(camera), location: locate(camera.unitCode), channels: [channel] };
  });
}

/** What was put up since, and wants to be found. */
export function newDevices(county: County): OnvifDevice[] {
  const locate = locator(county);
  const published = ({ code, name, manufacturer, model, unitCode, channels }: CountyDevice): OnvifDevice => ({
    ...{ code, name: name.zh, manufacturer, model, location: locate(unitCode) },
    channels: channels.map((channel) => ({ code: channel.code, name: channel.name.zh })),
  });
  return county.newDevices.map(published);
}

/** The name of a unit by its code. */
function locator(county: County): (unitCode: string) => string {
  const names = new Map(county.orgUnits.map(({ code, name }) => [code, name.zh]));
  return (unitCode) => names.get(unitCode) ?? '';
}
