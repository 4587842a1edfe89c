import type { z } from 'zod';
import {
  type CreatedIntegration,
  type CreateIntegration,
  claimedPairingSchema,
  createdAccountSchema,
  createdIntegrationSchema,
  type IngestSource,
  integrationPageSchema,
  type Pairing,
  pairingSchema,
  type pairScreenSchema,
  screenPageSchema,
  sourceKeySchema,
  sourceListSchema,
} from '#core/contracts';
import type { Locale, UserId } from '#core/kit';
import { command, queryText, request } from './request.ts';

/** A place in a list that goes on. */
interface PageQuery {
  readonly cursor?: string | undefined;
}

/** The paired screens, the newest first. */
export function fetchScreens(
  query: PageQuery,
  signal: AbortSignal,
): Promise<z.infer<typeof screenPageSchema>> {
  return request({ path: `/api/screens?${queryText(query)}`, signal }, screenPageSchema);
}

/** Lets in the screen that shows a code. */
export async function pairScreen(body: z.input<typeof pairScreenSchema>): Promise<void> {
  await request({ method: 'POST', path: '/api/screens', body }, createdAccountSchema);
}

/** Withdraws a screen's pairing. */
export function withdrawScreen(id: UserId): Promise<void> {
  return command({ method: 'DELETE', path: `/api/screens/${encodeURIComponent(id)}` });
}

/** A code for this screen to show, in place of one it shows no more. */
export function openPairing(replaces: string | null): Promise<Pairing> {
  return request({ method: 'POST', path: '/api/pairings', body: { replaces } }, pairingSchema);
}

/** Whether the code of this screen was entered; if so its session is open. */
export async function claimPairing(secret: string, locale: Locale): Promise<'waiting' | 'paired'> {
  const call = { method: 'POST', path: '/api/pairings/claim', body: { secret, locale } } as const;
  return (await request(call, claimedPairingSchema)).state;
}

/** Other systems with a key, the newest first. */
export function fetchIntegrations(
  query: PageQuery,
  signal: AbortSignal,
): Promise<z.infer<typeof integrationPageSchema>> {
  return request({ path: `/api/integrations?${queryText(query)}`, signal }, integrationPageSchema);
}

/** Lets another system use the API. @returns its key, this once */
export function createIntegration(body: CreateIntegration): Promise<CreatedIntegration> {
  return request({ method: 'POST', path: '/api/integrations', body }, createdIntegrationSchema);
}

/** Revokes a key. */
export function revokeIntegration(id: UserId): Promise<void> {
  return command({ method: 'DELETE', path: `/api/integrations/${encodeURIComponent(id)}` });
}

/** The systems that send signals. */
export async function fetchSources(signal: AbortSignal): Promise<IngestSource[]> {
  return (await request({ path: '/api/sources', signal }, sourceListSchema)).items;
}

/** Lets a system send signals. @returns the key it signs with, this once */
export async function createSource(name: string): Promise<string> {
  return (await request({ method: 'POST', path: '/api/sources', body: { name } }, sourceKeySchema)).key;
}

const sourcePath = (name: string) => `/api/sources/${encodeURIComponent(name)}`;

/** Gives a source another key. @returns it, this once */
export async function rotateSourceKey(name: string): Promise<string> {
  return (await request({ method: 'POST', path: `${sourcePath(name)}/key` }, sourceKeySchema)).key;
}

/** Bars a source, or lets it in again. */
export function switchSource(name: string, enabled: boolean): Promise<void> {
  return command({ method: 'PUT', path: sourcePath(name), body: { enabled } });
}
