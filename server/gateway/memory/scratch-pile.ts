import { BytePile } from './byte-pile.ts';

/** The memory that many scratch piles use in turns, and whose turn it is. */
const scratch: { readonly pile: BytePile; user: ScratchPile | null } = { pile: new BytePile(), user: null };

/**
 * A pile that is mostly cleared before another one is begun. All of them lie in the same memory, which therefore stays in the
 * processor's caches; one that is still needed when another begins moves into memory of its own. Views of it are good until
 * another pile of this kind is used.
 */
export class ScratchPile {
  /** What was moved out, while it is another's turn. */
  readonly #moved = new BytePile();

  get length(): number {
    return scratch.user === this ? scratch.pile.length : this.#moved.length;
  }

  /** All of it. */
  get bytes(): Uint8Array {
    return scratch.user === this ? scratch.pile.bytes : this.#moved.bytes;
  }

  /** @param from how much of `bytes` is left out at the beginning; a few */
  append(bytes: Uint8Array, from = 0): void {
    if (scratch.user !== this) this.#takeTurn();
    scratch.pile.append(bytes, from);
  }

  /** Begins anew. */
  clear(): void {
    if (scratch.user === this) scratch.pile.clear();
    else this.#moved.clear();
  }

  #takeTurn(): void {
    const { user } = scratch;
    if (user !== null) user.#moveOut();
    scratch.user = this;
    if (this.#moved.length === 0) return;
    scratch.pile.append(this.#moved.bytes);
    this.#moved.clear();
  }

  #moveOut(): void {
    if (scratch.pile.length > 0) this.#moved.append(scratch.pile.bytes);
    scratch.pile.clear();
  }
}
