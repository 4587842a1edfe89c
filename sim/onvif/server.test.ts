import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authorize } from '#sim/testing';
import { devicePath } from './device.ts';
import { DOME, LOGIN, startOnvif } from './testing/onvif-rig.ts';

let rig: Awaited<ReturnType<typeof startOnvif>>;
beforeAll(async () => {
  rig = await startOnvif();
});
afterAll(() => rig.server.close());

const SOAP = 'http://www.w3.org/2003/05/soap-envelope';
const WSSE = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd';
const DIGEST_TYPE =
  'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordDigest';
const envelope = (body: string, header = '') =>
  `<e:Envelope xmlns:e="${SOAP}"><e:Header>${header}</e:Header><e:Body>${body}</e:Body></e:Envelope>`;
const tds = (name: string) => `<${name} xmlns="http://www.onvif.org/ver10/device/wsdl"/>`;
const ptz = (name: string, content: string) =>
  `<${name} xmlns="http://www.onvif.org/ver20/ptz/wsdl"><ProfileToken>ch1-main</ProfileToken>${content}</${name}>`;

const token = (password: string, createdMs = Date.now()) => {
  const [nonce, created] = [Buffer.from('0123456789'), new Date(createdMs).toISOString()];
  const digest = createHash('sha1').update(nonce).update(created).update(password).digest('base64');
  return (
    `<s:Security xmlns:s="${WSSE}"><s:UsernameToken><s:Username>${LOGIN.username}</s:Username>` +
    `<s:Password Type="${DIGEST_TYPE}">${digest}</s:Password><s:Nonce>${nonce.toString('base64')}</s:Nonce>` +
    `<s:Created>${created}</s:Created></s:UsernameToken></s:Security>`
  );
};

const post = (body: string, headers: Record<string, string> = {}, path = devicePath(DOME.code)) =>
  fetch(`http://127.0.0.1:${rig.server.port}${path}`, { method: 'POST', body, headers });

/** With the right password. */
const ask = async (body: string) => {
  const response = await post(envelope(body, token(LOGIN.password)));
  return { status: response.status, text: await response.text() };
};

describe('signing in', () => {
  it('offers SHA-256 before MD5, and takes either', async () => {
    const body = envelope(tds('GetDeviceInformation'));
    const refused = await post(body);
    expect(refused.status).toBe(401);
    expect(await refused.text()).toContain('ter:NotAuthorized');
    const challenges = (refused.headers.get('www-authenticate') ?? '').split(/, (?=Digest)/);
    expect(challenges.map((text) => /algorithm=([\w-]+)/.exec(text)?.[1])).toEqual(['SHA-256', 'MD5']);
    const [sha256 = '', md5 = ''] = challenges;
    const uri = devicePath(DOME.code);
    expect((await post(body, { authorization: authorize(md5, LOGIN, 'POST', uri) })).status).toBe(200);
    const nonce = /nonce="([^"]*)"/.exec(sha256)?.[1];
    const hash = (text: string) => createHash('sha256').update(text).digest('hex');
    const secret = hash(`${LOGIN.username}:IP Camera:${LOGIN.password}`);
    const response = hash(`${secret}:${nonce}:00000001:abc:auth:${hash(`POST:${uri}`)}`);
    const authorization =
      `Digest username="${LOGIN.username}", realm="IP Camera", nonce="${nonce}", uri="${uri}", algorithm=SHA-256, ` +
      `qop=auth, nc=00000001, cnonce="abc", response="${response}"`;
    expect((await post(body, { authorization })).status).toBe(200);
    const other = authorization.replace('cnonce="abc"', 'cnonce="abd"');
    expect((await post(body, { authorization: other })).status).toBe(401);
  });

  it('tells the time to everybody, and nothing else', async () => {
    expect((await post(envelope(tds('GetSystemDateAndTime')))).status).toBe(200);
    for (const name of ['GetCapabilities', 'GetServices', 'Nonsense'])
      expect((await post(envelope(tds(name)))).status).toBe(401);
  });

  it('takes no token that is wrong or old', async () => {
    const body = tds('GetDeviceInformation');
    expect((await post(envelope(body, token('wrong')))).status).toBe(401);
    const old = token(LOGIN.password, Date.now() - 400_000);
    expect((await post(envelope(body, old))).status).toBe(401);
  });
});

describe('faults', () => {
  it.each([
    [tds('Reboot'), 500, 'ter:ActionNotSupported'],
    [tds('constructor'), 500, 'ter:ActionNotSupported'],
    ['<GetProfiles xmlns="urn:other"/>', 500, 'ter:ActionNotSupported'],
    [ptz('GotoPreset', '<PresetToken>no</PresetToken>'), 400, 'ter:NoToken'],
    [ptz('ContinuousMove', '<Velocity><PanTilt x="2" y="0"/></Velocity>'), 400, 'ter:InvalidVelocity'],
    [ptz('ContinuousMove', '<Velocity><PanTilt x="a" y="0"/></Velocity>'), 400, 'ter:InvalidVelocity'],
    [
      ptz('ContinuousMove', '<Velocity><Zoom x="0"/></Velocity><Timeout>P</Timeout>'),
      400,
      'ter:InvalidArgVal',
    ],
    [ptz('AbsoluteMove', '<Position><Zoom x="-1"/></Position>'), 400, 'ter:InvalidPosition'],
    [ptz('Stop', '').replace('ch1-main', 'ch9-main'), 400, 'ter:NoProfile'],
  ])('%s', async (body, status, subcode) => {
    const answer = await ask(body);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(`<env:Value>${subcode}</env:Value>`);
  });

  it('refuses what is no request', async () => {
    const bomb = `<!DOCTYPE a [<!ENTITY b "b">]>${envelope(tds('GetSystemDateAndTime'))}`;
    const deep = '<a>'.repeat(100) + '</a>'.repeat(100);
    for (const body of ['', 'hello', '<a', '<a/>', bomb, deep, envelope('')]) {
      const response = await post(body);
      expect(response.status).toBe(400);
      expect(await response.text()).toContain('ter:WellFormed');
    }
    expect((await post('x'.repeat(70_000))).status).toBe(413);
    expect((await post('', {}, '/onvif/99990101001320000000/device_service')).status).toBe(404);
    expect((await post('', {}, '/')).status).toBe(404);
  });
});
