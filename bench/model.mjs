/**
 * What the model itself costs: one assessment given its state, its explanation, and one signal folded in.
 * Run: `npm run bench:model` (needs a build). Aim: one assessment with 30 evidence items ≤ 15 µs median.
 */
import { CATALOGUE } from '../dist/domain/detections/catalogue.js';
import { foldSignal } from '../dist/domain/fold/fold.js';
import { createModel } from '../dist/domain/model/model.js';
import { DEFAULT_MODEL_SETTINGS } from '../dist/domain/model/settings.js';
import { UNIFORM_POPULATION } from '../dist/domain/profile/population.js';
import { emptyState } from '../dist/domain/state.js';
import { record, timePerCall } from './measure.mjs';

const NOW = Date.UTC(2026, 5, 1, 12);
const FACTORS = ['user_behavior', 'device_posture', 'network_context', 'authentication'];
const model = createModel({ settings: DEFAULT_MODEL_SETTINGS, catalogue: CATALOGUE, population: UNIFORM_POPULATION });

/** A busy user: items over all factors, six groups, both signs, ages from minutes to weeks, every tenth with a cap. */
function stateWith(count) {
  const items = Array.from({ length: count }, (_, i) => ({
    id: `xx.d${i % 12}#${i}`,
    detection: `xx.d${i % 12}`,
    factor: FACTORS[i % 4],
    group: `g${i % 6}`,
    sign: i % 3 === 0 ? 1 : -1,
    strength: 200 + ((i * 397) % 4000),
    reliability: 900,
    observedAt: NOW - ((i * 7_919_000) % (14 * 86_400_000)),
    since: NOW - 86_400_000,
    halfLifeMs: i % 5 === 0 ? null : 7 * 86_400_000,
    reportBy: i % 5 === 0 ? NOW + 86_400_000 : null,
    cap: i % 10 === 0 ? 600 : null,
    status: 'live',
    deviceId: null,
    sessionId: null,
    signalIds: [],
    facts: {},
  }));
  return { ...emptyState({ tenant: 't', type: 'user', id: 'ada' }), revision: 1, items };
}

const REQUEST = {
  ip: '203.0.113.7',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
  deviceId: 'laptop',
  sessionId: null,
  geo: { country: 'DE', city: 'Berlin', latitude: 52.5, longitude: 13.4, radiusKm: 20 },
  network: {
    asn: 64500,
    asOrg: null,
    anonymizer: null,
    hosting: null,
    corporate: null,
    reputationHits: null,
    threatConfidence: null,
    threatActor: null,
  },
  authentication: {
    mfa: true,
    amr: ['pwd', 'otp'],
    acr: null,
    sessionEncrypted: true,
    credentialAgeDays: null,
    sessionAgeSeconds: 600,
  },
};

function login(i) {
  return {
    id: `s${i}`,
    tenant: 't',
    occurredAt: NOW + i * 600_000,
    receivedAt: NOW,
    source: 'native',
    sourceType: null,
    entities: [{ tenant: 't', type: 'user', id: 'ada' }],
    userId: 'ada',
    deviceId: 'laptop',
    sessionId: `session-${i}`,
    ip: i % 7 === 0 ? `198.51.100.${i % 250}` : '203.0.113.7',
    userAgent: REQUEST.userAgent,
    geo: REQUEST.geo,
    network: REQUEST.network,
    type: 'authentication',
    data: {
      outcome: 'success',
      amr: ['pwd', 'otp'],
      acr: null,
      mfa: true,
      failureReason: null,
      protocol: null,
      stepUp: false,
      application: null,
      hints: [],
    },
  };
}

const results = {};
for (const count of [0, 10, 30, 40, 64]) {
  const state = stateWith(count);
  results[`assess, ${count} items, µs`] = timePerCall((i) =>
    model.assess({ state, device: null, request: null, now: NOW + i }),
  );
}
let lived = emptyState({ tenant: 't', type: 'user', id: 'ada' });
for (let i = 0; i < 300; i += 1) lived = foldSignal(lived, login(i), model);
const at = NOW + 300 * 600_000;
results[`assess with request context, ${lived.items.length} items, µs`] = timePerCall((i) =>
  model.assess({ state: lived, device: null, request: REQUEST, now: at + i }),
);
const thirty = stateWith(30);
results['explain, 30 items, µs'] = timePerCall((i) =>
  model.explain(model.weigh({ state: thirty, device: null, request: null, now: NOW + i })),
);
const signals = Array.from({ length: 500 }, (_, i) => login(300 + i));
results['fold one login into a lived-in state, µs'] = timePerCall((i) => foldSignal(lived, signals[i % 500], model));
results['state size, bytes'] = JSON.stringify(lived).length;
record('model', results, { command: 'npm run bench:model' });
