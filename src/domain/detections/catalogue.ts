/**
 * Every detection of the engine, in the order in which they run. `au.recent_step_up` comes last, because it takes
 * back doubts that others raise about the very same sign-in.
 */
import type { Detection } from './detection.ts';
import { detection as contextLlr } from './behavior/context-llr.ts';
import { detection as impossibleTravel } from './behavior/impossible-travel.ts';
import { detection as diskUnencrypted } from './device/disk-unencrypted.ts';
import { detection as torExit } from './network/tor-exit.ts';
import { detection as methodStrength } from './authentication/method-strength.ts';
import { detection as singleFactorSuccess } from './authentication/single-factor-success.ts';

export const CATALOGUE: readonly Detection[] = [
  contextLlr,
  impossibleTravel,
  diskUnencrypted,
  torExit,
  methodStrength,
  singleFactorSuccess,
];
