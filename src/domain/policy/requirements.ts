/** What would change an answer: of the changes somebody thought of, those that really do. */
import type { Requirement } from '../decision.ts';
import type { TrustLevel } from '../entity.ts';
import type { PolicyInput, PolicyOutcome, PolicySet } from './policy.ts';
import { RESTRICTIVENESS } from './policy.ts';

/** A change, and the input as it would be after it. */
export interface RequirementCandidate {
  readonly requirement: Requirement;
  /** `null` when nobody can compute it: the requirement is then information, listed last and with `micros` null. */
  readonly input: PolicyInput | null;
}

export interface RequirementsQuestion {
  readonly outcome: PolicyOutcome;
  /** The set that gave `outcome`. */
  readonly set: PolicySet;
  readonly candidates: readonly RequirementCandidate[];
}

/** What it takes of the people involved, least first. */
const EFFORT: Readonly<Record<Requirement['kind'], number>> = {
  step_up: 1,
  report_posture: 2,
  change_context: 3,
  resolve_indicator: 4,
  raise_trust: 5,
};

/**
 * Every listed requirement with `micros` (the score after it alone) turns the decision into a less restrictive one by
 * itself; cheapest first, the better decision first among equals. Those without `micros` are information, and last.
 */
export function requirementsOf({ outcome, set, candidates }: RequirementsQuestion): readonly Requirement[] {
  const before = RESTRICTIVENESS[outcome.decision];
  const effective: { readonly requirement: Requirement; readonly after: number }[] = [];
  const informative: Requirement[] = [];
  for (const { requirement, input } of candidates) {
    if (input === null) {
      informative.push({ ...requirement, micros: null });
      continue;
    }
    const after = RESTRICTIVENESS[set.evaluate(input).decision];
    if (after >= before) continue;
    effective.push({ requirement: { ...requirement, micros: Math.round(input.trust.score * 1e6) }, after });
  }
  effective.sort(
    (a, b) => EFFORT[a.requirement.kind] - EFFORT[b.requirement.kind] || a.after - b.after || compareTexts(a, b),
  );
  const listed = effective.map(({ requirement }) => requirement);
  if (outcome.decision === 'STEP_UP' && !listed.some(({ kind }) => kind === 'step_up')) informative.unshift(STEP_UP);
  return [...listed, ...informative.filter((one) => !listed.some((other) => isSame(one, other)))];
}

/** The decision itself asks for it, whether or not its effect can be computed beforehand. */
const STEP_UP: Requirement = {
  kind: 'step_up',
  target: null,
  text: 'Answer a fresh authentication challenge, with a passkey if there is one.',
  micros: null,
};

const LEVELS_ABOVE_CRITICAL: readonly TrustLevel[] = ['LOW', 'MEDIUM', 'HIGH', 'VERY_HIGH'];

/**
 * A candidate for every level above the present one: the score at its lower bound, everything else as it is, so the
 * bounds of the reading move only as far as they must. `levelBounds` are the lower bounds of LOW to VERY_HIGH.
 */
export function raiseTrustCandidates(
  input: PolicyInput,
  levelBounds: readonly [number, number, number, number],
): readonly RequirementCandidate[] {
  const candidates: RequirementCandidate[] = [];
  for (const [index, level] of LEVELS_ABOVE_CRITICAL.entries()) {
    const score = levelBounds[index] ?? 1;
    if (score <= input.trust.score) continue;
    candidates.push({
      requirement: {
        kind: 'raise_trust',
        target: level,
        text: `Trust of at least ${score.toFixed(2)} (${level}); it is ${input.trust.score.toFixed(2)} now.`,
        micros: null,
      },
      input: { ...input, trust: { ...input.trust, score, level, high: Math.max(input.trust.high, score) } },
    });
  }
  return candidates;
}

function isSame(a: Requirement, b: Requirement): boolean {
  return a.kind === b.kind && a.target === b.target;
}

/** Any fixed order will do, as long as it is the same on every machine. */
function compareTexts(a: { readonly requirement: Requirement }, b: { readonly requirement: Requirement }): number {
  const [left, right] = [a.requirement.target ?? '', b.requirement.target ?? ''];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
