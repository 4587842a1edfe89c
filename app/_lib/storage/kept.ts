import type { ZodType } from 'zod';

/** A setting kept in this browser: read back as it was written, or not at all. */
export interface Kept<Value> {
  read(): Value | null;
  write(value: Value): void;
}

/**
 * Keeps a value in localStorage under `beaconwall.<name>`. Storage may be full, forbidden, or written by an older
 * version of the page: then there is simply nothing kept.
 */
export function kept<Value>(name: string, schema: ZodType<Value>): Kept<Value> {
  const key = `beaconwall.${name}`;
  return {
    read: () => {
      try {
        const text = localStorage.getItem(key);
        return text === null ? null : (schema.safeParse(JSON.parse(text)).data ?? null);
      } catch {
        return null;
      }
    },
    write: (value) => {
      try {
        localStorage.setItem(key, JSON.stringify(value));
      } catch {
        // Only this browser's memory of it is lost.
      }
    },
  };
}
