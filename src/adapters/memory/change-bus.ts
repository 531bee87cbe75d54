import type { ChangeBus } from '../../domain/ports/change-bus.ts';
import { createFanOut } from '../fan-out.ts';

/** The bus of a single process. `onFault` is told of every error a listener throws; publishing never fails. */
export function createMemoryChangeBus(options: { readonly onFault?: (error: unknown) => void } = {}): ChangeBus {
  const fanOut = createFanOut(options.onFault ?? (() => undefined));
  return {
    publish: async (events) => fanOut.deliver(events),
    subscribe: fanOut.subscribe,
    close: async () => fanOut.close(),
  };
}
