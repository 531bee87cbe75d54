/** What is known about the network an entity works from: one item, renewed while it goes on. */
import type { NetworkFacts } from '../../signal.ts';
import { NOTHING, type Detection, type DetectionInput, type Raise } from '../detection.ts';
import { ownNetwork } from '../reading.ts';

export interface NetworkFactDetection extends Omit<Detection, 'factor' | 'entityTypes' | 'observes' | 'detect'> {
  /** What to raise for these facts; `null` for nothing. Strengths that differ need keys that differ. */
  judge(facts: NetworkFacts, input: DetectionInput): Omit<Raise, 'kind'> | null;
}

export function networkFact({ judge, ...rest }: NetworkFactDetection): Detection {
  return {
    ...rest,
    factor: 'network_context',
    entityTypes: ['user', 'session', 'device', 'service', 'application'],
    observes: ['authentication', 'access', 'network', 'request'],
    detect(input) {
      const facts = ownNetwork(input);
      const raise = facts === null ? null : judge(facts, input);
      return raise === null ? NOTHING : [{ kind: 'raise', key: 'network', ...raise }];
    },
  };
}
