import type { CameraClass, CameraView } from '#core/camera';
import type { LonLat } from '#core/geo';
import { assertNever, type OrgUnitId } from '#core/kit';
import type { RegisteredCamera } from '../../../_lib/api/index.ts';
import type { AdminProblem } from '../admin-problem.ts';
import { type Channel, channelsOf, type Found, firstNames, unplayable } from './channels.ts';
import type { FieldProblems } from './field-problems.ts';

/** What is asked of every camera, one by one. */
export interface Draft {
  readonly nameZh: string;
  readonly nameEn: string;
  /** Empty: given by the server. */
  readonly code: string;
  /** Null: not placed yet. */
  readonly position: LonLat | null;
  readonly view: CameraView;
}

/** What is asked once for all; it outlives a device, because the next one often stands in the same place. */
export interface Common {
  readonly orgUnitId: OrgUnitId | null;
  readonly class: CameraClass;
}

export type Saving =
  | { readonly state: 'idle' }
  | { readonly state: 'sending' }
  | { readonly state: 'failed'; readonly problem: AdminProblem };

export type Placing = {
  readonly step: 'placing';
  readonly found: Found;
  readonly channels: readonly Channel[];
  readonly drafts: ReadonlyMap<string, Draft>;
  /** The channels to register, by id. */
  readonly chosen: ReadonlySet<string>;
  /** The channel that is looked at and put on the map. */
  readonly current: string;
  readonly saving: Saving;
  /** What was wrong when it was last sent; a field that is changed is no longer blamed. */
  readonly wrong: FieldProblems;
};

export type Stage =
  | { readonly step: 'finding'; readonly problem: AdminProblem | null }
  | { readonly step: 'reading' }
  | Placing
  | { readonly step: 'saved'; readonly cameras: readonly RegisteredCamera[] };

/** How far the registration of a device has come. */
export interface Wizard {
  readonly common: Common;
  readonly stage: Stage;
}

export type WizardAction =
  | { readonly type: 'read' }
  | { readonly type: 'found'; readonly found: Found }
  | { readonly type: 'notFound'; readonly problem: AdminProblem }
  | { readonly type: 'common'; readonly change: Partial<Common> }
  | { readonly type: 'choose'; readonly channelId: string; readonly isChosen: boolean }
  | { readonly type: 'chooseAll'; readonly isChosen: boolean }
  | { readonly type: 'look'; readonly channelId: string }
  | {
      readonly type: 'draft';
      readonly channelId: string;
      readonly change: Partial<Pick<Draft, 'nameZh' | 'nameEn' | 'code'>>;
    }
  /** Of the current channel. */
  | { readonly type: 'place'; readonly position: LonLat }
  | { readonly type: 'view'; readonly change: Partial<CameraView> }
  | { readonly type: 'send' }
  | { readonly type: 'wrong'; readonly wrong: FieldProblems }
  | { readonly type: 'notSaved'; readonly problem: AdminProblem; readonly wrong: FieldProblems }
  | { readonly type: 'saved'; readonly cameras: readonly RegisteredCamera[] }
  | { readonly type: 'again' };

export const newWizard: Wizard = {
  common: { orgUnitId: null, class: 'III' },
  stage: { step: 'finding', problem: null },
};

const firstView: CameraView = { azimuthDeg: 0, angleDeg: 75, rangeM: 60 };
const idle: Saving = { state: 'idle' };
const nothingWrong: FieldProblems = new Map();

/** What a registration becomes by an action; actions that do not fit the step change nothing. */
export function wizardAfter(wizard: Wizard, action: WizardAction): Wizard {
  const { common, stage } = wizard;
  switch (action.type) {
    case 'read':
      return { common, stage: { step: 'reading' } };
    case 'notFound':
      return { common, stage: { step: 'finding', problem: action.problem } };
    case 'found':
      return { common, stage: placing(action.found) };
    case 'common':
      return { common: { ...common, ...action.change }, stage: withoutBlame(stage, ['orgUnit']) };
    case 'saved':
      return { common, stage: { step: 'saved', cameras: action.cameras } };
    case 'again':
      return { common, stage: newWizard.stage };
    default:
      return stage.step === 'placing' ? { common, stage: placingAfter(stage, action) } : wizard;
  }
}

