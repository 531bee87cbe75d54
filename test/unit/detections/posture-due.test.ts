/** When a device's next posture report is due. */
import { expect, test } from 'vitest';
import { postureDue } from '../../../src/domain/detections/reading.ts';
import type { DevicePostureData, SignalOf } from '../../../src/domain/signal.ts';
import { NOW } from '../../support/evidence.ts';
import { signalOf } from '../../support/signals.ts';

const DAY = 24 * 3_600_000;

function report(reportBy: number | null): SignalOf<'device_posture'> {
  const data: DevicePostureData = {
    osName: null,
    osVersion: null,
    patchedAt: null,
    managed: true,
    compliance: 'compliant',
    attestation: null,
    edrLastSeenAt: null,
    checks: {},
    exploitedCves: [],
    reportBy,
  };
  return { ...signalOf('p1', NOW, { type: 'device_posture', data }), type: 'device_posture', data };
}

test.each([
  ['a week after a report that names no date', null, NOW + 7 * DAY],
  ['when the device says', NOW + DAY, NOW + DAY],
  ['after 30 days at most, so that no device can buy itself eternal silence', Date.UTC(9999, 11, 31), NOW + 30 * DAY],
])('the next report is due %s', (_case, reportBy, due) => {
  expect(postureDue(report(reportBy))).toBe(due);
});
