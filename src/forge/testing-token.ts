/**
 * Reads the imprint of a time-stamp token for tests, with pkijs.
 *
 * @module
 */
import * as pkijs from 'pkijs';

export interface TokenImprint {
  readonly digestOid: string;
  readonly imprint: Uint8Array;
}

export function readToken(token: Uint8Array): TokenImprint {
  const signedData = new pkijs.SignedData({ schema: pkijs.ContentInfo.fromBER(token).content });
  const content = signedData.encapContentInfo.eContent;
  if (content === undefined) throw new Error('a token without content');
  const { messageImprint } = pkijs.TSTInfo.fromBER(content.getValue());
  return {
    digestOid: messageImprint.hashAlgorithm.algorithmId,
    imprint: messageImprint.hashedMessage.valueBlock.valueHexView,
  };
}
