import type { Fault } from '../../domain/errors.ts';
import { builder } from '../builder.ts';

export const FaultType = builder.objectRef<Fault>('Fault').implement({
  description: 'One fault in the input.',
  fields: (t) => ({
    path: t.exposeString('path', { description: 'Where: keys and indexes joined by dots, e.g. `data.outcome`.' }),
    message: t.exposeString('message', { description: 'What is wrong, never with the value itself.' }),
  }),
});
