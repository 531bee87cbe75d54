/**
 * Every detection of the engine, in the order in which they run. `au.recent_step_up` comes last, because it takes
 * back doubts that others raise about the very same sign-in.
 */
import type { Detection } from './detection.ts';
import { detection as adminConfirmedCompromise } from './behavior/admin-confirmed-compromise.ts';
import { detection as adminRoleAssigned } from './behavior/admin-role-assigned.ts';
import { detection as apiTokenCreated } from './behavior/api-token-created.ts';
import { detection as contextLlr } from './behavior/context-llr.ts';
import { detection as dormantAccountActive } from './behavior/dormant-account-active.ts';
import { detection as impossibleTravel } from './behavior/impossible-travel.ts';
import { detection as mailboxRule } from './behavior/mailbox-rule.ts';
import { detection as massAccess } from './behavior/mass-access.ts';
import { detection as mfaMethodAddedAfterReset } from './behavior/mfa-method-added-after-reset.ts';
import { detection as newCountry } from './behavior/new-country.ts';
import { detection as oauthConsentRisky } from './behavior/oauth-consent-risky.ts';
import { detection as privilegeActionBurst } from './behavior/privilege-action-burst.ts';
import { detection as rareResource } from './behavior/rare-resource.ts';
import { detection as resourceEnumeration } from './behavior/resource-enumeration.ts';
import { detection as sessionConcurrency } from './behavior/session-concurrency.ts';
import { detection as sourceRisk } from './behavior/source-risk.ts';
import { detection as threatDetected } from './behavior/threat-detected.ts';
import { detection as unusualHour } from './behavior/unusual-hour.ts';
import { detection as userReportedSuspicious } from './behavior/user-reported-suspicious.ts';
import { detection as attestationFailed } from './device/attestation-failed.ts';
import { detection as diskUnencrypted } from './device/disk-unencrypted.ts';
import { detection as edrMissing } from './device/edr-missing.ts';
import { detection as edrSilent } from './device/edr-silent.ts';
import { detection as firewallOff } from './device/firewall-off.ts';
import { detection as kevExposed } from './device/kev-exposed.ts';
import { detection as knownDevice } from './device/known-device.ts';
import { detection as malwareActive } from './device/malware-active.ts';
import { detection as malwareCleaned } from './device/malware-cleaned.ts';
import { detection as newDevice } from './device/new-device.ts';
import { detection as noncompliant } from './device/noncompliant.ts';
import { detection as osEol } from './device/os-eol.ts';
import { detection as patchDebt } from './device/patch-debt.ts';
import { detection as postureHealthy } from './device/posture-healthy.ts';
import { detection as rootedJailbroken } from './device/rooted-jailbroken.ts';
import { detection as screenlockOff } from './device/screenlock-off.ts';
import { detection as securebootOff } from './device/secureboot-off.ts';
import { detection as sipOff } from './device/sip-off.ts';
import { detection as unmanaged } from './device/unmanaged.ts';
import { detection as anonymizingVpn } from './network/anonymizing-vpn.ts';
import { detection as corporateNetwork } from './network/corporate-network.ts';
import { detection as credentialStuffingSource } from './network/credential-stuffing-source.ts';
import { detection as datacenterIp } from './network/datacenter-ip.ts';
import { detection as familiarNetwork } from './network/familiar-network.ts';
import { detection as ipReputation } from './network/ip-reputation.ts';
import { detection as passwordSpraySource } from './network/password-spray-source.ts';
import { detection as threatSuspected } from './network/threat-suspected.ts';
import { detection as tiHit } from './network/ti-hit.ts';
import { detection as torExit } from './network/tor-exit.ts';
import { detection as accountLocked } from './authentication/account-locked.ts';
import { detection as aitmBlocked } from './authentication/aitm-blocked.ts';
import { detection as bruteForce } from './authentication/brute-force.ts';
import { detection as credentialsExtracted } from './authentication/credentials-extracted.ts';
import { detection as factorReset } from './authentication/factor-reset.ts';
import { detection as federationChange } from './authentication/federation-change.ts';
import { detection as leakedCredential } from './authentication/leaked-credential.ts';
import { detection as legacyProtocol } from './authentication/legacy-protocol.ts';
import { detection as methodStrength } from './authentication/method-strength.ts';
import { detection as mfaDisabled } from './authentication/mfa-disabled.ts';
import { detection as mfaFatigue } from './authentication/mfa-fatigue.ts';
import { detection as pushMismatch } from './authentication/push-mismatch.ts';
import { detection as refreshReuse } from './authentication/refresh-reuse.ts';
import { detection as sessionTokenReplay } from './authentication/session-token-replay.ts';
import { detection as singleFactorSuccess } from './authentication/single-factor-success.ts';
import { detection as successAfterFailures } from './authentication/success-after-failures.ts';
import { detection as recentStepUp } from './authentication/recent-step-up.ts';

export const CATALOGUE: readonly Detection[] = [
  adminConfirmedCompromise,
  adminRoleAssigned,
  apiTokenCreated,
  contextLlr,
  dormantAccountActive,
  impossibleTravel,
  mailboxRule,
  massAccess,
  mfaMethodAddedAfterReset,
  newCountry,
  oauthConsentRisky,
  privilegeActionBurst,
  rareResource,
  resourceEnumeration,
  sessionConcurrency,
  sourceRisk,
  threatDetected,
  unusualHour,
  userReportedSuspicious,
  attestationFailed,
  diskUnencrypted,
  edrMissing,
  edrSilent,
  firewallOff,
  kevExposed,
  knownDevice,
  malwareActive,
  malwareCleaned,
  newDevice,
  noncompliant,
  osEol,
  patchDebt,
  postureHealthy,
  rootedJailbroken,
  screenlockOff,
  securebootOff,
  sipOff,
  unmanaged,
  anonymizingVpn,
  corporateNetwork,
  credentialStuffingSource,
  datacenterIp,
  familiarNetwork,
  ipReputation,
  passwordSpraySource,
  threatSuspected,
  tiHit,
  torExit,
  accountLocked,
  aitmBlocked,
  bruteForce,
  credentialsExtracted,
  factorReset,
  federationChange,
  leakedCredential,
  legacyProtocol,
  methodStrength,
  mfaDisabled,
  mfaFatigue,
  pushMismatch,
  refreshReuse,
  sessionTokenReplay,
  singleFactorSuccess,
  successAfterFailures,
  recentStepUp,
];
