import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createVault } from './vault.ts';

describe('vault', () => {
  const vault = createVault(randomBytes(32));

  it('opens what it sealed, for the same owner only', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), fc.string(), (text, owner, other) => {
        const sealed = vault.seal(text, owner);
        expect(vault.open(sealed, owner)).toEqual({ ok: true, value: text });
        if (other !== owner) expect(vault.open(sealed, other)).toEqual({ ok: false, error: 'forged' });
      }),
    );
  });

  it('notices every changed byte and every cut', () => {
    const sealed = vault.seal('{"username":"admin","password":"密码"}', 'cam_1');
    for (let at = 0; at < sealed.length; at++) {
      const changed = Uint8Array.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(vault.open(changed, 'cam_1').ok).toBe(false);
      expect(vault.open(sealed.subarray(0, at), 'cam_1').ok).toBe(false);
    }
  });

  it('does not open under another key', () => {
    expect(createVault(randomBytes(32)).open(vault.seal('secret', 'cam_1'), 'cam_1').ok).toBe(false);
  });

  it('never seals the same text twice alike', () => {
    expect(vault.seal('secret', 'cam_1')).not.toEqual(vault.seal('secret', 'cam_1'));
  });
});
