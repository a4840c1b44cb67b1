import { deepEqual, equal, match, throws } from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Answer } from '../model/answer';
import { type CheckFacts, checkId, type Question } from '../model/check';
import type { JudgedCheck } from '../model/matrix';
import type { Profile } from '../model/profile';
import { PASSED } from '../model/verdict';
import { buildMatrix } from './build';
import {
  answered,
  artefactOf,
  CASES,
  factsOf,
  failed,
  indeterminate,
  question,
  roundOf,
  testProfile,
} from './testing-round';

const TR_AZ = question('TR-AZ', 'good');
const passed = answered('passed');
const silent: Answer = { kind: 'silent', cause: 'timeout', reason: 'no reply within 1000 ms' };

/** Judges the first of some facts; the others are the round around it. */
function judged(
  facts: readonly CheckFacts[],
  over: { profiles?: readonly Profile[]; unasked?: readonly Question[] } = {},
): JudgedCheck {
  const wanted = facts[0]?.id ?? checkId(over.unasked?.[0] ?? TR_AZ);
  const found = buildMatrix(roundOf(facts, over)).checks.find(({ id }) => id === wanted);
  if (found === undefined) throw new Error(`${wanted} was not judged`);
  return found;
}

function verdictOf(check: JudgedCheck): readonly [string, string] {
  return [check.outcome, check.owner];
}

/** A negative from TR at AZ, and its twin with the answer given. */
function withTwin(
  one: string,
  answer: Answer,
  twin: Answer | null,
  over: Partial<CheckFacts> = {},
): readonly CheckFacts[] {
  const facts = factsOf(question('TR-AZ', one), answer, over);
  return twin === null ? [facts] : [facts, factsOf(question('TR-AZ', 'good-forged'), twin)];
}

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

describe('row 4: a negative refused, its twin accepted', () => {
  it('is as expected with the expected reason or another acceptable one', () => {
    const answers = [
      ['content', answered('failed', 'HASH_FAILURE')],
      ['expired', answered('indeterminate', 'OUT_OF_BOUNDS_NO_POE')],
      ['expired', answered('indeterminate', 'OUT_OF_BOUNDS_NOT_REVOKED')],
      ['content', answered('not-passed', 'HASH_FAILURE')],
    ] as const;
    for (const [one, answer] of answers) {
      deepEqual(verdictOf(judged(withTwin(one, answer, passed))), ['as-expected', 'none']);
    }
  });
});

describe('row 5: a negative refused for another reason, or for none', () => {
  it('is loose', () => {
    const answers = [answered('failed', 'SIG_CRYPTO_FAILURE'), answered('indeterminate', 'HASH_FAILURE')];
    for (const answer of answers) {
      deepEqual(verdictOf(judged(withTwin('content', answer, passed))), ['as-expected-loose', 'none']);
    }
  });
  it('is without reason', () => {
    const answers: readonly Answer[] = [
      answered('failed'),
      answered('not-passed'),
      { kind: 'refused-input', reason: 'no' },
    ];
    for (const answer of answers) {
      deepEqual(verdictOf(judged(withTwin('content', answer, passed))), ['as-expected-no-reason', 'none']);
    }
  });
});

describe('row 6: a negative refused, its twin not accepted', () => {
  const refusal = answered('failed', 'HASH_FAILURE');
  it('is not demonstrated, whatever became of the twin', () => {
    for (const twin of [answered('failed'), silent, null]) {
      deepEqual(verdictOf(judged(withTwin('content', refusal, twin))), ['not-demonstrated', 'none']);
    }
  });
  it('takes no twin of another product, signer or verifier', () => {
    const facts = factsOf(question('TR-AZ', 'content'), refusal);
    const strangers = [
      question('TR-AZ', 'good-forged', { level: 'B-B' }),
      question('TR-HU', 'good-forged'),
      question('KG-AZ', 'good-forged'),
      question('TR-AZ', 'good'),
    ];
    deepEqual(verdictOf(judged([facts, ...strangers.map((asked) => factsOf(asked, passed))])), [
      'not-demonstrated',
      'none',
    ]);
  });
});

describe('rows 7 and 8: a negative accepted', () => {
  it('of class security is unsafe, with or without twin, claimed or not', () => {
    for (const twin of [passed, answered('failed'), null]) {
      deepEqual(verdictOf(judged(withTwin('revoked', passed, twin))), ['unsafe', 'verifier']);
    }
    deepEqual(verdictOf(judged(withTwin('revoked', passed, null, { claimed: false }))), [
      'unsafe',
      'verifier',
    ]);
  });
  it('of class policy or conformance is a note', () => {
    deepEqual(verdictOf(judged(withTwin('sha1', passed, passed))), ['accepts-more', 'policy']);
    const round = roundOf(withTwin('sha1', passed, passed));
    const cases = CASES.map((one) => (one.id === 'sha1' ? { ...one, class: 'conformance' as const } : one));
    const check = buildMatrix({ ...round, cases }).checks.find((one) => one.case === 'sha1');
    equal(check?.outcome, 'accepts-more');
  });
});

describe('row 9: unsupported', () => {
  const unsupported: Answer = { kind: 'unsupported', reason: 'no CAdES here' };
  it('is not claimed where the profile does not claim it', () => {
    for (const answer of [unsupported, passed, answered('failed')]) {
      deepEqual(verdictOf(judged([factsOf(TR_AZ, answer, { claimed: false })])), ['not-claimed', 'none']);
    }
  });
  it('is rejected by the verifier where the profile claims it, positive or negative', () => {
    deepEqual(verdictOf(judged([factsOf(TR_AZ, unsupported)])), ['rejected', 'verifier']);
    deepEqual(verdictOf(judged(withTwin('content', unsupported, passed))), ['rejected', 'verifier']);
  });
});

