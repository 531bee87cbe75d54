/**
 * The evidence state of an entity: what is stored and cached. Scores are computed from it, never stored in it.
 */
import type { EntityRef } from './entity.ts';
import type { EvidenceItem } from './evidence.ts';
import type { PublishedLevel } from './model/levels.ts';
import { EMPTY_PROFILE, type Profile } from './profile/profile.ts';

export interface EntityState {
  readonly entity: EntityRef;
  /** Number of commits that changed this state; 0 for an entity nobody has seen. */
  readonly revision: number;
  /** Position in (occurredAt, id) order of the newest folded signal; a signal before it arrives late. */
  readonly folded: { readonly at: number; readonly id: string } | null;
  readonly items: readonly EvidenceItem[];
  readonly profile: Profile;
  /** What subscribers were last told; `null` before the first commit. */
  readonly published: PublishedLevel | null;
}

export function emptyState(entity: EntityRef): EntityState {
  return { entity, revision: 0, folded: null, items: [], profile: EMPTY_PROFILE, published: null };
}
