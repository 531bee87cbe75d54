import { describe, expect, it } from 'vitest';
import { supportEnd } from '../../../src/domain/detections/device/os-lifecycle.ts';

const day = (iso: string) => Date.parse(`${iso}T00:00:00Z`) + 86_400_000;

describe('the end of support', () => {
  it.each([
    ['Windows', '10 22H2', '2025-10-14'],
    ['Windows 10 Pro', '10.0.19045.4717', '2025-10-14'],
    ['Windows 11 Pro', '10.0.22631', '2026-11-10'],
    ['Windows', '11 24H2', '2027-10-12'],
    ['Windows 7', '6.1', '2020-01-14'],
    ['Windows Server 2012 R2', '6.3', '2023-10-10'],
    ['macOS', '13.7.1', '2025-09-15'],
    ['Mac OS X', '10.14.6', '2021-10-25'],
    ['Ubuntu', '20.04.6 LTS', '2025-05-31'],
    ['Debian GNU/Linux', '11 (bullseye)', '2024-08-14'],
    ['Red Hat Enterprise Linux', '7.9', '2024-06-30'],
    ['Android', '12', '2025-03-03'],
    ['iOS', '14.8', '2021-10-26'],
    ['Fedora Linux', '40', '2025-05-13'],
  ])('of %s %s is the end of %s', (name, version, end) => {
    expect(supportEnd(name, version)).toBe(day(end));
  });

  it.each([
    ['macOS', '26.11'],
    ['macOS', '15.2'],
    ['iOS', '26.1'],
    ['Windows 10 Enterprise LTSC', '10.0.19044'],
    ['Windows 10 ESU', '22H2'],
    ['Haiku', 'R1'],
    ['', ''],
    ['constructor', '__proto__'],
    ['Windows', 'constructor'],
  ])('of %s %s is not known', (name, version) => {
    expect(supportEnd(name, version)).toBeNull();
  });

  it('does not choke on long names', () => {
    expect(supportEnd('Windows '.repeat(5000), '1'.repeat(50_000))).toBeNull();
  });
});
