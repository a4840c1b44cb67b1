/**
 * The one round of this process: set by the plugin or by `tamga run`, found by the hooks and steps.
 *
 * @module
 */
import { TamgaError } from '../model/error';
import type { Session } from './session';
import type { GivenSettings } from './settings';

const current: { settings?: GivenSettings; session?: Session } = {};

/** `tamga run` and `tamga list` hand their settings over before they start cucumber. */
export function setSettings(settings: GivenSettings): void {
  current.settings = settings;
}

export function currentSettings(): GivenSettings | undefined {
  return current.settings;
}

export function setSession(session: Session): void {
  current.session = session;
}

/** @throws {TamgaError} TAMGA-E-INTERNAL when cucumber runs without the plugin. */
export function currentSession(): Session {
  if (current.session) return current.session;
  throw new TamgaError('TAMGA-E-INTERNAL', 'no round is planned in this process', {
    hint: 'Run the features with the cucumber.js of this project: it loads the plugin that plans the round.',
  });
}

export function sessionIfAny(): Session | undefined {
  return current.session;
}
