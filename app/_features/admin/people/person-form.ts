import {
  type ChangePerson,
  type Grant,
  type PersonDetail,
  personNameSchema,
  usernameSchema,
} from '#core/contracts';
import type { Locale, OrgUnitId } from '#core/kit';
import { endOfDay, lastDay } from '../last-day.ts';

/** A person's account as it stands in the fields of a form. */
export interface PersonForm {
  readonly username: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly locale: Locale;
  readonly orgUnitId: OrgUnitId | null;
  /** As `<input type="date">` has it. */
  readonly day: string;
}

export type PersonFormProblem = 'missing' | 'badUsername' | 'tooLong' | 'missingUnit';
type Problems = { readonly [Field in keyof PersonForm]?: PersonFormProblem };

export const emptyPersonForm: PersonForm = {
  ...{ username: '', nameZh: '', nameEn: '', locale: 'zh', orgUnitId: null, day: '' },
};

export function formOf(person: PersonDetail): PersonForm {
  const { username, displayName, locale, orgUnitId, expiresMs } = person;
  return {
    ...{ username, nameZh: displayName.zh, nameEn: displayName.en },
    ...{ locale, orgUnitId, day: lastDay(expiresMs) },
  };
}

/** What is wrong with the fields; nothing when they can be sent. */
export function problemsOf(form: PersonForm): Problems {
  const name = personNameSchema.shape;
  return {
    ...(!usernameSchema.safeParse(form.username.trim()).success && {
      username: form.username.trim() === '' ? 'missing' : 'badUsername',
    }),
    ...(!name.zh.safeParse(form.nameZh).success && {
      nameZh: form.nameZh.trim() === '' ? 'missing' : 'tooLong',
    }),
    ...(form.nameEn.trim() !== '' && !name.en.safeParse(form.nameEn).success && { nameEn: 'tooLong' }),
    ...(form.orgUnitId === null && { orgUnitId: 'missingUnit' }),
  };
}

/** What is sent of a form without problems. An end that was not touched stays to the millisecond. */
export function fieldsOf(
  form: PersonForm,
  orgUnitId: OrgUnitId,
  before: Pick<PersonDetail, 'expiresMs'> | null,
): Omit<ChangePerson, 'version'> {
  const zh = form.nameZh.trim();
  const isSameDay = before !== null && lastDay(before.expiresMs) === form.day;
  return {
    displayName: { zh, en: form.nameEn.trim() || zh },
    ...{ locale: form.locale, orgUnitId },
    expiresMs: isSameDay ? before.expiresMs : endOfDay(form.day),
  };
}

/** Adds a role, each over each unit once. */
export function withGrant(grants: readonly Grant[], grant: Grant): readonly Grant[] {
  const has = grants.some(({ role, orgUnitId }) => role === grant.role && orgUnitId === grant.orgUnitId);
  return has ? grants : [...grants, grant];
}

export function withoutGrant(grants: readonly Grant[], grant: Grant): readonly Grant[] {
  return grants.filter(({ role, orgUnitId }) => role !== grant.role || orgUnitId !== grant.orgUnitId);
}
