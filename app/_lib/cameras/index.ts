export {
  loadCamera,
  loadUnitCameras,
  missingCamerasStore,
  reloadCameras,
  reloadUnitsAt,
  type UnitCameras,
  unitCamerasStore,
} from './camera-loader.ts';
export { isAfter } from './journal-order.ts';
export type { CameraCount, OrgView } from './org-store.ts';
export { cameraStore, orgStore, useCamera, useUnit } from './stores.ts';
