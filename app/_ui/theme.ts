import { z } from 'zod';
import { kept } from '../_lib/storage/index.ts';
import { createStore } from '../_lib/store/index.ts';

const themeSchema = z.enum(['dark', 'light', 'system']);
export type Theme = z.infer<typeof themeSchema>;
export const themes = themeSchema.options;

const keptTheme = kept('theme', themeSchema);

/** Dark unless chosen otherwise: control rooms are. */
export const themeStore = createStore<Theme>('dark');

/** Takes the theme this browser remembers. */
export function restoreTheme(): void {
  themeStore.set(keptTheme.read() ?? 'dark');
  paint();
  matchMedia('(prefers-color-scheme: light)').addEventListener('change', paint);
}

/** Changes the theme at once, and remembers it here. */
export function setTheme(theme: Theme): void {
  themeStore.set(theme);
  keptTheme.write(theme);
  paint();
}

function paint(): void {
  const theme = themeStore.get();
  const isLight =
    theme === 'light' || (theme === 'system' && matchMedia('(prefers-color-scheme: light)').matches);
  document.documentElement.dataset.theme = isLight ? 'light' : 'dark';
}
