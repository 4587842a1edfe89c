/** The part of a SourceBuffer that the queue drives. */
export interface AppendTarget {
  readonly updating: boolean;
  appendBuffer(bytes: Uint8Array<ArrayBuffer>): void;
  remove(fromS: number, toS: number): void;
  changeType(mimeType: string): void;
  addEventListener(type: 'updateend' | 'error', listener: () => void): void;
  removeEventListener(type: 'updateend' | 'error', listener: () => void): void;
}

type Operation =
  | { readonly kind: 'append'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'remove'; readonly fromS: number; readonly toS: number }
  | { readonly kind: 'type'; readonly mimeType: string };

/**
 * A new viewer gets everything since the last key frame at once, and cameras with rare key frames ("smart codec", Q30)
 * send one a minute: that is three hundred parts of 200 ms. A decoder that is a good ten seconds further behind is
 * stuck, and is built anew rather than fed on.
 */
export const PENDING_MAX = 360;

export interface AppendQueueOptions {
  readonly target: AppendTarget;
  /** After each operation that ended well. */
  readonly onDone: () => void;
  /** Once; the queue is of no use afterwards. */
  readonly onFailure: (why: 'decode' | 'overflow') => void;
}

/** A SourceBuffer takes one thing at a time; this lines the rest up. */
export class AppendQueue {
  readonly #options: AppendQueueOptions;
  #pending: Operation[] = [];
  #isClosed = false;

  constructor(options: AppendQueueOptions) {
    this.#options = options;
    options.target.addEventListener('updateend', this.#onUpdateEnd);
    options.target.addEventListener('error', this.#onError);
  }

  append(bytes: Uint8Array<ArrayBuffer>): void {
    this.#push({ kind: 'append', bytes });
  }

  /** Drops buffered media between two times. */
  remove(fromS: number, toS: number): void {
    this.#push({ kind: 'remove', fromS, toS });
  }

  /** What follows is of another codec. */
  changeType(mimeType: string): void {
    this.#push({ kind: 'type', mimeType });
  }

  /** Ends it; the target is left alone from now on. */
  close(): void {
    this.#isClosed = true;
    this.#pending = [];
    this.#options.target.removeEventListener('updateend', this.#onUpdateEnd);
    this.#options.target.removeEventListener('error', this.#onError);
  }

  readonly #onUpdateEnd = (): void => {
    this.#options.onDone();
    this.#run();
  };

  readonly #onError = (): void => this.#fail('decode');

  #push(operation: Operation): void {
    if (this.#isClosed) return;
    this.#pending.push(operation);
    if (this.#pending.length > PENDING_MAX) this.#fail('overflow');
    else this.#run();
  }

  #run(): void {
    const { target } = this.#options;
    while (!this.#isClosed && !target.updating) {
      const operation = this.#pending.shift();
      if (operation === undefined) return;
      try {
        this.#apply(target, operation);
      } catch {
        // InvalidStateError and QuotaExceededError alike: this pipeline takes no more.
        this.#fail('decode');
      }
    }
  }

  #apply(target: AppendTarget, operation: Operation): void {
    if (operation.kind === 'append') target.appendBuffer(operation.bytes);
    else if (operation.kind === 'remove') target.remove(operation.fromS, operation.toS);
    else target.changeType(operation.mimeType);
  }

  #fail(why: 'decode' | 'overflow'): void {
    if (this.#isClosed) return;
    this.close();
    this.#options.onFailure(why);
  }
}
