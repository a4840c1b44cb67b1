/**
 * `sigD`: which data objects outside the JWS are signed, and how they become its payload.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_ts/119100_119199/11918201/ TS 119 182-1, section 5.2.8}
 * @module
 */
import { digestByJsonName } from '../../crypto/digest-names';
import { decodeLooseBase64Url } from '../../encoding/base64';
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../../encoding/json';
import { arrayMember, member, textMember } from '../../encoding/json-document';
import { TamgaError } from '../../model/error';
import type { Coverage, Data, DetachedContent, Reference } from '../facts';
import { contentNamed, type Found } from './contents';
import { SIG_D_MECHANISMS, type SigDMechanism } from './facts';
import { shown } from './header';
import type { JwsFault } from './oddity';
import { asSigned, type Payload } from './signed-data';

const MECHANISM = 'http://uri.etsi.org/19182/';
const MAXIMUM_OBJECTS = 1000;

interface Named {
  readonly uri: string;
  readonly found: Found;
  /** As it contributes: base64url unless `b64` says otherwise. */
  readonly data: Data | null;
}

export function readSigD(value: Json, contents: readonly DetachedContent[], unencoded: boolean): Payload {
  const sigD = isJsonObject(value) ? value : {};
  const mechanism = mechanismOf(sigD);
  const pars = texts(member(sigD, 'pars'));
  if (pars.length > MAXIMUM_OBJECTS)
    throw new TamgaError('TAMGA-E-LIMIT', `sigD names ${pars.length} objects, over ${MAXIMUM_OBJECTS}`);
  const faults = formFaults(sigD, mechanism, pars);
  if (mechanism === null || pars.length === 0) return { ...NOTHING, mechanism, faults };
  if (mechanism === 'HttpHeaders') {
    const signed = httpHeaders(pars, contents, unencoded);
    // Section 5.3.6.3: for a time-stamp the body stands in the place of its digest, and no body is given here.
    const stamped = pars.some((name) => name.toLowerCase() === 'digest') ? null : signed;
    const coverage = signed === null ? null : ('partial' as const);
    return { ...NOTHING, signed, stamped, dataFound: signed !== null, coverage, mechanism, faults };
  }
  const named = pars.map((uri) => dataNamed(uri, contents, pars.length === 1, unencoded));
  const joined = join(named);
  const coverage = joined === null ? null : coverageOf(named, contents);
  if (mechanism === 'ObjectIdByURI') {
    const dataFound = joined !== null;
    return { signed: joined, stamped: joined, references: [], dataFound, coverage, mechanism, faults };
  }
  const references = referencesOf(sigD, named);
  // Section 5.2.8.3.3: the payload contributes as an empty stream, the hashes speak for the data.
  return { signed: [], stamped: joined, references, dataFound: joined !== null, coverage, mechanism, faults };
}

const NOTHING: Payload = {
  signed: null,
  stamped: null,
  references: [],
  dataFound: false,
  coverage: null,
  mechanism: null,
  faults: [],
};

function mechanismOf(sigD: JsonObject): SigDMechanism | null {
  const stated = textMember(sigD, 'mId');
  return SIG_D_MECHANISMS.find((name) => stated === `${MECHANISM}${name}`) ?? null;
}

function formFaults(
  sigD: JsonObject,
  mechanism: SigDMechanism | null,
  pars: readonly string[],
): readonly JwsFault[] {
  const odd = (found: string): JwsFault => ({ kind: 'jws.detached-form', found });
  const faults: JwsFault[] = [];
  if (mechanism === null) faults.push(odd(`the mechanism is unknown: ${shown(member(sigD, 'mId'))}`));
  const given = arrayMember(sigD, 'pars');
  if (pars.length === 0 || given?.length !== pars.length) faults.push(odd('pars is not an array of strings'));
  if (new Set(pars).size !== pars.length) faults.push(odd('pars names an object twice'));
  const types = member(sigD, 'ctys');
  if (types !== undefined && texts(types).length !== pars.length)
    faults.push(odd('ctys has not one type for each object'));
  const hashes = ['hashM', 'hashV'].filter((name) => Object.hasOwn(sigD, name));
  if (mechanism !== 'ObjectIdByURIHash')
    return hashes.length === 0
      ? faults
      : [...faults, odd(`${hashes.join(' and ')} are of another mechanism`)];
  if (textMember(sigD, 'hashM') === undefined) faults.push(odd('hashM names no digest algorithm'));
  if (texts(member(sigD, 'hashV')).length !== pars.length)
    faults.push(odd('hashV has not one digest for each object'));
  return faults;
}

function dataNamed(
  uri: string,
  contents: readonly DetachedContent[],
  alone: boolean,
  unencoded: boolean,
): Named {
  const found = contentNamed(uri, contents, alone);
  return { uri, found, data: found.content === null ? null : asSigned(found.content.bytes, unencoded) };
}

/** Section 5.2.8.3.2: one behind the other in the order of `pars`. */
function join(named: readonly Named[]): Data | null {
  const all = named.map(({ data }) => data).filter((data) => data !== null);
  if (all.length !== named.length) return null;
  return {
    *[Symbol.iterator]() {
      for (const data of all) yield* data;
    },
  };
}

function coverageOf(named: readonly Named[], contents: readonly DetachedContent[]): Coverage {
  return contents.every((content) => named.some(({ found }) => found.content === content))
    ? 'full'
    : 'partial';
}

function referencesOf(sigD: JsonObject, named: readonly Named[]): readonly Reference[] {
  const stated = textMember(sigD, 'hashM') ?? '';
  const hashes = texts(member(sigD, 'hashV'));
  const counted = hashes.length === named.length;
  return named.map(({ uri, found, data }, index) => {
    const hash = counted ? decodeLooseBase64Url(hashes[index] ?? '') : undefined;
    return {
      what: uri,
      role: 'document',
      digest: { stated, digest: digestByJsonName(stated) },
      expected: hash === undefined ? [] : [hash],
      data: hash === undefined ? null : data,
      missing: hash === undefined ? { refused: 'no digest is given for it' } : found.missing,
    };
  });
}

/**
 * Section 5.2.8.2: lines of the form `name: value`, each with its field's values in order; a field is offered as content of its name.
 */
function httpHeaders(
  pars: readonly string[],
  contents: readonly DetachedContent[],
  unencoded: boolean,
): Data | null {
  const lines = pars.map((name) => {
    const wanted = name.toLowerCase();
    const values = contents
      .filter((content) => content.name?.toLowerCase() === wanted)
      .map(({ bytes }) =>
        Buffer.concat([...bytes])
          .toString('latin1')
          .trim(),
      );
    return values.length === 0 ? null : `${wanted}: ${values.join(', ')}`;
  });
  if (lines.includes(null)) return null;
  return asSigned([Buffer.from(lines.join('\n'), 'latin1')], unencoded);
}

function texts(value: Json | undefined): readonly string[] {
  return isJsonArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
