/** Okta's events about accounts, administration and applications as account changes, accesses and findings. */
import type { SignalInput } from '../../../contract/signal.ts';
import type { AccountChange, FindingKind } from '../../../domain/signal.ts';
import { actorEnvelope, affectedEnvelope, clientAppOf, personOf, userTargetOf } from './context.ts';
import type { OktaEvent } from './event.ts';

export function succeeded(event: OktaEvent): boolean {
  return !['FAILURE', 'DENY', 'ERROR'].includes(event.result);
}

/**
 * A change to a person's account. Done by somebody else, it gives two signals: the change for the person affected,
 * and a privileged act for the one who did it. A change that failed did not happen: only the attempt counts.
 */
export function accountChange(event: OktaEvent, change: AccountChange): SignalInput[] {
  const actor = personOf(event.actor);
  const person = userTargetOf(event) ?? actor;
  if (person === null) return ownChange(event, change);
  if (!succeeded(event)) return [privilegedAct(event)];
  if (person === actor) return ownChange(event, change);
  const affected: SignalInput = {
    ...affectedEnvelope(event, person),
    type: 'account_change',
    data: changeData(event, change, event.actor?.type === 'SystemPrincipal' ? 'system' : 'admin'),
  };
  return isActing(event) ? [affected, privilegedAct(event)] : [affected];
}

/** A change whose weight rests on the one who made it: tokens, identity providers, sign-in policies. */
export function ownChange(event: OktaEvent, change: AccountChange): SignalInput[] {
  if (!succeeded(event)) return [privilegedAct(event)];
  return [{ ...actorEnvelope(event), type: 'account_change', data: changeData(event, change, 'self') }];
}

function changeData(event: OktaEvent, change: AccountChange, actor: 'self' | 'admin' | 'system') {
  return {
    change,
    actor,
    actor_id: personOf(event.actor) ?? event.actor?.id ?? null,
    detail: detailOf(event),
    targets: namesOf(event),
  };
}

/** Something only an administrator can do; `outcome` says whether it was allowed. */
export function privilegedAct(event: OktaEvent): SignalInput {
  return access(event, { privileged: true, suffix: ':actor' });
}

export function applicationAccess(event: OktaEvent, denied: boolean): SignalInput {
  return access(event, { privileged: false, suffix: '', denied });
}

export function consoleAccess(event: OktaEvent): SignalInput {
  return access(event, { privileged: true, suffix: '' });
}

function access(event: OktaEvent, how: { privileged: boolean; suffix: string; denied?: boolean }): SignalInput {
  const app = event.targets.find(({ type }) => type === 'AppInstance');
  const target = app ?? event.targets[0];
  return {
    ...actorEnvelope(event, how.suffix),
    type: 'access',
    data: {
      resource_type:
        target === undefined || target.type === '' ? 'okta' : `okta_${target.type.toLowerCase().slice(0, 90)}`,
      resource_id: target?.name ?? target?.login ?? target?.id ?? 'okta',
      action: event.type.slice(0, 100),
      outcome: (how.denied ?? !succeeded(event)) ? 'denied' : 'allowed',
      privileged: how.privileged,
    },
  };
}

/** A verdict about the person affected: the target, or the actor when there is none. */
export function finding(event: OktaEvent, kind: FindingKind, confidence: number): SignalInput[] {
  const person = userTargetOf(event);
  if (person === null || person === personOf(event.actor)) return [actorFinding(event, kind, confidence)];
  const data = { kind, confidence, detail: detailOf(event) };
  return [{ ...affectedEnvelope(event, person), type: 'finding', data }];
}

/** A verdict about the actor, with the actor's circumstances. */
export function actorFinding(event: OktaEvent, kind: FindingKind, confidence: number): SignalInput {
  const data = { kind, confidence, detail: detailOf(event) };
  return { ...actorEnvelope(event, ':finding'), type: 'finding', data };
}

/** Whether there is anybody to hold the act against. */
export function isActing(event: OktaEvent): boolean {
  return personOf(event.actor) !== null || clientAppOf(event.actor) !== null;
}

function detailOf(event: OktaEvent): string {
  return (event.reason === '' ? event.message : `${event.message}: ${event.reason}`).slice(0, 1_000);
}

function namesOf(event: OktaEvent): string[] {
  const privileges = event.debug.text('privilegeGranted', 1_000)?.split(',') ?? [];
  const targets = event.targets.map(({ name, login, id }) => name ?? login ?? id ?? '');
  return [...privileges.map((privilege) => privilege.trim()), ...targets].filter((name) => name !== '').slice(0, 64);
}
