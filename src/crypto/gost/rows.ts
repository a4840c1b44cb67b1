/**
 * The national suites of the GOST family, one row each: identifiers, and what they select of curve, digest and byte layout.
 *
 * One mathematics, several encodings: nothing but a row tells them apart, and a wrong one fails without saying why. So every
 * row says where it comes from, and what of it nobody has recomputed on public material.
 *
 * @module
 */
import type { SuiteId } from '../../model/claim';
import type { Certainty } from '../../model/profile';
import type { GostParameters } from './signature';

type Oid = string;

export interface GostRow {
  readonly id: SuiteId;
  readonly title: string;
  readonly parameters: GostParameters;
  readonly key: {
    readonly algorithm: Oid;
    /** AlgorithmIdentifier parameters of the SubjectPublicKeyInfo: a SEQUENCE of these, as a signer writes it. */
    readonly parameters: readonly Oid[];
    /** Other sequences that name the same curve and must be read. */
    readonly alsoRead: readonly (readonly Oid[])[];
  };
  readonly signature: {
    /** In certificates, CRLs, OCSP responses. */
    readonly certificate: Oid;
    /** In SignerInfo, where the digest has a field of its own. */
    readonly signerInfo: Oid;
    /** Met in the same places, and to be read. */
    readonly alsoRead: readonly Oid[];
    readonly parameters: 'null' | 'absent';
  };
  readonly digest: { readonly oid: Oid; readonly parameters: 'null' | 'absent' };
  readonly xml: { readonly signature: string; readonly digest: string } | null;
  /** What national interfaces call the suite. */
  readonly names: readonly string[];
  readonly provenance: { readonly certainty: Certainty; readonly source: string };
  /** Which parts rest on an assumption, in words; checks that need them are shown as assumed. */
  readonly unverified: readonly string[];
}

const CRYPTOPRO_A = '1.2.643.2.2.35.1';
/** The same curve under the name for key exchange. */
const CRYPTOPRO_XCHA = '1.2.643.2.2.36.0';
const TC26_256_A = '1.2.643.7.1.2.1.1.1';
const TC26_512_A = '1.2.643.7.1.2.1.2.1';
const STREEBOG_256 = '1.2.643.7.1.1.2.2';
const STREEBOG_512 = '1.2.643.7.1.1.2.3';
const KZ_KEY_2004 = '1.2.398.3.10.1.1.1.1';
const KZ_XML = 'urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms';
/** Of the maker of the software that signed with it before the national arc was there. */
const GAMMA_SIGNATURE = '1.3.6.1.4.1.6801.1.2.2';

const RFC_9215 = {
  certainty: 'read',
  source: 'RFC 9215; cross-checked with OpenSSL and BouncyCastle',
} as const;

/** GOST R 34.10-2012. RFC 9215 section 4.2 leaves the digest out of the key's parameters for the curves of tc26. */
const INTERSTATE: readonly GostRow[] = [
  {
    id: 'gost2012-256a-streebog256',
    title: 'GOST R 34.10-2012 (256, tc26 set A) with Streebog-256',
    parameters: { curve: 'tc26-256-a', digest: 'streebog256', layout: 'rfc' },
    key: {
      algorithm: '1.2.643.7.1.1.1.1',
      parameters: [TC26_256_A],
      alsoRead: [[TC26_256_A, STREEBOG_256]],
    },
    signature: {
      certificate: '1.2.643.7.1.1.3.2',
      signerInfo: '1.2.643.7.1.1.1.1',
      alsoRead: [],
      parameters: 'absent',
    },
    digest: { oid: STREEBOG_256, parameters: 'absent' },
    xml: null,
    names: [],
    provenance: RFC_9215,
    unverified: [],
  },
  {
    id: 'gost2012-256cp-streebog256',
    title: 'GOST R 34.10-2012 (256, CryptoPro set A) with Streebog-256',
    parameters: { curve: 'cryptopro-a', digest: 'streebog256', layout: 'rfc' },
    key: {
      algorithm: '1.2.643.7.1.1.1.1',
      parameters: [CRYPTOPRO_A, STREEBOG_256],
      alsoRead: [[CRYPTOPRO_A], [CRYPTOPRO_XCHA, STREEBOG_256], [CRYPTOPRO_XCHA]],
    },
    signature: {
      certificate: '1.2.643.7.1.1.3.2',
      signerInfo: '1.2.643.7.1.1.1.1',
      alsoRead: [],
      parameters: 'absent',
    },
    digest: { oid: STREEBOG_256, parameters: 'absent' },
    xml: null,
    names: [],
    provenance: RFC_9215,
    unverified: [],
  },
  {
    id: 'gost2012-512a-streebog512',
    title: 'GOST R 34.10-2012 (512, tc26 set A) with Streebog-512',
    parameters: { curve: 'tc26-512-a', digest: 'streebog512', layout: 'rfc' },
    key: {
      algorithm: '1.2.643.7.1.1.1.2',
      parameters: [TC26_512_A],
      alsoRead: [[TC26_512_A, STREEBOG_512]],
    },
    signature: {
      certificate: '1.2.643.7.1.1.3.3',
      signerInfo: '1.2.643.7.1.1.1.2',
      alsoRead: [],
      parameters: 'absent',
    },
    digest: { oid: STREEBOG_512, parameters: 'absent' },
    xml: null,
    names: [],
    provenance: RFC_9215,
    unverified: [],
  },
];

