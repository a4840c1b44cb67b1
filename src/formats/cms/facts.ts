/**
 * Facts that only a CMS has; its checks look at the structures themselves.
 *
 * @module
 */
import type { Data } from '../facts';
import type { SignedData } from './signed-data';
import type { SignerInfo } from './signer-info';

export interface CmsDetail {
  readonly syntax: 'cms';
  readonly signer: SignerInfo;
  readonly signedData: SignedData;
  /** eContentType; null of a counter-signature, which has none. */
  readonly contentType: string | null;
  /** The content; null when it was not given. */
  readonly content: Data | null;
}
