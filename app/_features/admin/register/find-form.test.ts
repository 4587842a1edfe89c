import { expect, test } from 'vitest';
import { emptyForm, type FindForm, readDeviceForm, readStreamForm } from './find-form.ts';

const form = (change: Partial<FindForm>): FindForm => ({ ...emptyForm, ...change });

test.each([
  [
    { host: ' 10.0.0.9 ', port: '8080' },
    { host: '10.0.0.9', port: 8080 },
  ],
  [{ host: '[fd00::9]' }, { host: 'fd00::9', port: 80 }],
])('an address as it is typed: %j', (typed, address) => {
  const read = readDeviceForm(form({ username: 'admin', ...typed }));
  expect(read).toMatchObject({ ok: true, value: { address } });
});

test.each([
  [{}, ['host', 'username']],
  [{ host: 'a b', username: 'u' }, ['host']],
  [{ host: 'camera', username: 'u', port: '0' }, ['port']],
  [{ host: 'camera', username: 'u', port: 'http' }, ['port']],
  [{ host: 'camera', username: 'u', path: 'onvif' }, ['path']],
])('what is wrong with a device %j', (typed, wrong) => {
  const read = readDeviceForm(form(typed));
  expect(read.ok ? [] : [...read.error]).toEqual(wrong);
});

test('a stream may do without a second one and without a password', () => {
  expect(readStreamForm(form({ mainUrl: ' rtsp://10.0.0.9:554/1 ' }))).toEqual({
    ok: true,
    value: { kind: 'stream', mainUrl: 'rtsp://10.0.0.9:554/1', subUrl: null, credentials: null },
  });
});

test.each([
  [{}, ['mainUrl']],
  [{ mainUrl: 'http://10.0.0.9/' }, ['mainUrl']],
  [{ mainUrl: 'rtsp://admin:pw@10.0.0.9/' }, ['mainUrl']],
  [{ mainUrl: 'rtsp://10.0.0.9/1', subUrl: 'no' }, ['subUrl']],
  [{ mainUrl: 'rtsp://10.0.0.9/1', password: 'pw' }, ['username']],
])('what is wrong with a stream %j', (typed, wrong) => {
  const read = readStreamForm(form(typed));
  expect(read.ok ? [] : [...read.error]).toEqual(wrong);
});
