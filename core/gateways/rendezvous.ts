/**
 * Gives a key to one of several nodes by rendezvous hashing (Thaler and Ravishankar, 1998): the node whose mark together
 * with the key is highest. Everybody who knows the same nodes finds the same one, in whatever order they stand. A node
 * that goes leaves its own keys to all others evenly, and no other key moves; one that comes takes an even share.
 * @returns null without nodes
 */
export function rendezvous<Node extends { readonly id: string }>(
  nodes: readonly Node[],
  key: string,
): Node | null {
  let chosen: Node | null = null;
  let highest = -1;
  for (const node of nodes) {
    const weight = mix(hash(key, hash(node.id, OFFSET_BASIS)));
    if (weight > highest || (weight === highest && chosen !== null && node.id < chosen.id)) {
      highest = weight;
      chosen = node;
    }
  }
  return chosen;
}

const OFFSET_BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

/** FNV-1a over UTF-16 code units, 32 bits. @param seed the hash so far */
function hash(text: string, seed: number): number {
  let state = seed;
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), PRIME);
  return state >>> 0;
}

/** FNV spreads the last characters badly, in which ids differ; the finaliser of MurmurHash3 mends that. */
function mix(value: number): number {
  let state = value;
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}
