/**
 * What a detection is. One file a detection, one export named `detection`, registered in `catalogue.ts`.
 *
 * A detection is a pure function of one observation and the profile as it was before that observation.
 * It says what it found; the fold turns findings into evidence. It must never read a clock, keep state, or
 * look at other detections' evidence.
 */
import type { EntityType, Factor, Severity } from '../entity.ts';
import type { Sign } from '../evidence.ts';
import type { Profile } from '../profile/profile.ts';
import type { GeoPoint, NetworkFacts, Signal } from '../signal.ts';

/** What a question carries about the moment it is asked in. Everything may be missing. */
export interface RequestContext {
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly deviceId: string | null;
  readonly sessionId: string | null;
  readonly geo: GeoPoint | null;
  readonly network: NetworkFacts | null;
  readonly authentication: RequestAuthentication | null;
}

export interface RequestAuthentication {
  readonly mfa: boolean | null;
  readonly amr: readonly string[];
  readonly acr: string | null;
  readonly sessionEncrypted: boolean | null;
  readonly credentialAgeDays: number | null;
  readonly sessionAgeSeconds: number | null;
}

/**
 * The shares of the tenant's population that stand behind a context value, for the likelihood ratio.
 * `share` is in (0, 1]; unknown keys get the add-½ floor.
 */
export interface Population {
  share(chain: 'network' | 'device' | 'resource' | 'hour', key: string): number;
  /** Number of networks (ASNs) the tenant has been seen from; an attacker may come from any of them. */
  readonly asnCount?: number;
}

/** A signal being folded, or a question being asked; both are observations at a time. */
export type Observation =
  | { readonly kind: 'signal'; readonly at: number; readonly signal: Signal }
  | { readonly kind: 'request'; readonly at: number; readonly request: RequestContext };

export interface DetectionInput {
  readonly observation: Observation;
  readonly entityType: EntityType;
  /** The entity's profile before this observation. */
  readonly profile: Profile;
  readonly population: Population;
}

/** One piece of evidence raised. Strength in nats (the fold rounds it to milli-nats); 0 raises nothing. */
export interface Raise {
  readonly kind: 'raise';
  /** What makes this item one and the same; default: the signal's id for events, `state` for state detections. */
  readonly key?: string;
  readonly strength: number;
  /** Default −1 (risk). */
  readonly sign?: Sign;
  /** 0..1, default 0.9. */
  readonly reliability?: number;
  /** Overrides the detection's own cap (0..1), `null` for none. */
  readonly cap?: number | null;
  /** For state: when the next confirmation is due, epoch ms. */
  readonly reportBy?: number | null;
  /** Binds trust evidence to the observation's device or session. */
  readonly scope?: 'device' | 'session';
  readonly facts?: Readonly<Record<string, string | number | boolean>>;
}

/** Clears this detection's live item with that key; `*` clears all of them. */
export interface Resolve {
  readonly kind: 'resolve';
  readonly key: string;
}

/** Takes back evidence of other detections, e.g. a phishing-resistant step-up clears context doubts. */
export interface Retract {
  readonly kind: 'retract';
  /** Detection ids whose live risk items are retracted. */
  readonly detections: readonly string[];
  /** Only items of this session when given. */
  readonly sessionId?: string | null;
}

export type Finding = Raise | Resolve | Retract;

export interface Detection {
  /** `ub.`, `dp.`, `nc.` or `au.` and a name; never changes once released. */
  readonly id: string;
  readonly factor: Factor;
  readonly group: string;
  /** Half-life in ms, or `state`. */
  readonly halfLife: number | 'state';
  /** Ceiling on overall trust while live, 0..1. */
  readonly cap?: number;
  readonly severity: Severity;
  readonly title: string;
  /** Of the evidence that speaks for the entity, when the detection raises both kinds. */
  readonly trustTitle?: string;
  /** MITRE ATT&CK technique ids. */
  readonly techniques: readonly string[];
  /** For an analyst: what it means and what to check. */
  readonly advice: string;
  /** For the person concerned: nothing that helps an attacker. */
  readonly personAdvice: string;
  /** The typical false positive and what keeps it quiet. */
  readonly falsePositive: string;
  readonly entityTypes: readonly EntityType[];
  /** Which observations it wants to see: signal types, or `request` for the moment of the question. */
  readonly observes: readonly (Signal['type'] | 'request')[];
  detect(input: DetectionInput): readonly Finding[];
}

export const NOTHING: readonly Finding[] = [];

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** The context fields that signals and requests share, so that a detection reads either the same way. */
export function contextOf(observation: Observation): Omit<RequestContext, 'authentication'> {
  return observation.kind === 'signal' ? observation.signal : observation.request;
}
