import { type CameraEntry, labelSchema, type Problem, type RegisterCameras } from '#core/contracts';
import { fail, type OrgUnitId, ok, type Result } from '#core/kit';
import type { Channel } from './channels.ts';
import type { FieldProblem, FieldProblems } from './field-problems.ts';
import type { Common, Draft, Placing } from './wizard-state.ts';

/** What the contract takes at once. */
const CAMERAS_MAX = 64;
const name = labelSchema(200);

/** What is to be sent, or everything that keeps it from being sent. */
export function registration(stage: Placing, common: Common): Result<RegisterCameras, FieldProblems> {
  const chosen = chosenChannels(stage);
  const wrong = new Map<string, FieldProblem>();
  if (common.orgUnitId === null) wrong.set('orgUnit', 'missing');
  if (chosen.length === 0) wrong.set('channels', 'missing');
  if (chosen.length > CAMERAS_MAX) wrong.set('channels', 'tooMany');
  const codes = chosen.map(({ draft }) => draft.code.trim());
  for (const { channel, draft } of chosen) {
    for (const [field, problem] of wrongFields(draft, codes)) wrong.set(`${channel.id}.${field}`, problem);
  }
  const { orgUnitId } = common;
  if (wrong.size > 0 || orgUnitId === null) return fail(wrong);
  const cameras = chosen.flatMap((one) => entry(one, { ...common, orgUnitId }));
  const { found } = stage;
  return ok({
    address: found.kind === 'device' ? found.address : null,
    credentials: found.credentials,
    cameras,
  });
}

/** Which fields the server blames, by its paths into what was sent. */
export function blamedFields(stage: Placing, problem: Problem | null): FieldProblems {
  const chosen = chosenChannels(stage);
  const wrong = new Map<string, FieldProblem>();
  for (const { path } of problem?.errors ?? []) {
    const [, index, field] = /cameras[.[](\d+)\]?\.(\w+)/.exec(path) ?? [];
    const channel = chosen[Number(index ?? -1)]?.channel;
    if (channel !== undefined && field === 'code') wrong.set(`${channel.id}.code`, 'taken');
  }
  return wrong;
}

interface Chosen {
  readonly channel: Channel;
  readonly draft: Draft;
}

function chosenChannels({ channels, chosen, drafts }: Placing): Chosen[] {
  return channels.flatMap((channel) => {
    const draft = drafts.get(channel.id);
    return draft !== undefined && chosen.has(channel.id) ? [{ channel, draft }] : [];
  });
}

function wrongFields(draft: Draft, codes: readonly string[]): [keyof Draft, FieldProblem][] {
  const wrong: [keyof Draft, FieldProblem][] = [];
  for (const field of ['nameZh', 'nameEn'] as const) {
    if (name.safeParse(draft[field]).success) continue;
    wrong.push([field, draft[field].trim() === '' ? 'missing' : 'notPlain']);
  }
  const code = draft.code.trim();
  if (code !== '' && !/^\d{20}$/.test(code)) wrong.push(['code', 'not20Digits']);
  else if (code !== '' && codes.indexOf(code) !== codes.lastIndexOf(code)) wrong.push(['code', 'twice']);
  if (draft.position === null) wrong.push(['position', 'missing']);
  return wrong;
}

function entry(
  { channel, draft }: Chosen,
  common: { readonly orgUnitId: OrgUnitId; readonly class: CameraEntry['class'] },
): CameraEntry[] {
  if (draft.position === null) return [];
  return [
    {
      code: draft.code.trim() === '' ? null : draft.code.trim(),
      orgUnitId: common.orgUnitId,
      name: { zh: draft.nameZh.trim(), en: draft.nameEn.trim() },
      class: common.class,
      position: draft.position,
      view: { ...draft.view },
      mainUrl: channel.mainUrl,
      subUrl: channel.subUrl,
      profileToken: channel.profileToken,
      ptz: channel.ptz,
    },
  ];
}
