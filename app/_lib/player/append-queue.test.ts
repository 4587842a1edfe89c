import { describe, expect, test, vi } from 'vitest';
import { AppendQueue } from './append-queue.ts';

/** Behaves as a SourceBuffer: busy after each operation until `finish`, and throws when called while busy. */
class FakeBuffer {
  updating = false;
  readonly log: string[] = [];
  throws = false;
  readonly #listeners = { updateend: new Set<() => void>(), error: new Set<() => void>() };

  #begin(entry: string) {
    if (this.updating || this.throws) throw new Error('InvalidStateError');
    this.updating = true;
    this.log.push(entry);
  }
  appendBuffer(bytes: Uint8Array) {
    this.#begin(`append ${bytes.length}`);
  }
  remove(fromS: number, toS: number) {
    this.#begin(`remove ${fromS}-${toS}`);
  }
  changeType(mimeType: string) {
    if (this.updating) throw new Error('InvalidStateError');
    this.log.push(`type ${mimeType}`);
  }
  addEventListener(type: 'updateend' | 'error', listener: () => void) {
    this.#listeners[type].add(listener);
  }
  removeEventListener(type: 'updateend' | 'error', listener: () => void) {
    this.#listeners[type].delete(listener);
  }
  emit(type: 'updateend' | 'error') {
    this.updating = false;
    for (const listener of [...this.#listeners[type]]) listener();
  }
}

function setUp() {
  const target = new FakeBuffer();
  const onDone = vi.fn();
  const onFailure = vi.fn();
  return { target, onDone, onFailure, queue: new AppendQueue({ target, onDone, onFailure }) };
}

describe('AppendQueue', () => {
  test('one operation at a time, in order', () => {
    const { target, queue, onDone } = setUp();
    queue.append(new Uint8Array(1));
    queue.remove(0, 5);
    queue.changeType('video/mp4');
    queue.append(new Uint8Array(2));
    expect(target.log).toEqual(['append 1']);
    target.emit('updateend');
    target.emit('updateend');
    expect(target.log).toEqual(['append 1', 'remove 0-5', 'type video/mp4', 'append 2']);
    expect(onDone).toHaveBeenCalledTimes(2);
  });

  test('a decoder that stopped taking data is given up, not fed without bound', () => {
    const { queue, onFailure } = setUp();
    for (let n = 0; n < 400; n++) queue.append(new Uint8Array(1));
    expect(onFailure.mock.calls).toEqual([['overflow']]);
  });

  test('Q30 a minute of parts at once, as behind a rare key frame, is no decoder that is stuck', () => {
    const { target, queue, onFailure } = setUp();
    for (let n = 0; n < 300; n++) queue.append(new Uint8Array(1));
    for (let n = 0; n < 300; n++) target.emit('updateend');
    expect(onFailure).not.toHaveBeenCalled();
    expect(target.log).toHaveLength(300);
  });

  test('an error event and a throwing target both end it, once', () => {
    const first = setUp();
    first.queue.append(new Uint8Array(1));
    first.target.emit('error');
    first.queue.append(new Uint8Array(1));
    expect(first.onFailure.mock.calls).toEqual([['decode']]);

    const second = setUp();
    second.target.throws = true;
    second.queue.append(new Uint8Array(1));
    expect(second.onFailure.mock.calls).toEqual([['decode']]);
  });

  test('after close the target is left alone', () => {
    const { target, queue, onDone } = setUp();
    queue.append(new Uint8Array(1));
    queue.append(new Uint8Array(2));
    queue.close();
    target.emit('updateend');
    expect(target.log).toEqual(['append 1']);
    expect(onDone).not.toHaveBeenCalled();
  });
});
