import { sql } from 'drizzle-orm';
import { formatNationalCode } from '#core/camera';
import type { Queryable } from '../database/index.ts';
import { cameras } from '../schema/index.ts';

const SERIAL_DIGITS = 6;
const SERIAL_MAX = 999_999;

/**
 * What the codes of an org unit's cameras begin with, see `NationalCode`: 00 is public order on roads (社会治安路面),
 * 132 a network camera, 0 the surveillance network.
 * @param unitCode the division code; that of a county is shorter than a centre's 8 digits, that of a village longer
 */
export function codePrefix(unitCode: string): string {
  const centre = unitCode.replaceAll(/\D/g, '').padEnd(8, '0').slice(0, 8);
  return formatNationalCode({ centre, industry: '00', type: '132', network: '0', serial: '' });
}

/** Counts codes up, each prefix for itself. */
export class CodeCounter {
  readonly #highest: Map<string, number>;

  private constructor(highest: Map<string, number>) {
    this.#highest = highest;
  }

  /** A counter that goes on where the cameras that exist end. */
  static async read(db: Queryable, prefixes: Iterable<string>): Promise<CodeCounter> {
    const { rows } = await db.execute<{ prefix: string; highest: string | null }>(sql`
      select prefix, (
        select max(code) from ${cameras}
        where code between prefix || '000000' and prefix || '999999' and code ~ '^[0-9]{20}$'
      ) as highest
      from jsonb_array_elements_text(${JSON.stringify([...new Set(prefixes)])}::jsonb) as prefix`);
    return new CodeCounter(new Map(rows.map(({ prefix, highest }) => [prefix, serialOf(highest ?? '')])));
  }

  /** Counts a code that somebody chose. */
  note(code: string): void {
    const prefix = code.slice(0, -SERIAL_DIGITS);
    this.#highest.set(prefix, Math.max(this.#highest.get(prefix) ?? 0, serialOf(code)));
  }

  /** @returns null after the last code of the prefix */
  next(prefix: string): string | null {
    const serial = (this.#highest.get(prefix) ?? 0) + 1;
    if (serial > SERIAL_MAX) return null;
    this.#highest.set(prefix, serial);
    return prefix + String(serial).padStart(SERIAL_DIGITS, '0');
  }
}

function serialOf(code: string): number {
  return Number(code.slice(-SERIAL_DIGITS));
}
