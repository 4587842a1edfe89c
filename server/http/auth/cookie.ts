/** Where the session's token lives in the browser. */
export interface SessionCookie {
  readonly name: string;
  /** The `Set-Cookie` value that stores `token`; it ends with the browser, the server's own limits decide. */
  store(token: string): string;
  /** The `Set-Cookie` value that removes it. */
  clear(): string;
  /** Finds the token in a `Cookie` header; `null` when there is none. */
  read(header: string | null | undefined): string | null;
}

/** 256 bits in base64url. */
const TOKEN = /^[\w-]{43}$/;

/**
 * The session cookie: HttpOnly, SameSite=Lax (RFC 6265bis §5.6.7). Behind https it is Secure too, and its
 * `__Host-` prefix (§4.1.3.2) makes the browser refuse one planted by a neighbouring host.
 */
export function sessionCookie(options: { readonly secure: boolean }): SessionCookie {
  const name = options.secure ? '__Host-bw_session' : 'bw_session';
  const attributes = `Path=/; HttpOnly; SameSite=Lax${options.secure ? '; Secure' : ''}`;
  return {
    name,
    store: (token) => `${name}=${token}; ${attributes}`,
    clear: () => `${name}=; ${attributes}; Max-Age=0`,
    read: (header) => {
      for (const pair of (header ?? '').split(';')) {
        const [key = '', value = ''] = pair.split('=', 2);
        if (key.trim() === name && TOKEN.test(value.trim())) return value.trim();
      }
      return null;
    },
  };
}
