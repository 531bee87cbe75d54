/**
 * Evidence: what the detections concluded from signals. The only input to a score.
 * An item is a value: it is replaced, never changed in place.
 */
import type { Factor } from './entity.ts';

/** +1 speaks for trust, −1 against it. */
export type Sign = 1 | -1;

export type EvidenceStatus = 'live' | 'resolved' | 'retracted';

export interface EvidenceItem {
  /** `detection#key`; the same cause gives the same id, so folding twice changes nothing. */
  readonly id: string;
  readonly detection: string;
  readonly factor: Factor;
  /** Correlation group: items of one group are damped together. */
  readonly group: string;
  readonly sign: Sign;
  /** Strength at full mass, integer milli-nats, ≥ 0. */
  readonly strength: number;
  /** Source reliability in permille, 0..1000. */
  readonly reliability: number;
  /** Epoch ms at which the cause happened. */
  readonly observedAt: number;
  /** First time this item was raised without a break, epoch ms. */
  readonly since: number;
  /** Half-life in ms; `null` for state, which does not decay while it is being re-confirmed. */
  readonly halfLifeMs: number | null;
  /** For state: when the next confirmation is due. Past it trust evidence decays with `STATE_STALE_HALF_LIFE_MS`; risk evidence stays. */
  readonly reportBy: number | null;
  /** Ceiling on overall trust while live, permille; `null` for none. */
  readonly cap: number | null;
  readonly status: EvidenceStatus;
  /** Binds trust evidence to a device or a session: it does not count when the question names another one. */
  readonly deviceId: string | null;
  readonly sessionId: string | null;
  /** The signals that caused it, newest last, at most 5. */
  readonly signalIds: readonly string[];
  /** Facts for the explanation, already safe to show to an analyst. */
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}

/** A state item whose confirmation is overdue loses half of its trust mass in this time. */
export const STATE_STALE_HALF_LIFE_MS = 3 * 24 * 3_600_000;
