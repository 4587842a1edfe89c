import { sql } from 'drizzle-orm';
import { z } from 'zod';
import {
  auditActions,
  type CreatePerson,
  createdPersonSchema,
  type PersonDetail,
  peoplePageSchema,
  personDetailSchema,
} from '#core/contracts';
import type { OrgUnitId } from '#core/kit';
import { currentPosition, readAfter } from '#db/journal';
import { systemScope } from '#db/repositories';
import { type CallOptions, type UnitName, units, type WebFixture } from './web-fixture.ts';

/** The hands of administrators, as the API has them. */
export class PeopleDesk {
  readonly #fixture: WebFixture;
  readonly #cookies = new Map<string, string>();
  #made = 0;

  constructor(fixture: WebFixture) {
    this.#fixture = fixture;
  }

  /** Calls the API as somebody of the fixture. */
  async as(username: string, method: string, path: string, body?: unknown): Promise<Response> {
    const cookie = this.#cookies.get(username) ?? (await this.#fixture.signIn(username));
    this.#cookies.set(username, cookie);
    const options: CallOptions = body === undefined ? { cookie } : { cookie, body };
    return this.#fixture.call(method, path, options);
  }

  /** What somebody is sent to make, with what is told of it. */
  person(unit: UnitName, fields: Partial<CreatePerson> = {}): CreatePerson {
    this.#made += 1;
    return {
      username: `person${this.#made}`,
      displayName: { zh: `王${this.#made}`, en: `Wang ${this.#made}` },
      ...{ locale: 'zh', orgUnitId: idOf(unit), expiresMs: null },
      memberships: [{ role: 'operator', orgUnitId: idOf(unit) }],
      ...fields,
    };
  }

  /** Makes an account, as the county's administrator. */
  async create(unit: UnitName, fields: Partial<CreatePerson> = {}) {
    const person = this.person(unit, fields);
    const response = await this.as('admin', 'POST', '/api/people', person);
    return { ...person, ...createdPersonSchema.parse(await response.json()) };
  }

  /** Gives somebody the password of all others in place of the one-time one, and signs them in. */
  async settle(username: string): Promise<void> {
    await this.#fixture.db.execute(sql`
      update users set password_is_one_time = false,
        password_hash = (select password_hash from users where username = 'admin')
      where username = ${username}`);
    this.#cookies.set(username, await this.#fixture.signIn(username));
  }

  async read(id: string, by = 'admin'): Promise<PersonDetail> {
    return personDetailSchema.parse(await (await this.as(by, 'GET', `/api/people/${id}`)).json());
  }

  /** The user names of a list. */
  async list(query: string, by = 'admin'): Promise<string[]> {
    const response = await this.as(by, 'GET', `/api/people?${query}`);
    return peoplePageSchema.parse(await response.json()).items.map(({ username }) => username);
  }

  /** Signs in. @returns the answer */
  signIn(username: string, password: string): Promise<Response> {
    return this.#fixture.call('POST', '/api/session', { body: { username, password } });
  }

  /** What journal and audit log were told while `act` ran, but for who signed in to run it. */
  async told(act: () => Promise<unknown>) {
    const { db } = this.#fixture;
    const after = await currentPosition(db);
    const before = await this.#auditRows();
    await act();
    const entries = await readAfter(db, { after, limit: 100, scope: systemScope });
    const audit = (await this.#auditRows()).slice(before.length);
    const journal = entries.map(({ type }) => type).filter((type) => type !== 'session.started');
    return { journal, audit: audit.filter(({ action }) => action !== 'session.started') };
  }

  async #auditRows() {
    const { rows } = await this.#fixture.db.execute(
      'select action, actor, subject, detail from audit_log order by seq',
    );
    return z.array(auditRowSchema).parse(rows);
  }
}

const auditRowSchema = z.object({
  action: z.enum(auditActions),
  actor: z.string(),
  subject: z.string(),
  detail: z.record(z.string(), z.unknown()),
});

export const idOf = (unit: UnitName) => units[unit].id as OrgUnitId;
