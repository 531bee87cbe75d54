/**
 * What went wrong in the simulated organisation lately. Each incident is one person's (or one laptop's) story, told in
 * hours before the end, so that it is fresh whenever the demo is made.
 */
import { laptopAgent } from './devices.ts';
import { personNamed } from './people.ts';
import { CITIES, homeOf, origin } from './places.ts';
import type { Habits } from './routine.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, type Diary, type Moment } from './signals.ts';

const STRANGE_AGENT = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';
const SCRIPT_AGENT = 'python-requests/2.32.3';

export interface Highlight {
  readonly entity: { readonly type: 'user' | 'device'; readonly id: string };
  readonly title: string;
}

interface Incident extends Highlight {
  readonly name: string;
  tell(diary: Diary, end: number): void;
}

const travel: Incident = {
  name: 'Sofia Lindqvist',
  entity: { type: 'user', id: personNamed('Sofia Lindqvist').id },
  title: 'Impossible travel: Stockholm, then Singapore 80 minutes later with a copied token',
  tell(diary, end) {
    const { person } = diary;
    const home = homeOf(person.city, person.number, 0);
    diary.signIn({
      at: end - 5 * HOUR_MS,
      from: home,
      agent: laptopAgent(person),
      device: person.laptop,
      session: 'sofia-home',
    });
    const there: Moment = {
      at: end - 3.7 * HOUR_MS,
      from: origin(CITIES.Singapore, '203.0.113.201'),
      agent: STRANGE_AGENT,
      device: null,
      session: 'sofia-singapore',
    };
    diary.signIn(there, { amr: ['pwd'], mfa: false, hints: ['new_country', 'new_device', 'velocity'] });
    diary.access(
      { ...there, at: there.at + 3 * MINUTE_MS },
      { resource_type: 'application', resource_id: 'crm', count: 12 },
    );
    diary.failedSignIn({ ...there, at: there.at + 62 * MINUTE_MS }, 'other', { amr: [], hints: ['refresh_reuse'] });
  },
};

const bruteForce: Incident = {
  name: 'Marcus Okafor',
  entity: { type: 'user', id: personNamed('Marcus Okafor').id },
  title: 'Brute force: 28 wrong passwords, then the right one, from an address known for attacks',
  tell(diary, end) {
    const there: Moment = {
      at: end - 6 * HOUR_MS,
      from: origin(CITIES.Auckland, '203.0.113.210', {
        asn: 64510,
        as_org: 'Rackhaven Hosting',
        hosting: true,
        reputation_hits: 4,
        threat_confidence: 0.9,
        threat_actor: 'Password guessers',
      }),
      agent: SCRIPT_AGENT,
      device: null,
      session: null,
    };
    for (let attempt = 0; attempt < 28; attempt++)
      diary.failedSignIn({ ...there, at: there.at + attempt * 25_000 }, 'bad_password');
    const inside: Moment = { ...there, at: there.at + 13 * MINUTE_MS, session: 'marcus-inside' };
    diary.signIn(inside, {
      amr: ['pwd'],
      mfa: false,
      protocol: 'legacy',
      hints: ['new_country', 'new_device', 'risk_high'],
    });
    for (let attempt = 0; attempt < 9; attempt++) {
      const at = inside.at + (attempt + 1) * 20_000;
      diary.access(
        { ...inside, at },
        { resource_type: 'application', resource_id: `restricted-${String(attempt)}`, outcome: 'denied' },
      );
    }
  },
};

const fatigue: Incident = {
  name: 'Hannah Vogel',
  entity: { type: 'user', id: personNamed('Hannah Vogel').id },
  title: 'MFA fatigue: a leaked password, nine pushes refused or ignored within 12 minutes, the tenth accepted',
  tell(diary, end) {
    const there: Moment = {
      at: end - 2 * HOUR_MS,
      from: origin(CITIES.London, '203.0.113.220', {
        asn: 64509,
        as_org: 'Quietpath VPN',
        anonymizer: 'vpn',
        hosting: true,
      }),
      agent: STRANGE_AGENT,
      device: null,
      session: null,
    };
    diary.finding(end - 9 * HOUR_MS, {
      kind: 'credential_leaked',
      detail: 'The password turned up in a breach collection.',
    });
    for (let push = 0; push < 9; push++) {
      const reason = push % 3 === 2 ? 'mfa_timeout' : 'mfa_denied';
      diary.failedSignIn({ ...there, at: there.at + push * 80_000 }, reason, {
        amr: ['pwd', 'push'],
        hints: ['user_denied'],
      });
    }
    diary.signIn(
      { ...there, at: there.at + 13 * MINUTE_MS, session: 'hannah-tired' },
      { amr: ['pwd', 'push', 'mfa'], hints: ['push_mismatch', 'new_device'] },
    );
  },
};

