/** The policy file. Unknown keys are refused: a misspelt `additional_actions` must not silently drop an obligation. */
import { z } from 'zod';
import { DECISIONS } from '../../domain/decision.ts';
import { DEFAULT_DENY } from '../../domain/policy/policy.ts';

export const NAME_SHAPE = /^[a-z][a-z0-9_]{0,99}$/u;
const name = z.string().regex(NAME_SHAPE, 'must be snake_case: a letter, then letters, digits and underscores');
const text = z.string().trim().min(1, 'must not be empty').max(1_000);

/** CEL. YAML reads a bare true or false as a boolean; both forms mean the same. */
const condition = z
  .union([z.string(), z.boolean()], { error: 'must be a CEL condition, or true' })
  .transform(String)
  .pipe(z.string().trim().min(1, 'must not be empty').max(10_000));

const ruleSchema = z.strictObject({
  name: name.refine((value) => value !== DEFAULT_DENY, `${DEFAULT_DENY} is what an answer is called that no rule gave`),
  description: text.optional(),
  when: condition,
  decision: z.enum(DECISIONS),
  additional_actions: z
    .array(name)
    .max(20)
    .refine((actions) => new Set(actions).size === actions.length, 'must not repeat an action')
    .default([]),
  ttl_seconds: z.int().min(1).max(86_400).optional(),
  reason: text.optional(),
});

export const policyFileSchema = z.strictObject({
  version: z.literal(1),
  /** Conditions with a name, usable in all conditions that follow, those of later files included. */
  definitions: z.record(name, condition).default({}),
  rules: z.array(ruleSchema).min(1, 'must hold at least one rule').max(1_000),
});

export type PolicyFile = z.infer<typeof policyFileSchema>;
