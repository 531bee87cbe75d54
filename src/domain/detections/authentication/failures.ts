/** Failed attempts in the short memory of a profile. */
import type { Profile, RecentEvent } from '../../profile/profile.ts';

/** Reasons that speak of guessing a password; a policy denial or an error in an application does not. */
const GUESSES: readonly (string | null)[] = ['bad_password', 'locked', 'other', null];
/** Reasons that speak of a push nobody asked for. */
const REFUSED: readonly (string | null)[] = ['mfa_denied', 'mfa_timeout'];

export function isGuess(reason: string | null): boolean {
  return GUESSES.includes(reason);
}

export function isRefusedPush(reason: string | null): boolean {
  return REFUSED.includes(reason);
}

/** Failures of that sort within `windowMs` before `at`, oldest first. */
export function failuresWithin(
  { recent }: Profile,
  isOfSort: (reason: string | null) => boolean,
  { at, windowMs }: { readonly at: number; readonly windowMs: number },
): readonly RecentEvent[] {
  return recent.filter((event) => event.kind === 'failure' && at - event.at <= windowMs && isOfSort(event.detail));
}
