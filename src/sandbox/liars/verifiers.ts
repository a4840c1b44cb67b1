/**
 * Verifiers that lie, one row each.
 *
 * @module
 */
import type { CaseId } from '../../model/vector';
import { PASSED } from '../../model/verdict';
import {
  blindTo,
  everyNth,
  failed,
  flipped,
  lagging,
  onlyFor,
  rearranging,
  remembering,
  sha256,
  stumblingOver,
  telling,
  trustingTimeStamps,
  under,
} from './judging';
import type { VerifierLie } from './lie';
import { firstAnchorMissing, namesAlone, onlyOwnTimeStamps } from './national';
import { checks, saying } from './overlooking';
import {
  carries,
  embeddedDocument,
  extensionsOf,
  hasFraction,
  hasOtherLetters,
  isCommonExtension,
  isIndefinite,
} from './reading';
import { answeringByName, cutShort, htmlPage, neverAnswering, objectAsText, truthy } from './replying';

const REVOCATION = checks(
  'x509-validation.not-revoked',
  'x509-validation.authorities-not-revoked',
  'x509-validation.not-on-hold',
  'x509-validation.revocation-known',
  'revocation-freshness.',
);
const VALIDITY = checks('x509-validation.validity', 'x509-validation.authorities-validity');

function verifier(row: Omit<VerifierLie, 'role'>): VerifierLie {
  return { role: 'verify', ...row };
}