describe('row 10: silent', () => {
  it('is not run, whatever was asked', () => {
    deepEqual(verdictOf(judged([factsOf(TR_AZ, silent)])), ['not-run', 'network']);
    deepEqual(verdictOf(judged(withTwin('content', silent, passed))), ['not-run', 'network']);
    deepEqual(verdictOf(judged([factsOf(TR_AZ, silent, { claimed: false })])), ['not-run', 'network']);
  });
  it('counts the last attempt, and a retry that is answered is flaky', () => {
    const flaky = judged([factsOf(TR_AZ, passed, { answers: [silent, passed] })]);
    deepEqual(verdictOf(flaky), ['as-expected', 'none']);
    deepEqual(flaky.flaky, { passed: 2, of: 3 });
    const mute = judged([factsOf(TR_AZ, silent, { answers: [silent, silent, silent] })]);
    deepEqual([mute.outcome, mute.flaky], ['not-run', null]);
  });
  it('is not run where nothing was asked: nobody is named', () => {
    deepEqual(verdictOf(judged([], { unasked: [TR_AZ] })), ['not-run', 'undetermined']);
    deepEqual(verdictOf(judged([factsOf(TR_AZ, passed, { answers: [] })])), ['not-run', 'undetermined']);
  });
});

describe('first of all, the mint', () => {
  const broken = failed('SIG_CRYPTO_FAILURE');
  it('never lets a disagreement pass', () => {
    for (const answer of [passed, answered('failed')]) {
      const facts = factsOf(TR_AZ, answer, { artefact: artefactOf(TR_AZ, { intrinsic: broken }) });
      equal(judged([facts]).outcome, 'mint-differs');
    }
    const asked = question('TR-AZ', 'revoked');
    const facts = factsOf(asked, passed, { artefact: artefactOf(asked, { intrinsic: PASSED }) });
    deepEqual(verdictOf(judged([facts])), ['mint-differs', 'suite']);
  });
  it('is the suite’s for what forge or harness made', () => {
    for (const madeBy of ['forge', 'assembled'] as const) {
      const artefact = artefactOf(TR_AZ, { madeBy, intrinsic: broken, secondOpinion: 'broken' });
      deepEqual(verdictOf(judged([factsOf(TR_AZ, passed, { artefact })])), ['mint-differs', 'suite']);
    }
  });
  it('is the signer’s only for its own bytes, TOTAL_FAILED, and a second voice', () => {
    const owner = (over: Parameters<typeof artefactOf>[1]) =>
      judged([factsOf(TR_AZ, passed, { artefact: artefactOf(TR_AZ, { madeBy: 'endpoint', ...over }) })])
        .owner;
    equal(owner({ intrinsic: broken, secondOpinion: 'broken' }), 'signer');
    equal(owner({ intrinsic: broken, secondOpinion: 'intact' }), 'undetermined');
    equal(owner({ intrinsic: broken, secondOpinion: 'no-opinion' }), 'undetermined');
    equal(owner({ intrinsic: indeterminate('NO_POE'), secondOpinion: 'broken' }), 'undetermined');
  });
  it('is not judged where the referee lacks the material', () => {
    const forged = question('TR-AZ', 'good-forged');
    deepEqual(
      verdictOf(judged([factsOf(TR_AZ, passed, { artefact: artefactOf(TR_AZ, { intrinsic: null }) })])),
      ['not-judged', 'network'],
    );
    deepEqual(
      verdictOf(judged([factsOf(forged, passed, { artefact: artefactOf(forged, { intrinsic: null }) })])),
      ['not-judged', 'suite'],
    );
  });
});

describe('no signature to ask about', () => {
  const unsigned = (asked: Question, answer: CheckFacts['unsigned']) =>
    judged([factsOf(asked, passed, { artefact: null, unsigned: answer, answers: [], asVerifier: null })]);
  it('is not run when the signer is silent', () => {
    const check = unsigned(TR_AZ, { kind: 'silent', cause: 'denied', reason: '401' });
    deepEqual(verdictOf(check), ['not-run', 'network']);
    equal(check.observed, 'not-signed: silent: denied');
  });
  it('is the signer’s move when it does not support what it claims', () => {
    deepEqual(verdictOf(unsigned(TR_AZ, { kind: 'unsupported', reason: 'no' })), ['rejected', 'signer']);
  });
  it('is nobody’s when the signer refuses our input', () => {
    deepEqual(verdictOf(unsigned(TR_AZ, { kind: 'refused-input', reason: 'no' })), [
      'rejected',
      'undetermined',
    ]);
  });
  it('proves nothing for a negative', () => {
    deepEqual(verdictOf(unsigned(question('TR-AZ', 'content'), { kind: 'unsupported', reason: 'no' })), [
      'not-demonstrated',
      'none',
    ]);
  });
});

describe('a plan of another suite', () => {
  it('is refused by name: unknown case, unknown state', () => {
    const facts = factsOf(question('TR-AZ', 'nowhere'), passed);
    throws(() => buildMatrix(roundOf([facts])), {
      code: 'TAMGA-E-ROUND-READ',
      message: /unknown case nowhere/,
    });
    throws(() => buildMatrix(roundOf([factsOf(TR_AZ, passed)], { profiles: [testProfile('TR')] })), {
      code: 'TAMGA-E-ROUND-READ',
      message: /AZ, which has no profile/,
    });
  });
});
