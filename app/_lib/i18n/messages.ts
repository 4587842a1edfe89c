import type { Locale } from '#core/kit';
import en from './en.json' with { type: 'json' };
import zh from './zh.json' with { type: 'json' };

/** All words of the screens. A test sees to it that both languages have the same ones. */
export const messages = { zh, en } as const satisfies Record<Locale, unknown>;

declare module 'use-intl' {
  interface AppConfig {
    Locale: Locale;
    Messages: typeof en;
  }
}
