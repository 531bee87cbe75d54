import { z } from 'zod';
import { decimal, text } from './fields.ts';

const id = () => text('a detection id such as ub.impossible_travel', /^(ub|dp|nc|au)\.[a-z0-9_]{1,60}$/u);

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
