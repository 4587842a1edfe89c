import { describe, expect, it } from 'vitest';
import { roleRefusal } from './account-kind.ts';

describe('roles of one account', () => {
  it('lets nobody audit who is audited', () => {
    expect(roleRefusal('person', ['auditor'])).toBeNull();
    expect(roleRefusal('person', ['auditor', 'auditor'])).toBeNull();
    expect(roleRefusal('person', ['administrator', 'operator'])).toBeNull();
    expect(roleRefusal('person', ['administrator', 'auditor'])).toBe('auditor_holds_other_role');
    expect(roleRefusal('person', ['auditor', 'operator'])).toBe('auditor_holds_other_role');
  });

  it('lets screens only show, and other systems neither patrol nor audit', () => {
    expect(roleRefusal('display', ['display'])).toBeNull();
    expect(roleRefusal('display', ['operator'])).toBe('role_not_for_kind');
    expect(roleRefusal('person', ['display'])).toBe('role_not_for_kind');
    expect(roleRefusal('integration', ['operator'])).toBeNull();
    expect(roleRefusal('integration', ['auditor'])).toBe('role_not_for_kind');
  });
});
