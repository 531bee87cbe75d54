/** Policy tests: what a decision is asked about, in the words of conditions, and the answer expected. */
import { z } from 'zod';
import { DECISIONS } from '../../domain/decision.ts';
import { ENTITY_TYPES, FACTORS, SEVERITIES, TRUST_LEVELS } from '../../domain/entity.ts';
import { NAME_SHAPE } from './schema.ts';

const unit = z.number().min(0).max(1);
const reading = { score: unit.optional(), low: unit.optional(), high: unit.optional(), confidence: unit.optional() };
const properties = z.record(z.string(), z.json());
const named = { id: z.string().optional(), properties: properties.optional() };

const inputSchema = z.strictObject({
  trust: z.strictObject({ ...reading, level: z.enum(TRUST_LEVELS).optional() }).optional(),
  factors: z.partialRecord(z.enum(FACTORS), z.strictObject(reading)).optional(),
  /** Severity by indicator id. */
  indicators: z.record(z.string(), z.enum(SEVERITIES)).optional(),
  subject: z.strictObject({ type: z.enum(ENTITY_TYPES).optional(), ...named }).optional(),
  resource: z
    .strictObject({ type: z.string().optional(), ...named })
    .nullable()
    .optional(),
  action: z.strictObject({ name: z.string().optional(), properties: properties.optional() }).nullable().optional(),
  context: properties.optional(),
  now: z.iso.datetime({ offset: true }).optional(),
});
export type TestInput = z.infer<typeof inputSchema>;

export const policyTestFileSchema = z.strictObject({
  version: z.literal(1),
  /** What every test of the file starts from; a test replaces whole parts, such as `trust` or `resource`. */
  defaults: inputSchema.default({}),
  tests: z
    .array(
      z.strictObject({
        name: z.string().trim().min(1).max(200),
        input: inputSchema.default({}),
        expect: z.strictObject({
          decision: z.enum(DECISIONS),
          policy_matched: z.string().regex(NAME_SHAPE).optional(),
          /** In any order. */
          additional_actions: z.array(z.string()).optional(),
        }),
      }),
    )
    .min(1, 'must hold at least one test'),
});
export type PolicyTest = z.infer<typeof policyTestFileSchema>['tests'][number];
