/** How detections read an observation, so that each of them says only what is its own. */
import { contextOf, DAY_MS, HOUR_MS, type DetectionInput, type Observation } from './detection.ts';
import type { NetworkFacts, Signal, SignalOf, SignalType } from '../signal.ts';

/** The observed signal when it is of that type, else `null`. */
export function signalOf<T extends SignalType>(observation: Observation, type: T): SignalOf<T> | null {
  return observation.kind === 'signal' && hasType(observation.signal, type) ? observation.signal : null;
}

function hasType<T extends SignalType>(signal: Signal, type: T): signal is SignalOf<T> {
  return signal.type === type;
}

/** The observed signal when it is a successful authentication, else `null`. */
export function loginOf(observation: Observation): SignalOf<'authentication'> | null {
  const signal = signalOf(observation, 'authentication');
  return signal?.data.outcome === 'success' ? signal : null;
}

/**
 * Whether the entity itself was at work: it logged in, was let through to something, or asks now. A failed attempt
 * may be anybody's, so it says nothing about where the entity is or what it uses.
 */
export function isOwnActivity(observation: Observation): boolean {
  if (observation.kind === 'request') return true;
  const { signal } = observation;
  if (signal.type === 'authentication') return signal.data.outcome === 'success';
  return signal.type === 'access' ? signal.data.outcome === 'allowed' : signal.type === 'network';
}

/** Network facts of the entity's own activity; `null` when there are none. */
export function ownNetwork({ observation }: DetectionInput): NetworkFacts | null {
  if (!isOwnActivity(observation)) return null;
  const signal = signalOf(observation, 'network');
  return signal === null ? contextOf(observation).network : signal.data.facts;
}

/** One key a day: what repeats within a day renews one item instead of piling up. */
export function dayKey(at: number): string {
  return `d${Math.floor(at / DAY_MS)}`;
}

/** One key an hour, for bursts. */
export function hourKey(at: number): string {
  return `h${Math.floor(at / HOUR_MS)}`;
}

const REPORT_DUE_DAYS = 7;
/** A device that may name any date could be silent for ever without losing trust. */
const REPORT_DUE_DAYS_MAX = 30;

/** When the next posture report is due: by the source's word within 30 days; sources that don't say get a week. */
export function postureDue({ data, occurredAt }: SignalOf<'device_posture'>): number {
  return Math.min(data.reportBy ?? occurredAt + REPORT_DUE_DAYS * DAY_MS, occurredAt + REPORT_DUE_DAYS_MAX * DAY_MS);
}
