/** Signals of an ordinary day: of ten, six sign-ins, three accesses and one posture report, over many people. */
const AGENT =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/151.0.0.0 Safari/537.36';
const LOCATION = { country: 'DE', city: 'Berlin', latitude: 52.52, longitude: 13.4 };
const NETWORK = { asn: 64_496, as_org: 'Example Broadband' };

/** The native signal number `n` of a run; neighbours are of different people. `run` keeps the ids of runs apart. */
export function signal(run, n, { people, time }) {
  const person = n % people;
  const turn = Math.floor(n / people) + person;
  const envelope = { id: `${run}:${n}`, time, user_id: `person-${person}`, device_id: `laptop-${person}` };
  const origin = { ip: `203.0.113.${person % 250}`, user_agent: AGENT, location: LOCATION, network: NETWORK };
  if (turn % 10 === 0) return { ...envelope, type: 'device_posture', data: posture(time) };
  if (turn % 10 <= 3) {
    const data = { resource_type: 'app', resource_id: `app-${n % 40}`, action: 'open', outcome: 'allowed' };
    return { ...envelope, ...origin, type: 'access', data };
  }
  const data = { outcome: 'success', amr: ['pwd', 'otp', 'mfa'], mfa: true, protocol: 'interactive' };
  return { ...envelope, ...origin, session_id: `session-${person}-${turn}`, type: 'authentication', data };
}

function posture(time) {
  return {
    os_name: 'macOS',
    os_version: '26.6',
    managed: true,
    compliance: 'compliant',
    patched_at: time - 9 * 86_400_000,
    report_by: time + 5 * 86_400_000,
    checks: { disk_encrypted: 'pass', firewall: 'pass', screen_lock: 'pass', edr_running: 'pass' },
  };
}
