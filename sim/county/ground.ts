import type { LocalizedText } from '#core/kit';
import type { Point } from './geometry/point.ts';
import type { Land } from './land/land.ts';
import type { RoadGraph } from './roads/road-graph.ts';
import type { PlotFinder } from './territory/plot-finder.ts';
import type { Territory } from './territory/territory.ts';

/** The county in its plane, before anything is set up in it. Indexes of sites run through all lists. */
export interface Ground {
  readonly seed: number;
  readonly land: Land;
  readonly territory: Territory;
  /** By index of site, with 村 or 社区. */
  readonly names: readonly LocalizedText[];
  /** By index of site: 12-digit division codes. */
  readonly codes: readonly string[];
  readonly roads: RoadGraph;
  readonly plots: PlotFinder;
  /** By index of site: the middle of its road network. */
  readonly centres: readonly Point[];
}
