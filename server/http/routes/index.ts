import type { Route } from '../route.ts';
import { getCamera, getCameras } from './cameras.ts';
import { putLocale } from './locale.ts';
import { getOpenApiDocument } from './openapi-document.ts';
import { getOrgUnits } from './org-units.ts';
import { deleteSession, getSession, postSession } from './session.ts';
import { postSetup } from './setup.ts';
import { postStreamTickets } from './stream-tickets.ts';

const documented = [
  postSession,
  getSession,
  deleteSession,
  putLocale,
  getOrgUnits,
  getCameras,
  getCamera,
  postStreamTickets,
  postSetup,
] as const satisfies readonly Route[];

/** Every route of the API. What is not in here is not reachable. */
export const routes: readonly Route[] = [...documented, getOpenApiDocument(documented)];
