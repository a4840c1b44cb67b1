/**
 * Signers that lie, one row each.
 *
 * @module
 */
import type { SuiteId } from '../../model/claim';
import { suitesOfKey } from '../signer';
import type { SignerLie } from './lie';
import { cutShort, htmlPage, neverAnswering } from './replying';
import {
  certifiedAs,
  digestedTwice,
  handingOn,
  lastBitFlipped,
  ordering,
  remembered,
  type SigningLie,
  stampedOverOtherData,
  unsortedAttributes,
  valued,
  withAnotherKey,
} from './signing';

function signer(row: Omit<SignerLie, 'role'>): SignerLie {
  return { role: 'sign', ...row };
}

export const SIGNER_LIES: readonly SignerLie[] = [
  // What is signed.
  signer({
    id: 'signs-another-document',
    does: 'Signs another document than the one that it was sent.',
    seen: 'signing sessions that are mixed up under load',
    harm: 'security',
    signs: ordering((order) => ({ ...order, document: Buffer.from('Another contract.\n', 'utf8') })),
  }),
  signer({
    id: 'signs-text',
    does: 'Signs the document with other line ends.',
    seen: 'documents that pass through a text field on their way',
    harm: 'security',
    signs: ordering((order) => ({ ...order, document: withOtherLineEnds(order.document) })),
  }),
  signer({
    id: 'digests-twice',
    does: 'Signs the digest of the digest of the document.',
    seen: 'interfaces that take data or a digest and do not say which',
    harm: 'security',
    signs: digestedTwice,
  }),
  signer({
    id: 'same-signature-again',
    does: 'Gives the first signature that it made to everybody who asks after.',
    seen: 'result caches keyed by the file name',
    harm: 'security',
    signs: remembered,
  }),
  signer({
    id: 'returns-the-document',
    does: 'Gives back the document without a signature.',
    seen: 'pipelines in which a failed step hands its input on',
    harm: 'security',
    signs: handingOn((_, { document }) => document),
  }),

  // What was asked for.
  signer({
    id: 'lower-level',
    does: 'Makes a signature without a time-stamp where one with a time-stamp was asked for.',
    seen: 'services that fall back silently when their time-stamping authority is down',
    harm: 'conformance',
    signs: ordering((order) => ({ ...order, level: order.level === 'B-T' ? 'B-B' : order.level })),
  }),
  signer({
    id: 'always-attached',
    does: 'Puts the document into the signature although it was to be detached.',
    seen: 'wrappers whose flag is read the other way round',
    harm: 'conformance',
    signs: ordering((order) => ({ ...order, packaging: 'attached' })),
  }),
  signer({
    id: 'always-detached',
    does: 'Leaves the document out of the signature although it was to be attached.',
    seen: 'wrappers whose flag has no effect',
    harm: 'conformance',
    signs: ordering((order) => ({ ...order, packaging: 'detached' })),
  }),
  signer({
    id: 'omits-signing-certificate',
    does: 'Leaves out the signing-certificate attribute and calls the result CAdES.',
    seen: 'CAdES on top of a library that only knows CMS',
    harm: 'security',
    signs: ordering((order) => ({ ...order, format: 'CMS', level: 'none' })),
  }),
  signer({
    id: 'another-digest',
    does: 'Signs with the right key and another digest than the suite that was asked for has.',
    seen: 'a digest that is fixed in the program',
    harm: 'conformance',
    signs: withOtherDigest(),
  }),
  signer({
    id: 'another-suite',
    does: 'Signs with the key of another suite than the one that was asked for.',
    seen: 'key stores from which the first key is taken',
    harm: 'conformance',
    signs: withOneKey(),
  }),
  signer({
    id: 'claims-too-much',
    does: 'Has no time-stamps, and throws where its profile claims them.',
    seen: 'capability lists that were copied from a sister product',
    harm: 'conformance',
    signs: ordering((order) => {
      if (order.level === 'B-T') throw new Error('Unsupported signature level');
      return order;
    }),
  }),

  // Whose signature it is.
  signer({
    id: 'expired-certificate',
    does: 'Signs with a certificate that has expired.',
    seen: 'services that nobody reminded of the date',
    harm: 'security',
    signs: certifiedAs('expired'),
  }),
  signer({
    id: 'revoked-certificate',
    does: 'Signs with a certificate that was revoked.',
    seen: 'remote signing that asks its own list of users and not the authority',
    harm: 'security',
    signs: certifiedAs('revoked'),
  }),
  signer({
    id: 'untrusted-certificate',
    does: 'Signs with a certificate under a root that no state publishes.',
    seen: 'test keys in production',
    harm: 'security',
    signs: certifiedAs('untrusted'),
  }),
  signer({
    id: 'another-key',
    does: 'Signs with one key and names the certificate of another.',
    seen: 'certificates that were renewed while the key was not',
    harm: 'security',
    signs: withAnotherKey,
  }),

  // The bytes.
  signer({
    id: 'broken-value',
    does: 'Makes a wrong signature value on every third call.',
    seen: 'hardware that fails under heat, and faults that were injected',
    harm: 'security',
    signs: valued((value, asked) => (asked % 3 === 0 ? lastBitFlipped(value) : value)),
  }),
  signer({
    id: 'always-broken-value',
    does: 'Makes a signature value that is wrong in its last bit.',
    seen: 'values that are converted between byte orders once too often',
    harm: 'security',
    signs: valued(lastBitFlipped),
  }),
  signer({
    id: 'stamps-other-data',
    does: 'Has its time-stamp made over other data than the signature value.',
    seen: 'time-stamps over the document in the place of those over the signature',
    harm: 'security',
    signs: stampedOverOtherData,
  }),
  signer({
    id: 'unsorted-attributes',
    does: 'Signs its attributes in DER and writes them in another order.',
    seen: 'encoders that take a SET OF for a list',
    harm: 'conformance',
    signs: unsortedAttributes,
  }),
  signer({
    id: 'half-a-signature',
    does: 'Gives the first half of the signature.',
    seen: 'fixed buffers on the way to the client',
    harm: 'security',
    signs: handingOn((signature) => signature.subarray(0, Math.floor(signature.length / 2))),
  }),

  // How it answers.
  signer({
    id: 'signer-stalls',
    does: 'Takes orders and never answers.',
    seen: 'remote signing that waits for a telephone which is off',
    harm: 'availability',
    replies: neverAnswering,
  }),
  signer({
    id: 'signer-html',
    does: 'Answers with a page of HTML and status 200.',
    seen: 'gateways and login pages in front of a service',
    harm: 'availability',
    replies: htmlPage,
  }),
  signer({
    id: 'signer-half-an-answer',
    does: 'Sends the first half of every answer as if it were the whole.',
    seen: 'proxies with a limit on the size of a body',
    harm: 'availability',
    replies: cutShort,
  }),
];

function withOtherLineEnds(document: Uint8Array): Uint8Array {
  return Buffer.from(Buffer.from(document).toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1');
}

/** Consistent in itself: only what was asked for is not there. */
function withOtherDigest(): SigningLie {
  const other = (suite: SuiteId): SuiteId =>
    suitesOfKey(suite).find((one) => one !== suite && one.endsWith('-sha512')) ?? suite;
  return (honest) => ({
    ...honest,
    toSign: (order) => honest.toSign({ ...order, suite: other(order.suite) }),
    value: (identity, suite, data) => honest.value(identity, other(suite), data),
    assembled: (order, value) => honest.assembled({ ...order, suite: other(order.suite) }, value),
  });
}

/** Whatever the client names, it is the last key of the store. */
function withOneKey(): SigningLie {
  return (honest) => {
    const suite = honest.suites.at(-1) ?? '';
    const identity = () => honest.identity(suite);
    return {
      ...honest,
      toSign: (order) => honest.toSign({ ...order, suite, identity: identity() }),
      value: (_, __, data) => honest.value(identity(), suite, data),
      assembled: (order, value) => honest.assembled({ ...order, suite, identity: identity() }, value),
    };
  };
}