const KAZAKH: readonly GostRow[] = [
  {
    id: 'kz-gost2004-gost34311',
    title: 'GOST 34.310-2004 with GOST 34.311-95 (Kazakhstan, legacy)',
    parameters: { curve: 'cryptopro-a', digest: 'gost94-test', layout: 'kz' },
    key: {
      algorithm: KZ_KEY_2004,
      parameters: ['1.2.398.3.10.1.1.1.1.1', '1.2.398.3.10.1.3.1.1.0'],
      alsoRead: [],
    },
    signature: {
      certificate: '1.2.398.3.10.1.1.1.2',
      signerInfo: '1.2.398.3.10.1.1.1.2',
      // A signature field that holds the key's OID occurs in the wild.
      alsoRead: [KZ_KEY_2004, GAMMA_SIGNATURE],
      parameters: 'null',
    },
    digest: { oid: '1.2.398.3.10.1.3.1', parameters: 'null' },
    xml: {
      signature: 'http://www.w3.org/2001/04/xmldsig-more#gost34310-gost34311',
      digest: 'http://www.w3.org/2001/04/xmldsig-more#gost34311',
    },
    names: [],
    provenance: {
      certainty: 'recomputed',
      source: 'root certificate of 2015 and CMS of the national test centre',
    },
    unverified: [`that ${GAMMA_SIGNATURE} has the same digest and byte order`],
  },
  {
    id: 'kz-gost2015-256-streebog256',
    title: 'GOST 34.10-2015 (256) with GOST 34.11-2015 (Kazakhstan)',
    parameters: { curve: 'tc26-256-a', digest: 'streebog256', layout: 'kz' },
    key: {
      algorithm: '1.2.398.3.10.1.1.2.1',
      parameters: ['1.2.398.3.10.1.1.2.1.1', '1.2.398.3.10.1.3.2'],
      alsoRead: [],
    },
    signature: {
      certificate: '1.2.398.3.10.1.1.2.3.1',
      signerInfo: '1.2.398.3.10.1.1.2.3.1',
      alsoRead: ['1.2.398.3.10.1.1.2.1'],
      parameters: 'null',
    },
    digest: { oid: '1.2.398.3.10.1.3.2', parameters: 'null' },
    xml: {
      signature: `${KZ_XML}:gostr34102015-gostr34112015-256`,
      digest: `${KZ_XML}:gostr34112015-256`,
    },
    names: [],
    provenance: {
      certainty: 'unverified',
      source: 'several public implementations agree on curve and digest',
    },
    unverified: ['byte order: assumed as for 512 bits, no sample is known', 'second parameter of the key'],
  },
  {
    id: 'kz-gost2015-512-streebog512',
    title: 'GOST 34.10-2015 (512) with GOST 34.11-2015 (Kazakhstan)',
    parameters: { curve: 'tc26-512-a', digest: 'streebog512', layout: 'kz' },
    key: {
      algorithm: '1.2.398.3.10.1.1.2.2',
      parameters: ['1.2.398.3.10.1.1.2.2.1', '1.2.398.3.10.1.3.3'],
      alsoRead: [],
    },
    signature: {
      certificate: '1.2.398.3.10.1.1.2.3.2',
      signerInfo: '1.2.398.3.10.1.1.2.3.2',
      alsoRead: ['1.2.398.3.10.1.1.2.2'],
      parameters: 'null',
    },
    digest: { oid: '1.2.398.3.10.1.3.3', parameters: 'null' },
    xml: {
      signature: `${KZ_XML}:gostr34102015-gostr34112015-512`,
      digest: `${KZ_XML}:gostr34112015-512`,
    },
    names: [],
    provenance: {
      certainty: 'recomputed',
      source: 'test root of 2022, certificates, CRL and CMS of the national test centre',
    },
    unverified: [],
  },
];

