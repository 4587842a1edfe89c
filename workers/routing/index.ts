export { type RoutingParts, routeRaisedAlert } from './route-raised-alert.ts';
