/** Which device's posture speaks for an entity in a question. */
import type { EntityRef } from '../domain/entity.ts';
import type { EntityState } from '../domain/state.ts';

/** The device named in the question, else the one the person or session was last seen with; `null` for other types. */
export function deviceOf({ entity, profile }: EntityState, named: string | null): EntityRef | null {
  if (entity.type !== 'user' && entity.type !== 'session') return null;
  const id = named ?? profile.devices.at(-1)?.id ?? null;
  return id === null ? null : { tenant: entity.tenant, type: 'device', id };
}
