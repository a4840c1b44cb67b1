/**
 * The time-stamps of a JAdES signature, each with what it is over.
 *
 * @see {@link https://www.etsi.org/deliver/etsi_ts/119100_119199/11918201/ TS 119 182-1, sections 5.2.6, 5.3.4, 5.3.6 and A.1.5}
 * @module
 */
import { isJsonObject, type JsonObject } from '../../encoding/json';
import { member, textMember } from '../../encoding/json-document';
import type { Data, Proof, TimeStampFacts, TimeStampKind } from '../facts';
import { joinMaterial, NO_MATERIAL } from '../material';
import { type Component, materialOf, tokensOf } from './etsi-u';

export interface StampedJws {
  /** base64url, as they stand. */
  readonly protectedHeader: string;
  readonly value: string;
  /** Null: not at hand. */
  readonly payload: Data | null;
  readonly components: readonly Component[];
  /** `x5c` of the protected header. */
  readonly chain: readonly Uint8Array[];
  readonly contentTokens: readonly Uint8Array[];
}

/** What a time-stamp is over; or why nobody can say. */
interface Scope {
  readonly data: Data | null;
  readonly faults: readonly string[];
}

const KINDS: ReadonlyMap<string, TimeStampKind> = new Map([
  ['sigTst', 'signature'],
  ['sigRTst', 'references'],
  ['rfsTst', 'references'],
  ['arcTst', 'archive'],
]);

const REFERENCES: readonly string[] = ['xRefs', 'rRefs', 'axRefs', 'arRefs'];

/** Section 5.2.6: over the payload as it is signed; data objects in the place of their hashes. */
export function contentTimeStamps(header: JsonObject, payload: Data | null): readonly TimeStampFacts[] {
  return tokensOf(member(header, 'adoTst')).map((token) => ({
    kind: 'content',
    name: 'adoTst',
    token,
    covers: () => payload,
    faults: [],
    proves: { signature: false, material: NO_MATERIAL, timeStamps: [] },
  }));
}

export function jadesTimeStamps(jws: StampedJws): readonly TimeStampFacts[] {
  return jws.components.flatMap((component, index) => {
    const kind = KINDS.get(component.name);
    if (kind === undefined) return [];
    const { data, faults } = scopeOf(jws, component, index);
    const proves = proofOf(jws, component, index);
    return tokensOf(component.value).map((token) => ({
      kind,
      name: component.name,
      token,
      covers: () => data,
      faults,
      proves,
    }));
  });
}

function scopeOf(jws: StampedJws, component: Component, index: number): Scope {
  const before = jws.components.slice(0, index);
  // Section 5.3.4: the base64url text of the signature value.
  if (component.name === 'sigTst') return { data: [ascii(jws.value)], faults: [] };
  if (component.name === 'sigRTst') {
    const covered = before.filter(({ name }) => name === 'sigTst' || REFERENCES.includes(name));
    return joined([ascii(`${jws.value}.`)], covered, component);
  }
  if (component.name === 'rfsTst')
    return joined(
      [],
      before.filter(({ name }) => REFERENCES.includes(name)),
      component,
    );
  return archiveScope(jws, component, before);
}

/** Section 5.3.6.3.1: payload, protected header, value with a dot behind each, then all components before it. */
function archiveScope(jws: StampedJws, component: Component, before: readonly Component[]): Scope {
  const { value } = component;
  const scope = isJsonObject(value) ? textMember(value, 'timeStamped') : undefined;
  if (scope !== undefined && scope !== 'all')
    return { data: null, faults: [`timeStamped is ${scope}, which is not processed`] };
  const { payload } = jws;
  if (payload === null) return { data: null, faults: [] };
  const tail = ascii(`.${jws.protectedHeader}.${jws.value}.`);
  return joined(concat(payload, [tail]), before, component);
}

function joined(head: Data, covered: readonly Component[], component: Component): Scope {
  const texts = covered.map(({ encoded }) => encoded);
  if (texts.includes(null)) {
    const { value } = component;
    const method = isJsonObject(value) ? textMember(value, 'canonAlg') : undefined;
    const found = `the components it covers stand in the clear, canonicalised with ${method ?? 'no method'}`;
    return { data: null, faults: [found] };
  }
  return { data: concat(head, [ascii(texts.join(''))]), faults: [] };
}

function proofOf(jws: StampedJws, { name }: Component, index: number): Proof {
  const before = jws.components.slice(0, index);
  const signed = { ...NO_MATERIAL, certificates: jws.chain };
  if (name === 'rfsTst') return { signature: false, material: NO_MATERIAL, timeStamps: [] };
  if (name === 'sigTst') return { signature: true, material: signed, timeStamps: jws.contentTokens };
  const stamps = before.filter((one) => (name === 'arcTst' ? KINDS.has(one.name) : one.name === 'sigTst'));
  return {
    signature: true,
    material: name === 'arcTst' ? joinMaterial([signed, ...before.map(materialOf)]) : signed,
    timeStamps: [...jws.contentTokens, ...stamps.flatMap(({ value }) => tokensOf(value))],
  };
}

function concat(...parts: readonly Data[]): Data {
  return {
    *[Symbol.iterator]() {
      for (const part of parts) yield* part;
    },
  };
}

function ascii(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}
