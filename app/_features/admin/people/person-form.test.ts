import { describe, expect, it } from 'vitest';
import type { OrgUnitId } from '#core/kit';
import { lastDay } from '../last-day.ts';
import { emptyPersonForm, fieldsOf, problemsOf, withGrant, withoutGrant } from './person-form.ts';

const unit = 'org_a' as OrgUnitId;
const form = { ...emptyPersonForm, username: 'wang', nameZh: ' 王芳 ', orgUnitId: unit };

describe('the form of an account', () => {
  it('says what is missing', () => {
    expect(problemsOf(emptyPersonForm)).toEqual({
      username: 'missing',
      nameZh: 'missing',
      orgUnitId: 'missingUnit',
    });
    expect(problemsOf(form)).toEqual({});
  });

  it('says what is wrong', () => {
    const wrong = { ...form, username: 'a b', nameZh: '长'.repeat(65), nameEn: 'a\u0007' };
    expect(problemsOf(wrong)).toEqual({ username: 'badUsername', nameZh: 'tooLong', nameEn: 'tooLong' });
  });

  it('takes the Chinese name for an English one that is not given', () => {
    expect(fieldsOf(form, unit, null)).toEqual({
      displayName: { zh: '王芳', en: '王芳' },
      ...{ locale: 'zh', orgUnitId: unit, expiresMs: null },
    });
  });

  it('leaves an end alone that nobody touched', () => {
    const expiresMs = 1_700_000_123_456;
    const before = { expiresMs };
    expect(fieldsOf({ ...form, day: lastDay(expiresMs) }, unit, before).expiresMs).toBe(expiresMs);
    expect(fieldsOf({ ...form, day: '' }, unit, before).expiresMs).toBeNull();
  });

  it('has each role over each unit once', () => {
    const grant = { role: 'operator', orgUnitId: unit } as const;
    const twice = withGrant(withGrant([], grant), { ...grant });
    expect(twice).toEqual([grant]);
    expect(withGrant(twice, { ...grant, role: 'auditor' })).toHaveLength(2);
    expect(withoutGrant(twice, { ...grant })).toEqual([]);
  });
});
