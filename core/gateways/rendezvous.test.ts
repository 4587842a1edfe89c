import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rendezvous } from './rendezvous.ts';

const nodesOf = (ids: readonly string[]) => ids.map((id) => ({ id }));
const someIds = fc.uniqueArray(fc.string({ maxLength: 40 }), { minLength: 1, maxLength: 12 });
const someKeys = fc.array(fc.string({ maxLength: 40 }), { minLength: 1, maxLength: 50 });
const cameras = Array.from({ length: 20_000 }, (_, i) => `cam_${i.toString(36).padStart(6, '0')}`);

/** How many cameras each gateway gets. */
function shares(count: number): number[] {
  const nodes = nodesOf(Array.from({ length: count }, (_, i) => `http://localhost:${8081 + i}`));
  const got = new Map(nodes.map(({ id }) => [id, 0]));
  for (const camera of cameras) {
    const id = rendezvous(nodes, camera)?.id ?? '';
    got.set(id, (got.get(id) ?? 0) + 1);
  }
  return [...got.values()];
}

describe('rendezvous', () => {
  it('has nobody to give a key to without nodes', () => {
    expect(rendezvous([], 'cam_1')).toBeNull();
  });

  it('does not depend on the order of the nodes', () => {
    fc.assert(
      fc.property(someIds, someKeys, (ids, keys) => {
        for (const key of keys)
          expect(rendezvous(nodesOf(ids), key)).toEqual(rendezvous(nodesOf([...ids].reverse()), key));
      }),
    );
  });

  it('moves no key but those of a node that goes, nor but to a node that comes', () => {
    fc.assert(
      fc.property(someIds, someKeys, fc.nat(), (ids, keys, which) => {
        const gone = ids[which % ids.length];
        const left = ids.filter((id) => id !== gone);
        for (const key of keys) {
          const before = rendezvous(nodesOf(ids), key)?.id;
          const after = rendezvous(nodesOf(left), key)?.id;
          if (before !== gone) expect(after).toBe(before);
        }
      }),
    );
  });

  it.each([2, 3, 4, 8, 16])('shares cameras evenly between %i gateways on consecutive ports', (count) => {
    const even = cameras.length / count;
    for (const share of shares(count)) expect(Math.abs(share - even) / even).toBeLessThan(0.1);
  });

  it('leaves what a gateway had to all others evenly', () => {
    const nodes = nodesOf(['a', 'b', 'c', 'd', 'e'].map((name) => `http://gateway-${name}:8081`));
    const [first, ...rest] = nodes;
    const orphans = cameras.filter((camera) => rendezvous(nodes, camera) === first);
    const heirs = rest.map((node) => orphans.filter((camera) => rendezvous(rest, camera) === node).length);
    const even = orphans.length / rest.length;
    for (const share of heirs) expect(Math.abs(share - even) / even).toBeLessThan(0.15);
  });
});
