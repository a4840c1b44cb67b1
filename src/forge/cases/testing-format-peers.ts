/**
 * What programs of others make of the cases of XML, PDF and containers, and why they do not see all of them.
 *
 * @module
 */

/** `agrees`: refuses a negative, accepts a positive. `blind`: does not look there. `disagrees`: looks, and says otherwise. */
export interface PeerWord {
  readonly says: 'blind' | 'disagrees';
  readonly because: string;
}

export type Peer = 'xmlsec1' | 'pdfsig' | 'unzip';

const blind = (because: string): PeerWord => ({ says: 'blind', because });

const NO_XADES = blind('it verifies XML Signature and knows no properties of XAdES');
const COVERAGE = blind('it verifies what the references name, and does not ask what of the document that is');
const LATER = blind('it says that not the total document is signed, and nothing of what the rest does');
const DICTIONARY = blind('it verifies the bytes that the entry names and does not ask whether they are all');
const ARCHIVE = blind('it unpacks and verifies no signature');
const NAMES = blind('it tests the data of the entries, not their names and kinds');

/** Whoever is not named agrees. */
export const PEER_WORDS: Readonly<Record<Peer, Readonly<Record<string, PeerWord>>>> = {
  xmlsec1: {
    'xml-xslt': {
      says: 'disagrees',
      because: 'it runs the stylesheet, which gives one text for all documents',
    },
    'xml-wrapping-id-name': blind('it takes for an Id the one attribute that it is told'),
    'xml-manifest-broken': blind(
      'XML Signature section 2.3 leaves the digests of a manifest to the application',
    ),
    'xml-properties-unreferenced': NO_XADES,
    'xml-properties-type': NO_XADES,
    'xml-properties-target': NO_XADES,
    'xml-properties-wrapped': NO_XADES,
    'xml-properties-twice': NO_XADES,
    'xml-comment-in-time': NO_XADES,
    'xml-signing-certificate-sha1': NO_XADES,
    'xml-wrapping-id-moved': COVERAGE,
    'xml-wrapping-read-replaced': COVERAGE,
    'xml-base64-beside': COVERAGE,
    'xml-xpath-nothing': COVERAGE,
    'xml-xpath-less': COVERAGE,
    'xml-reference-none': COVERAGE,
    'xml-document-type': blind('it passes over document types'),
  },
  pdfsig: {
    'pdf-certified-form-changed': LATER,
    'pdf-locked-field-changed': LATER,
    'pdf-page-replaced': LATER,
    'pdf-page-added': LATER,
    'pdf-annotation-over': LATER,
    'pdf-certified-annotation': LATER,
    'pdf-reason-replaced': LATER,
    'pdf-store-removed': LATER,
    'pdf-shadow-hide': LATER,
    'pdf-shadow-replace': LATER,
    'pdf-shadow-hide-and-replace': LATER,
    'pdf-stray-bytes': LATER,
    'pdf-byte-range-gap': DICTIONARY,
    'pdf-byte-range-short': DICTIONARY,
    'pdf-second-byte-range': DICTIONARY,
    'pdf-contents-digits': DICTIONARY,
    'pdf-object-twice': blind('it follows the cross-references and does not look for other bodies'),
  },
  unzip: {
    'asic-second-file-changed': ARCHIVE,
    'asic-file-missing': ARCHIVE,
    'asic-unsigned-file': ARCHIVE,
    'asic-simple-two-files': ARCHIVE,
    'asic-metadata-lookalike': ARCHIVE,
    'asic-second-manifest': ARCHIVE,
    'asic-manifest-changed': ARCHIVE,
    'asic-reference-twice': ARCHIVE,
    'asic-manifest-other-signature': ARCHIVE,
    'asic-duplicate-entry': NAMES,
    'asic-hidden-entry': blind('it reads the central directory, which does not list the entry'),
    'asic-path-traversal': NAMES,
    'asic-case-twins': NAMES,
    'asic-symbolic-link': NAMES,
    'asic-bytes-between': blind('it goes from entry to entry by the central directory'),
  },
};
