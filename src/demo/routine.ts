/**
 * An ordinary day: sign in, work, go home. With what makes real days hard to judge: typing errors, evenings, phones,
 * new home addresses, a consumer VPN, trips, forgotten passwords.
 */
import type { Department, Person } from './people.ts';
import { CITIES, homeOf, officeOf, origin, phoneOf, type CityName, type Origin } from './places.ts';
import { healthyPosture, laptopAgent, neglectedPosture, phoneAgent } from './devices.ts';
import type { Random } from './random.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, type Diary, type Moment } from './signals.ts';

export interface Trip {
  readonly to: CityName;
  /** Days before the end of the story, both inclusive. */
  readonly firstDaysAgo: number;
  readonly lastDaysAgo: number;
}

/** What sets one person's month apart. */
export interface Habits {
  readonly trip?: Trip;
  /** On leave for these days before the end of the story. */
  readonly leave?: { readonly firstDaysAgo: number; readonly lastDaysAgo: number };
  /** Uses a consumer VPN in the evenings, in a neighbouring country. */
  readonly consumerVpn?: boolean;
  /** Laptop neglected for this many days. */
  readonly neglectedSinceDaysAgo?: number;
}

const TOOLS: Readonly<Record<Department, readonly [string, ...string[]]>> = {
  Engineering: ['git', 'wiki', 'tickets', 'build', 'chat'],
  Sales: ['crm', 'mail', 'quotes', 'chat'],
  Finance: ['ledger', 'mail', 'payroll', 'reports'],
  People: ['hr', 'mail', 'calendar', 'chat'],
  Support: ['tickets', 'mail', 'wiki', 'chat'],
  Legal: ['contracts', 'mail', 'wiki'],
  IT: ['tickets', 'directory', 'mail', 'monitoring'],
  Leadership: ['mail', 'reports', 'calendar'],
};

export interface Day {
  /** Midnight UTC of the day, epoch ms. */
  readonly start: number;
  readonly daysAgo: number;
}

export function liveDay(diary: Diary, { start, daysAgo }: Day, habits: Habits, random: Random): void {
  const { person } = diary;
  if (isWithin(habits.leave, daysAgo) || isTravelling(habits.trip, daysAgo) || !worksOn(start, random)) return;
  const away = isWithin(habits.trip, daysAgo) ? habits.trip : undefined;
  const here: CityName = away?.to ?? person.city;
  const morning = start - CITIES[here].utcOffset * HOUR_MS + 8 * HOUR_MS + random.between(10, 95) * MINUTE_MS;
  const office = officeOf(person.city);
  const atOffice = away === undefined && office !== null && random.chance(0.6);
  const from = away === undefined ? (atOffice ? office : homeAt(person, daysAgo)) : origin(CITIES[here], '192.0.2.140');
  const laptop: Moment = {
    at: morning,
    from,
    agent: laptopAgent(person),
    device: person.laptop,
    session: `${person.laptop}-${String(daysAgo)}`,
  };

  if (random.chance(0.08)) diary.failedSignIn({ ...laptop, at: morning - 40_000, session: null }, 'bad_password');
  if (random.chance(0.006)) forgetPassword(diary, laptop);
  diary.signIn(laptop);
  reportPosture(diary, morning + 2 * MINUTE_MS, daysAgo, habits, random);
  work(diary, laptop, random);
  // Everybody had a phone before the story began, so nobody's is new in it.
  if (random.chance(daysAgo > 26 ? 0.9 : 0.3))
    checkPhone(diary, here, morning + 5 * HOUR_MS + random.between(0, 180) * MINUTE_MS, daysAgo, random);
  if (away === undefined && random.chance(0.12)) workLate(diary, laptop, habits, daysAgo, random);
}

/** Weekends are quiet, not silent. */
function worksOn(start: number, random: Random): boolean {
  const weekday = (Math.floor(start / DAY_MS) + 4) % 7;
  return weekday === 0 || weekday === 6 ? random.chance(0.07) : random.chance(0.96);
}

