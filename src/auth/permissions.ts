/** Who may do what. Everything that is not in this table is refused. */
import { TrustError } from '../domain/errors.ts';
import { PERMISSIONS, type Permission, type Principal, type Role } from '../domain/principal.ts';

const TABLE: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  reader: new Set<Permission>(['scores:read', 'history:read', 'explanations:read', 'metrics:read']),
  decider: new Set<Permission>(['scores:read', 'decisions:make']),
  ingester: new Set<Permission>(['signals:write']),
  admin: new Set<Permission>(PERMISSIONS),
};

export function isPermitted(principal: Principal, permission: Permission): boolean {
  return TABLE[principal.role].has(permission);
}

/** Throws FORBIDDEN when the caller's role lacks the permission. Called first in every service method. */
export function requirePermission(principal: Principal, permission: Permission): void {
  if (!isPermitted(principal, permission)) {
    throw new TrustError(
      'FORBIDDEN',
      `This needs the permission ${permission}, which the role ${principal.role} lacks.`,
    );
  }
}
