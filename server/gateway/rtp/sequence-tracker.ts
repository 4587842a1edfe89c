/** A jump of the sequence number larger than this is a restart of the sender, not a loss (RFC 3550, A.1). */
const DROPOUT_MAX = 3_000;
/** How far behind the newest a packet may be and still be taken for a late or doubled one. */
const MISORDER_MAX = 100;

/** `lost`: in order, after a hole. `old`: seen before, or too late. `restart`: the sender began anew. */
export type SequenceVerdict = 'next' | 'lost' | 'old' | 'restart';

/**
 * Follows the sequence numbers of one source (RFC 3550, A.1 and A.3). Over TCP nothing is reordered on the way, and
 * over UDP it was put back in order before, so a hole is a loss at once.
 */
export class SequenceTracker {
  #highest: number | null = null;
  /** Wrapped rounds of the 16-bit number, in units of 65,536. */
  #cycles = 0;
  #base = 0;
  #received = 0;
  #expectedBefore = 0;
  #receivedBefore = 0;
  /** How many packets the hole of the last `lost` had. */
  hole = 0;

  update(sequenceNumber: number): SequenceVerdict {
    if (this.#highest === null) return this.#start(sequenceNumber, 'next');
    const ahead = (sequenceNumber - this.#highest) & 0xffff;
    if (ahead === 0 || ahead >= 0x1_0000 - MISORDER_MAX) {
      this.#received++;
      return 'old';
    }
    if (ahead > DROPOUT_MAX) return this.#start(sequenceNumber, 'restart');
    if (sequenceNumber < this.#highest) this.#cycles += 0x1_0000;
    this.#highest = sequenceNumber;
    this.#received++;
    this.hole = ahead - 1;
    return ahead === 1 ? 'next' : 'lost';
  }

  /** RFC 3550, 6.4.1. */
  get extendedHighest(): number {
    return this.#cycles + (this.#highest ?? 0);
  }

  /** Packets lost since the start; doubles may make it negative, as the RFC has it. */
  get cumulativeLost(): number {
    return this.#expected() - this.#received;
  }

  /** The share lost since the last call, in 256ths (RFC 3550, A.3). */
  takeFractionLost(): number {
    const expected = this.#expected() - this.#expectedBefore;
    const received = this.#received - this.#receivedBefore;
    this.#expectedBefore = this.#expected();
    this.#receivedBefore = this.#received;
    return expected <= 0 || received >= expected
      ? 0
      : Math.min(255, Math.floor(((expected - received) * 256) / expected));
  }

  #expected(): number {
    return this.#highest === null ? 0 : this.extendedHighest - this.#base + 1;
  }

  #start<Verdict extends SequenceVerdict>(sequenceNumber: number, verdict: Verdict): Verdict {
    this.#highest = sequenceNumber;
    this.#base = sequenceNumber;
    this.#cycles = 0;
    this.#received = 1;
    this.#expectedBefore = 0;
    this.#receivedBefore = 0;
    return verdict;
  }
}
