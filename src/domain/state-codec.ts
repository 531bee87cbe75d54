/**
 * The compact form in which states are stored and shared: positions instead of names, and nothing for what stands at its
 * usual value. A half of what the plain object takes, which is what a commit and a cache miss wait for. A field added to a
 * state does not compile until it has a place here.
 */
import type { EntityRef } from './entity.ts';
import type { EvidenceItem } from './evidence.ts';
import type { PublishedLevel } from './model/levels.ts';
import {
  EMPTY_PROFILE,
  type Counts,
  type LastLocation,
  type Profile,
  type RecentEvent,
  type Seen,
  type SessionSeen,
} from './profile/profile.ts';
import { counts, listOf, nullable, plain, record } from './packing.ts';
import type { NetworkFacts } from './signal.ts';
import type { EntityState } from './state.ts';

/** Raise with every change of a layout below or of the types they follow. */
export const STATE_FORMAT = 2;

const item = record<EvidenceItem>({
  id: plain(),
  detection: plain(),
  factor: plain(),
  group: plain(),
  sign: plain(1),
  strength: plain(),
  reliability: plain(1000),
  observedAt: plain(),
  since: plain(),
  halfLifeMs: plain(null),
  reportBy: plain(null),
  cap: plain(null),
  status: plain('live'),
  deviceId: plain(null),
  sessionId: plain(null),
  signalIds: plain(),
  facts: plain(),
});

const recentEvent = record<RecentEvent>({
  at: plain(),
  kind: plain('success'),
  detail: plain(null),
  ip: plain(null),
  asn: plain(null),
  country: plain(null),
  agent: plain(null),
  privileged: plain(false),
  count: plain(1),
});

const seen = record<Seen>({ id: plain(), firstAt: plain(), lastAt: plain() });

const session = record<SessionSeen>({
  id: plain(),
  firstAt: plain(),
  lastAt: plain(),
  asn: plain(null),
  agent: plain(null),
  deviceId: plain(null),
});

const location = record<LastLocation>({
  country: plain(null),
  city: plain(null),
  latitude: plain(null),
  longitude: plain(null),
  radiusKm: plain(null),
  at: plain(),
  ip: plain(),
});

const network = record<NetworkFacts>({
  asn: plain(null),
  asOrg: plain(null),
  anonymizer: plain(null),
  hosting: plain(null),
  corporate: plain(null),
  reputationHits: plain(null),
  threatConfidence: plain(null),
  threatActor: plain(null),
});

const profile = record<Profile>({
  firstSeenAt: plain(null),
  lastSeenAt: plain(null),
  lastActiveAt: plain(null),
  logins: record<Profile['logins']>({ weight: plain(0), at: plain(0) }),
  network: counts<Counts>(),
  device: counts<Counts>(),
  resource: counts<Counts>(),
  hour: counts<Counts>(),
  recent: listOf(recentEvent),
  lastLocation: nullable(location),
  devices: listOf(seen),
  users: listOf(seen),
  sessions: listOf(session),
  accessRate: record<Profile['accessRate']>({
    mean: plain(0),
    hours: plain(0),
    hour: plain(EMPTY_PROFILE.accessRate.hour),
    current: plain(0),
  }),
  lastNetwork: nullable(network),
});

const body = record<Omit<EntityState, 'entity'>>({
  revision: plain(),
  folded: nullable(record<NonNullable<EntityState['folded']>>({ at: plain(), id: plain() })),
  items: listOf(item),
  profile,
  published: nullable(record<PublishedLevel>({ level: plain(), upSince: plain(null) })),
});

/** JSON without the entity, which is the key it is stored under. */
export function packState(state: EntityState): readonly [format: number, body: unknown] {
  return [STATE_FORMAT, body.pack(state)];
}

/** The same state to the last bit. Throws on what another format wrote or what is damaged. */
export function unpackState(entity: EntityRef, packed: unknown): EntityState {
  if (!Array.isArray(packed) || packed.length !== 2) throw new Error('A stored state has no format.');
  const [format, content]: unknown[] = packed;
  if (format !== STATE_FORMAT) {
    throw new Error(`A stored state is of format ${String(format)}; this version reads format ${STATE_FORMAT} only.`);
  }
  return { entity, ...body.unpack(content) };
}
