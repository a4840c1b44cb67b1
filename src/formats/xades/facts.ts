/**
 * Facts that only an XML signature has.
 *
 * @module
 */

export const XML_ODDITIES = ['xml.duplicate-id'] as const;
export type XmlOddity = (typeof XML_ODDITIES)[number];

export interface XmlDetail {
  readonly syntax: 'xml';
}
