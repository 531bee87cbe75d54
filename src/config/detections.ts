import { z } from 'zod';
import { CATALOGUE } from '../domain/detections/catalogue.ts';
import { decimal, expecting } from './fields.ts';

const KNOWN: ReadonlySet<string> = new Set(CATALOGUE.map((detection) => detection.id));

/** A mistyped id would leave a detection on, or as strong, that somebody meant to change. */
const id = () => {
  const what = expecting('the id of a detection, such as ub.impossible_travel');
  return z.string(what).refine((value) => KNOWN.has(value), what);
};

export const detectionsSchema = z
  .strictObject({
    /** Detections that raise nothing. */
    disabled: z.array(id(), { error: () => 'a list of detection ids' }).default([]),
    /** Factor on a detection's shipped strength; 1 is as shipped. */
    strength: z
      .record(id(), decimal({ min: 0, max: 10 }), { error: () => 'detection ids with a factor each' })
      .default({}),
  })
  .prefault({});
