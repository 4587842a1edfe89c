import { z } from 'zod';
import { signInOptionsSchema } from '#core/contracts';
import { beginProviderSignIn, finishProviderSignIn, type ProviderProblem } from '../auth/provider-sign-in.ts';
import { HttpProblem } from '../errors/problem.ts';
import { callerOf, publicRoute, type Reply, redirection } from '../route.ts';
import type { Services } from '../services.ts';

/** Where the browser comes back to; to be registered at the provider. */
export const PROVIDER_CALLBACK = '/api/sign-in/callback';
const SIGN_IN_PAGE = '/sign-in';

export const getSignIn = publicRoute(
  {
    method: 'get',
    path: '/api/sign-in',
    summary: 'Ways to sign in, and which rules passwords must keep',
    answer: signInOptionsSchema,
  },
  async ({ services: { identityProvider, signInPolicy } }) => ({
    body: {
      provider: identityProvider && { label: identityProvider.label },
      profile: signInPolicy.profile,
    },
  }),
);

export const getProviderSignIn = publicRoute(
  {
    method: 'get',
    path: '/api/sign-in/provider',
    summary: 'Send the browser to the identity provider (OpenID Connect Core 1.0, 3.1)',
    answer: redirection,
    refusals: ['not_found'],
  },
  async ({ services }) => {
    const begun = await beginProviderSignIn(provider(services), services);
    if (!begun.ok) return backWith(begun.error);
    const { url, sealedFlow } = begun.value;
    return { body: null, location: url, setCookie: services.flowCookie.store(sealedFlow) };
  },
);

const answerField = z.string().max(4096).optional();

export const getProviderCallback = publicRoute(
  {
    method: 'get',
    path: PROVIDER_CALLBACK,
    summary: 'Where the identity provider sends the browser back to; sets the session cookie',
    query: z.object({
      code: answerField,
      state: answerField,
      iss: answerField,
      error: answerField,
      error_description: answerField,
    }),
    answer: redirection,
    refusals: ['not_found'],
  },
  async (call) => {
    const { query, header, services } = call;
    const { cookie, flowCookie } = services;
    const sealedFlow = flowCookie.read(header('cookie'));
    const answer = { answer: query, sealedFlow };
    const finished = await finishProviderSignIn(provider(services), answer, callerOf(call), services);
    if (!finished.ok) return { ...backWith(finished.error), setCookie: flowCookie.clear() };
    // The page looks who is signed in, and asks for what is still owed.
    const setCookie = [flowCookie.clear(), cookie.store(finished.value.token)];
    return { body: null, location: SIGN_IN_PAGE, setCookie };
  },
);

function provider({ identityProvider }: Services) {
  if (identityProvider === null) throw new HttpProblem('not_found');
  return identityProvider;
}

function backWith(problem: ProviderProblem): Reply<null> {
  return { body: null, location: `${SIGN_IN_PAGE}?why=provider_${problem}` };
}
