import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { roleMay } from '#core/access';
import { problemSchema } from '#core/contracts';
import type { Route } from '../../server/http/route.ts';
import { routes } from '../../server/http/routes/index.ts';
import { type Recipe, recipes } from '../support/access-matrix/recipes.ts';
import type { Place } from '../support/access-matrix/world.ts';
import {
  accessWorld,
  type Caller,
  type Records,
  sendAsSource,
  type World,
  within,
} from '../support/access-matrix/world.ts';

let world: World;
beforeAll(async () => {
  world = await accessWorld();
});
afterAll(() => world.close());

const nameOf = ({ method, path }: Pick<Route, 'method' | 'path'>) => `${method} ${path}`;

it('S5 every route has its line in the matrix, and every line its route', () => {
  expect(Object.keys(recipes).toSorted()).toEqual(routes.map(nameOf).toSorted());
});

/** What somebody is answered: that the route was reached, or the code of the refusal. */
function expected(
  route: Route,
  { whenPending, isForPeople }: Recipe,
  { name, role }: Caller,
  place: Place | null,
): 'reached' | 'out_of_reach' | string {
  const { access } = route;
  if (access === 'anyone') return 'reached';
  if (access === 'source') return name === 'source' ? 'reached' : 'ingest.bad_signature';
  if (name === 'pending') return access === 'pending' ? whenPending : 'auth.pending.new_password';
  if (role === null) return 'auth.required';
  if (access === 'pending' || access === 'session') {
    const isPerson = name !== 'display' && name !== 'integration';
    return isForPeople && !isPerson ? 'access.forbidden' : 'reached';
  }
  if (!roleMay(role, access)) return 'access.forbidden';
  // A squad’s handheld acts on its own assignments, wherever they are.
  const reach: readonly Place[] = access === 'patrol.act' ? ['own'] : within;
  return place === null || reach.includes(place) ? 'reached' : 'out_of_reach';
}

async function send(route: Route, recipe: Recipe, caller: Caller, records: Records): Promise<Response> {
  const { params = {}, query = '', body } = recipe.call(records, world);
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name) => params[name] ?? '') + (query && `?${query}`);
  if (caller.name === 'source' && route.access === 'source') return sendAsSource(world, path, body);
  const headers = await caller.headers(recipe.isLast);
  const given = body === undefined ? {} : { body };
  return world.fixture.call(route.method.toUpperCase(), path, { headers, ...given });
}

async function outcomeOf(response: Response, recipe: Recipe, isPublic: boolean) {
  const text = await response.text();
  const code = response.ok ? null : problemSchema.parse(JSON.parse(text)).code;
  const isRefusal =
    code !== null && /^(auth\.(required|pending|cross_site)|access\.|ingest\.bad_signature)/.test(code);
  if (isRefusal && !isPublic) return { outcome: code, text };
  if (response.status === recipe.outOfReach && !recipe.reached.includes(response.status)) {
    return { outcome: 'out_of_reach', text };
  }
  const isReached = recipe.reached.includes(response.status);
  return { outcome: isReached ? 'reached' : `${response.status} ${text}`, text };
}

describe.each(routes.map((route) => [nameOf(route), route] as const))('S5 %s', (name, route) => {
  const recipe = recipes[name];
  if (recipe === undefined) return;

  it('answers each caller, for a record of each place, as the permission table says', async () => {
    const met: Record<string, string> = {};
    const wanted: Record<string, string> = {};
    for (const caller of world.callers) {
      for (const place of recipe.places.length > 0 ? recipe.places : [null]) {
        const response = await send(route, recipe, caller, world.records[place ?? 'own']);
        const at = `${caller.name} ${place ?? ''}`;
        met[at] = (await outcomeOf(response, recipe, route.access === 'anyone')).outcome;
        wanted[at] = expected(route, recipe, caller, place);
      }
    }
    expect(met).toEqual(wanted);
  });

  const { shows } = recipe;
  if (shows === null) return;
  it('lists what is in reach and nothing else', async () => {
    for (const caller of world.callers) {
      if (expected(route, recipe, caller, null) !== 'reached') continue;
      const { text } = await outcomeOf(await send(route, recipe, caller, world.records.own), recipe, false);
      for (const [place, records] of Object.entries(world.records)) {
        const shown = shows(records);
        if (shown === null) continue;
        expect(text.includes(shown), `${caller.name} is shown ${shown}`).toBe(
          within.includes(place as Place),
        );
      }
    }
  });
});
