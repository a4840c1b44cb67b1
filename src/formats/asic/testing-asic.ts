/**
 * Containers that are right, and what the reader says of the signatures in one, for tests.
 *
 * @module
 */
import { ok } from 'node:assert/strict';
import type { TestEntry } from '../../encoding/zip/testing-zip';
import type { SignatureFacts, SignedFile } from '../facts';
import { readAsic } from './read';
import { cades, type Listed, manifestXml, xadesSignatures, xmlSignature } from './testing-container';

export const A: Listed = { uri: 'a.txt', content: 'first file' };
export const B: Listed = { uri: 'dir/b.txt', content: 'second file' };
export const FILES = [
  ['a.txt', A.content],
  ['dir/b.txt', B.content],
] as const;
export const P7S = 'META-INF/signature001.p7s';
export const MANIFEST = 'META-INF/ASiCManifest001.xml';
export const XML = 'META-INF/signatures0.xml';

export type Entries = readonly (TestEntry | readonly [string, Uint8Array | string])[];

/** A manifest and the signature over it. */
export function signedManifest(listed: readonly Listed[], name = MANIFEST, signature = P7S): Entries {
  const manifest = manifestXml(signature, listed);
  return [
    [name, manifest],
    [signature, cades(manifest)],
  ];
}

export const GOOD_E = [...FILES, ...signedManifest([A, B])];
export const GOOD_X = [...FILES, [XML, xadesSignatures(xmlSignature([A, B]))] as const];

export function signaturesIn({ signatures }: SignedFile): readonly SignatureFacts[] {
  return signatures.map((entry) => {
    ok(entry.readable, entry.readable ? '' : entry.fault);
    return entry.signature;
  });
}

export function first(file: Uint8Array): SignatureFacts {
  const [signature] = signaturesIn(readAsic(file));
  ok(signature !== undefined);
  return signature;
}

export const kinds = ({ oddities }: SignatureFacts) => oddities.map(({ kind }) => kind);
export const own = (facts: SignatureFacts) => kinds(facts).filter((kind) => /^(asic|zip)\./.test(kind));
