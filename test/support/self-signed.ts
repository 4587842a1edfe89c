import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** One DER element (X.690, 8.1). */
function element(tag: number, ...contents: readonly Buffer[]): Buffer {
  const body = Buffer.concat(contents);
  const length = body.length < 128 ? [body.length] : [0x82, body.length >> 8, body.length & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

const sequence = (...contents: readonly Buffer[]) => element(0x30, ...contents);
const objectId = (hex: string) => element(0x06, Buffer.from(hex, 'hex'));
const utcTime = (text: string) => element(0x17, Buffer.from(text, 'latin1'));

const ECDSA_WITH_SHA256 = sequence(objectId('2a8648ce3d040302'));
const COMMON_NAME = '550403';

/**
 * A certificate as cameras have them (X.509, RFC 5280, 4.1): signed by itself, for a name nobody asks for, long expired.
 * @returns PEM, as `node:tls` takes it
 */
export function selfSignedCertificate(): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const commonName = sequence(objectId(COMMON_NAME), element(0x0c, Buffer.from('IPC')));
  const name = sequence(element(0x31, commonName));
  const serial = Buffer.concat([Buffer.from([1]), randomBytes(8)]);
  const toBeSigned = sequence(
    element(0x02, serial),
    ECDSA_WITH_SHA256,
    name,
    sequence(utcTime('700101000000Z'), utcTime('991231235959Z')),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = Buffer.concat([Buffer.from([0]), sign('sha256', toBeSigned, privateKey)]);
  const certificate = sequence(toBeSigned, ECDSA_WITH_SHA256, element(0x03, signature));
  return {
    key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    cert: `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64')}\n-----END CERTIFICATE-----\n`,
  };
}
