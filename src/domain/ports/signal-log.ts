/** Signals as they were accepted. */
import type { EntityRef } from '../entity.ts';
import type { Signal } from '../signal.ts';
import type { Page, PageRequest } from './page.ts';

export interface SignalLog {
  /** Newest first, per ref, in the order of `refs`. One round trip for all refs. */
  pages(refs: readonly EntityRef[], page: PageRequest): Promise<readonly Page<Signal>[]>;
  count(tenant: string): Promise<number>;
}
