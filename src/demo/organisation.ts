/**
 * A simulated organisation: 46 people, 30 days, a handful of incidents. The same seed and end give the same signals
 * with the same ids, so that an interrupted start continues instead of doubling.
 */
import type { SignalInput } from '../contract/signal.ts';
import { HABITS, INCIDENTS, QUIET_BEFORE_END_MS } from './incidents.ts';
import { PEOPLE, type Person } from './people.ts';
import { createRandom } from './random.ts';
import { liveDay } from './routine.ts';
import { DAY_MS, openDiary } from './signals.ts';

const DAYS = 30;
const BATCH_SIZE = 1_000;

export interface DemoSettings {
  readonly seed: number;
  /** The moment the story ends, epoch ms; nothing in it is later. */
  readonly now: number;
}

/** Batches of at most 1,000 native wire signals, ordered by time. */
export function* createDemo({ seed, now }: DemoSettings): Generator<SignalInput[]> {
  const signals = PEOPLE.flatMap((person) => lifeOf(person, seed, now)).sort(
    (a, b) => Number(a.time) - Number(b.time) || (a.id < b.id ? -1 : 1),
  );
  for (let from = 0; from < signals.length; from += BATCH_SIZE) yield signals.slice(from, from + BATCH_SIZE);
}

function lifeOf(person: Person, seed: number, now: number): SignalInput[] {
  const today = Math.floor(now / DAY_MS);
  const random = createRandom(seed, person.id);
  const incident = INCIDENTS.find(({ name }) => name === person.name);
  const ordinary: SignalInput[] = [];
  const diary = openDiary(person, `demo:${String(seed)}:${String(today)}`, (signal) => ordinary.push(signal));
  const habits = HABITS.get(person.id) ?? {};
  for (let daysAgo = DAYS; daysAgo >= 0; daysAgo--) {
    liveDay(diary, { start: (today - daysAgo) * DAY_MS, daysAgo }, habits, random);
  }
  const end = incident === undefined ? now : now - QUIET_BEFORE_END_MS;
  const lived = ordinary.filter(({ time }) => Number(time) <= end);
  if (incident === undefined) return lived;
  const told: SignalInput[] = [];
  incident.tell(
    openDiary(person, `demo:${String(seed)}:${String(today)}:incident`, (signal) => told.push(signal)),
    now,
  );
  return [...lived, ...told];
}
