/**
 * The case tables of the detections: `test/cases/detections/<id>.yaml`. A case is a short history, one observation,
 * and what the detection must say about it. The tables are read strictly: a misspelt key is an error, not a pass.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { ENTITY_TYPES } from '../../src/domain/entity.ts';
import { ACCOUNT_CHANGES, AUTHENTICATION_HINTS, FAILURE_REASONS, FINDING_KINDS } from '../../src/domain/signal.ts';
import { CLIENTS, PLACES } from './detection-scenes.ts';

const duration = z.string().regex(/^\d+(\.\d+)?(s|m|h|d)$/, 'Must be a duration like 90s, 5m, 2h or 30d.');

/** Where, on what and in which session; `nowhere` and `nothing` leave the context out. */
const context = {
  from: z.enum(['nowhere', ...Object.keys(PLACES)]).default('nowhere'),
  on: z.enum(Object.keys(CLIENTS) as [string, ...string[]]).default('nothing'),
  session: z.string().optional(),
};
const proof = { amr: z.array(z.string()).default([]), acr: z.string().optional(), mfa: z.boolean().optional() };

const login = z.strictObject({
  ...context,
  ...proof,
  step_up: z.boolean().default(false),
  protocol: z.enum(['interactive', 'legacy', 'ropc', 'device_code']).optional(),
  hints: z.array(z.enum(AUTHENTICATION_HINTS)).default([]),
});

export const actions = z.strictObject({
  login: login.optional(),
  challenge: login.optional(),
  failure: login.extend({ reason: z.enum(FAILURE_REASONS).optional() }).optional(),
  access: z
    .strictObject({
      ...context,
      resource: z.string().regex(/^[^/]+\/.+$/),
      denied: z.boolean().default(false),
      privileged: z.boolean().default(false),
      count: z.int().min(1).default(1),
    })
    .optional(),
  posture: z
    .strictObject({
      on: context.on,
      os: z.tuple([z.string(), z.string()]).optional(),
      patched: duration.optional(),
      managed: z.boolean().optional(),
      compliance: z.enum(['compliant', 'noncompliant', 'in_grace']).optional(),
      attestation: z.enum(['passed', 'failed', 'stale']).optional(),
      edr_seen: duration.optional(),
      checks: z.record(z.string(), z.enum(['pass', 'fail'])).default({}),
      cves: z.array(z.string()).default([]),
      due_in: duration.optional(),
    })
    .optional(),
  network: z.strictObject({ from: context.from }).optional(),
  change: z
    .strictObject({
      ...context,
      what: z.enum(ACCOUNT_CHANGES),
      actor: z.enum(['self', 'admin', 'system']).optional(),
      targets: z.array(z.string()).default([]),
    })
    .optional(),
  finding: z
    .strictObject({
      ...context,
      kind: z.enum(FINDING_KINDS),
      status: z.enum(['open', 'resolved']).default('open'),
      confidence: z.number().min(0).max(1).default(1),
    })
    .optional(),
  request: z.strictObject({ ...context, ...proof }).optional(),
});
export type Actions = z.output<typeof actions>;

const past = actions
  .omit({ request: true })
  // The first time lies `ago` before the observation; repetitions follow `every` so often.
  .extend({ ago: duration, every: duration.default('1d'), times: z.int().min(1).max(400).default(1) });
export type Past = z.output<typeof past>;

const range = z.tuple([z.number(), z.number()]);
const expectation = z.union([
  z.literal('nothing'),
  z.strictObject({
    strength: range.optional(),
    sign: z.enum(['risk', 'trust']).default('risk'),
    /** `none` when this finding must not cap. */
    cap: z.union([z.number(), z.literal('none')]).optional(),
    key: z.string().optional(),
    scope: z.enum(['device', 'session']).optional(),
    due_in: duration.optional(),
    retracts: z.string().optional(),
  }),
  z.strictObject({ resolves: z.string() }),
]);

const caseSchema = z.strictObject({
  name: z.string().min(10),
  kind: z.enum(['fires', 'must_not_fire', 'suppressed']),
  entity: z.enum(ENTITY_TYPES).optional(),
  /** Observation time; a Wednesday morning by default. */
  at: z.iso.datetime().default('2026-06-10T10:00:00Z'),
  history: z.array(past).default([]),
  observe: actions,
  expect: expectation,
});
export type DetectionCase = z.output<typeof caseSchema>;

const tableSchema = z.strictObject({
  detection: z.string(),
  entity: z.enum(ENTITY_TYPES).default('user'),
  /** Why nothing suppresses this detection; stands in for a `suppressed` case. */
  no_suppression: z.string().min(20).optional(),
  cases: z.array(caseSchema).min(2),
});
export type DetectionTable = z.output<typeof tableSchema>;

const FOLDER = new URL('../cases/detections/', import.meta.url);

/** Every table, by detection id. Throws with file and path of each fault. */
export function readDetectionTables(): ReadonlyMap<string, DetectionTable> {
  const tables = new Map<string, DetectionTable>();
  for (const file of readdirSync(FOLDER).toSorted()) {
    const parsed = tableSchema.safeParse(parse(readFileSync(new URL(file, FOLDER), 'utf8')));
    if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
    if (file !== `${parsed.data.detection}.yaml`) throw new Error(`${file} is about ${parsed.data.detection}.`);
    tables.set(parsed.data.detection, parsed.data);
  }
  return tables;
}

/** A case for tests that only need its history. */
export function caseOf({ history }: { readonly history: readonly unknown[] }): DetectionCase {
  return caseSchema.parse({
    name: 'a history without question',
    kind: 'must_not_fire',
    history,
    observe: { login: {} },
    expect: 'nothing',
  });
}

const UNITS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

export function toMs(text: string): number {
  const unit = text.slice(-1) as keyof typeof UNITS;
  return Math.round(Number(text.slice(0, -1)) * UNITS[unit]);
}