export const VERIFIER_LIES: readonly VerifierLie[] = [
  // What it says, whatever it found.
  verifier({
    id: 'always-valid',
    does: 'Says valid to every signature that it can read.',
    seen: 'test stubs and fail-open switches left on in production services',
    harm: 'security',
    judges: telling((signature) => saying(signature, PASSED)),
  }),
  verifier({
    id: 'always-invalid',
    does: 'Says invalid to every signature.',
    seen: 'services whose trust store was never loaded',
    harm: 'conformance',
    judges: telling((signature) => saying(signature, failed('SIG_CRYPTO_FAILURE'))),
  }),
  verifier({
    id: 'indeterminate-is-valid',
    does: 'Says valid wherever nothing is proven to be wrong.',
    seen: 'callers that compare a three-valued result with "not failed"',
    cves: ['CVE-2008-5077'],
    harm: 'security',
    judges: telling((one) => (one.indication === 'INDETERMINATE' ? saying(one, PASSED) : one)),
  }),
  verifier({
    id: 'every-seventh',
    does: 'Says the opposite on every seventh call.',
    seen: 'data races in shared digest objects under load',
    harm: 'security',
    judges: everyNth(7, flipped),
  }),

  // What it keeps between calls.
  verifier({
    id: 'cache-by-document',
    does: 'Answers by the digest of the signed document: the first answer stands for every signature of it.',
    seen: 'result caches whose key leaves out the signature',
    harm: 'security',
    judges: remembering(({ file, contents }) =>
      contents.length > 0
        ? sha256(...contents.flatMap(({ bytes }) => [...bytes]))
        : sha256(embeddedDocument(file)),
    ),
  }),
  verifier({
    id: 'cache-by-length',
    does: 'Answers by the length of the file: the first answer stands for every file as long.',
    seen: 'change detection by size in file-based validation queues',
    harm: 'security',
    judges: remembering(({ file }) => String(file.length)),
  }),
  verifier({
    id: 'cache-by-name',
    does: 'Answers by the name of the file: the first answer stands for every file of that name.',
    seen: 'gateways that key a job by the uploaded file name',
    harm: 'security',
    replies: answeringByName,
  }),
  verifier({
    id: 'previous-answer',
    does: 'Answers each question with the answer to the one before.',
    seen: 'state of a request kept in a shared object of the service',
    harm: 'security',
    judges: lagging,
  }),

  // The mathematics.
  verifier({
    id: 'digest-only',
    does: 'Compares the digest of the document and does not verify the signature value.',
    seen: 'verification calls whose result nobody reads',
    cves: ['CVE-2014-1266'],
    harm: 'security',
    judges: blindTo(checks('cryptographic-verification.signature-value')),
  }),
  verifier({
    id: 'value-only',
    does: 'Verifies the signature value over the attributes and does not compare the digest of the document.',
    seen: 'libraries in which checking the references is a separate call',
    cves: ['CVE-2024-45409'],
    harm: 'security',
    judges: blindTo(checks('cryptographic-verification.references')),
  }),
  verifier({
    id: 'no-mathematics',
    does: 'Validates the certificate and nothing of the signature.',
    seen: 'portals that show the certificate of the signer as the result',
    harm: 'security',
    judges: blindTo(checks('cryptographic-verification.')),
  }),
  verifier({
    id: 'swaps-r-and-s',
    does: 'Reads r and s of a national signature in the other order.',
    seen: 'wrappers around a cryptographic provider with another byte order',
    harm: 'security',
    at: 'KZ',
    judges: rearranging(turnedRound, false),
  }),
  verifier({
    id: 'any-order-of-r-and-s',
    does: 'Tries r and s of a national signature in both orders and takes whichever verifies.',
    seen: 'readers that were made to guess between national formats',
    harm: 'security',
    at: 'KZ',
    judges: rearranging(turnedRound, true),
  }),

  // Whose signature it is.
  verifier({
    id: 'any-root',
    does: 'Accepts a chain under any root.',
    seen: 'trust managers that accept all, put in for a test',
    harm: 'security',
    judges: blindTo(checks('x509-validation.path-found')),
  }),
  verifier({
    id: 'names-only',
    does: 'Chains certificates by the names of their issuers and verifies no signature of an authority.',
    seen: 'anchors that are found by name, or by less than their whole key',
    cves: ['CVE-2020-0601'],
    harm: 'security',
    judges: namesAlone,
    needs: ['look-alike-issuer'],
  }),
  verifier({
    id: 'outdated-trust-list',
    does: 'Has forgotten the anchors of one state that it declares to accept.',
    seen: 'trusted lists that are downloaded once, at installation',
    harm: 'conformance',
    judges: firstAnchorMissing,
  }),
  verifier({
    id: 'skips-signing-certificate',
    does: 'Does not compare the signing-certificate attribute with the certificate.',
    seen: 'plain CMS verifiers that are offered as CAdES verifiers',
    harm: 'security',
    judges: blindTo(checks('signing-certificate.reference', 'signature-acceptance.signing-certificate-once')),
  }),
  verifier({
    id: 'never-fetches-issuers',
    does: 'Takes issuing authorities from the certificates of the signature and from nowhere else.',
    seen: 'validators that run without a network and do not say so',
    harm: 'conformance',
    judges: stumblingOver(
      ({ file }, { certificates }) =>
        certificates.some((one) => one.role === 'authority' && !carries(file, one)),
      'NO_CERTIFICATE_CHAIN_FOUND',
    ),
  }),
  verifier({
    id: 'ignores-key-usage',
    does: 'Accepts a certificate that is not for signatures.',
    seen: 'checks of key usage that only TLS code calls',
    harm: 'security',
    judges: blindTo(checks('x509-validation.purpose')),
    needs: ['encipherment-only'],
  }),
  verifier({
    id: 'ignores-authority-flag',
    does: 'Lets a certificate issue others that is no authority.',
    seen: 'path validation without basic constraints',
    cves: ['CVE-2002-0862', 'CVE-2021-3450'],
    harm: 'security',
    judges: blindTo(pathRule(/no certification authority|keyCertSign/)),
    needs: ['ca-flag-missing', 'basic-constraints-missing'],
  }),
  verifier({
    id: 'ignores-path-length',
    does: 'Takes no notice of the path length that an authority is allowed.',
    seen: 'path validation that reads basic constraints as a yes or no',
    harm: 'security',
    judges: blindTo(pathRule(/path length/)),
    needs: ['path-too-long'],
  }),
  verifier({
    id: 'ignores-name-constraints',
    does: 'Takes no notice of the names that an authority may issue for.',
    seen: 'libraries that list name constraints as not supported',
    harm: 'security',
    judges: blindTo(pathRule(/subtree|permitted|excluded|name constraint/i)),
    needs: ['names-not-permitted'],
  }),
  verifier({
    id: 'ignores-critical-extensions',
    does: 'Passes over critical extensions that it does not know.',
    seen: 'readers that skip what they have no parser for',
    harm: 'security',
    judges: blindTo(pathRule(/unknown critical extension/)),
    needs: ['unknown-critical-extension'],
  }),

  // Revocation and time.
  verifier({
    id: 'ignores-revocation',
    does: 'Asks nobody whether a certificate is revoked.',
    seen: 'validators whose online checks are off by default',
    harm: 'security',
    judges: blindTo(REVOCATION),
  }),
  verifier({
    id: 'ignores-revocation-of-authorities',
    does: 'Asks whether the signer is revoked, not whether the authority is.',
    seen: 'revocation checks of the end entity only',
    harm: 'security',
    judges: blindTo(checks('x509-validation.authorities-not-revoked')),
    needs: ['ca-revoked'],
  }),
  verifier({
    id: 'soft-fail',
    does: 'Takes a certificate for good where its revocation status is not known.',
    seen: 'the soft-fail policy of browsers in a validator of documents',
    harm: 'security',
    judges: blindTo(checks('x509-validation.revocation-known', 'revocation-freshness.')),
    needs: ['revocation-silent', 'revocation-unreachable'],
  }),
  verifier({
    id: 'on-hold-is-good',
    does: 'Takes a suspended certificate for a good one.',
    seen: 'readers of CRLs that drop entries with a reason',
    harm: 'security',
    judges: blindTo(checks('x509-validation.not-on-hold')),
    needs: ['on-hold'],
  }),
  verifier({
    id: 'ocsp-only',
    does: 'Asks OCSP about the signer and never looks for a CRL.',
    seen: 'clients that were written for one authority',
    harm: 'conformance',
    judges: stumblingOver(
      (_, { certificates }) => certificates[0]?.revocation?.source === 'crl',
      'CERTIFICATE_CHAIN_GENERAL_FAILURE',
    ),
  }),
  verifier({
    id: 'accepts-expired',
    does: 'Takes no notice of the validity of a certificate.',
    seen: 'validity checks taken out to make old documents pass',
    harm: 'security',
    judges: blindTo((finding) => VALIDITY(finding) || REVOCATION(finding)),
  }),
  verifier({
    id: 'ignores-time-stamp',
    does: 'Declares the best signature time and judges at the present: no time-stamp counts.',
    seen: 'products that read time-stamps in order to show them',
    harm: 'conformance',
    judges: under((declared) => ({ ...declared, timeModel: 'now' })),
  }),
  verifier({
    id: 'believes-claimed-time',
    does: 'Takes the time that the signer claims for a proof of existence.',
    seen: 'validation at signing time as the only setting',
    harm: 'security',
    judges: under((declared) => ({ ...declared, timeModel: 'claimed' })),
    needs: ['stamp-after-revocation'],
  }),
  verifier({
    id: 'ignores-imprint',
    does: 'Takes a time-stamp for a proof whatever it was made over.',
    seen: 'token readers that take the time out of the TSTInfo and go no further',
    harm: 'security',
    judges: trustingTimeStamps(checks('time-stamp.imprint', 'time-stamp.scope')),
    needs: ['stamp-of-another'],
  }),
  verifier({
    id: 'ignores-time-stamp-signature',
    does: 'Takes a time-stamp for a proof whoever signed it.',
    seen: 'tokens whose own signature is verified by nobody',
    harm: 'security',
    judges: trustingTimeStamps(
      checks('cryptographic-verification.', 'x509-validation.', 'signing-certificate.'),
    ),
    needs: ['stamp-forged', 'tsa-untrusted'],
  }),
  verifier({
    id: 'own-time-stamps-only',
    does: 'Takes time-stamps of its own country for proofs, and no others.',
    seen: 'a list of time-stamping authorities in the configuration of the product',
    harm: 'conformance',
    judges: onlyOwnTimeStamps,
  }),
  verifier({
    id: 'no-clock-skew',
    does: 'Refuses a signature whose claimed time is seconds after its time-stamp.',
    seen: 'comparisons of two clocks without tolerance',
    harm: 'conformance',
    judges: stumblingOver((_, { signingTime, timeStamps }) => {
      const [first] = timeStamps.flatMap(({ time }) => time ?? []);
      return signingTime !== null && first !== undefined && signingTime > first;
    }, 'TIMESTAMP_ORDER_FAILURE'),
  }),

  // Algorithms.
  verifier({
    id: 'accepts-sha1',
    does: 'Accepts SHA-1, which its policy rules out.',
    seen: 'algorithm lists that only apply to certificates',
    harm: 'policy',
    judges: under((declared) => ({
      ...declared,
      algorithms: { ...declared.algorithms, digests: { ...declared.algorithms.digests, sha1: null } },
    })),
  }),
  verifier({
    id: 'no-algorithm-policy',
    does: 'Accepts every algorithm and key that it can calculate with.',
    seen: 'validators without a list of algorithms',
    cves: ['CVE-2004-2761'],
    harm: 'policy',
    judges: blindTo(checks('signature-acceptance.algorithms', 'x509-validation.algorithms')),
  }),

  // What is hard to read.
  verifier({
    id: 'ascii-names',
    does: 'Refuses certificates with names in other letters than those of ASCII.',
    seen: 'name parsers that read UTF8String as PrintableString',
    harm: 'conformance',
    judges: stumblingOver((_, { signedBy }) => hasOtherLetters(signedBy ?? ''), 'FORMAT_FAILURE'),
  }),
  verifier({
    id: 'whole-seconds',
    does: 'Refuses times with a fraction of a second.',
    seen: 'date parsers with one fixed pattern',
    harm: 'conformance',
    judges: stumblingOver(({ file }) => hasFraction(file), 'FORMAT_FAILURE'),
  }),
  verifier({
    id: 'der-only',
    does: 'Refuses CMS in BER.',
    seen: 'parsers written for certificates and put to use on CMS',
    harm: 'conformance',
    judges: stumblingOver(({ file }) => isIndefinite(file), 'FORMAT_FAILURE'),
  }),
  verifier({
    id: 'known-extensions-only',
    does: 'Refuses certificates with an extension that it does not know, though it is not critical.',
    seen: 'certificate profiles that were turned into parsers',
    harm: 'conformance',
    judges: stumblingOver(
      (_, { certificates }) =>
        certificates.slice(0, 1).some((one) => !extensionsOf(one).every(isCommonExtension)),
      'CERTIFICATE_CHAIN_GENERAL_FAILURE',
    ),
  }),
  verifier({
    id: 'first-of-several',
    does: 'Judges the first signature of a file and does not speak of the others.',
    seen: 'interfaces that have room for one result',
    harm: 'security',
    judges: (bench) => async (call) => {
      const report = await bench.judge(call);
      return { ...report, signatures: report.signatures.slice(0, 1) };
    },
  }),
  verifier({
    id: 'last-of-several',
    does: 'Judges the last signature of a file and does not speak of the others.',
    seen: 'viewers that show the state of the newest revision',
    harm: 'security',
    judges: (bench) => async (call) => {
      const report = await bench.judge(call);
      return { ...report, signatures: report.signatures.slice(-1) };
    },
  }),

  // How it answers.
  verifier({
    id: 'stalls',
    does: 'Takes questions and never answers.',
    seen: 'thread pools that wait for an authority which is down',
    harm: 'availability',
    replies: neverAnswering,
  }),
  verifier({
    id: 'html-200',
    does: 'Answers with a page of HTML and status 200.',
    seen: 'gateways and login pages in front of a service',
    harm: 'availability',
    replies: htmlPage,
  }),
  verifier({
    id: 'half-an-answer',
    does: 'Sends the first half of every answer as if it were the whole.',
    seen: 'proxies with a limit on the size of a body',
    harm: 'availability',
    replies: cutShort,
  }),
  verifier({
    id: 'answer-as-text',
    does: 'Sends the answer as a JSON text in a JSON text.',
    seen: 'services that serialise twice',
    harm: 'availability',
    replies: objectAsText,
  }),
  verifier({
    id: 'truthy-no',
    does: 'Says no as the text "false", which a careless client reads as a yes.',
    seen: 'untyped interfaces whose booleans became texts',
    harm: 'availability',
    at: 'KZ',
    replies: truthy,
  }),

  // The other formats.
  ...formatLies(),
];

