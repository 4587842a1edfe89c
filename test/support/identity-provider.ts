import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { Provider } from 'oidc-provider';

/** A user at the provider. */
export interface ProviderUser {
  readonly subject: string;
  readonly username: string;
  /** How they have signed in there (RFC 8176). */
  readonly amr?: readonly string[];
}

export interface TestProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Signs this user in at the next visit. */
  user: ProviderUser;
  /** Stops answering. */
  close(): Promise<void>;
  /** Answers again. */
  open(): Promise<void>;
}

const CLIENT = { clientId: 'beaconwall', clientSecret: 'a secret between servers' };

/** A real provider on a free port, which signs in whoever it is told, without asking. */
export async function startIdentityProvider(redirectUri: string): Promise<TestProvider> {
  const server = createServer();
  const port = await listen(server, 0);
  const issuer = `http://127.0.0.1:${port}`;
  const state: { user: ProviderUser } = { user: { subject: 'sub_1', username: 'nobody' } };
  const provider = newProvider(issuer, redirectUri, () => state.user);
  server.on('request', provider.callback());
  return Object.assign(state, {
    ...{ issuer, ...CLIENT },
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
    open: async () => {
      await listen(server, port);
    },
  });
}

function newProvider(issuer: string, redirectUri: string, user: () => ProviderUser): Provider {
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    claims: { openid: ['sub', 'amr'], profile: ['preferred_username'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, subject) => ({
      accountId: subject,
      claims: () => ({ sub: subject, preferred_username: user().username }),
    }),
  });
  provider.use(async (context, next) => {
    if (!context.path.startsWith('/interaction/')) return next();
    const { subject, amr } = user();
    const { params, session } = await provider.interactionDetails(context.req, context.res);
    const grant = new provider.Grant({ accountId: subject, clientId: String(params.client_id) });
    grant.addOIDCScope('openid profile');
    const login = { accountId: subject, ...(amr && { amr: [...amr] }), remember: false };
    const consent = { grantId: await grant.save() };
    const isSame = session?.accountId === subject;
    await provider.interactionFinished(context.req, context.res, isSame ? { consent } : { login, consent });
  });
  return provider;
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
