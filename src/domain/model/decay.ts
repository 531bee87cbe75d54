/**
 * Exponential decay with the same bits on every machine.
 *
 * 2^(−Δ/h) is read from a table of `STEPS` steps a half-life, so it needs no `pow` or `exp` (whose last bits may
 * differ between engines): the table is built from square roots and products, which IEEE 754 rounds exactly, and
 * scaled by powers of two. The steps also keep an answer still between them, so that it can't flap.
 */
const STEPS = 64;
/** After this many half-lives the factor is 0: below 10⁻⁹ of the original mass. */
const HALF_LIVES_MAX = 30;

const FRACTIONS: readonly number[] = buildFractions();
const HALVINGS: readonly number[] = Array.from({ length: HALF_LIVES_MAX }, (_, n) => 1 / 2 ** n);

function buildFractions(): number[] {
  let root = 0.5;
  for (let steps = STEPS; steps > 1; steps /= 2) root = Math.sqrt(root);
  const fractions = [1];
  for (let i = 1; i < STEPS; i += 1) fractions.push((fractions[i - 1] ?? 1) * root);
  return fractions;
}

/** Share of the original mass left after `elapsedMs`: 1 at or before the start, then falling in steps to 0. */
export function decayFactor(elapsedMs: number, halfLifeMs: number): number {
  if (elapsedMs <= 0) return 1;
  const step = Math.floor((elapsedMs * STEPS) / halfLifeMs);
  const halvings = HALVINGS[Math.floor(step / STEPS)];
  return halvings === undefined ? 0 : (FRACTIONS[step % STEPS] ?? 0) * halvings;
}

/** The first epoch ms after `now` at which `decayFactor(t − startMs, halfLifeMs)` is another number; `null` when it stays 0. */
export function nextDecayStep(startMs: number, halfLifeMs: number, now: number): number | null {
  const elapsed = Math.max(0, now - startMs);
  const step = Math.floor((elapsed * STEPS) / halfLifeMs);
  if (step >= STEPS * HALF_LIVES_MAX) return null;
  let at = startMs + Math.ceil(((step + 1) * halfLifeMs) / STEPS);
  // The quotient above is rounded: step over the one millisecond by which it may fall short.
  while (Math.floor(((at - startMs) * STEPS) / halfLifeMs) <= step) at += 1;
  return at;
}
