/** How unlikely this resource is for this entity: a chain from resource type to resource, like the context chains. */
import { DAY_MS, NOTHING, type Detection } from '../detection.ts';
import { signalOf } from '../reading.ts';
import { weightAt } from '../../profile/counts.ts';
import { resourceKeys } from '../../profile/keys.ts';
import type { Profile } from '../../profile/profile.ts';

const TYPE_KAPPA = 1;
/** Large: everybody opens new documents every day, so a new resource of a usual type says little. */
const RESOURCE_KAPPA = 20;
const STRENGTH_MAX = 3;
/** Doubts smaller than this are everyday work. */
const STRENGTH_MIN = 1;
const HISTORY_MIN = 20;

export const detection: Detection = {
  id: 'ub.rare_resource',
  factor: 'user_behavior',
  group: 'resources',
  halfLife: 3 * DAY_MS,
  severity: 'LOW',
  title: 'Unusual resource',
  techniques: ['T1213', 'T1530'],
  advice: 'The entity has hardly ever used resources of this kind. Compare with its current work.',
  personAdvice: 'You used something you rarely use. No action is needed if it was you.',
  falsePositive: 'A new project: the item is capped, fades in days, and the resource becomes usual with use.',
  entityTypes: ['user', 'session', 'service', 'application'],
  observes: ['access'],
  detect({ observation, profile, population }) {
    const signal = signalOf(observation, 'access');
    if (signal?.data.outcome !== 'allowed') return NOTHING;
    const total = accesses(profile, observation.at);
    if (total < HISTORY_MIN) return NOTHING;
    const [type, resource] = resourceKeys(signal.data.resourceType, signal.data.resourceId);
    const expected = (key: string): number =>
      weightAt(profile.resource[key], observation.at) / population.share('resource', key);
    const typeRatio = (expected(type) + TYPE_KAPPA) / (total + TYPE_KAPPA);
    const ratio = (expected(resource) + RESOURCE_KAPPA * typeRatio) / (total + RESOURCE_KAPPA);
    const strength = Math.min(STRENGTH_MAX, -Math.log(ratio));
    if (strength < STRENGTH_MIN) return NOTHING;
    return [{ kind: 'raise', key: type, strength, facts: { resource_type: signal.data.resourceType } }];
  },
};

/** Decayed number of accesses: every access counts once under its type. */
function accesses({ resource }: Profile, at: number): number {
  let total = 0;
  for (const key of Object.keys(resource)) if (key.startsWith('type:')) total += weightAt(resource[key], at);
  return total;
}
