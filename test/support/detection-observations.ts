/** Turns the words of a case table into observations and profiles. */
import type { Observation } from '../../src/domain/detections/detection.ts';
import type { EntityType } from '../../src/domain/entity.ts';
import { advanceProfile } from '../../src/domain/profile/advance.ts';
import { EMPTY_PROFILE, type Profile } from '../../src/domain/profile/profile.ts';
import type { AuthenticationData, Signal, SignalData } from '../../src/domain/signal.ts';
import { toMs, type Actions, type DetectionCase } from './detection-cases.ts';
import { CLIENTS, PLACES, type Client, type Place } from './detection-scenes.ts';

interface Context {
  readonly from?: string;
  readonly on?: string;
  readonly session?: string | undefined;
}

export function profileOf(testCase: DetectionCase, entityType: EntityType): Profile {
  const signals = signalsOf(testCase, entityType);
  return signals.reduce<Profile>((profile, signal) => advanceProfile(profile, signal, entityType), EMPTY_PROFILE);
}

/** The history of a case in the order in which it is folded. */
export function signalsOf({ history, at }: DetectionCase, entityType: EntityType): readonly Signal[] {
  const now = Date.parse(at);
  const signals = history.flatMap((past, line) =>
    Array.from({ length: past.times }, (_, n) =>
      signalOf(past, now - toMs(past.ago) + n * toMs(past.every), `h${line}-${String(n).padStart(3, '0')}`, entityType),
    ),
  );
  if (signals.some(({ occurredAt }) => occurredAt > now))
    throw new Error('The history reaches beyond the observation.');
  return signals.toSorted((a, b) => a.occurredAt - b.occurredAt || (a.id < b.id ? -1 : 1));
}

export function observationOf({ observe, at }: DetectionCase, entityType: EntityType): Observation {
  const now = Date.parse(at);
  if (observe.request === undefined) {
    return { kind: 'signal', at: now, signal: signalOf(observe, now, 'observed', entityType) };
  }
  const { amr, acr = null, mfa = null } = observe.request;
  const isSilent = amr.length === 0 && acr === null && mfa === null;
  const authentication = isSilent
    ? null
    : { amr, acr, mfa, sessionEncrypted: null, credentialAgeDays: null, sessionAgeSeconds: null };
  return { kind: 'request', at: now, request: { ...contextOf(observe.request), authentication } };
}

function signalOf(actions: Actions, at: number, id: string, entityType: EntityType): Signal {
  const { context, ...data } = partsOf(actions, at);
  return {
    id,
    tenant: 'test',
    occurredAt: at,
    receivedAt: at,
    source: 'native',
    sourceType: null,
    entities: [{ tenant: 'test', type: entityType, id: 'subject' }],
    userId: entityType === 'device' ? null : 'ada',
    ...contextOf(context),
    ...data,
  };
}

function contextOf({ from = 'nowhere', on = 'nothing', session }: Context) {
  const place: Partial<Place> = PLACES[from] ?? {};
  const client: Partial<Client> = CLIENTS[on] ?? {};
  return {
    ip: place.ip ?? null,
    geo: place.geo ?? null,
    network: place.network ?? null,
    userAgent: client.userAgent ?? null,
    deviceId: client.deviceId ?? null,
    sessionId: session ?? null,
  };
}

function partsOf(actions: Actions, at: number): SignalData & { context: Context } {
  const { login, failure, challenge, access, posture, network, change, finding } = actions;
  const said = [login, failure, challenge, access, posture, network, change, finding].filter(
    (part) => part !== undefined,
  );
  if (said.length !== 1) throw new Error('Name exactly one thing that happened.');
  if (login) return { context: login, type: 'authentication', data: authentication(login, 'success') };
  if (challenge) return { context: challenge, type: 'authentication', data: authentication(challenge, 'challenge') };
  if (failure) {
    const failureReason = failure.reason ?? null;
    return { context: failure, type: 'authentication', data: { ...authentication(failure, 'failure'), failureReason } };
  }
  if (access) {
    const slash = access.resource.indexOf('/');
    const data = {
      resourceType: access.resource.slice(0, slash),
      resourceId: access.resource.slice(slash + 1),
      action: 'read',
      outcome: access.denied ? ('denied' as const) : ('allowed' as const),
      bytes: null,
      count: access.count,
      privileged: access.privileged,
    };
    return { context: access, type: 'access', data };
  }
  if (posture) return { context: { on: posture.on }, type: 'device_posture', data: postureData(posture, at) };
  if (network) {
    const facts = PLACES[network.from]?.network;
    if (facts === undefined) throw new Error('A network signal needs a place.');
    return { context: {}, type: 'network', data: { facts } };
  }
  if (change) {
    const data = {
      change: change.what,
      actor: change.actor ?? null,
      actorId: null,
      detail: null,
      targets: change.targets,
    };
    return { context: change, type: 'account_change', data };
  }
  if (finding) {
    const { kind, status, confidence } = finding;
    return { context: finding, type: 'finding', data: { kind, status, confidence, detail: null } };
  }
  throw new Error('Nothing happened.');
}

function authentication(
  said: NonNullable<Actions['login']>,
  outcome: AuthenticationData['outcome'],
): AuthenticationData {
  return {
    outcome,
    amr: said.amr,
    acr: said.acr ?? null,
    mfa: said.mfa ?? null,
    failureReason: null,
    protocol: said.protocol ?? null,
    stepUp: said.step_up,
    application: null,
    hints: said.hints,
  };
}

function postureData(said: NonNullable<Actions['posture']>, at: number) {
  return {
    osName: said.os?.[0] ?? null,
    osVersion: said.os?.[1] ?? null,
    patchedAt: said.patched === undefined ? null : at - toMs(said.patched),
    managed: said.managed ?? null,
    compliance: said.compliance ?? null,
    attestation: said.attestation ?? null,
    edrLastSeenAt: said.edr_seen === undefined ? null : at - toMs(said.edr_seen),
    checks: said.checks,
    exploitedCves: said.cves,
    reportBy: said.due_in === undefined ? null : at + toMs(said.due_in),
  };
}
