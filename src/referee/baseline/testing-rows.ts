/**
 * Holds a table to examples: every row with a signature that meets it and one that breaks it.
 *
 * @module
 */
import assert from 'node:assert/strict';
import { digestByName } from '../../crypto/digests';
import { sameBytes } from '../../encoding/bytes';
import type { CmsDetail } from '../../formats/cms/facts';
import { tryParseToken } from '../../formats/cms/time-stamp-token';
import type { SignatureFacts } from '../../formats/facts';
import { NO_MATERIAL } from '../../formats/material';
import { tryParseCertificate } from '../../pki/certificate';
import { baselineRows } from './baseline';
import type { BaselineContext, BaselineRequirement, BaselineRow } from './row';

export type Change = (facts: SignatureFacts) => SignatureFacts;

/** `meets`: null where the whole signature does. `breaks`: null where nothing can. */
export interface Example {
  readonly meets: Change | null;
  readonly breaks: Change | null;
  readonly context?: (context: BaselineContext) => BaselineContext;
}

export function assertExamples(
  table: readonly BaselineRequirement[],
  whole: SignatureFacts,
  examples: Readonly<Record<string, Example>>,
): void {
  assert.deepEqual(Object.keys(examples).sort(), table.map(({ id }) => id.replace(/^[^.]+\./, '')).sort());
  for (const [what, { meets, breaks, context }] of Object.entries(examples)) {
    const row = (change: Change | null, given?: Example['context']): BaselineRow => {
      const facts = change?.(whole) ?? whole;
      const all = baselineRows(facts, given?.(contextOf(facts)) ?? contextOf(facts));
      const id = table.find((one) => one.id.endsWith(`.${what}`))?.id;
      const found = all.find((one) => one.row === id);
      assert.ok(found !== undefined, what);
      return found;
    };
    const good = row(meets);
    assert.equal(good.status, 'met', `${what}: ${good.found}`);
    if (breaks === null && context === undefined) continue;
    const bad = row(breaks, context);
    assert.equal(bad.status, 'broken', `${what}: ${bad.found}`);
    assert.notEqual(bad.found, good.found);
  }
}

export function adding(name: string, signed = true, count = 1): Change {
  return (facts) => ({
    ...facts,
    properties: [...facts.properties, ...Array.from({ length: count }, () => ({ name, signed }))],
  });
}

export function without(...names: readonly string[]): Change {
  return (facts) => ({ ...facts, properties: facts.properties.filter(({ name }) => !names.includes(name)) });
}

export function withoutTimeStamps(...kinds: readonly string[]): Change {
  return (facts) => ({ ...facts, timeStamps: facts.timeStamps.filter(({ kind }) => !kinds.includes(kind)) });
}

/** Once is allowed, twice is not. */
export function once(name: string, signed = true): Example {
  return { meets: adding(name, signed), breaks: adding(name, signed, 2) };
}

/** Not from this level on. */
export function never(name: string, signed = false): Example {
  return { meets: null, breaks: adding(name, signed) };
}

export function changingCms(change: (detail: CmsDetail) => CmsDetail): Change {
  return (facts) => {
    assert.equal(facts.detail.syntax, 'cms');
    return facts.detail.syntax === 'cms' ? { ...facts, detail: change(facts.detail) } : facts;
  };
}

export const NO_MATERIAL_CHANGE: Change = (facts) => ({ ...facts, material: NO_MATERIAL });

/** Version 2 is for every digest but this one. */
export const sha1Reference: Change = (facts) => ({
  ...facts,
  certificateReferences: facts.certificateReferences.map((one) => ({
    ...one,
    digest: { stated: '', digest: digestByName('sha1') },
  })),
});

/** The store beside the hash of the policy, and without it. */
export function policyStored(name: string): Example {
  const policy = { id: '1.2.3', uri: null, document: null, digest: null };
  const stored = adding(name, false);
  return {
    meets: (facts) => ({ ...stored(facts), signaturePolicy: { ...policy, hash: Buffer.from('hash') } }),
    breaks: (facts) => ({ ...stored(facts), signaturePolicy: { ...policy, hash: null } }),
  };
}

/** From the signature alone: its certificate is the one that it names by hash among those that it brings. */
export function contextOf(facts: SignatureFacts): BaselineContext {
  const { certificateReferences, material, signer, timeStamps } = facts;
  const candidates = [...signer.certificates, ...material.certificates];
  const named = certificateReferences.flatMap(({ digest: { digest }, hash }) =>
    digest === undefined ? [] : candidates.filter((der) => sameBytes(digest.of(der), hash)),
  );
  const signingCertificate = named[0] ?? null;
  const certificate = signingCertificate === null ? undefined : tryParseCertificate(signingCertificate);
  return {
    signingCertificate,
    notAfter: certificate?.notAfter ?? null,
    timeStampTimes: timeStamps.map(({ token }) => tryParseToken(token)?.info.time ?? null),
    revocationComplete: null,
  };
}
