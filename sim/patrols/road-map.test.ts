import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceM } from '#core/geo';
import { RoadMap, type RoadSpot, routeLength } from './road-map.ts';
import { at, TOWN } from './testing/town.ts';

const roads = new RoadMap(TOWN);
const between = (a: readonly [number, number], b: readonly [number, number]) =>
  roads.route(roads.spotNear(at(...a)), roads.spotNear(at(...b)));
const edgesOf = (a: readonly [number, number], b: readonly [number, number]) =>
  between(a, b).map(({ edge }) => TOWN.edges[edge]?.id);

describe('the way from one place to another', () => {
  it('is the shortest: the street, not the detour that joins the same crossings', () => {
    expect(edgesOf([0, 400], [1000, 400])).toEqual(['west', 'south', 'east']);
    expect(routeLength(between([0, 400], [1000, 400]))).toBeCloseTo(1800, -1);
  });

  it('turns round where that is nearer', () => {
    expect(edgesOf([0, 100], [400, 0])).toEqual(['west', 'south']);
    expect(edgesOf([0, 900], [400, 1000])).toEqual(['west', 'north']);
  });

  it('goes straight along one road, either way', () => {
    expect(routeLength(between([200, 0], [700, 0]))).toBeCloseTo(500, -1);
    expect(routeLength(between([700, 0], [200, 0]))).toBeCloseTo(500, -1);
  });

  it('begins and ends where it should, without a gap, and no way is longer than the other way round', () => {
    const spot = fc.record({
      edge: fc.nat(TOWN.edges.length - 1),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    const toSpot = ({ edge, share }: { edge: number; share: number }): RoadSpot => ({
      edge,
      metres: share * 800,
    });
    fc.assert(
      fc.property(spot, spot, (a, b) => {
        const [from, to] = [toSpot(a), toSpot(b)];
        const route = roads.route(from, to);
        const ends = route.flatMap(({ edge, fromM, toM }) => [
          roads.place({ edge, metres: fromM }),
          roads.place({ edge, metres: toM }),
        ]);
        const all = [roads.place(from), ...ends, roads.place(to)];
        for (let i = 0; i < all.length; i += 2) {
          const [end, next] = [all[i], all[i + 1]];
          expect(end && next && distanceM(end, next)).toBeLessThan(0.5);
        }
        expect(routeLength(route)).toBeCloseTo(routeLength(roads.route(to, from)), 3);
      }),
    );
  });
});

describe('the map', () => {
  it('finds the road nearest to a place in the field', () => {
    const { lon, lat } = roads.place(roads.spotNear(at(300, 120)));
    expect(distanceM({ lon, lat }, at(300, 0))).toBeLessThan(1);
  });

  it('lists crossings by distance', () => {
    const [nearest, ...others] = roads.crossingsNear(at(990, 10), 1_200);
    expect(nearest && distanceM(roads.place(nearest), at(1000, 0))).toBeLessThan(1);
    expect(others).toHaveLength(2);
  });
});
