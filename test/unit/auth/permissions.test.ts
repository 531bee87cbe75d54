import { describe, expect, test } from 'vitest';
import { isPermitted, requirePermission } from '../../../src/auth/permissions.ts';
import { TrustError } from '../../../src/domain/errors.ts';
import { PERMISSIONS, ROLES, type Permission, type Role } from '../../../src/domain/principal.ts';

/** Written out, so that a changed right has to be changed twice. */
const GRANTED: Readonly<Record<Permission, readonly Role[]>> = {
  'scores:read': ['reader', 'decider', 'admin'],
  'history:read': ['reader', 'admin'],
  'explanations:read': ['reader', 'admin'],
  'decisions:make': ['decider', 'admin'],
  'signals:write': ['ingester', 'admin'],
  'feedback:write': ['admin'],
  'cache:clear': ['admin'],
  'entities:write': ['admin'],
  'metrics:read': ['reader', 'admin'],
};

describe.each(PERMISSIONS)('%s', (permission) => {
  test.each(ROLES)('of %s', (role) => {
    const caller = { id: 'k', tenant: 't', role };
    const isGranted = GRANTED[permission].includes(role);
    expect(isPermitted(caller, permission)).toBe(isGranted);
    if (isGranted) expect(() => requirePermission(caller, permission)).not.toThrow();
    else expect(() => requirePermission(caller, permission)).toThrow(TrustError);
  });
});
