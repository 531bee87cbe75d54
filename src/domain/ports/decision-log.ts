/** Decisions that were answered, with what is needed to explain and repeat them. */
import type { Decision } from '../decision.ts';
import type { EntityRef } from '../entity.ts';
import type { Page, PageRequest } from './page.ts';

export interface DecisionLog {
  /** Appending the same decision id twice keeps the first. */
  append(decisions: readonly Decision[]): Promise<void>;
  get(tenant: string, id: string): Promise<Decision | null>;
  /** Newest first, per ref, in the order of `refs`. One round trip for all refs. */
  pages(refs: readonly EntityRef[], page: PageRequest): Promise<readonly Page<Decision>[]>;
}