type PlacingAction = Exclude<
  WizardAction,
  { type: 'read' | 'found' | 'notFound' | 'common' | 'saved' | 'again' }
>;

function placingAfter(stage: Placing, action: PlacingAction): Placing {
  switch (action.type) {
    case 'choose':
      return choose(stage, action.channelId, action.isChosen);
    case 'chooseAll':
      return { ...stage, chosen: new Set(action.isChosen ? stage.channels.map(({ id }) => id) : []) };
    case 'look':
      return { ...stage, current: action.channelId };
    case 'draft':
      return edit(stage, action.channelId, action.change);
    case 'place':
      return place(stage, action.position);
    case 'view':
      return turn(stage, action.change);
    case 'send':
      return { ...stage, saving: { state: 'sending' }, wrong: nothingWrong };
    case 'wrong':
      return { ...stage, saving: idle, wrong: action.wrong };
    case 'notSaved':
      return { ...stage, saving: { state: 'failed', problem: action.problem }, wrong: action.wrong };
    default:
      return assertNever(action);
  }
}

/** N1 a device with one picture registers it; of several, those that can be played are chosen to begin with. */
function placing(found: Found): Placing {
  const channels = channelsOf(found);
  const names = firstNames(found, channels);
  const drafts = channels.map(({ id }, index): [string, Draft] => {
    const name = names[index] ?? '';
    return [id, { nameZh: name, nameEn: name, code: '', position: null, view: firstView }];
  });
  const playable = channels.filter((channel) => unplayable(channel) !== 'all');
  const chosen = channels.length === 1 ? channels : playable;
  return {
    step: 'placing',
    found,
    channels,
    drafts: new Map(drafts),
    chosen: new Set(chosen.map(({ id }) => id)),
    current: (chosen[0] ?? channels[0])?.id ?? '',
    saving: idle,
    wrong: nothingWrong,
  };
}

function choose(stage: Placing, channelId: string, isChosen: boolean): Placing {
  const chosen = new Set(stage.chosen);
  if (isChosen) chosen.add(channelId);
  else chosen.delete(channelId);
  return withoutBlame({ ...stage, chosen }, ['channels']);
}

function edit(stage: Placing, channelId: string, change: Partial<Draft>): Placing {
  const draft = stage.drafts.get(channelId);
  if (draft === undefined) return stage;
  const drafts = new Map(stage.drafts).set(channelId, { ...draft, ...change });
  return withoutBlame(
    { ...stage, drafts },
    Object.keys(change).map((field) => `${channelId}.${field}`),
  );
}

/** N2 the first place is everybody's, because a recorder's cameras stand near each other; then each has its own. */
function place(stage: Placing, position: LonLat): Placing {
  const isFirst = [...stage.drafts.values()].every((draft) => draft.position === null);
  const placed = isFirst ? stage.channels.map(({ id }) => id) : [stage.current];
  return placed.reduce((next, channelId) => edit(next, channelId, { position }), stage);
}

function turn(stage: Placing, change: Partial<CameraView>): Placing {
  const draft = stage.drafts.get(stage.current);
  if (draft === undefined) return stage;
  const { azimuthDeg, angleDeg, rangeM } = { ...draft.view, ...change };
  const view = {
    azimuthDeg: ((Math.round(azimuthDeg) % 360) + 360) % 360,
    angleDeg: within(angleDeg, 1, 360),
    rangeM: within(rangeM, 1, 5_000),
  };
  return edit(stage, stage.current, { view });
}

const within = (value: number, least: number, most: number) =>
  Math.min(most, Math.max(least, Math.round(value)));

function withoutBlame<S extends Stage>(stage: S, fields: readonly string[]): S {
  if (stage.step !== 'placing' || !fields.some((field) => stage.wrong.has(field))) return stage;
  const wrong = new Map(stage.wrong);
  for (const field of fields) wrong.delete(field);
  return { ...stage, wrong };
}