function formatLies(): readonly VerifierLie[] {
  const row = (
    id: string,
    does: string,
    seen: string,
    ids: readonly string[],
    needs: readonly CaseId[],
    cves: readonly string[] = [],
  ): VerifierLie =>
    verifier({
      id,
      does,
      seen,
      cves,
      harm: 'security',
      ...claimant(id),
      judges: onlyFor(syntaxOf(id), blindTo(checks(...ids))),
      needs,
    });
  return [
    row(
      'pdf-last-revision',
      'Judges the last revision of a PDF and takes no notice of what was added after the signature.',
      'viewers that verify the byte range and do not compare revisions',
      ['signed-data.', 'format-checking.pdf-nothing-behind', 'format-checking.pdf-dictionary-kept'],
      ['pdf-page-added', 'pdf-page-replaced'],
      ['CVE-2018-18688'],
    ),
    row(
      'pdf-any-byte-range',
      'Takes any byte range for one that covers the document.',
      'viewers that read four numbers and do not ask what lies between them',
      ['format-checking.pdf-byte-range', 'format-checking.pdf-in-signed-revision', 'signed-data.'],
      ['pdf-byte-range-gap', 'pdf-byte-range-short'],
      ['CVE-2018-18689'],
    ),
    row(
      'xml-first-id',
      'Follows a reference to the first element with that Id, wherever it stands.',
      'XML readers that verify one element and use another',
      ['format-checking.xml-references-unambiguous', 'signature-acceptance.xml-unique-ids', 'signed-data.'],
      ['xml-id-twice', 'xml-wrapping-sibling'],
      ['CVE-2016-5697'],
    ),
    row(
      'xml-unsigned-properties',
      'Reads qualifying properties that no reference of the signature covers.',
      'XAdES on top of a library that only knows XML signatures',
      ['format-checking.xml-properties-signed', 'signature-acceptance.xml-properties-type'],
      ['xml-properties-unreferenced'],
    ),
    row(
      'jws-none',
      'Accepts a token that says that it has no signature.',
      'token libraries that let the token choose its algorithm',
      [
        'format-checking.jws-algorithm-stated',
        'format-checking.jws-algorithm-asymmetric',
        'cryptographic-verification.',
        'signing-certificate.',
      ],
      ['jws-algorithm-none'],
      ['CVE-2015-9235'],
    ),
    row(
      'jws-ignores-crit',
      'Passes over critical header parameters that it does not know.',
      'token libraries that read the header parameters they know',
      [
        'format-checking.jws-critical-processed',
        'signature-acceptance.jws-critical-complete',
        'signature-acceptance.jws-critical-form',
      ],
      ['jws-unknown-critical'],
    ),
    row(
      'asic-first-entry',
      'Reads the first of two entries of one name.',
      'archive readers that disagree on duplicates',
      ['format-checking.zip-names-once', 'format-checking.zip-one-view'],
      ['asic-duplicate-entry'],
      ['CVE-2013-4787'],
    ),
    row(
      'asic-unsigned-files',
      'Accepts a container with a file that no signature covers.',
      'readers that verify what is signed and show all that is there',
      ['signature-acceptance.asic-files-signed'],
      ['asic-unsigned-file'],
    ),
  ];
}

/** Path rules are one check of the referee; a bug leaves out one of them. */
function pathRule(wording: RegExp): Parameters<typeof blindTo>[0] {
  return ({ check, found }) => check === 'x509-validation.path-rules' && wording.test(found);
}

/** Between the layout of Kazakhstan and the others lies the whole value, turned round. */
function turnedRound(
  value: Uint8Array,
  { algorithm }: { readonly algorithm: string | null },
): Uint8Array | null {
  return /gost/.test(algorithm ?? '') ? Buffer.from(value).reverse() : null;
}

/** What the id of such a row begins with. */
function syntaxOf(id: string): RegExp {
  return { xml: /X/, pdf: /^P/, jws: /^J/, asi: /^ASiC/ }[id.slice(0, 3)] ?? /^$/;
}

/** Who claims the syntax, where the usual liar does not. */
function claimant(id: string): Pick<VerifierLie, 'at'> {
  return id.startsWith('jws-') ? { at: 'AZ' } : {};
}
