import { expect, test } from 'vitest';
import { type Problem, registerCamerasSchema } from '#core/contracts';
import { channel, ready, request } from './testing/devices.ts';
import { blamedFields, registration } from './wizard-check.ts';
import { type Placing, type Wizard, type WizardAction, wizardAfter } from './wizard-state.ts';

function checked(wizard: Wizard, ...actions: readonly WizardAction[]) {
  const { stage, common } = actions.reduce(wizardAfter, wizard);
  if (stage.step !== 'placing') throw new Error(`step ${stage.step}`);
  return { stage, result: registration(stage, common) };
}

const code = (channelId: string, text: string): WizardAction => ({
  type: 'draft',
  channelId,
  change: { code: text },
});
const twenty = '99990100001320000001';

test('what is complete is sent as the contract wants it', () => {
  const { result } = checked(ready([channel('v1', { ptz: true }), channel('v2')]), code('v2', ` ${twenty} `));
  if (!result.ok) throw new Error('refused');
  expect(registerCamerasSchema.safeParse(result.value).error).toBeUndefined();
  expect(result.value).toMatchObject({
    ...request,
    cameras: [
      { code: null, ptz: true, profileToken: 'v1-main', class: 'II', name: { zh: 'Camera 01' } },
      { code: twenty, ptz: false, subUrl: 'rtsp://10.0.0.9:554/v2/sub' },
    ],
  });
});

test('everything that is wrong is said at once, and only of what is chosen', () => {
  const { result } = checked(
    ready([channel('v1'), channel('v2'), channel('v3')]),
    { type: 'common', change: { orgUnitId: null } },
    { type: 'draft', channelId: 'v1', change: { nameZh: ' ' } },
    code('v1', '12345'),
    code('v2', 'also wrong'),
    { type: 'choose', channelId: 'v2', isChosen: false },
  );
  expect(result).toEqual({
    ok: false,
    error: new Map([
      ['orgUnit', 'missing'],
      ['v1.nameZh', 'missing'],
      ['v1.code', 'not20Digits'],
    ]),
  });
});

test('more than the contract takes at once is not sent', () => {
  const many = Array.from({ length: 65 }, (_, index) => channel(`v${index}`));
  expect(checked(ready(many)).result).toEqual({ ok: false, error: new Map([['channels', 'tooMany']]) });
});

test('the same code twice is said of both', () => {
  const { result } = checked(ready([channel('v1'), channel('v2')]), code('v1', twenty), code('v2', twenty));
  expect(result.ok ? [] : [...result.error]).toEqual([
    ['v1.code', 'twice'],
    ['v2.code', 'twice'],
  ]);
});

test('nothing chosen, nothing sent', () => {
  const { result } = checked(ready([channel('v1')]), { type: 'chooseAll', isChosen: false });
  expect(result).toEqual({ ok: false, error: new Map([['channels', 'missing']]) });
});

test.each(['cameras.0.code', 'cameras[0].code'])('the server blames %s', (path) => {
  const { stage } = checked(ready([channel('v1'), channel('v2')]), {
    type: 'choose',
    channelId: 'v1',
    isChosen: false,
  });
  const problem: Problem = {
    type: 'about:blank',
    title: 'taken',
    status: 409,
    code: 'camera.code_taken',
    errors: [{ path, message: 'taken' }],
  };
  expect(blamedFields(stage satisfies Placing, problem)).toEqual(new Map([['v2.code', 'taken']]));
  expect(blamedFields(stage, null)).toEqual(new Map());
});
