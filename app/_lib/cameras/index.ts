export {
  loadCamera,
  loadUnitCameras,
  missingCamerasStore,
  reloadCameras,
  type UnitCameras,
  unitCamerasStore,
} from './camera-loader.ts';
export { CameraStore } from './camera-store.ts';
export { isAfter } from './journal-order.ts';
export { type CameraCount, OrgStore, type OrgView } from './org-store.ts';
export { cameraStore, orgStore, useCamera, useUnit } from './stores.ts';
