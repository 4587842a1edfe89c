export { type CameraNetwork, createCameraNetwork } from './camera-network.ts';
export { checkedConnect } from './checked-connect.ts';
export { checkedDatagrams } from './checked-datagrams.ts';
