/** As the platform names them. */
export type Role = 'RM' | 'UNIT_HEAD' | 'HEAD_OFFICE' | 'INTEGRATION' | 'ADMIN';
export type PageName =
  | 'today'
  | 'visits'
  | 'clients'
  | 'team'
  | 'figures'
  | 'cockpit'
  | 'playbooks'
  | 'organisation'
  | 'administration'
  | 'more';

/** The pages that a role works with, its own first. What is shown on them the platform decides, call by call. */
export const PAGES_OF: Readonly<Record<Role, readonly PageName[]>> = {
  RM: ['today', 'visits', 'clients', 'figures', 'more'],
  UNIT_HEAD: ['team', 'visits', 'clients', 'figures', 'more'],
  HEAD_OFFICE: ['figures', 'cockpit', 'clients', 'organisation', 'more'],
  ADMIN: ['administration', 'organisation', 'playbooks', 'more'],
  INTEGRATION: ['figures', 'organisation'],
};

/** Where a role begins. */
export const homeOf = (role: Role): string => `/${PAGES_OF[role][0]!}`;
