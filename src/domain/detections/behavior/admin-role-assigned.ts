import { DAY_MS } from '../detection.ts';
import { accountChange } from '../account-change.ts';

export const detection = accountChange({
  id: 'ub.admin_role_assigned',
  changes: ['admin_role_assigned', 'support_access_granted'],
  clearedBy: [],
  factor: 'user_behavior',
  group: 'privilege',
  halfLife: 7 * DAY_MS,
  severity: 'MEDIUM',
  title: 'Administrator rights assigned',
  techniques: ['T1098.003'],
  advice: 'New rights are worth an intruder’s effort. Match the assignment with a request, above all a self-made one.',
  personAdvice: 'Your account was given more rights. If you did not expect that, tell your security team.',
  falsePositive:
    'Promotions and rotas: assignments by another administrator weigh less, those by the system are silent.',
  entityTypes: ['user', 'service', 'application'],
  strengthOf: ({ data }) => (data.actor === 'system' ? 0 : data.actor === 'admin' ? 1.5 : 2.5),
});
