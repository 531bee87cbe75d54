/** What the simulated devices report of themselves. */
import type { SignalInput } from '../contract/signal.ts';
import type { Person, Platform } from './people.ts';
import { DAY_MS, MINUTE_MS } from './signals.ts';

type Posture = Extract<SignalInput, { type: 'device_posture' }>['data'];

const SYSTEMS: Readonly<Record<Platform, { os_name: string; os_version: string; agent: string; ownCheck: string }>> = {
  macOS: {
    os_name: 'macOS',
    os_version: '26.6',
    agent:
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/151.0.0.0 Safari/537.36',
    ownCheck: 'sip',
  },
  Windows: {
    os_name: 'Windows',
    os_version: '11 25H2',
    agent:
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/151.0.0.0 Safari/537.36',
    ownCheck: 'secure_boot',
  },
  Ubuntu: {
    os_name: 'Ubuntu',
    os_version: '26.04',
    agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:154.0) Gecko/20100101 Firefox/154.0',
    ownCheck: 'secure_boot',
  },
};

const PHONE_AGENT =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1';

export function laptopAgent(person: Person): string {
  return SYSTEMS[person.platform].agent;
}

export function phoneAgent(): string {
  return PHONE_AGENT;
}

/** A laptop that is looked after. Reports come on working days, so the next is due after a long weekend. */
export function healthyPosture(person: Person, at: number, patchedDaysAgo: number): Posture {
  const system = SYSTEMS[person.platform];
  return {
    os_name: system.os_name,
    os_version: system.os_version,
    patched_at: at - patchedDaysAgo * DAY_MS,
    managed: true,
    compliance: 'compliant',
    attestation: 'passed',
    edr_last_seen_at: at - 4 * MINUTE_MS,
    checks: {
      disk_encrypted: 'pass',
      firewall: 'pass',
      screen_lock: 'pass',
      edr_running: 'pass',
      [system.ownCheck]: 'pass',
    },
    report_by: at + 5 * DAY_MS,
  };
}

/** Two years without updates, on a release that gets none, with its protection switched off. */
export function neglectedPosture(at: number): Posture {
  return {
    os_name: 'Windows',
    os_version: '10 22H2',
    patched_at: at - 520 * DAY_MS,
    managed: true,
    compliance: 'noncompliant',
    attestation: 'failed',
    edr_last_seen_at: at - 9 * DAY_MS,
    checks: { disk_encrypted: 'fail', firewall: 'fail', screen_lock: 'fail', edr_running: 'fail', secure_boot: 'fail' },
    exploited_cves: ['CVE-2025-29824', 'CVE-2024-49138'],
    report_by: at + 5 * DAY_MS,
  };
}
