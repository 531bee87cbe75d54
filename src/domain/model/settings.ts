/** The tunable constants of the trust model. Defaults are the model as shipped; `config/trust.yaml` may change them. */
import type { EntityType, Factor } from '../entity.ts';

export interface ModelSettings {
  /** Subjective-logic prior weight W, in nats. > 0 */
  readonly priorWeight: number;
  /** Base rate a: the score of an entity nobody knows anything about. 0..1 */
  readonly baseRate: number;
  /** Most trust mass R a factor can hold, in nats. > 0 */
  readonly trustMassMax: number;
  /** Weights per entity type; only the factors the type has. They are normalised to add up to 1. */
  readonly weights: Readonly<Record<EntityType, Readonly<Partial<Record<Factor, number>>>>>;
  /** Lower bounds of LOW, MEDIUM, HIGH, VERY_HIGH, rising, 0..1. */
  readonly levelBounds: readonly [number, number, number, number];
  /** Published level changes go up only past the bound plus this margin … */
  readonly hysteresisMargin: number;
  /** … that held for this long, or after explicit remediation. */
  readonly hysteresisHoldMs: number;
}

export const DEFAULT_MODEL_SETTINGS: ModelSettings = {
  priorWeight: 2,
  baseRate: 0.5,
  trustMassMax: 20,
  weights: {
    user: { user_behavior: 0.35, device_posture: 0.3, network_context: 0.2, authentication: 0.15 },
    session: { user_behavior: 0.35, device_posture: 0.3, network_context: 0.2, authentication: 0.15 },
    device: { device_posture: 0.6, network_context: 0.4 },
    service: { user_behavior: 0.5, network_context: 0.29, authentication: 0.21 },
    application: { user_behavior: 0.5, network_context: 0.29, authentication: 0.21 },
  },
  levelBounds: [0.2, 0.4, 0.7, 0.9],
  hysteresisMargin: 0.03,
  hysteresisHoldMs: 600_000,
};

/** Changes whenever the same evidence could give another score. Stored with every decision. */
export const MODEL_VERSION = '1';
