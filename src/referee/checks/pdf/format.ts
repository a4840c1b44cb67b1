/**
 * The checks that a signature gets for its PDF rules, in order.
 *
 * @module
 */
import type { FormatChecks } from '../../format-checks';

export const PDF_FORMAT: FormatChecks = { format: [], acceptance: [] };
