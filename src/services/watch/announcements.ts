/**
 * What the bus announced while a tail was finding its starting place. Someone who subscribes "from now" does so before
 * the end of the log is known, so a change committed in between lies before the place where reading starts, though its
 * announcement comes after the subscription. Such changes are told apart here. Only the first few seconds matter;
 * later announcements are about what is read anyway.
 */
import type { Change, ChangeLog } from '../../domain/ports/change-bus.ts';

const SETTLING_POLLS = 5;
const PAGE_SIZE = 200;
/** Bounds for floods: past them the tail has long settled. */
const MAX_PENDING = 1_000;
const MAX_DELIVERED = 10_000;
/** How far the starting place may lie behind an announced change to be looked for. */
const MAX_PAGES = 10;

export interface Announcements {
  add(change: Change): void;
  /** The tail delivered this change. */
  read(change: Change): void;
  startedAt(position: string | null): void;
  /** Announced changes that lie at or before the starting place, in the log's order: reading on will not deliver them. */
  before(): Promise<readonly Change[]>;
  tick(): void;
}

export function createAnnouncements(tenant: string, changeLog: ChangeLog): Announcements {
  const pending = new Map<string, Change>();
  const delivered = new Set<string>();
  let start: string | null = null;
  let polls = 0;

  const isSettled = (): boolean => polls >= SETTLING_POLLS || delivered.size >= MAX_DELIVERED;

  /** How many changes the log holds after the position up to the starting place; `null` when it lies beyond that. */
  const distanceToStart = async (position: string): Promise<number | null> => {
    if (start === null) return null;
    let at = position;
    let distance = 0;
    for (let pages = 0; at !== start && pages < MAX_PAGES; pages += 1) {
      const changes = await changeLog.after(tenant, at, PAGE_SIZE);
      const index = changes.findIndex((change) => change.position === start);
      if (index !== -1) return distance + index + 1;
      const last = changes.at(-1);
      if (last === undefined || changes.length < PAGE_SIZE) return null;
      distance += changes.length;
      at = last.position;
    }
    return at === start ? distance : null;
  };

  return {
    add: (change) => {
      if (isSettled() || delivered.has(change.position) || pending.size >= MAX_PENDING) return;
      pending.set(change.position, change);
    },
    read: (change) => {
      pending.delete(change.position);
      if (!isSettled()) delivered.add(change.position);
    },
    startedAt: (position) => {
      start = position;
    },
    before: async () => {
      const found: { readonly change: Change; readonly distance: number }[] = [];
      const announced = [...pending.values()];
      for (const change of announced) {
        const distance = await distanceToStart(change.position);
        // What lies after the start is held back by the log and will be read.
        if (distance !== null) found.push({ change, distance });
        pending.delete(change.position);
        delivered.add(change.position);
      }
      return found.sort((left, right) => right.distance - left.distance).map(({ change }) => change);
    },
    tick: () => {
      polls += 1;
      if (!isSettled()) return;
      pending.clear();
      delivered.clear();
    },
  };
}
