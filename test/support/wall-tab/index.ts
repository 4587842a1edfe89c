export { openWallTab, type WallTab, wallTabStyle } from './open-wall-tab.ts';
