import { DAY_MS } from '../detection.ts';
import { networkFact } from './network-fact.ts';

/** A weaker match is worth a look, but does not hold trust down by itself. */
const CAP_CONFIDENCE = 0.5;

export const detection = networkFact({
  id: 'nc.ti_hit',
  group: 'reputation',
  halfLife: 7 * DAY_MS,
  cap: 0.3,
  severity: 'CRITICAL',
  title: 'Address of a known attacker',
  techniques: ['T1583'],
  advice: 'Threat intelligence ties the address to a known actor. End the sessions from it and look for what was done.',
  personAdvice: 'Your account was used from a network that attackers use. Contact your security team.',
  falsePositive:
    'Old indicators: the feed must stop naming an address when its validity ends. Low confidence does not cap.',
  judge({ threatConfidence, threatActor }) {
    if (threatConfidence === null || threatConfidence <= 0) return null;
    const cap = threatConfidence < CAP_CONFIDENCE ? { cap: null } : {};
    const actor = threatActor ?? 'unknown';
    const facts = { confidence: threatConfidence, actor };
    return { key: `${actor}:${Math.ceil(10 * threatConfidence)}`, strength: 5 * threatConfidence, ...cap, facts };
  },
});
