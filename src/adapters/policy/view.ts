/**
 * A policy input as CEL conditions see it. CEL tells declared types apart by their constructor, hence classes, the only
 * ones outside errors. Parts that most conditions never read are built on first use; a view serves one evaluation.
 */
import type { Factor, TrustLevel } from '../../domain/entity.ts';
import type { PolicyFactor, PolicyInput, PolicyTrust } from '../../domain/policy/policy.ts';
import { UNKNOWN_FACTOR } from '../../domain/policy/policy.ts';
import { celMap } from './values.ts';

type Properties = Readonly<Record<string, unknown>>;
type CelMap = Map<string, unknown>;

/** CEL integers are BigInts; these are made once. */
const LEVEL_RANKS: Readonly<Record<TrustLevel, bigint>> = {
  CRITICAL: 0n,
  LOW: 1n,
  MEDIUM: 2n,
  HIGH: 3n,
  VERY_HIGH: 4n,
};
const NO_PROPERTIES: Properties = {};

export class TrustView {
  readonly score: number;
  readonly low: number;
  readonly high: number;
  readonly confidence: number;
  readonly level: string;
  readonly level_rank: bigint;

  constructor(trust: PolicyTrust) {
    this.score = trust.score;
    this.low = trust.low;
    this.high = trust.high;
    this.confidence = trust.confidence;
    this.level = trust.level;
    this.level_rank = LEVEL_RANKS[trust.level];
  }
}

export class FactorView {
  readonly score: number;
  readonly low: number;
  readonly high: number;
  readonly confidence: number;

  constructor(factor: PolicyFactor) {
    this.score = factor.score;
    this.low = factor.low;
    this.high = factor.high;
    this.confidence = factor.confidence;
  }
}

export class FactorsView {
  readonly #factors: PolicyInput['factors'];

  constructor(factors: PolicyInput['factors']) {
    this.#factors = factors;
  }

  get user_behavior(): FactorView {
    return this.#view('user_behavior');
  }
  get device_posture(): FactorView {
    return this.#view('device_posture');
  }
  get network_context(): FactorView {
    return this.#view('network_context');
  }
  get authentication(): FactorView {
    return this.#view('authentication');
  }

  #view(factor: Factor): FactorView {
    return new FactorView(this.#factors[factor] ?? UNKNOWN_FACTOR);
  }
}

/** Subject and resource. */
export class EntityView {
  readonly type: string;
  readonly id: string;
  readonly #source: Properties;
  #properties: CelMap | undefined;

  constructor(type: string, id: string, properties: Properties) {
    this.type = type;
    this.id = id;
    this.#source = properties;
  }

  get properties(): CelMap {
    return (this.#properties ??= celMap(this.#source));
  }
}

export class ActionView {
  readonly name: string;
  readonly #source: Properties;
  #properties: CelMap | undefined;

  constructor(name: string, properties: Properties) {
    this.name = name;
    this.#source = properties;
  }

  get properties(): CelMap {
    return (this.#properties ??= celMap(this.#source));
  }
}

/** The variables of a condition. */
export class PolicyView {
  readonly #input: PolicyInput;
  readonly trust: TrustView;
  readonly indicators: readonly string[];
  readonly subject: EntityView;
  readonly resource: EntityView;
  readonly action: ActionView;
  #factors: FactorsView | undefined;
  #severities: CelMap | undefined;
  #context: CelMap | undefined;
  #now: Date | undefined;

  constructor(input: PolicyInput) {
    const { subject, resource, action } = input;
    this.#input = input;
    this.trust = new TrustView(input.trust);
    this.indicators = input.indicators;
    this.subject = new EntityView(subject.type, subject.id, subject.properties);
    this.resource = new EntityView(resource?.type ?? '', resource?.id ?? '', resource?.properties ?? NO_PROPERTIES);
    this.action = new ActionView(action?.name ?? '', action?.properties ?? NO_PROPERTIES);
  }

  get factors(): FactorsView {
    return (this.#factors ??= new FactorsView(this.#input.factors));
  }
  get severities(): CelMap {
    return (this.#severities ??= celMap(this.#input.severities));
  }
  get context(): CelMap {
    return (this.#context ??= celMap(this.#input.context));
  }
  get now(): Date {
    return (this.#now ??= new Date(this.#input.now));
  }
}
