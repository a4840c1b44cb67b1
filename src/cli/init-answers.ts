/**
 * The answers that a first profile needs, from the command line.
 *
 * @module
 */
import { SUITE_IDS } from '../crypto/suites';
import { DIALECTS } from '../drivers/registry';
import { FORMATS, LEVELS, type Level } from '../model/claim';
import { didYouMean } from '../model/did-you-mean';
import { type Profile, STATE_ROLES } from '../model/profile';
import { type Given, usage } from './arguments';
import { INIT_AUTHS, type InitAnswers } from './init-profile';

const NAME = { name: 'init' };
/** What endpoints of the region have in common. */
export const SUITE = 'rsa-pkcs1-sha256';

/** @throws TamgaError TAMGA-E-USAGE for what is missing or unknown. */
export function answersGiven(given: Given, known: Profile | undefined): InitAnswers {
  const code = codeOf(given);
  const dialect = given.text('dialect');
  const [sign, verify] = [given.text('sign-url'), given.text('verify-url')];
  if (dialect === undefined) throw usage('--dialect is missing', NAME, `One of ${DIALECTS.join(', ')}.`);
  if (sign === undefined && verify === undefined)
    throw usage(
      '--sign-url or --verify-url is missing',
      NAME,
      'A state without an endpoint cannot be asked.',
    );
  const listed = given
    .text('accepts')
    ?.split(',')
    .map((one) => one.trim().toUpperCase());
  return {
    code,
    name: given.text('name') ?? nameOf(code, known),
    role: oneOf(given.text('role') ?? known?.role ?? 'member', STATE_ROLES, '--role'),
    dialect: oneOf(dialect, DIALECTS, '--dialect'),
    urls: {
      ...(sign !== undefined && { sign: urlOf(sign, '--sign-url') }),
      ...(verify !== undefined && { verify: urlOf(verify, '--verify-url') }),
    },
    auth: oneOf(given.text('auth') ?? 'none', INIT_AUTHS, '--auth'),
    formats: several(given.texts('format'), FORMATS, '--format', ['CAdES']),
    levels: several(given.texts('level'), ADES_LEVELS, '--level', ['B-B']),
    suites: several(given.texts('suite'), SUITE_IDS, '--suite', [SUITE]),
    accepts: [...new Set([...(listed ?? []), code])].sort(),
  };
}

export const ADES_LEVELS: readonly Level[] = LEVELS.filter((level) => level !== 'none');

export function codeOf(given: Given): string {
  const [code = '', further] = given.positionals;
  if (further !== undefined) throw usage(`tamga init begins one profile at a time, not ${further} too`, NAME);
  if (/^[a-z]{2}$/i.test(code)) return code.toUpperCase();
  throw usage(
    `"${code}" is not the code of a state`,
    NAME,
    'Two letters, ISO 3166-1 alpha-2 where there is one.',
  );
}

export function nameOf(code: string, known: Profile | undefined): string {
  return known?.name ?? new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' }).of(code) ?? code;
}

export function urlOf(text: string, where: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol) && url.search + url.hash + url.username === '')
    return url.href;
  throw usage(
    `${where}: "${text}" is not a base URL`,
    NAME,
    'http or https, without user name, query and fragment.',
  );
}

export function oneOf<T extends string>(text: string, allowed: readonly T[], where: string): T {
  const found = allowed.find((one) => one.toLowerCase() === text.toLowerCase());
  if (found !== undefined) return found;
  const near = didYouMean(text, allowed);
  throw usage(
    `${where}: there is no "${text}"`,
    NAME,
    near === undefined ? `One of ${allowed.join(', ')}.` : `Did you mean ${near}?`,
  );
}

export function several<T extends string>(
  texts: readonly string[],
  allowed: readonly T[],
  where: string,
  otherwise: readonly T[],
): readonly T[] {
  const found = texts.flatMap(listOf).map((one) => oneOf(one, allowed, where));
  return found.length === 0 ? otherwise : [...new Set(found)];
}

export function listOf(text: string): readonly string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}
