/**
 * Facts that only a CMS has.
 *
 * @module
 */
import type { SignedData } from './signed-data';
import type { SignerInfo } from './signer-info';

export const CMS_ODDITIES = ['cms.unreadable-attribute', 'cms.no-message-digest', 'cms.trailing-bytes'] as const;
export type CmsOddity = (typeof CMS_ODDITIES)[number];

export interface CmsDetail {
  readonly syntax: 'cms';
  readonly signer: SignerInfo;
  readonly signedData: SignedData;
  /** eContentType; null of a counter-signature, which has none. */
  readonly contentType: string | null;
  /** The content, in pieces; null when it was not given. */
  readonly content: readonly Uint8Array[] | null;
}
