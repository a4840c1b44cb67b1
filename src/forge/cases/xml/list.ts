/**
 * The cases that only XML signatures have.
 *
 * @module
 */
import type { ForgedCase } from '../case';
import { byId, wrappingAncestor, wrappingIdName, wrappingObject, wrappingSibling } from './by-id';
import { PARTLY_SIGNED } from './partly-signed';
import { PROPERTY_CASES } from './properties';
import { REFERENCE_CASES } from './references';
import { STRUCTURE_CASES } from './structure';

export const XML_CASES: readonly ForgedCase[] = [
  byId,
  wrappingSibling,
  wrappingAncestor,
  wrappingObject,
  wrappingIdName,
  ...PARTLY_SIGNED,
  ...REFERENCE_CASES,
  ...PROPERTY_CASES,
  ...STRUCTURE_CASES,
];
