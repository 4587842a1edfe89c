/** A value of ours in the browser, out of reach of its scripts. */
export interface HostCookie {
  readonly name: string;
  /** The `Set-Cookie` value that stores `value`. */
  store(value: string): string;
  /** The `Set-Cookie` value that removes it. */
  clear(): string;
  /** Finds the value in a `Cookie` header; `null` when there is none. */
  read(header: string | null | undefined): string | null;
}

interface CookieOptions {
  readonly secure: boolean;
}

/**
 * The session cookie: it ends with the browser, the server's own limits decide. Its value is a token of 256 bits in
 * base64url.
 */
export function sessionCookie({ secure }: CookieOptions): HostCookie {
  return hostCookie('bw_session', /^[\w-]{43}$/, '', secure);
}

/** What the way to an identity provider and back must remember; sealed, and of no use after a few minutes. */
export function flowCookie({ secure }: CookieOptions): HostCookie {
  return hostCookie('bw_flow', /^[\w-]{40,1000}$/, '; Max-Age=600', secure);
}

/**
 * HttpOnly, SameSite=Lax (RFC 6265bis §5.6.7). Behind https it is Secure too, and its `__Host-` prefix (§4.1.3.2) makes
 * the browser refuse one planted by a neighbouring host.
 */
function hostCookie(plainName: string, pattern: RegExp, lifetime: string, secure: boolean): HostCookie {
  const name = secure ? `__Host-${plainName}` : plainName;
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  return {
    name,
    store: (value) => `${name}=${value}; ${attributes}${lifetime}`,
    clear: () => `${name}=; ${attributes}; Max-Age=0`,
    read: (header) => {
      for (const pair of (header ?? '').split(';')) {
        const [key = '', value = ''] = pair.split('=', 2);
        if (key.trim() === name && pattern.test(value.trim())) return value.trim();
      }
      return null;
    },
  };
}
