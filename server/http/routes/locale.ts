import { changeLocaleSchema } from '#core/contracts';
import { setLocale } from '#db/repositories';
import { noContent, pendingRoute } from '../route.ts';

export const putLocale = pendingRoute(
  {
    method: 'put',
    path: '/api/me/locale',
    summary: 'Change the language of the one signed in',
    body: changeLocaleSchema,
    answer: noContent,
  },
  async ({ principal, body, services }) => {
    await setLocale(services.db, principal.userId, body.locale);
    return { body: null };
  },
);
