/**
 * The behaviour profile of an entity: the bounded memory that detections read.
 * It is a pure function of the entity's signals in (occurredAt, id) order and is never edited by a detection.
 */
import type { FailureReason, GeoPoint, NetworkFacts } from '../signal.ts';

/** A decayed count: `weight` as of `at`. Half-life `COUNT_HALF_LIFE_MS`. */
export interface DecayedCount {
  readonly weight: number;
  readonly at: number;
}

/** Counts by key, at most `MAX_KEYS` keys (`advance.ts`); the weakest drop first. */
export type Counts = Readonly<Record<string, DecayedCount>>;

/** One remembered event, kept small. At most `MAX_RECENT` (`recent.ts`) of the last 7 days, oldest first. */
export interface RecentEvent {
  readonly at: number;
  readonly kind: 'success' | 'failure' | 'challenge' | 'allowed' | 'denied' | 'change';
  /** Failure reason, account change, or resource key. */
  readonly detail: FailureReason | string | null;
  readonly ip: string | null;
  readonly asn: number | null;
  readonly country: string | null;
  /** Fingerprint of the user agent, see `agent.ts`. */
  readonly agent: string | null;
  readonly privileged: boolean;
  readonly count: number;
}

export interface Seen {
  readonly id: string;
  readonly firstAt: number;
  readonly lastAt: number;
}

/** The last place a successful authentication was made from, when it may be trusted as a place. */
export interface LastLocation extends GeoPoint {
  readonly at: number;
  readonly ip: string;
}

export interface Profile {
  readonly firstSeenAt: number | null;
  readonly lastSeenAt: number | null;
  /** Last successful authentication or allowed access, epoch ms. */
  readonly lastActiveAt: number | null;
  /** Decayed number of successful authentications. */
  readonly logins: DecayedCount;
  /** Successful authentications by `country:XX`, `asn:N`, `ip:A`. */
  readonly network: Counts;
  /** Likewise by `class:desktop`, `browser:Firefox`, `agent:<fingerprint>`. */
  readonly device: Counts;
  /** Allowed accesses by `type:<t>` and `res:<t>/<id>`; privileged ones also under `privileged`. */
  readonly resource: Counts;
  /** Successful authentications by hour of week, `h0`..`h167`, UTC, `h0` = Thursday midnight. */
  readonly hour: Counts;
  readonly recent: readonly RecentEvent[];
  readonly lastLocation: LastLocation | null;
  /** Devices this user was seen with (for a device: empty), newest last, at most 8. */
  readonly devices: readonly Seen[];
  /** Users this device or session was seen with, newest last, at most 8. */
  readonly users: readonly Seen[];
  /** Sessions, newest last, at most 8, with the network and agent they were started from. */
  readonly sessions: readonly SessionSeen[];
  /** Mean objects accessed an hour (EWMA over active hours) and the running hour. */
  readonly accessRate: {
    readonly mean: number;
    readonly hours: number;
    readonly hour: number;
    readonly current: number;
  };
  readonly lastNetwork: NetworkFacts | null;
}

export interface SessionSeen extends Seen {
  readonly asn: number | null;
  readonly agent: string | null;
  readonly deviceId: string | null;
}

export const EMPTY_PROFILE: Profile = {
  firstSeenAt: null,
  lastSeenAt: null,
  lastActiveAt: null,
  logins: { weight: 0, at: 0 },
  network: {},
  device: {},
  resource: {},
  hour: {},
  recent: [],
  lastLocation: null,
  devices: [],
  users: [],
  sessions: [],
  accessRate: { mean: 0, hours: 0, hour: -1, current: 0 },
  lastNetwork: null,
};
