/** Two places too far apart for the time between them: graded by speed, after both accuracy radii are taken off. */
import { contextOf, HOUR_MS, NOTHING, type Detection } from '../detection.ts';
import { hourKey, loginOf } from '../reading.ts';
import { habitAt } from '../../profile/habit.ts';
import { distanceKm, isPrivateAddress, isSharedEgress, placeOf } from '../../profile/place.ts';

/** An airliner's speed: up to it nothing is impossible. */
const AIRLINER_KMH = 900;
/** Less than this is within what address databases get wrong. */
const DISTANCE_MIN_KM = 100;
const STRENGTH_MAX = 4;
/** Sign-ins from an address after which it is as likely as not a shared exit that the person uses habitually. */
const HABIT_LOGINS = 5;

export const detection: Detection = {
  id: 'ub.impossible_travel',
  factor: 'user_behavior',
  group: 'context',
  halfLife: 24 * HOUR_MS,
  cap: 0.6,
  severity: 'HIGH',
  title: 'Impossible travel',
  techniques: ['T1078.004', 'T1586.003'],
  advice:
    'The entity was active in two places that nobody can travel between in that time. Check for a VPN or proxy exit, then end the sessions of the place that does not belong.',
  personAdvice:
    'Your account was used in two places far apart. If you do not recognise one of them, change your password.',
  falsePositive:
    'VPN, relay, in-flight or corporate exits; addresses known as such are no places, habitual ones weigh less.',
  entityTypes: ['user', 'session', 'service', 'application'],
  observes: ['authentication', 'request'],
  detect({ observation, profile }) {
    const from = profile.lastLocation;
    const { geo, ip, network } = contextOf(observation);
    if (from === null || geo === null || ip === null || ip === from.ip) return NOTHING;
    if (observation.kind === 'signal' && loginOf(observation) === null) return NOTHING;
    if (isPrivateAddress(ip) || isSharedEgress(network)) return NOTHING;
    const [here, there] = [placeOf(geo), placeOf(from)];
    if (here === null || there === null) return NOTHING;
    const distance = distanceKm(here, there) - here.radiusKm - there.radiusKm;
    if (distance <= DISTANCE_MIN_KM) return NOTHING;
    // A minute at least: clocks of two sources differ by more than the time between two simultaneous sign-ins.
    const hours = Math.max(1 / 60, (observation.at - from.at) / HOUR_MS);
    const speed = distance / hours;
    const habit = habitAt(profile, observation.at).weight('network', `ip:${ip}`);
    const sharedEgress = habit / (habit + HABIT_LOGINS);
    const strength = Math.max(0, Math.min(STRENGTH_MAX, 2 * Math.log(speed / AIRLINER_KMH))) * (1 - sharedEgress);
    if (strength <= 0) return NOTHING;
    const facts = {
      from: from.city ?? from.country ?? 'unknown',
      to: geo.city ?? geo.country ?? 'unknown',
      distance_km: Math.round(distance),
      speed_kmh: Math.round(speed),
    };
    return [
      {
        kind: 'raise',
        key: `${from.country}>${geo.country}:${hourKey(observation.at)}`,
        strength,
        scope: 'session',
        facts,
      },
    ];
  },
};
