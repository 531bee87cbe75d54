/** What a source normaliser is: one file that turns a product's own events into native signals. */
import type { SignalInput } from '../../contract/signal.ts';
import type { Fault } from '../../domain/errors.ts';

/**
 * What became of one event. One event may give several signals (the admin who acted, the person affected).
 * `ignored` is for events that say nothing about trust; `rejected` for those that are no event of this source.
 */
export type NormalisedItem =
  | { readonly kind: 'signal'; readonly input: SignalInput }
  | { readonly kind: 'ignored'; readonly id: string | null; readonly reason: string }
  | { readonly kind: 'rejected'; readonly id: string | null; readonly faults: readonly Fault[] };

export interface Source {
  /** The last part of `POST /api/signals/{name}`, and the `source` of its signals. */
  readonly name: string;
  /** Never throws, whatever the payload. Unknown event types are `ignored`, never `rejected`. */
  normalise(payload: unknown): NormalisedItem[];
}
