import { type Role, roleRefusal, roles } from '#core/access';
import { type PeopleListColumn, peopleListColumns, usernameSchema } from '#core/contracts';
import {
  type EpochMs,
  fail,
  type Locale,
  type LocalizedText,
  localeSchema,
  type OrgUnitId,
  ok,
  type Result,
} from '#core/kit';
import { allOf, type Field, type FieldError, optional, readText } from '../table-file/index.ts';

/** What a list of people is checked against. */
export interface PeopleContext {
  /** The org units that accounts may belong to and roles may be granted over, by division code. */
  readonly orgUnits: ReadonlyMap<string, OrgUnitId>;
  readonly nowMs: EpochMs;
}

/** A person of a list. */
export interface ListedPerson {
  readonly username: string;
  readonly displayName: LocalizedText;
  readonly orgUnitId: OrgUnitId;
  readonly role: Role;
  readonly roleUnitId: OrgUnitId;
  readonly locale: Locale;
  readonly expiresMs: EpochMs | null;
}

/** As people write them in Chinese; the words of the code are understood too. */
const roleNames: Readonly<Record<string, Role>> = {
  管理员: 'administrator',
  值班员: 'operator',
  调度员: 'dispatcher',
  值班长: 'shift_leader',
  审计员: 'auditor',
  巡逻人员: 'patrol',
};
const languageNames: Readonly<Record<string, Locale>> = { 中文: 'zh', 英文: 'en' };

/** @returns every wrong field as the error */
export function readPersonRow(
  cell: (column: PeopleListColumn) => string,
  { orgUnits, nowMs }: PeopleContext,
): Result<ListedPerson, readonly FieldError<PeopleListColumn>[]> {
  const trimmed = (column: PeopleListColumn) => cell(column).trim();
  const unit = (code: string) => readUnit(code, orgUnits);
  const read = allOf(peopleListColumns, {
    username: readUsername(trimmed('username')),
    name_zh: readText(trimmed('name_zh'), 64),
    name_en: optional(trimmed('name_en'), null, (text) => readText(text, 64)),
    org_unit: unit(trimmed('org_unit')),
    role: readRole(trimmed('role')),
    role_unit: optional(trimmed('role_unit'), null, unit),
    language: optional<Locale, Locale>(trimmed('language'), 'zh', readLanguage),
    expires: optional(trimmed('expires'), null, (text) => readLastDay(text, nowMs)),
  });
  if (!read.ok) return read;
  const row = read.value;
  return ok({
    username: row.username,
    displayName: { zh: row.name_zh, en: row.name_en ?? row.name_zh },
    orgUnitId: row.org_unit,
    role: row.role,
    roleUnitId: row.role_unit ?? row.org_unit,
    locale: row.language,
    expiresMs: row.expires,
  });
}

function readUsername(cell: string): Field<string> {
  if (cell === '') return fail('missing');
  return usernameSchema.safeParse(cell).success ? ok(cell) : fail('not_a_username');
}

function readUnit(code: string, orgUnits: PeopleContext['orgUnits']): Field<OrgUnitId> {
  if (code === '') return fail('missing');
  const id = orgUnits.get(code);
  return id === undefined ? fail('unknown_org_unit') : ok(id);
}

function readRole(cell: string): Field<Role> {
  if (cell === '') return fail('missing');
  const role = named(roleNames, cell) ?? roles.find((known) => known === cell.toLowerCase());
  return role === undefined || roleRefusal('person', [role]) !== null ? fail('not_a_role') : ok(role);
}

function readLanguage(cell: string): Field<Locale> {
  const parsed = localeSchema.safeParse(named(languageNames, cell) ?? cell.toLowerCase());
  return parsed.success ? ok(parsed.data) : fail('not_a_language');
}

/** `__proto__` is no name either. */
function named<Value>(names: Readonly<Record<string, Value>>, cell: string): Value | undefined {
  return Object.hasOwn(names, cell) ? names[cell] : undefined;
}

const DAY = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/;
/** A day as a workbook keeps it: their number since 1899-12-30, which counts a 29 February 1900 that never was. */
const SERIAL_DAY = /^\d{5}$/;

/** The end of a day, where this server is. */
function readLastDay(cell: string, nowMs: EpochMs): Field<EpochMs> {
  const endMs = SERIAL_DAY.test(cell) ? endOfDay(1899, 12, 30 + Number(cell)) : endOfWrittenDay(cell);
  if (endMs === null) return fail('not_a_date');
  return endMs <= nowMs ? fail('in_the_past') : ok(endMs);
}

function endOfWrittenDay(cell: string): EpochMs | null {
  const [, year, month, day] = DAY.exec(cell)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  // 31 February would be a day in March.
  const isDay = new Date(year, month - 1, day).getDate() === day && month >= 1 && month <= 12;
  return isDay ? endOfDay(year, month, day) : null;
}

function endOfDay(year: number, month: number, day: number): EpochMs {
  return new Date(year, month - 1, day + 1).getTime();
}
