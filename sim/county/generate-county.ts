import { chooseSpots } from './cameras/choose-spots.ts';
import { junctionSpots } from './cameras/junction-spots.ts';
import { placeCameras } from './cameras/place-cameras.ts';
import { bridgeSpots, checkpointSpots, seatSpots } from './cameras/seat-spots.ts';
import { settlementSpots } from './cameras/settlement-spots.ts';
import type { County, CountyCheckpoint } from './county.ts';
import { putUpNewDevices } from './devices/new-devices.ts';
import type { Point } from './geometry/point.ts';
import { toLonLat } from './geometry/projection.ts';
import type { Ground } from './ground.ts';
import { formLand, type Land } from './land/land.ts';
import { nameVillages } from './names/village-names.ts';
import type { Setting } from './names/word-lists.ts';
import { drawOrgUnits, townshipCode, villageCodes } from './org-units.ts';
import { drawOutline } from './outline.ts';
import { type Checkpoint, setUpCheckpoints } from './people/checkpoints.ts';
import { setUpPosts } from './people/posts.ts';
import { musterSquads } from './people/squads.ts';
import { findBridges } from './places/bridges.ts';
import { surveyFrontages } from './places/frontage.ts';
import { listPlaces, settleSeats } from './places/places.ts';
import { seededRandom } from './random.ts';
import { layRoads } from './roads/lay-roads.ts';
import { drawGraph } from './roads/road-graph.ts';
import { edgeId, publishRoads } from './roads/road-network.ts';
import { findPlots } from './territory/plot-finder.ts';
import { shareOutLand } from './territory/territory.ts';
import { placeSeats } from './territory/village-sites.ts';

/** The county of the demo, the mock-ups and the committed base map. */
export const DEMO_SEED = 20_261_121;

/**
 * Makes the fictional Fengtai County (烽台县): land, borders, roads, cameras and people. Pure: the same seed always
 * gives the same county. Takes one to two seconds.
 */
export function generateCounty(seed: number): County {
  const ground = prepareGround(seed);
  const frontages = surveyFrontages(ground);
  const bridges = findBridges(ground);
  const seats = settleSeats(ground, frontages);
  const checkpoints = setUpCheckpoints(ground, frontages);
  const local = [...junctionSpots(ground), ...bridgeSpots(ground, bridges)];
  const bySite = frontages.map((fronts, site) => [
    ...local.filter((spot) => spot.site === site),
    ...settlementSpots(ground, site, fronts),
  ]);
  const spots = chooseSpots(ground, [...checkpointSpots(checkpoints), ...seatSpots(ground, seats)], bySite);
  return {
    seed,
    orgUnits: drawOrgUnits(ground.territory, ground.names),
    cameras: placeCameras(ground, spots),
    newDevices: putUpNewDevices(ground),
    checkpoints: checkpoints.map((checkpoint, index) => publishCheckpoint(ground, checkpoint, index)),
    posts: setUpPosts(ground, frontages),
    squads: musterSquads(ground),
    roads: publishRoads(ground.roads),
    rivers: ground.land.rivers.map((river) => ({ ...river, line: river.line.map(toLonLat) })),
    lakes: ground.land.lakes.map(({ name, shore }) => ({ name, shore: shore.map(toLonLat) })),
    places: listPlaces(ground, seats, bridges),
  };
}

function prepareGround(seed: number): Ground {
  const outline = drawOutline(seed);
  const seats = placeSeats(seed);
  const land = formLand(seed, seats, outline);
  const territory = shareOutLand(seed, seats, outline, land.isFree);
  const names = nameVillages(
    seededRandom(seed, 'village-names'),
    territory.sites.map((site) => ({ ...site, setting: settingOf(land, site.point) })),
  );
  return {
    seed,
    land,
    territory,
    names,
    codes: villageCodes(territory),
    roads: drawGraph(layRoads(seed, land, territory.sites, names)),
    plots: findPlots(territory),
    centres: territory.sites.map((site) => site.point),
  };
}

const RIVERSIDE_M = 750;
const HILLSIDE_M = 165;

function settingOf(land: Land, point: Point): Setting {
  if ((land.riverIndex.nearest(point)?.metres ?? RIVERSIDE_M) < RIVERSIDE_M) return 'river';
  return land.terrain(point) > HILLSIDE_M ? 'hill' : 'plain';
}

function publishCheckpoint(ground: Ground, checkpoint: Checkpoint, index: number): CountyCheckpoint {
  return {
    code: `kk${String(index + 1).padStart(2, '0')}`,
    name: checkpoint.name,
    townshipCode: townshipCode(ground.territory.sites[checkpoint.site]?.township ?? 0),
    position: toLonLat(checkpoint.point),
    bearingDeg: Math.round(checkpoint.bearingDeg) % 360,
    lanes: checkpoint.lanes,
    roadEdge: edgeId(checkpoint.edge),
  };
}
