/**
 * How much likelier this network and client are for somebody else than for this entity, given its history.
 * Two chains from coarse to fine; each level shrinks towards the coarser one, so that an entity with little history
 * is judged little.
 */
import { contextOf, DAY_MS, NOTHING } from '../detection.ts';
import type { Detection, DetectionInput, Finding, Raise } from '../detection.ts';
import { dayKey, isOwnActivity } from '../reading.ts';
import { parseAgent } from '../../profile/agent.ts';
import { habitAt, type Habit } from '../../profile/habit.ts';
import { deviceKeys, networkKeys } from '../../profile/keys.ts';
import { UNIFORM_ASN_COUNT } from '../../profile/population.ts';

/** Pseudo-counts per level: how many observations the coarser level is worth. */
const NETWORK_KAPPA = [0.5, 1, 4] as const;
const DEVICE_KAPPA = [0.5, 1, 6] as const;
/** Share of attackers who pick a network at random instead of looking like the population. */
const LAMBDA = 0.2;
/** Most nats that context alone can say, either way. */
const CLIP = 6;

export const detection: Detection = {
  id: 'ub.context_llr',
  factor: 'user_behavior',
  group: 'context',
  halfLife: 7 * DAY_MS,
  severity: 'MEDIUM',
  title: 'Unfamiliar network or device',
  trustTitle: 'Familiar network and device',
  techniques: ['T1078'],
  advice:
    'The combination of network and client is unlikely for this entity. Compare it with the recent sign-ins and ask for a phishing-resistant step-up.',
  personAdvice: 'This sign-in looked different from your usual ones. If it was you, confirm it with a security key.',
  falsePositive: 'A new phone or a move; shrinkage keeps single novelties small and a step-up takes the doubt back.',
  entityTypes: ['user', 'session', 'service', 'application'],
  observes: ['authentication', 'request'],
  detect(input) {
    const { observation, profile } = input;
    if (!isOwnActivity(observation) || profile.logins.weight === 0) return NOTHING;
    const context = contextOf(observation);
    const habit = habitAt(profile, observation.at);
    const network = networkLlr(input, habit);
    const device = chainLlr(input, habit, 'device', deviceKeys(context.userAgent), DEVICE_KAPPA);
    const llr = Math.max(-CLIP, Math.min(CLIP, network + device));
    if (habit.logins === 0 || llr === 0) return NOTHING;
    const facts = { network_nats: rounded(network), device_nats: rounded(device) };
    if (llr < 0) return familiar(-llr, facts);
    const day = dayKey(observation.at);
    const asn = context.network?.asn ?? '?';
    const agent = parseAgent(context.userAgent)?.fingerprint ?? '?';
    return [{ kind: 'raise', key: `novel:${asn}:${agent}:${day}`, strength: llr, scope: 'session', facts }];
  },
};

/**
 * In whole nats, one item for each: what is as familiar as before renews the item, what is less familiar stands beside
 * it. So more trust evidence never lowers trust, and years of sign-ins hold six items.
 */
function familiar(nats: number, facts: NonNullable<Raise['facts']>): readonly Finding[] {
  const strength = Math.round(nats);
  return strength === 0 ? NOTHING : [{ kind: 'raise', sign: 1, key: `familiar:${strength}`, strength, facts }];
}

function networkLlr(input: DetectionInput, habit: Habit): number {
  const context = contextOf(input.observation);
  const keys = networkKeys(context);
  const llr = chainLlr(input, habit, 'network', keys, NETWORK_KAPPA);
  const asn = keys[1];
  if (asn === null) return llr;
  const asnCount = input.population.asnCount ?? UNIFORM_ASN_COUNT;
  const attackerMix = 1 - LAMBDA + LAMBDA / (asnCount * input.population.share('network', asn));
  return llr + Math.log(attackerMix);
}

/** −ln ρ of the finest known level; 0 when no level is known. Levels nobody reported are passed over. */
function chainLlr(
  { population }: DetectionInput,
  habit: Habit,
  chain: 'network' | 'device',
  keys: readonly (string | null)[],
  kappas: readonly number[],
): number {
  let ratio = 1;
  keys.forEach((key, level) => {
    if (key === null) return;
    const kappa = kappas[level] ?? 1;
    const expected = habit.weight(chain, key) / population.share(chain, key);
    ratio = (expected + kappa * ratio) / (habit.logins + kappa);
  });
  return -Math.log(ratio);
}

function rounded(nats: number): number {
  return Math.round(nats * 100) / 100;
}
