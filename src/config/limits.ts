import { z } from 'zod';
import { wholeNumber } from './fields.ts';

export const limitsSchema = z
  .strictObject({
    maxConcurrentCalculations: wholeNumber({ min: 1, max: 100_000, unit: 'calculations' }).default(100),
    /** Calculations that may wait for their turn; one more is refused with OVERLOADED. */
    maxQueuedCalculations: wholeNumber({ min: 0, max: 1_000_000, unit: 'calculations' }).default(1000),
    maxSubscriptions: wholeNumber({ min: 0, max: 1_000_000, unit: 'subscriptions' }).default(1000),
  })
  .prefault({});
