export { openWallTab, type WallTab } from './open-wall-tab.ts';
