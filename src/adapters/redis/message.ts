/** What processes tell each other over Redis. Parsed strictly: what this version does not understand is not acted on. */
import { z } from 'zod';
import { DECISIONS } from '../../domain/decision.ts';
import { ENTITY_TYPES, FACTORS, SEVERITIES, TRUST_LEVELS, type EntityRef } from '../../domain/entity.ts';
import type { BusEvent } from '../../domain/ports/change-bus.ts';

/** Part of the channel's name; raise with every change that older processes would misread. */
export const MESSAGE_FORMAT = 1;

export interface BusMessage {
  /** The process that sent it, so that it can ignore its own. */
  readonly origin: string;
  /** 1, 2, 3, … per origin: a jump tells a receiver that it missed something. */
  readonly sequence: number;
  readonly events: readonly BusEvent[];
  /** Entities to be forgotten whatever their revision. */
  readonly cleared: readonly EntityRef[];
}

const text = z.string();
const entity = z.object({ tenant: text.min(1), type: z.enum(ENTITY_TYPES), id: text.min(1) });
const properties = z.record(z.string(), z.unknown());

const snapshot = z.object({
  score: z.number(),
  low: z.number(),
  high: z.number(),
  level: z.enum(TRUST_LEVELS),
  confidence: z.number(),
});

const change = z.object({
  position: text.min(1),
  entity,
  revision: z.int().min(0),
  at: z.number(),
  before: snapshot.nullable(),
  after: snapshot,
  levelChanged: z.boolean(),
  indicators: z.array(
    z.object({
      indicator: text,
      factor: z.enum(FACTORS),
      severity: z.enum(SEVERITIES),
      title: text,
      state: z.enum(['RAISED', 'CLEARED']),
    }),
  ),
  signalIds: z.array(text),
});

const decision = z.object({
  id: text.min(1),
  entity,
  decision: z.enum(DECISIONS),
  score: z.number(),
  level: z.enum(TRUST_LEVELS),
  confidence: z.number(),
  policyMatched: text,
  additionalActions: z.array(text),
  reasons: z.array(text),
  requirements: z.array(
    z.object({
      kind: z.enum(['step_up', 'resolve_indicator', 'report_posture', 'change_context', 'raise_trust']),
      target: text.nullable(),
      text,
      micros: z.number().nullable(),
    }),
  ),
  decidedAt: z.number(),
  expiresAt: z.number(),
  resource: z.object({ type: text, id: text, properties }).nullable(),
  action: z.object({ name: text, properties }).nullable(),
  policyHash: text,
  modelVersion: text,
  revision: z.int().min(0),
});

const message: z.ZodType<BusMessage> = z.object({
  origin: text.min(1),
  sequence: z.int().min(1),
  events: z.array(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('change'), change }),
      z.object({ kind: z.literal('revision'), entity, revision: z.int().min(0) }),
      z.object({ kind: z.literal('decision'), decision }),
    ]),
  ),
  cleared: z.array(entity),
});

/** Throws on anything that is not a message of this format. */
export function parseMessage(json: string): BusMessage {
  return message.parse(JSON.parse(json));
}
