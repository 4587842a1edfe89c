export { climbTarget, type RoutingTarget, type RoutingUnit, routeAlert } from './route.ts';