function isWithin(period: { firstDaysAgo: number; lastDaysAgo: number } | undefined, daysAgo: number): boolean {
  return period !== undefined && daysAgo <= period.firstDaysAgo && daysAgo >= period.lastDaysAgo;
}

/** The days before and after a trip are spent on the way. */
function isTravelling(trip: Trip | undefined, daysAgo: number): boolean {
  return trip !== undefined && (daysAgo === trip.firstDaysAgo + 1 || daysAgo === trip.lastDaysAgo - 1);
}

/** The provider's lease runs out every twelve days. */
function homeAt(person: Person, daysAgo: number): Origin {
  return homeOf(person.city, person.number, Math.floor((daysAgo + person.number) / 12));
}

function work(diary: Diary, laptop: Moment, random: Random): void {
  const tools = TOOLS[diary.person.department];
  let at = laptop.at + 5 * MINUTE_MS;
  const end = laptop.at + 8.5 * HOUR_MS;
  while (at < end) {
    const tool = random.pick(tools);
    const denied = random.chance(0.008);
    const privileged = diary.person.department === 'IT' && tool === 'directory' && random.chance(0.25);
    diary.access(
      { ...laptop, at },
      {
        resource_type: 'application',
        resource_id: tool,
        outcome: denied ? 'denied' : 'allowed',
        count: denied || privileged ? 1 : random.between(1, 14),
        bytes: random.between(4, 900) * 1024,
        privileged,
      },
    );
    at += random.between(60, 190) * MINUTE_MS;
  }
}

function checkPhone(diary: Diary, here: CityName, at: number, daysAgo: number, random: Random): void {
  const { person } = diary;
  const phone: Moment = {
    at,
    from: phoneOf(here, person.number),
    agent: phoneAgent(),
    device: person.phone,
    session: `${person.phone}-${String(daysAgo)}`,
  };
  diary.signIn(phone);
  diary.access(
    { ...phone, at: at + MINUTE_MS },
    { resource_type: 'application', resource_id: 'mail', count: random.between(1, 6) },
  );
}

function workLate(diary: Diary, laptop: Moment, habits: Habits, daysAgo: number, random: Random): void {
  const { person } = diary;
  const home = homeAt(person, daysAgo);
  const exit = origin(CITIES.Frankfurt, '203.0.113.190', {
    asn: 64509,
    as_org: 'Quietpath VPN',
    anonymizer: 'vpn',
    hosting: true,
  });
  const evening: Moment = {
    ...laptop,
    at: laptop.at + 11.5 * HOUR_MS + random.between(0, 60) * MINUTE_MS,
    from: habits.consumerVpn === true ? exit : home,
    session: `${person.laptop}-${String(daysAgo)}-late`,
  };
  diary.signIn(evening);
  diary.access(
    { ...evening, at: evening.at + 4 * MINUTE_MS },
    { resource_type: 'application', resource_id: random.pick(TOOLS[person.department]), count: random.between(1, 5) },
  );
}

function forgetPassword(diary: Diary, laptop: Moment): void {
  for (const seconds of [600, 570, 520, 470]) {
    diary.failedSignIn({ ...laptop, at: laptop.at - seconds * 1000, session: null }, 'bad_password');
  }
  diary.change(laptop.at - 200_000, { change: 'password_changed', actor: 'self' }, { ...laptop, session: null });
}

function reportPosture(diary: Diary, at: number, daysAgo: number, habits: Habits, random: Random): void {
  const { person } = diary;
  const neglected = habits.neglectedSinceDaysAgo !== undefined && daysAgo <= habits.neglectedSinceDaysAgo;
  diary.posture(
    at,
    person.laptop,
    neglected ? neglectedPosture(at) : healthyPosture(person, at, random.between(3, 20)),
  );
}
