/** The short memory of a profile: what happened in the last days, for detections that look for sequences. */
import { parseAgent } from './agent.ts';
import { resourceKeys } from './keys.ts';
import type { Profile, RecentEvent } from './profile.ts';
import type { Signal } from '../signal.ts';

/** Long enough for every sequence that a detection looks for, short enough for a small state. */
export const MAX_RECENT = 28;
const MAX_CHANGES = 8;
const RECENT_AGE_MS = 7 * 24 * 3_600_000;

/** `recent` with the signal appended. A flood of failures can't push the account changes out of memory. */
export function remember(profile: Profile, signal: Signal): readonly RecentEvent[] {
  const event = eventOf(signal);
  if (event === null) return profile.recent;
  const next = profile.recent.filter((old) => event.at - old.at <= RECENT_AGE_MS);
  next.push(event);
  if (next.length > MAX_RECENT) {
    const changes = next.reduce((sum, old) => sum + (old.kind === 'change' ? 1 : 0), 0);
    const drop = next.findIndex((old) => (old.kind === 'change') === changes > MAX_CHANGES);
    next.splice(Math.max(0, drop), 1);
  }
  return next;
}

function eventOf(signal: Signal): RecentEvent | null {
  switch (signal.type) {
    case 'authentication':
      return base(signal, signal.data.outcome, signal.data.failureReason);
    case 'access': {
      const { outcome, privileged, count } = signal.data;
      // Everyday access is counted, not remembered: it would drive everything else out.
      if (outcome === 'allowed' && !privileged) return null;
      const key = resourceKeys(signal.data.resourceType, signal.data.resourceId)[1];
      return { ...base(signal, outcome, key), privileged, count };
    }
    case 'account_change':
      return base(signal, 'change', signal.data.change);
    default:
      return null;
  }
}

function base(signal: Signal, kind: RecentEvent['kind'], detail: string | null): RecentEvent {
  return {
    at: signal.occurredAt,
    kind,
    detail,
    ip: signal.ip,
    asn: signal.network?.asn ?? null,
    country: signal.geo?.country ?? null,
    agent: parseAgent(signal.userAgent)?.fingerprint ?? null,
    privileged: false,
    count: 1,
  };
}
