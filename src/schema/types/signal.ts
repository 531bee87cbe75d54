import type { GeoPoint, NetworkFacts, Signal } from '../../domain/signal.ts';
import { builder } from '../builder.ts';
import { AnonymizerEnum, SignalTypeEnum } from '../enums.ts';
import { EntityNode } from './entity.ts';

const LocationType = builder.objectRef<GeoPoint>('Location').implement({
  description: 'Where something happened, as far as anyone knows.',
  fields: (t) => ({
    country: t.exposeString('country', { nullable: true, description: 'ISO 3166-1 alpha-2.' }),
    city: t.exposeString('city', { nullable: true, description: 'Name of the city.' }),
    latitude: t.exposeFloat('latitude', { nullable: true, description: 'Degrees, −90 to 90.' }),
    longitude: t.exposeFloat('longitude', { nullable: true, description: 'Degrees, −180 to 180.' }),
    radiusKm: t.exposeFloat('radiusKm', { nullable: true, description: 'Accuracy in km: the truth lies within it.' }),
  }),
});

const NetworkType = builder.objectRef<NetworkFacts>('NetworkFacts').implement({
  description: 'What is known of a network; null where nobody said.',
  fields: (t) => ({
    asn: t.float({ nullable: true, description: 'Autonomous system number, 32 bits.', resolve: (facts) => facts.asn }),
    asOrg: t.exposeString('asOrg', { nullable: true, description: 'Who runs that system.' }),
    anonymizer: t.expose('anonymizer', { type: AnonymizerEnum, nullable: true, description: 'What hides the origin.' }),
    hosting: t.exposeBoolean('hosting', { nullable: true, description: 'A data centre’s address.' }),
    corporate: t.exposeBoolean('corporate', { nullable: true, description: 'The organisation’s own network.' }),
    reputationHits: t.exposeInt('reputationHits', {
      nullable: true,
      description: 'Reputation lists that name the address.',
    }),
    threatConfidence: t.exposeFloat('threatConfidence', {
      nullable: true,
      description: 'Confidence in a threat match, 0 to 1.',
    }),
    threatActor: t.exposeString('threatActor', { nullable: true, description: 'Who stands behind that threat.' }),
  }),
});

export const SignalObject = builder.objectRef<Signal>('Signal').implement({
  description: 'A fact that the outside world told us. It never changes.',
  fields: (t) => ({
    signalId: t.exposeString('id', { description: 'Idempotency key, unique in the tenant.' }),
    type: t.expose('type', { type: SignalTypeEnum, description: 'What it tells about.' }),
    source: t.exposeString('source', { description: '`native`, or the name of the source it came through.' }),
    sourceType: t.exposeString('sourceType', { nullable: true, description: 'The source’s own name for this event.' }),
    occurredAt: t.expose('occurredAt', { type: 'DateTime', description: 'When it happened, by the source’s clock.' }),
    receivedAt: t.expose('receivedAt', { type: 'DateTime', description: 'When it was accepted.' }),
    entities: t.field({
      type: [EntityNode],
      description: 'Whose evidence it feeds.',
      resolve: (signal) => signal.entities.map(({ type, id }) => ({ type, id })),
    }),
    userId: t.exposeString('userId', { nullable: true, description: 'The person, if named.' }),
    deviceId: t.exposeString('deviceId', { nullable: true, description: 'The device, if named.' }),
    sessionId: t.exposeString('sessionId', { nullable: true, description: 'The session, if named.' }),
    ip: t.exposeString('ip', { nullable: true, description: 'IPv4 or IPv6 address.' }),
    userAgent: t.exposeString('userAgent', { nullable: true, description: 'User agent as sent.' }),
    location: t.expose('geo', { type: LocationType, nullable: true, description: 'Where it happened.' }),
    network: t.expose('network', { type: NetworkType, nullable: true, description: 'The network it came through.' }),
    data: t.field({
      type: 'JSONObject',
      description: 'The part that differs by type.',
      resolve: (signal) => ({ ...signal.data }),
    }),
  }),
});
