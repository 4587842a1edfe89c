import type { RoadNetwork } from '../county.ts';
import { lengthM } from '../geometry/polyline.ts';
import { toLonLat } from '../geometry/projection.ts';
import type { RoadGraph } from './road-graph.ts';

/** Id of the road node at `index` of the graph. */
export function nodeId(index: number): string {
  return `n${index + 1}`;
}

/** Id of the road edge at `index` of the graph. */
export function edgeId(index: number): string {
  return `e${index + 1}`;
}

/** The graph in degrees, with names for its nodes and edges. */
export function publishRoads({ nodes, edges }: RoadGraph): RoadNetwork {
  return {
    nodes: nodes.map((point, index) => ({ id: nodeId(index), position: toLonLat(point) })),
    edges: edges.map((edge, index) => ({
      id: edgeId(index),
      from: nodeId(edge.from),
      to: nodeId(edge.to),
      class: edge.class,
      name: edge.name,
      line: edge.line.map(toLonLat),
      lengthM: Math.round(lengthM(edge.line)),
    })),
  };
}
