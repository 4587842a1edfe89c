import { createHash } from 'node:crypto';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

export interface DigestLogin {
  readonly username: string;
  readonly password: string;
}

/** Answers a Digest challenge as RFC 2617 3.2.2 says, for a server that offers no `qop`. */
export function authorize(challenge: string, login: DigestLogin, method: string, uri: string): string {
  const field = (name: string): string => new RegExp(`${name}="([^"]*)"`).exec(challenge)?.[1] ?? '';
  const { username, password } = login;
  const [realm, nonce] = [field('realm'), field('nonce')];
  const response = md5(`${md5(`${username}:${realm}:${password}`)}:${nonce}:${md5(`${method}:${uri}`)}`);
  return `Digest username="${username}", realm="${realm}", nonce="${nonce}", uri="${uri}", response="${response}"`;
}
