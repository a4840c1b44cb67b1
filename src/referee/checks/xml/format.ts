/**
 * The checks that a signature gets for its XML rules, in order.
 *
 * @module
 */
import type { FormatChecks } from '../../format-checks';

export const XML_FORMAT: FormatChecks = { format: [], acceptance: [] };
