import type { Action } from '#core/access';

/** The pages of administration, in the order of their tabs, each with the action that opens it. */
export const adminPages = [
  { href: '/admin/cameras', word: 'cameras', action: 'camera.register' },
  { href: '/admin/org', word: 'org', action: 'org.manage' },
  { href: '/admin/people', word: 'people', action: 'account.read' },
  { href: '/admin/screens', word: 'screens', action: 'display.manage' },
  { href: '/admin/integrations', word: 'integrations', action: 'integration.manage' },
  { href: '/admin/roles', word: 'roles', action: 'account.read' },
  { href: '/admin/audit', word: 'audit', action: 'audit.read' },
] as const satisfies readonly { href: string; word: string; action: Action }[];

export type AdminPageWord = (typeof adminPages)[number]['word'];
