import type { Me } from '#core/contracts';
import type { Locale } from '#core/kit';
import { changeLocale, fetchMe, sessionRefusals, signOut, statusOf } from '../api/index.ts';
import { localeStore, setLocale } from '../i18n/index.ts';
import { createStore } from '../store/index.ts';

/** Who is in front of the page. */
export type Session =
  | { readonly state: 'loading' }
  | { readonly state: 'signed_in'; readonly me: Me }
  /** `ended`: there was a session, and it is over without the user's doing. */
  | { readonly state: 'signed_out'; readonly why: 'none' | 'ended' | 'left' }
  /** The server does not answer; it is asked again. */
  | { readonly state: 'unreachable' };

/** The language chosen on this page before anybody was signed in. */
let chosenBefore: Locale | null = null;

export const sessionStore = createStore<Session>({ state: 'loading' });

/** Takes a fresh answer about who is signed in; the user's language becomes the page's. */
export function enterSession(me: Me): void {
  sessionStore.set({ state: 'signed_in', me });
  const chosen = chosenBefore;
  chosenBefore = null;
  setLocale(me.locale);
  // Who has just chosen a language on the way in means it.
  if (chosen !== null) void switchLocale(chosen);
}

/** Asks the server who is signed in. */
export async function loadSession(): Promise<void> {
  try {
    enterSession(await fetchMe());
  } catch (error) {
    if (statusOf(error) === 401) endSession();
    else if (sessionStore.get().state !== 'signed_in') sessionStore.set({ state: 'unreachable' });
  }
}

/** The server says the session is over. */
export function endSession(): void {
  const before = sessionStore.get();
  if (before.state === 'signed_out') return;
  sessionStore.set({ state: 'signed_out', why: before.state === 'signed_in' ? 'ended' : 'none' });
}

sessionRefusals.subscribe(endSession);

/** Signs out. If the server cannot be told, the page says so by staying as it is. */
export async function leaveSession(): Promise<boolean> {
  try {
    await signOut();
  } catch (error) {
    if (statusOf(error) !== 401) return false;
  }
  sessionStore.set({ state: 'signed_out', why: 'left' });
  return true;
}

/** Switches the language at once, and keeps it as the user's setting when somebody is signed in. */
export async function switchLocale(locale: Locale): Promise<void> {
  if (locale === localeStore.get()) return;
  setLocale(locale);
  const session = sessionStore.get();
  if (session.state !== 'signed_in') {
    chosenBefore = locale;
    return;
  }
  sessionStore.set({ state: 'signed_in', me: { ...session.me, locale } });
  // Not kept by the server, it is still kept by this browser.
  await changeLocale(locale).catch(() => {});
}
