import { HOUR_MS, NOTHING, type Detection } from '../detection.ts';
import { dayKey, signalOf } from '../reading.ts';

const STRENGTH = 2.5;
/** A failed attempt may be anybody's: it says less about this entity. */
const FAILED_SHARE = 0.3;

export const detection: Detection = {
  id: 'nc.threat_suspected',
  factor: 'network_context',
  group: 'reputation',
  halfLife: 24 * HOUR_MS,
  severity: 'MEDIUM',
  title: 'Identity provider suspects the address',
  techniques: ['T1110'],
  advice: 'The identity provider has seen attacks from this address on other accounts. Check the session it led to.',
  personAdvice: 'Your identity provider had doubts about the network you used. Use another one if you can.',
  falsePositive: 'Shared exits that others abuse. Attempts that failed weigh less than a third.',
  entityTypes: ['user', 'session', 'service', 'application'],
  observes: ['authentication'],
  detect({ observation }) {
    const signal = signalOf(observation, 'authentication');
    if (signal === null || !signal.data.hints.includes('threat_suspected')) return NOTHING;
    if (signal.network?.corporate === true) return NOTHING;
    const failed = signal.data.outcome === 'failure';
    const key = `${failed ? 'failed' : 'active'}:${dayKey(signal.occurredAt)}`;
    return [{ kind: 'raise', key, strength: failed ? STRENGTH * FAILED_SHARE : STRENGTH, facts: { failed } }];
  },
};
