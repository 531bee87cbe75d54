/** The caller behind a request, and the vocabulary of what may be done. The table itself is `auth/permissions.ts`. */
export const ROLES = ['reader', 'decider', 'ingester', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export const PERMISSIONS = [
  'scores:read',
  'history:read',
  'explanations:read',
  'decisions:make',
  'signals:write',
  'feedback:write',
  'cache:clear',
  'entities:write',
  'metrics:read',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

export interface Principal {
  /** Id of the key, or `local` for the open loopback mode. */
  readonly id: string;
  readonly tenant: string;
  readonly role: Role;
}
