/** As the platform names them. */
export type Role = 'RM' | 'UNIT_HEAD' | 'HEAD_OFFICE' | 'INTEGRATION' | 'ADMIN';
export type PageName = 'today' | 'clients' | 'team' | 'figures' | 'organisation' | 'administration';

/** The pages that a role works with, its own first. What is shown on them the platform decides, call by call. */
export const PAGES_OF: Readonly<Record<Role, readonly PageName[]>> = {
  RM: ['today', 'clients', 'figures'],
  UNIT_HEAD: ['team', 'clients', 'figures', 'organisation'],
  HEAD_OFFICE: ['figures', 'clients', 'organisation'],
  ADMIN: ['administration', 'organisation'],
  INTEGRATION: ['figures', 'organisation'],
};

/** Where a role begins. */
export const homeOf = (role: Role): string => `/${PAGES_OF[role][0]!}`;