const takeover: Incident = {
  name: 'Elena Petrova',
  entity: { type: 'user', id: personNamed('Elena Petrova').id },
  title: 'Account takeover: session replayed abroad, factor replaced, mail forwarded, files taken',
  tell(diary, end) {
    const { person } = diary;
    const start = end - 4 * HOUR_MS;
    const stolen = 'elena-work';
    diary.signIn({
      at: start - 3 * HOUR_MS,
      from: homeOf(person.city, person.number, 0),
      agent: laptopAgent(person),
      device: person.laptop,
      session: stolen,
    });
    const thief: Moment = {
      at: start,
      from: origin(CITIES.Santiago, '203.0.113.230'),
      agent: STRANGE_AGENT,
      device: null,
      session: stolen,
    };
    diary.signIn(thief, { amr: [], mfa: null, hints: ['session_replay', 'new_country', 'new_device', 'risk_high'] });
    diary.change(start + 6 * MINUTE_MS, {
      change: 'mfa_reset',
      actor: 'admin',
      actor_id: 'helpdesk',
      detail: 'Reset by phone; caller knew the employee number.',
    });
    diary.change(
      start + 14 * MINUTE_MS,
      { change: 'mfa_enrolled', actor: 'self', targets: ['authenticator app'] },
      thief,
    );
    diary.change(
      start + 31 * MINUTE_MS,
      { change: 'mailbox_rule_created', actor: 'self', targets: ['move "invoice" to Archive'] },
      thief,
    );
    diary.change(
      start + 33 * MINUTE_MS,
      { change: 'mailbox_forwarding_enabled', actor: 'self', targets: ['archive@post.example'] },
      thief,
    );
    for (let pull = 0; pull < 12; pull++) {
      const at = start + (40 + pull * 4) * MINUTE_MS;
      diary.access(
        { ...thief, at },
        {
          resource_type: 'folder',
          resource_id: `finance/${String(2014 + pull)}`,
          action: 'download',
          count: 480,
          bytes: 620_000_000,
        },
      );
    }
  },
};

export const INCIDENTS: readonly Incident[] = [travel, bruteForce, fatigue, takeover];

const NEGLECTED_LAPTOP_OF = personNamed('Tomás Herrera');

/** What is worth looking at first. */
export const DEMO_HIGHLIGHTS: readonly Highlight[] = [
  ...INCIDENTS.map(({ entity, title }) => ({ entity, title })),
  {
    entity: { type: 'device', id: NEGLECTED_LAPTOP_OF.laptop },
    title: 'Unpatched laptop: release out of support, disk not encrypted, protection off',
  },
  {
    entity: { type: 'user', id: personNamed('Kenji Watanabe').id },
    title: 'Nothing wrong: a business trip from Tokyo to Frankfurt',
  },
];

/** Months that differ from the ordinary, by person. */
export const HABITS: ReadonlyMap<string, Habits> = new Map<string, Habits>([
  [personNamed('Kenji Watanabe').id, { trip: { to: 'Frankfurt', firstDaysAgo: 6, lastDaysAgo: 2 } }],
  [personNamed('Imogen Clarke').id, { trip: { to: 'Madrid', firstDaysAgo: 16, lastDaysAgo: 13 } }],
  [personNamed('Ravi Subramanian').id, { trip: { to: 'London', firstDaysAgo: 11, lastDaysAgo: 8 } }],
  [personNamed('Pierre Gagnon').id, { leave: { firstDaysAgo: 12, lastDaysAgo: 3 } }],
  [personNamed('Luiza Campos').id, { leave: { firstDaysAgo: 25, lastDaysAgo: 18 } }],
  [personNamed('Jonas Becker').id, { consumerVpn: true }],
  [NEGLECTED_LAPTOP_OF.id, { neglectedSinceDaysAgo: 21 }],
]);

/** Incident people have no ordinary signals in their last day: the story would talk over itself. */
export const QUIET_BEFORE_END_MS = DAY_MS / 2;