const UZBEK: readonly GostRow[] = [
  {
    id: 'uz-dst1092-dst1106',
    title: "O'z DSt 1092:2009 algorithm 2 with O'z DSt 1106:2009 (Uzbekistan)",
    parameters: { curve: 'cryptopro-a', digest: 'gost94-cryptopro', layout: 'uz' },
    key: { algorithm: '1.2.860.3.15.1.1.2.1', parameters: ['1.2.860.3.15.1.1.2.1.1'], alsoRead: [] },
    signature: {
      certificate: '1.2.860.3.15.1.1.2.2.2.2',
      signerInfo: '1.2.860.3.15.1.1.2.2.2.2',
      alsoRead: [],
      parameters: 'null',
    },
    digest: { oid: '1.2.860.3.15.1.3.2.1.1', parameters: 'null' },
    xml: null,
    names: ['OZDST-1092-2009-2', 'OZDST-1106-2009-2-AwithOZDST-1092-2009-2'],
    provenance: {
      certainty: 'recomputed',
      source: 'the official example, qo0p/e-imzo-doc@b405c525 README.md',
    },
    unverified: ['parameter sets other than .1', 'that the parameters are NULL: read in an unnamed source'],
  },
  {
    id: 'uz-mst286-mst285',
    title: "O'z MSt 286:2024 algorithm 2 with O'z MSt 285:2024 (Uzbekistan)",
    parameters: { curve: 'cryptopro-a', digest: 'gost94-cryptopro', layout: 'uz' },
    key: { algorithm: '1.2.860.3.15.2.1.2.1', parameters: ['1.2.860.3.15.2.1.2.1.1'], alsoRead: [] },
    signature: {
      certificate: '1.2.860.3.15.2.1.2.2.2.2',
      signerInfo: '1.2.860.3.15.2.1.2.2.2.2',
      alsoRead: [],
      parameters: 'null',
    },
    digest: { oid: '1.2.860.3.15.2.3.2.1.1', parameters: 'null' },
    xml: null,
    names: ['OZMST-286-2024-2', 'OZMST-285-2024-2-AwithOZMST-286-2024-2'],
    provenance: {
      certainty: 'unverified',
      source: 'one reimplementation: new identifiers, same mathematics',
    },
    unverified: ['that curve, digest and byte order are those of the older standards'],
  },
];

const KYRGYZ: readonly GostRow[] = [
  {
    id: 'kg-gost2004-gost34311',
    title: 'GOST 34.310-2004 with GOST 34.311-95 (Kyrgyzstan)',
    parameters: { curve: 'cryptopro-a', digest: 'gost94-test', layout: 'kz' },
    key: { algorithm: '1.3.6.1.4.1.6801.1.5.8', parameters: [CRYPTOPRO_A], alsoRead: [] },
    signature: {
      certificate: GAMMA_SIGNATURE,
      signerInfo: GAMMA_SIGNATURE,
      alsoRead: [],
      parameters: 'null',
    },
    digest: { oid: '1.2.398.3.10.1.3.1', parameters: 'null' },
    xml: null,
    names: [],
    provenance: {
      certainty: 'unverified',
      source:
        'names of the algorithms from the site of the national centre; identifiers from an unnamed source',
    },
    unverified: [
      'curve, S-box and byte order: assumed as in Kazakhstan',
      'every identifier, and the parameters of the key',
    ],
  },
];

export const GOST_ROWS: readonly GostRow[] = [...INTERSTATE, ...KAZAKH, ...UZBEK, ...KYRGYZ];
