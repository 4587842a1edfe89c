import { expect, test } from 'vitest';
import { ManualClock } from '#core/kit';
import { PtzDrive, type Velocity } from './ptz-drive.ts';
import { PtzHand } from './ptz-hand.ts';

const right: Velocity = { pan: 0.5, tilt: 0, zoom: 0 };
const up: Velocity = { pan: 0, tilt: 0.5, zoom: 0 };

class FakeDocument extends EventTarget {
  visibilityState: DocumentVisibilityState = 'visible';

  become(state: DocumentVisibilityState): void {
    this.visibilityState = state;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

/** A hand on a camera that answers at once. */
function hand() {
  const sent: string[] = [];
  const window = new EventTarget();
  const document = new FakeDocument();
  const drive = new PtzDrive({
    clock: new ManualClock(),
    send: ({ op }) => {
      sent.push(op);
      return Promise.resolve();
    },
    onOutcome: () => {},
  });
  const tested = new PtzHand(drive);
  const end = tested.letGoWith({ window, document: document as unknown as Document });
  return { tested, sent, window, document, end };
}

type Held = ReturnType<typeof hand>;

const waysOfLettingGo: [string, (held: Held) => void][] = [
  ['the finger goes up, and the capture with it', ({ tested }) => [tested.letGo(), tested.letGo()]],
  ['another window', ({ window }) => window.dispatchEvent(new Event('blur'))],
  ['a hidden page', ({ document }) => document.become('hidden')],
  ['the end of the controls', ({ end }) => end()],
  [
    'all of them at once',
    ({ tested, window, document, end }) => {
      window.dispatchEvent(new Event('blur'));
      document.become('hidden');
      tested.letGo();
      end();
    },
  ],
];

const answered = () => new Promise((resolve) => setImmediate(resolve));

test.each(waysOfLettingGo)('letting go by %s sends exactly one stop', async (_, letGo) => {
  const held = hand();
  held.tested.take(right);
  await answered();
  letGo(held);
  await answered();
  expect(held.sent).toEqual(['move', 'stop']);
});

test('a finger that still lies on the pad after that moves nothing', async () => {
  const { tested, sent, window } = hand();
  tested.take(right);
  await answered();
  window.dispatchEvent(new Event('blur'));
  tested.steer(up);
  await answered();
  expect(sent).toEqual(['move', 'stop']);
});

test('back to the middle of the pad stops, out of it moves on', async () => {
  const { tested, sent } = hand();
  tested.take(right);
  await answered();
  tested.steer(null);
  await answered();
  tested.steer(up);
  await answered();
  expect(sent).toEqual(['move', 'stop', 'move']);
});

test('a page that becomes visible again lets nothing go', async () => {
  const { tested, sent, document } = hand();
  tested.take(right);
  document.become('visible');
  await answered();
  expect(sent).toEqual(['move']);
});

test('where nothing was held nothing is sent', async () => {
  const { sent, window, end } = hand();
  window.dispatchEvent(new Event('blur'));
  end();
  await answered();
  expect(sent).toEqual([]);
});
