import { cameraListColumns, orgListColumns, peopleListColumns } from '#core/contracts';
import { SOURCE, signal } from '../dispatch-fixture.ts';
import type { Place, Records, World } from './world.ts';

export interface Call {
  /** What the path’s parameters are. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: unknown;
}

/** How to call a route, so that every caller can be made to. */
export interface Recipe {
  /** A call about a record of a place. */
  readonly call: (records: Records, world: World) => Call;
  /** Where there is such a record; none: the call is about nothing that lies anywhere. */
  readonly places: readonly Place[];
  /** What it answers when it lets in; the record’s own state may refuse all the same. */
  readonly reached: readonly number[];
  /** What is answered for a record out of reach. */
  readonly outOfReach: number;
  /** What of the caller’s own place a list shows; the same of places out of reach it must not. */
  readonly shows: ((records: Records) => string | null) | null;
  /** It is about how somebody signs in: for people alone, whatever roles others have. */
  readonly isForPeople: boolean;
  /** It ends sessions of the caller’s. */
  readonly isLast: boolean;
  /** What a session that still owes a password of its own is answered, where it is let this far. */
  readonly whenPending: 'reached' | 'auth.pending.new_password';
}

const everywhere: readonly Place[] = ['own', 'below', 'parent', 'sibling', 'foreign'];
/** Where there are alerts and squads. */
const staffed: readonly Place[] = ['own', 'parent', 'sibling'];

const recipe = (some: Partial<Recipe>): Recipe => ({
  ...{
    call: () => ({}),
    places: [],
    reached: [200],
    outOfReach: 404,
    shows: null,
    isLast: false,
    isForPeople: false,
  },
  whenPending: 'reached',
  ...some,
});
const list = (shows: NonNullable<Recipe['shows']>): Recipe => recipe({ shows });
const ofCamera = (some: Partial<Recipe> = {}): Recipe =>
  recipe({ call: ({ cameraId: id }) => ({ params: { id } }), places: everywhere, ...some });
const ofAlert = (body?: object): Recipe =>
  recipe({
    call: ({ alert }) => ({ params: { id: alert?.id ?? '' }, body }),
    ...{ places: staffed, reached: [200, 409] },
  });
const ofIncident = (body?: object): Recipe =>
  recipe({
    call: ({ incidentId }) => ({ params: { id: incidentId ?? '' }, body }),
    ...{ places: staffed, reached: [200, 409] },
  });
const ofPerson = (some: Partial<Recipe> = {}): Recipe =>
  recipe({ call: ({ personId: id }) => ({ params: { id } }), places: everywhere, ...some });
const noSuchSession = { params: { id: 'ses_none' } };
const ofUnit = (body: object | undefined, some: Partial<Recipe> = {}): Recipe =>
  recipe({ call: ({ orgUnitId: id }) => ({ params: { id }, body }), places: everywhere, ...some });
/** A version that no unit has: whoever is let in learns that somebody else changed it, and nothing is changed. */
const outdated = { version: 1_000_000 };
const nobodyOwes = 'auth.pending.new_password';
const action = (world: World) => ({ actionId: `matrix-${world.next()}`, atMs: Date.now() });

const camera = ({ orgUnitId }: Records, world: World) => ({
  ...{ code: null, orgUnitId, name: { zh: '东门', en: 'Gate' }, class: 'II', ptz: false },
  ...{ position: { lon: 120, lat: 30 }, view: { azimuthDeg: 0, angleDeg: 75, rangeM: 60 } },
  ...{ mainUrl: `rtsp://10.0.0.1/${world.next()}`, subUrl: null, profileToken: null },
});

function codeAt({ orgUnitId }: Records): string {
  const codes = Object.entries({ org_east: '330100101', org_west: '330100102', org_county: '330100' });
  return codes.find(([id]) => id === orgUnitId)?.[1] ?? '';
}

function unitRow(records: Records, world: World): string {
  const parent = codeAt(records);
  const isCounty = parent.length === 6;
  const code = `${parent}${isCounty ? 900 : 800 + world.next()}`;
  return [code, parent, isCounty ? 'township' : 'village', '新单位', 'New unit'].join();
}

function personRow(records: Records, world: World): string {
  const cells: Record<string, string> = {
    ...{ username: `list${world.next()}`, name_zh: '张三', name_en: 'Zhang San', org_unit: codeAt(records) },
    ...{ role: 'operator', role_unit: codeAt(records), language: 'zh' },
  };
  return peopleListColumns.map((column) => cells[column] ?? '').join();
}

function cameraRow(records: Records, world: World): string {
  const cells: Record<string, string> = {
    ...{ code: `33010010001320${String(world.next()).padStart(6, '0')}`, name_zh: '门', name_en: 'Gate' },
    ...{ org_unit: codeAt(records), class: 'III', lon: '120', lat: '30' },
    main_url: `rtsp://10.0.0.1/list/${world.next()}`,
  };
  return cameraListColumns.map((column) => cells[column] ?? '').join();
}

const fileOf = (text: string) => Buffer.from(text).toString('base64');

const name = { zh: '矩阵', en: 'Matrix' };
const device = {
  address: { host: '10.0.0.9', port: 80, path: '/onvif/device_service' },
  credentials: { username: 'viewer', password: 'x' },
};

/** Every route, by method and path. */
export const recipes: Readonly<Record<string, Recipe>> = {
  'get /api/people': list(({ personId }) => `"${personId}"`),
  'post /api/people/import': recipe({
    call: (records, world) => ({
      body: { file: fileOf([peopleListColumns.join(), personRow(records, world)].join('\n')), dryRun: true },
    }),
    // A unit out of reach is a wrong field of the list, like one that does not exist.
    ...{ places: staffed, outOfReach: 422 },
  }),
  'get /api/people/{id}': ofPerson(),
  'post /api/people': recipe({
    call: ({ orgUnitId }, world) => ({
      body: {
        ...{ username: `matrix${world.next()}`, displayName: name, locale: 'zh', orgUnitId },
        ...{ expiresMs: null, memberships: [{ role: 'operator', orgUnitId }] },
      },
    }),
    places: everywhere,
  }),
  'put /api/people/{id}': ofPerson({
    call: ({ personId: id, orgUnitId }) => ({
      params: { id },
      body: { displayName: name, locale: 'zh', orgUnitId, expiresMs: null, version: 1 },
    }),
    reached: [204, 409],
  }),
  'put /api/people/{id}/memberships': ofPerson({
    call: ({ personId: id, orgUnitId }) => ({
      params: { id },
      body: { memberships: [{ role: 'operator', orgUnitId }], version: 1 },
    }),
    reached: [204, 409],
  }),
  'get /api/people/{id}/sessions': ofPerson(),
  'delete /api/sessions/{id}': recipe({
    call: ({ personSessionId: id }) => ({ params: { id } }),
    ...{ places: everywhere, reached: [204] },
  }),
  'post /api/people/{id}/disable': ofPerson({ reached: [204] }),
  'post /api/people/{id}/enable': ofPerson({ reached: [204] }),
  'post /api/people/{id}/password': ofPerson(),
  'delete /api/people/{id}/second-factor': ofPerson({ reached: [204] }),
  'delete /api/people/{id}/sessions': ofPerson({ reached: [204] }),

  'post /api/org-units': recipe({
    call: ({ orgUnitId: parentId }, world) => ({
      body: { parentId, level: 'village', code: `33010010${1000 + world.next()}`, name },
    }),
    ...{ places: everywhere, reached: [200, 409, 422] },
  }),
  'get /api/org-units/{id}': ofUnit(undefined),
  'put /api/org-units/{id}': ofUnit({ ...outdated, code: '330100999', name }, { reached: [409] }),
  'put /api/org-units/{id}/border': ofUnit({ ...outdated, geoJson: null }, { reached: [409] }),
  // Below itself: no unit goes there.
  'get /api/org-units/{id}/move-preview': ofUnit(undefined, {
    call: ({ orgUnitId: id }) => ({ params: { id }, query: `parentId=${id}` }),
    reached: [409, 422],
  }),
  'post /api/org-units/{id}/move': ofUnit(undefined, {
    call: ({ orgUnitId: id }) => ({ params: { id }, body: { ...outdated, parentId: id } }),
    reached: [409, 422],
  }),
  'post /api/org-units/{id}/close': ofUnit(outdated, { reached: [409] }),
  'post /api/org-units/{id}/reopen': ofUnit(outdated, { reached: [409] }),
  'post /api/org-units/import': recipe({
    call: (records, world) => ({
      body: { file: fileOf([orgListColumns.join(), unitRow(records, world)].join('\n')), dryRun: true },
    }),
    // A parent out of reach is a wrong field of the list, like one that does not exist.
    ...{ places: staffed, outOfReach: 422 },
  }),

  'get /api/screens': list(({ screenId }) => `"${screenId}"`),
  // A code that nobody shows: where the screen would belong is looked at after that.
  'post /api/screens': recipe({
    call: ({ orgUnitId }) => ({ body: { code: 'AAAA-AAAA', name, orgUnitId } }),
    reached: [422],
  }),
  'delete /api/screens/{id}': recipe({
    call: ({ screenId: id }) => ({ params: { id } }),
    ...{ places: everywhere, reached: [204] },
  }),
  'post /api/pairings': recipe({ call: () => ({ body: { replaces: null } }), reached: [200, 429] }),
  'post /api/pairings/claim': recipe({
    call: () => ({ body: { secret: 'x', locale: 'zh' } }),
    reached: [404],
  }),

  'get /api/integrations': list(({ integrationId }) => `"${integrationId}"`),
  'post /api/integrations': recipe({
    call: ({ orgUnitId }) => ({
      body: { name, orgUnitId, role: 'operator', narrowedTo: null, expiresMs: null },
    }),
    places: everywhere,
  }),
  'delete /api/integrations/{id}': recipe({
    call: ({ integrationId: id }) => ({ params: { id } }),
    ...{ places: everywhere, reached: [204] },
  }),

  // Sources send for the whole tree, so they are there only for whoever administers its root, as nobody here does.
  'get /api/sources': list(() => null),
  'post /api/sources': recipe({
    call: (_, world) => ({ body: { name: `matrix${world.next()}` } }),
    reached: [404],
  }),
  'put /api/sources/{name}': recipe({
    call: () => ({ params: { name: SOURCE }, body: { enabled: false } }),
    reached: [404],
  }),
  'post /api/sources/{name}/key': recipe({ call: () => ({ params: { name: SOURCE } }), reached: [404] }),

  // Wrong passwords, and a token that is none: the route is reached, and says no.
  'post /api/session': recipe({
    call: () => ({ body: { username: 'x', password: 'y' } }),
    reached: [401, 429],
  }),
  'get /api/session': recipe({}),
  'delete /api/session': recipe({ reached: [204], isLast: true }),
  'post /api/setup': recipe({
    call: () => ({
      body: {
        ...{ token: 'x', username: 'x', password: 'y', displayName: 'z' },
        orgUnit: { code: '1', nameZh: 'x', nameEn: 'x' },
      },
    }),
    reached: [403],
  }),
  'get /api/openapi.json': recipe({}),

  // Without a second factor, an identity provider or the right password: reached, and refused by the account's state.
  'post /api/session/second-factor': recipe({
    call: () => ({ body: { code: '000000' } }),
    ...{ reached: [401, 409], whenPending: 'reached' },
  }),
  'get /api/sign-in': recipe({}),
  'get /api/sign-in/provider': recipe({ reached: [404] }),
  'get /api/sign-in/callback': recipe({ reached: [404] }),
  'get /api/me': recipe({}),
  'put /api/me/password': recipe({
    call: () => ({ body: { present: 'x', next: 'a beacon on every hill' } }),
    ...{ reached: [401, 409], isForPeople: true },
  }),
  'post /api/me/second-factor/offer': recipe({
    reached: [200, 409],
    whenPending: nobodyOwes,
    isForPeople: true,
  }),
  'post /api/me/second-factor': recipe({
    call: () => ({ body: { offer: 'x', code: '000000', proof: { password: 'x' } } }),
    ...{ reached: [401, 409, 422], whenPending: nobodyOwes, isForPeople: true },
  }),
  'post /api/me/second-factor/remove': recipe({ call: () => ({ body: {} }), reached: [409] }),
  'post /api/me/recovery-codes': recipe({ call: () => ({ body: {} }), reached: [409] }),
  'get /api/me/sessions': recipe({}),
  'delete /api/me/sessions/{id}': recipe({ call: () => noSuchSession, reached: [404] }),
  'post /api/me/sessions/end-others': recipe({ reached: [204], isLast: true }),
  'put /api/me/locale': recipe({ call: () => ({ body: { locale: 'zh' } }), reached: [204] }),

  'get /api/org-units': list(({ cameraId }) => `"id":"${cameraId.replace('cam_', 'org_')}"`),
  'get /api/cameras': list(({ cameraId }) => cameraId),
  'get /api/map': list(({ cameraId }) => cameraId),
  'get /api/cameras/{id}': ofCamera(),
  // The fixture has no gateway: who is let in learns that.
  'get /api/cameras/{id}/diagnostics': ofCamera({ reached: [503] }),
  'post /api/cameras/{id}/ptz': ofCamera({
    call: ({ cameraId: id }) => ({ params: { id }, body: { op: 'stop' } }),
    reached: [409],
  }),
  'post /api/stream-tickets': ofCamera({
    call: ({ cameraId }) => ({ body: { streams: [{ cameraId, profile: 'sub' }] } }),
  }),
  'post /api/cameras': recipe({
    call: (records, world) => ({
      body: { address: null, credentials: null, cameras: [camera(records, world)] },
    }),
    places: everywhere,
  }),
  'post /api/cameras/import': recipe({
    call: (records, world) => ({
      body: { file: fileOf([cameraListColumns.join(), cameraRow(records, world)].join('\n')), dryRun: true },
    }),
    // A unit out of reach is a wrong field of the list, like one that does not exist.
    ...{ places: staffed, outOfReach: 422 },
  }),
  'post /api/devices/discover': recipe({ reached: [503] }),
  'post /api/devices/inspect': recipe({ call: () => ({ body: device }), reached: [503] }),
  'post /api/devices/preview': recipe({
    call: () => ({ body: { rtspUrl: 'rtsp://10.0.0.9/1', credentials: device.credentials } }),
    reached: [503],
  }),

  'get /api/alerts': list(({ alert }) => alert?.id ?? null),
  'post /api/alerts/{id}/acknowledge': ofAlert(),
  'post /api/alerts/{id}/shelve': ofAlert({ reason: 'matrix', forMs: 60_000 }),
  'post /api/alerts/{id}/clear': ofAlert(),
  'get /api/alerts/{id}/response': ofAlert(),
  'post /api/alerts/{id}/dispatch': ofAlert({ squadId: 'sqd_east' }),
  'get /api/incidents/{id}': ofIncident(),
  'post /api/incidents/{id}/close': ofIncident({ reason: 'matrix' }),
  'post /api/incidents/{id}/cancel': ofIncident({ reason: 'matrix' }),
  'post /api/assignments/{id}/recall': recipe({
    call: ({ assignment }) => ({ params: { id: assignment?.id ?? '' } }),
    ...{ places: staffed, reached: [200, 409] },
  }),
  'get /api/squads': list(({ squadId }) => squadId && `"${squadId}"`),

  'get /api/audit': recipe({}),
  'get /api/audit/export': recipe({ reached: [200, 429] }),
  'post /api/audit/verify': recipe({ reached: [200, 429] }),

  'get /api/patrol/task': recipe({}),
  'post /api/patrol/assignments/{id}/{step}': recipe({
    call: ({ assignment }, world) => ({
      params: { id: assignment?.id ?? '', step: 'acknowledge' },
      body: action(world),
    }),
    ...{ places: staffed, reached: [200, 409] },
  }),
  'post /api/patrol/sos': recipe({ call: (_, world) => ({ body: { ...action(world), position: null } }) }),

  'post /api/ingest/alerts': recipe({
    call: (_, world) => ({ body: { alerts: [signal(`matrix-${world.next()}`, 'west')] } }),
  }),
  'post /api/ingest/positions': recipe({
    call: () => ({
      body: { positions: [{ squadId: 'sqd_west', lon: 120, lat: 30, headingDeg: null, atMs: Date.now() }] },
    }),
  }),
};
