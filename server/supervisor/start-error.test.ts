import { describe, expect, it } from 'vitest';
import { StartError } from '#core/kit';
import { explainStartError } from './start-error.ts';

const systemError = (fields: object) => Object.assign(new Error('as the system says it'), fields);

describe('start errors', () => {
  it.each([
    [{ code: 'EADDRINUSE', port: 8080 }, ['Port 8080', 'BEACONWALL_PORT']],
    [{ code: 'EADDRNOTAVAIL', address: '10.0.0.9' }, ['10.0.0.9', 'BEACONWALL_HOST']],
    [{ code: 'EACCES', path: '/data' }, ['may not write', '/data', 'BEACONWALL_DATA_DIR']],
    [{ code: 'EROFS', path: '/data' }, ['may not write', '/data']],
    [{ code: 'ENOSPC', path: '/data' }, ['full', '/data', 'Free']],
    [{ code: 'ENOTDIR', path: '/data' }, ['not a folder', '/data']],
  ])('%o says what happened, to what, and what to do', (fields, words) => {
    const sentence = explainStartError(systemError(fields))?.message ?? '';
    for (const word of words) expect(sentence).toContain(word);
    expect(sentence).not.toContain('as the system says it');
  });

  it('passes on what is a sentence already, and leaves the rest alone', () => {
    const own = new StartError('No.');
    expect(explainStartError(own)).toBe(own);
    expect(explainStartError(systemError({ code: 'EPIPE' }))).toBeNull();
    expect(explainStartError('text')).toBeNull();
  });
});
