/**
 * The exact explanation of a score: the Aumann–Shapley value of every evidence item along the ray from "nothing known"
 * to the evidence at hand (R. J. Aumann, L. S. Shapley, "Values of Non-Atomic Games", 1974), in closed form, plus one
 * line for the base rate and one for a binding cap. Lines are integer millionths and add up to the score exactly.
 */
import type { Explanation, ExplanationLine } from '../assessment.ts';
import type { Sign } from '../evidence.ts';
import type { FactorResult, ScoreResult } from './score.ts';
import { MODEL_VERSION, type ModelSettings } from './settings.ts';

const MICROS = 1_000_000;

/** Trust and risk parts of one factor: `positive + negative = score − base rate`. */
export function attribute(
  trust: number,
  risk: number,
  { priorWeight: W, baseRate: a }: Pick<ModelSettings, 'priorWeight' | 'baseRate'>,
): { positive: number; negative: number } {
  const mass = trust + risk;
  if (mass === 0) return { positive: 0, negative: 0 };
  const i0 = 1 / (W * (mass + W));
  const u = mass / W;
  // Below u = 0.01 the closed form subtracts nearly equal numbers; its series is exact there to 1e-10.
  const i1 =
    u < 0.01
      ? (0.5 - (2 * u) / 3 + (3 * u * u) / 4 - (4 * u * u * u) / 5) / (W * W)
      : (Math.log(1 + u) - mass / (mass + W)) / (mass * mass);
  return {
    positive: trust * (risk * i1 + W * (1 - a) * i0),
    negative: -risk * (trust * i1 + W * a * i0),
  };
}

interface Share {
  readonly line: Omit<ExplanationLine, 'micros'>;
  readonly exact: number;
}

type TitleOf = (detection: string, sign: Sign) => string;

export function explain(result: ScoreResult, settings: ModelSettings, titleOf: TitleOf): Explanation {
  const shares: Share[] = [
    {
      line: { kind: 'base_rate', factor: null, detection: null, evidenceId: null, title: 'Base rate', facts: {} },
      exact: result.factors.reduce((sum, factor) => sum + factor.weight * settings.baseRate, 0),
    },
    ...result.factors.flatMap((factor) => factorShares(factor, settings, titleOf)),
  ];
  const lines = toMicros(shares, Math.round(result.uncapped * MICROS));
  const totalMicros = Math.round(result.score * MICROS);
  if (result.cappedBy !== null) {
    const { id, detection, factor, facts } = result.cappedBy;
    lines.push({
      kind: 'cap',
      factor,
      detection,
      evidenceId: id,
      title: `Ceiling: ${titleOf(detection, -1)}`,
      micros: totalMicros - Math.round(result.uncapped * MICROS),
      facts,
    });
  }
  return { lines, totalMicros, modelVersion: MODEL_VERSION };
}

function factorShares(factor: FactorResult, settings: ModelSettings, titleOf: TitleOf): Share[] {
  const { positive, negative } = attribute(factor.trust, factor.risk, settings);
  const damped = { trust: 0, risk: 0 };
  for (const { item, damped: mass } of factor.items) damped[item.sign > 0 ? 'trust' : 'risk'] += mass;
  return factor.items.map(({ item, damped: mass }) => {
    const part = item.sign > 0 ? positive : negative;
    const whole = item.sign > 0 ? damped.trust : damped.risk;
    return {
      line: {
        kind: 'evidence',
        factor: factor.factor,
        detection: item.detection,
        evidenceId: item.id,
        title: titleOf(item.detection, item.sign),
        facts: item.facts,
      },
      exact: factor.weight * part * (whole === 0 ? 0 : mass / whole),
    };
  });
}

/** Largest remainders: every line is rounded down or up so that together they hit `total`. */
function toMicros(shares: readonly Share[], total: number): ExplanationLine[] {
  const lines = shares.map(({ line, exact }) => {
    const floor = Math.floor(exact * MICROS);
    return { line, floor, remainder: exact * MICROS - floor };
  });
  let missing = total - lines.reduce((sum, { floor }) => sum + floor, 0);
  const byRemainder = lines
    .map((_, index) => index)
    .sort((a, b) => remainderAt(lines, b) - remainderAt(lines, a) || a - b);
  const micros = lines.map(({ floor }) => floor);
  for (let turn = 0; missing !== 0; turn += 1) {
    const index = byRemainder[turn % byRemainder.length] ?? 0;
    const step = Math.sign(missing);
    micros[index] = (micros[index] ?? 0) + step;
    missing -= step;
  }
  return lines.map(({ line }, index) => ({ ...line, micros: micros[index] ?? 0 }));
}

function remainderAt(lines: readonly { readonly remainder: number }[], index: number): number {
  return lines[index]?.remainder ?? 0;
}
