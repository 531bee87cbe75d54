/** How the engine's parts are, and whether traffic should come here. */
import type { Clock } from '../domain/ports/clock.ts';
import type { ComponentStatus, Health, HealthService } from './services.ts';

export interface Probe {
  /** Rejects when the component is not usable. */
  readonly check: () => Promise<void>;
  /** Whether the engine can answer without it, if less well. */
  readonly isEssential: boolean;
  readonly detail: string | null;
}

export interface HealthDeps {
  readonly probes: Readonly<Record<string, Probe>>;
  readonly clock: Clock;
  readonly isAccepting: () => boolean;
  /** A probe that takes longer counts as down. */
  readonly withTimeout: <T>(work: Promise<T>) => Promise<T>;
  readonly onStatus: (component: string, isUp: boolean) => void;
}

export function createHealthService(deps: HealthDeps): HealthService {
  const probe = async ([name, { check, detail, isEssential }]: [string, Probe]) => {
    const started = deps.clock.now();
    const status = await deps.withTimeout(check()).then(
      (): ComponentStatus => 'up',
      (): ComponentStatus => 'down',
    );
    deps.onStatus(name, status === 'up');
    return { name, isEssential, status, detail, latencyMs: deps.clock.now() - started };
  };

  const health = async (): Promise<Health> => {
    const found = await Promise.all(Object.entries(deps.probes).map(probe));
    const isDown = found.some(({ status, isEssential }) => status === 'down' && isEssential);
    const isDegraded = found.some(({ status }) => status === 'down');
    return {
      status: isDown ? 'down' : isDegraded ? 'degraded' : 'up',
      components: Object.fromEntries(
        found.map(({ name, status, detail, latencyMs }) => [name, { status, detail, latencyMs }]),
      ),
    };
  };

  return {
    health,
    async ready() {
      return deps.isAccepting() && (await health()).status !== 'down';
    },
  };
}
