import { expect, test } from 'vitest';
import { channel, found, ready } from './testing/devices.ts';
import { newWizard, type Placing, type Wizard, type WizardAction, wizardAfter } from './wizard-state.ts';

const after = (wizard: Wizard, ...actions: readonly WizardAction[]) => actions.reduce(wizardAfter, wizard);

function placing(wizard: Wizard): Placing {
  if (wizard.stage.step !== 'placing') throw new Error(`step ${wizard.stage.step}`);
  return wizard.stage;
}

test('N1 of several channels those that can be played are chosen, and names are numbered', () => {
  const { main } = channel('v2');
  const hevc = channel('v2', { main: { ...main, codec: 'H265' }, sub: null });
  const stage = placing(
    after(newWizard, { type: 'found', found: found([channel('v1'), hevc, channel('v3')]) }),
  );
  expect([...stage.chosen]).toEqual(['v1', 'v3']);
  expect(stage.current).toBe('v1');
  expect([...stage.drafts.values()].map(({ nameZh }) => nameZh)).toEqual([
    'Camera 01',
    'Camera 02',
    'Camera 03',
  ]);
});

test('N1 a camera with one picture is chosen whatever its coding, and has its name or that of its model', () => {
  const { main } = channel('v1');
  const odd = channel('v1', { name: ' ', main: { ...main, codec: 'JPEG' }, sub: null });
  const stage = placing(after(newWizard, { type: 'found', found: found([odd]) }));
  expect([...stage.chosen]).toEqual(['v1']);
  expect(stage.drafts.get('v1')?.nameEn).toBe('Acme NVR-16');
});

test('N2 the first place is that of all channels, the next ones are of one', () => {
  const first = { lon: 102, lat: 40.2 };
  const second = { lon: 102.1, lat: 40.3 };
  const begun = after(newWizard, { type: 'found', found: found([channel('v1'), channel('v2')]) });
  const placed = after(
    begun,
    { type: 'place', position: first },
    { type: 'look', channelId: 'v2' },
    { type: 'place', position: second },
  );
  const { drafts } = placing(placed);
  expect([drafts.get('v1')?.position, drafts.get('v2')?.position]).toEqual([first, second]);
});

test('a view turns round the circle and stays within what a camera can have', () => {
  const turned = after(ready([channel('v1')]), {
    type: 'view',
    change: { azimuthDeg: -90, angleDeg: 0, rangeM: 1e6 },
  });
  expect(placing(turned).drafts.get('v1')?.view).toEqual({ azimuthDeg: 270, angleDeg: 1, rangeM: 5_000 });
  const whole = after(turned, { type: 'view', change: { azimuthDeg: 359.7 } });
  expect(placing(whole).drafts.get('v1')?.view.azimuthDeg).toBe(0);
});

test('a field that is changed is no longer blamed, the others are', () => {
  const wrong = new Map([
    ['orgUnit', 'missing'],
    ['v1.code', 'taken'],
    ['v1.nameZh', 'missing'],
  ] as const);
  const blamed = after(ready([channel('v1')]), { type: 'wrong', wrong });
  const mended = after(blamed, { type: 'draft', channelId: 'v1', change: { code: '' } });
  expect([...placing(mended).wrong.keys()]).toEqual(['orgUnit', 'v1.nameZh']);
});

test('what does not fit the step changes nothing', () => {
  expect(wizardAfter(newWizard, { type: 'place', position: { lon: 1, lat: 1 } })).toBe(newWizard);
  expect(wizardAfter(newWizard, { type: 'send' })).toBe(newWizard);
});

test('another device begins from nothing but the place it probably stands in', () => {
  const again = after(ready([channel('v1')]), { type: 'saved', cameras: [] }, { type: 'again' });
  expect(again).toEqual({
    common: { orgUnitId: 'org_1', class: 'II' },
    stage: { step: 'finding', problem: null },
  });
});
