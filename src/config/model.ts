import { z } from 'zod';
import { DEFAULT_MODEL_SETTINGS } from '../domain/model/settings.ts';
import { decimal, wholeNumber } from './fields.ts';

const { weights, ...defaults } = DEFAULT_MODEL_SETTINGS;

const weight = (value: number | undefined) => decimal({ min: 0, max: 1000 }).default(value ?? 0);
const fraction = decimal({ min: 0, max: 1 });
const bound = decimal({ min: 0.001, max: 0.999 });
const RISING = 'four rising numbers between 0 and 1: where LOW, MEDIUM, HIGH and VERY_HIGH begin';

/** Weights of a subject: someone or something that signs in and behaves, on a device. */
const subject = (value: (typeof weights)['user']) =>
  positiveSum({
    user_behavior: weight(value.user_behavior),
    device_posture: weight(value.device_posture),
    network_context: weight(value.network_context),
    authentication: weight(value.authentication),
  });

const workload = (value: (typeof weights)['service']) =>
  positiveSum({
    user_behavior: weight(value.user_behavior),
    network_context: weight(value.network_context),
    authentication: weight(value.authentication),
  });

function positiveSum<T extends z.ZodRawShape>(shape: T) {
  return z
    .strictObject(shape)
    .refine((value) => Object.values(value).some((each) => typeof each === 'number' && each > 0), {
      error: () => 'weights of which at least one is above 0',
    })
    .prefault({} as z.input<z.ZodObject<T>>); // Every member has a default, so {} is a valid input; TypeScript cannot see that through T.
}

export const modelSchema = z
  .strictObject({
    priorWeight: decimal({ min: 0.01, max: 1000, unit: 'nats' }).default(defaults.priorWeight),
    baseRate: fraction.default(defaults.baseRate),
    trustMassMax: decimal({ min: 0.01, max: 10_000, unit: 'nats' }).default(defaults.trustMassMax),
    weights: z
      .strictObject({
        user: subject(weights.user),
        session: subject(weights.session),
        device: positiveSum({
          device_posture: weight(weights.device.device_posture),
          network_context: weight(weights.device.network_context),
        }),
        service: workload(weights.service),
        application: workload(weights.application),
      })
      .prefault({}),
    levelBounds: z
      .tuple([bound, bound, bound, bound], { error: () => RISING })
      .refine(([low, medium, high, veryHigh]) => low < medium && medium < high && high < veryHigh, {
        error: () => RISING,
      })
      .default([...defaults.levelBounds]),
    hysteresisMargin: decimal({ min: 0, max: 0.5 }).default(defaults.hysteresisMargin),
    hysteresisHoldMs: wholeNumber({ min: 0, max: 86_400_000, unit: 'milliseconds' }).default(defaults.hysteresisHoldMs),
  })
  .prefault({});
