/** What an assessment is about. */
export const ENTITY_TYPES = ['user', 'device', 'service', 'application', 'session'] as const;
export type EntityType = (typeof ENTITY_TYPES)[number];

/** One entity of one tenant. Ids are opaque, 1 to 256 characters. */
export interface EntityRef {
  readonly tenant: string;
  readonly type: EntityType;
  readonly id: string;
}

/**
 * An injective key for an entity: every part but the last is length-prefixed, so no two different
 * entities can share a key however their ids are chosen.
 */
export function entityKey({ tenant, type, id }: EntityRef): string {
  return `${tenant.length}:${tenant}:${type}:${id}`;
}

export const FACTORS = ['user_behavior', 'device_posture', 'network_context', 'authentication'] as const;
export type Factor = (typeof FACTORS)[number];

export const TRUST_LEVELS = ['CRITICAL', 'LOW', 'MEDIUM', 'HIGH', 'VERY_HIGH'] as const;
export type TrustLevel = (typeof TRUST_LEVELS)[number];

export const SEVERITIES = ['INFO', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const;
export type Severity = (typeof SEVERITIES)[number];
