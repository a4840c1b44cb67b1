import { deepEqual, equal, throws } from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Answer } from '../model/answer';
import type { ArtefactFacts, CheckFacts, FoundProduct, Question } from '../model/check';
import { PASSED, type Verdict } from '../model/verdict';
import { buildMatrix } from './build';
import { judged, passed, silent, TR_AZ, verdictOf, withTwin } from './testing-judge';
import {
  answered,
  artefactOf,
  CASES,
  factsOf,
  failed,
  indeterminate,
  question,
  roundOf,
} from './testing-round';
import { testProfile } from './testing-states';

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
  it('of class security, as the verifier declares it, is unsafe, and the move is to agree on policy', () => {
    const declared = withTwin('revoked', passed, passed, { asVerifier: PASSED });
    deepEqual(verdictOf(judged(declared)), ['unsafe', 'policy']);
    const otherwise = withTwin('revoked', passed, passed, { asVerifier: null });
    deepEqual(verdictOf(judged(otherwise)), ['unsafe', 'verifier']);
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
  it('never lets a right signature of something else pass', () => {
    const right = { format: 'CAdES', level: 'B-T', packaging: 'attached', suite: TR_AZ.suite } as const;
    const others = [
      { ...right, signsDocument: false },
      { ...right, level: 'B-B', signsDocument: true },
      { ...right, format: 'CMS', signsDocument: true },
      { ...right, packaging: 'detached', signsDocument: true },
      { ...right, suite: 'rsa-pkcs1-sha512', signsDocument: true },
      { ...right, signatures: 2, signsDocument: true },
    ] as const;
    for (const found of others) {
      const artefact = (madeBy: 'endpoint' | 'assembled') => artefactOf(TR_AZ, { madeBy, found });
      const of = (madeBy: 'endpoint' | 'assembled') =>
        verdictOf(judged([factsOf(TR_AZ, passed, { artefact: artefact(madeBy) })]));
      deepEqual(of('endpoint'), ['mint-differs', 'signer'], JSON.stringify(found));
      deepEqual(of('assembled'), ['mint-differs', 'suite'], JSON.stringify(found));
    }
  });
  it('lets the forge deviate from the product on purpose', () => {
    const asked = question('TR-AZ', 'revoked');
    const found = {
      format: null,
      level: null,
      packaging: 'attached',
      suite: null,
      signsDocument: false,
    } as const;
    const facts = factsOf(asked, answered('failed'), { artefact: artefactOf(asked, { found }) });
    equal(judged([facts]).outcome === 'mint-differs', false);
  });
  it('names nobody for an endpoint’s bytes that hold no signature: the network answered', () => {
    const artefact = artefactOf(TR_AZ, { madeBy: 'endpoint', found: null, intrinsic: null });
    deepEqual(verdictOf(judged([factsOf(TR_AZ, passed, { artefact })])), ['mint-differs', 'undetermined']);
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

describe('the mint, where the bytes alone show whose move it is', () => {
  const attached = { ...TR_AZ, packaging: 'attached' as const };
  const lacking: Verdict = { indication: 'INDETERMINATE', subIndication: 'SIGNED_DATA_NOT_FOUND' };
  const found: FoundProduct = {
    format: attached.format,
    level: attached.level,
    packaging: 'detached',
    suite: attached.suite,
    signsDocument: true,
  };
  const verdict = (asked: Question, over: Partial<ArtefactFacts>) =>
    verdictOf(
      judged([factsOf(asked, passed, { artefact: artefactOf(asked, { madeBy: 'endpoint', ...over }) })]),
    );

  it('is the signer who leaves out a document that was to be carried', () => {
    deepEqual(verdict(attached, { intrinsic: lacking, found }), ['mint-differs', 'signer']);
    const unclear: readonly Partial<ArtefactFacts>[] = [
      { found: { ...found, signsDocument: false } },
      { found: { ...found, packaging: 'attached' } },
      { found, madeBy: 'assembled' },
    ];
    for (const over of unclear) {
      deepEqual(
        verdict(attached, { intrinsic: lacking, ...over })[1] === 'signer',
        false,
        JSON.stringify(over),
      );
    }
    const detached = { ...attached, packaging: 'detached' as const };
    deepEqual(verdict(detached, { intrinsic: lacking, found }), ['mint-differs', 'undetermined']);
  });
  it('is the signer who hands the document back', () => {
    const itself = { found: null, intrinsic: null, contentSha256: artefactOf(attached).sha256 };
    deepEqual(verdict(attached, itself), ['mint-differs', 'signer']);
    deepEqual(verdict(attached, { ...itself, contentSha256: 'f'.repeat(64) }), [
      'mint-differs',
      'undetermined',
    ]);
    deepEqual(verdict(attached, { ...itself, madeBy: 'assembled' }), ['mint-differs', 'suite']);
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
