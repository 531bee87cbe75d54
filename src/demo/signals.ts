/** The signals a simulated life is made of. Ids count per person, so that the same story has the same ids. */
import type { SignalInput } from '../contract/signal.ts';
import type { FailureReason } from '../domain/signal.ts';
import type { Person, SecondFactor } from './people.ts';
import type { Origin } from './places.ts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

type DataOf<T extends SignalInput['type']> = Extract<SignalInput, { type: T }>['data'];

/** What somebody has in hand at a moment. */
export interface Moment {
  readonly at: number;
  readonly from: Origin;
  readonly agent: string;
  readonly device: string | null;
  readonly session: string | null;
}

export interface Diary {
  readonly person: Person;
  signIn(moment: Moment, data?: Partial<DataOf<'authentication'>>): void;
  failedSignIn(moment: Moment, reason: FailureReason, data?: Partial<DataOf<'authentication'>>): void;
  access(
    moment: Moment,
    data: Partial<DataOf<'access'>> & Pick<DataOf<'access'>, 'resource_type' | 'resource_id'>,
  ): void;
  posture(at: number, device: string, data: DataOf<'device_posture'>): void;
  change(at: number, data: DataOf<'account_change'>, moment?: Moment): void;
  finding(at: number, data: DataOf<'finding'>): void;
}

const METHODS: Readonly<Record<SecondFactor, readonly string[]>> = {
  fido: ['fido', 'hwk', 'mfa'],
  push_number: ['pwd', 'push_number', 'mfa'],
  otp: ['pwd', 'otp', 'mfa'],
  sms: ['pwd', 'sms', 'mfa'],
};

export function openDiary(person: Person, idPrefix: string, write: (signal: SignalInput) => void): Diary {
  let count = 0;
  const envelope = (at: number) => ({
    id: `${idPrefix}:${person.number}:${count++}`,
    time: at,
    source_type: 'demo',
    user_id: person.id,
  });
  const of = ({ at, from, agent, device, session }: Moment) => ({
    ...envelope(at),
    device_id: device,
    session_id: session,
    user_agent: agent,
    ...from,
  });
  return {
    person,
    signIn: (moment, data) =>
      write({
        ...of(moment),
        type: 'authentication',
        data: { outcome: 'success', amr: [...METHODS[person.factor]], mfa: true, protocol: 'interactive', ...data },
      }),
    failedSignIn: (moment, reason, data) =>
      write({
        ...of(moment),
        type: 'authentication',
        data: { outcome: 'failure', amr: ['pwd'], failure_reason: reason, protocol: 'interactive', ...data },
      }),
    access: (moment, data) =>
      write({ ...of(moment), type: 'access', data: { action: 'open', outcome: 'allowed', count: 1, ...data } }),
    posture: (at, device, data) => write({ ...envelope(at), device_id: device, type: 'device_posture', data }),
    change: (at, data, moment) =>
      write({ ...(moment === undefined ? envelope(at) : of({ ...moment, at })), type: 'account_change', data }),
    finding: (at, data) => write({ ...envelope(at), type: 'finding', data }),
  };
}
