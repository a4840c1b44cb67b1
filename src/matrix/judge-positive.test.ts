import { deepEqual, match } from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Answer } from '../model/answer';
import type { CheckFacts } from '../model/check';
import type { Claim } from '../model/claim';
import type { Profile } from '../model/profile';
import { PASSED } from '../model/verdict';
import { judged, passed, TR_AZ, verdictOf } from './testing-judge';
import { answered, artefactOf, factsOf, indeterminate, question } from './testing-round';
import { testProfile } from './testing-states';

describe('row 1: a positive that passes', () => {
  it('is as expected', () => {
    deepEqual(verdictOf(judged([factsOf(TR_AZ, passed)])), ['as-expected', 'none']);
  });
  it('is as expected even where the declaration would refuse it, and says so', () => {
    const check = judged([
      factsOf(TR_AZ, passed, { asVerifier: indeterminate('NO_CERTIFICATE_CHAIN_FOUND') }),
    ]);
    deepEqual(verdictOf(check), ['as-expected', 'none']);
    match(check.because, /although what it declares would give INDETERMINATE/);
  });
});

describe('row 2: a positive not recognised by declaration', () => {
  const refuse = answered('indeterminate');
  const strangers = [testProfile('TR'), testProfile('AZ', { accepts: ['AZ'] })];
  it('is a matter of trust where the anchor is not declared', () => {
    for (const sub of ['NO_CERTIFICATE_CHAIN_FOUND', 'NO_CERTIFICATE_CHAIN_FOUND_NO_POE'] as const) {
      const facts = factsOf(TR_AZ, refuse, { asVerifier: indeterminate(sub) });
      deepEqual(verdictOf(judged([facts], { profiles: strangers })), ['not-recognised', 'trust']);
    }
  });
  it('names nobody where the chain is missing although the anchor is declared', () => {
    const facts = factsOf(TR_AZ, refuse, { asVerifier: indeterminate('NO_CERTIFICATE_CHAIN_FOUND') });
    deepEqual(verdictOf(judged([facts])), ['not-recognised', 'undetermined']);
  });
  it('is a matter of policy where an algorithm is not accepted', () => {
    for (const sub of ['CRYPTO_CONSTRAINTS_FAILURE', 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE'] as const) {
      const facts = factsOf(TR_AZ, answered('not-passed'), { asVerifier: indeterminate(sub) });
      deepEqual(verdictOf(judged([facts])), ['not-recognised', 'policy']);
    }
  });
  it('is a matter of policy where only the declared time differs', () => {
    const facts = factsOf(question('TR-AZ', 'before-revocation'), refuse, {
      asVerifier: indeterminate('REVOKED_NO_POE'),
    });
    const now = [testProfile('TR'), testProfile('AZ', { timeModel: 'now' })];
    deepEqual(verdictOf(judged([facts], { profiles: now })), ['not-recognised', 'policy']);
    deepEqual(verdictOf(judged([facts])), ['not-recognised', 'undetermined']);
  });
  it('follows the rule that refuses the signer’s other right signatures of this product, if it is one', () => {
    const asVerifier = indeterminate('REVOKED_NO_POE');
    const facts = factsOf(question('TR-AZ', 'before-revocation'), refuse, { asVerifier });
    const sibling = (id: string, verdict: CheckFacts['asVerifier']) =>
      factsOf(question('TR-AZ', id), refuse, { asVerifier: verdict });
    const weak = sibling('good-forged', indeterminate('CRYPTO_CONSTRAINTS_FAILURE_NO_POE'));
    deepEqual(verdictOf(judged([facts, weak])), ['not-recognised', 'policy']);
    const late = sibling('before-expiry', indeterminate('OUT_OF_BOUNDS_NOT_REVOKED'));
    deepEqual(verdictOf(judged([facts, weak, late])), ['not-recognised', 'policy']);
    deepEqual(verdictOf(judged([facts, late])), ['not-recognised', 'undetermined']);
    deepEqual(verdictOf(judged([facts, weak, sibling('good', PASSED)])), ['not-recognised', 'undetermined']);
    const unlike = factsOf(question('TR-AZ', 'good', { level: 'B-B' }), refuse, {
      asVerifier: weak.asVerifier,
    });
    deepEqual(verdictOf(judged([facts, unlike])), ['not-recognised', 'undetermined']);
  });
  it('holds for a refused input too', () => {
    const facts = factsOf(
      TR_AZ,
      { kind: 'refused-input', reason: 'unknown issuer' },
      { asVerifier: indeterminate('NO_CERTIFICATE_CHAIN_FOUND') },
    );
    deepEqual(verdictOf(judged([facts], { profiles: strangers })), ['not-recognised', 'trust']);
  });
});

describe('row 3: a positive refused that the declaration accepts', () => {
  const ownTwin = factsOf(question('AZ-AZ', 'good'), passed);
  const elsewhere = factsOf(question('TR-HU', 'good'), passed);
  const otherSigner = factsOf(question('KG-AZ', 'good', { suite: TR_AZ.suite }), passed);
  const refusal = factsOf(TR_AZ, answered('failed', 'FORMAT_FAILURE'));

  it('is rejected, or indeterminate where the verifier says so, and nobody is named without controls', () => {
    const rejections: readonly Answer[] = [
      answered('failed'),
      answered('not-passed'),
      { kind: 'refused-input', reason: 'no' },
    ];
    for (const answer of rejections) {
      deepEqual(verdictOf(judged([factsOf(TR_AZ, answer)])), ['rejected', 'undetermined']);
    }
    deepEqual(verdictOf(judged([factsOf(TR_AZ, answered('indeterminate', 'NO_POE'))])), [
      'indeterminate',
      'undetermined',
    ]);
  });
  it('names the verifier when all four controls hold', () => {
    const check = judged([refusal, ownTwin, elsewhere, otherSigner]);
    deepEqual(verdictOf(check), ['rejected', 'verifier']);
    match(check.because, /All controls hold: AZ accepts its own signature of this kind; another verifier/);
  });
  it('names nobody when one control is missing, and says which', () => {
    const controls = [ownTwin, elsewhere, otherSigner];
    const missing = [/its own signature/, /another verifier/, /another signer/];
    for (const [at, words] of missing.entries()) {
      const check = judged([refusal, ...controls.filter((_, other) => other !== at)]);
      deepEqual(verdictOf(check), ['rejected', 'undetermined']);
      match(check.because, words);
    }
  });
  it('names nobody when one control fails', () => {
    for (const failing of [ownTwin, elsewhere, otherSigner]) {
      const controls = [ownTwin, elsewhere, otherSigner].map((facts) =>
        facts === failing ? { ...facts, answers: [answered('failed')] } : facts,
      );
      deepEqual(verdictOf(judged([refusal, ...controls])), ['rejected', 'undetermined']);
    }
  });
  it('lets only the endpoint itself speak for it, not another one of the state', () => {
    const { level, packaging } = TR_AZ;
    const az = testProfile('AZ');
    const claims: readonly Claim[] = [
      {
        role: 'verify',
        format: TR_AZ.format,
        levels: [level],
        packagings: [packaging],
        suites: [TR_AZ.suite, ownTwin.suite],
        endpoint: 'other',
      },
    ];
    const further = az.endpoints.verify && { other: { ...az.endpoints.verify, role: 'verify' as const } };
    const both: Profile = { ...az, claims, endpoints: { ...az.endpoints, ...(further && { further }) } };
    const profiles = [both, ...['TR', 'KG', 'HU'].map((code) => testProfile(code))];
    const check = judged([refusal, ownTwin, elsewhere, otherSigner], { profiles });
    deepEqual(verdictOf(check), ['rejected', 'verifier']);
    // The same product, but the state's own signature is of a suite that its main endpoint answers for.
    const atMain = factsOf(question('AZ-AZ', 'good', { suite: 'rsa-pkcs1-sha256' }), passed);
    const alone = judged([refusal, atMain, elsewhere, otherSigner], { profiles });
    deepEqual(verdictOf(alone), ['rejected', 'undetermined']);
    match(alone.because, /its own signature/);
  });
  it('names nobody when the anchor is not declared', () => {
    const profiles = ['TR', 'KG', 'HU'].map((code) => testProfile(code));
    const az = testProfile('AZ', { accepts: ['AZ', 'KG'] });
    deepEqual(
      verdictOf(judged([refusal, ownTwin, elsewhere, otherSigner], { profiles: [...profiles, az] })),
      ['rejected', 'undetermined'],
    );
  });
  it('takes another right signature of its own where the same case was not asked at home', () => {
    const late = factsOf(question('TR-AZ', 'before-revocation'), answered('indeterminate', 'REVOKED_NO_POE'));
    const sameArtefact = factsOf(question('TR-HU', 'before-revocation'), passed);
    deepEqual(verdictOf(judged([late, ownTwin, sameArtefact, otherSigner])), ['indeterminate', 'verifier']);
    const atHome = factsOf(
      question('AZ-AZ', 'before-revocation'),
      answered('indeterminate', 'REVOKED_NO_POE'),
    );
    deepEqual(verdictOf(judged([late, ownTwin, atHome, sameArtefact, otherSigner])), [
      'indeterminate',
      'undetermined',
    ]);
  });
  it('names nobody for a want of fresh revocation data', () => {
    const later = factsOf(TR_AZ, answered('indeterminate', 'TRY_LATER'));
    const check = judged([later, ownTwin, elsewhere, otherSigner]);
    deepEqual(verdictOf(check), ['indeterminate', 'undetermined']);
    match(check.because, /lacks fresh revocation data/);
  });
  it("does not take the signer's own verifier for another one", () => {
    const atHome = factsOf(question('TR-TR', 'good'), passed);
    deepEqual(verdictOf(judged([refusal, ownTwin, atHome, otherSigner])), ['rejected', 'undetermined']);
  });
  it('does not take another artefact of the same signer for this one', () => {
    const another = factsOf(question('TR-HU', 'good'), passed, {
      artefact: artefactOf(TR_AZ, { sha256: '0'.repeat(64) }),
    });
    deepEqual(verdictOf(judged([refusal, ownTwin, another, otherSigner])), ['rejected', 'undetermined']);
  });
  it('is undetermined where there is no verdict as the verifier', () => {
    deepEqual(verdictOf(judged([factsOf(TR_AZ, answered('failed'), { asVerifier: null })])), [
      'rejected',
      'undetermined',
    ]);
  });
});
