/**
 * Writes the report of a round folder: the matrix and every view of it. Nothing is asked, nothing is judged twice.
 *
 * @module
 */
import { join } from 'node:path';
import { badge } from '../matrix/badge';
import { buildMatrix } from '../matrix/build';
import { renderCsv } from '../matrix/csv';
import { renderJunit } from '../matrix/junit';
import { renderPage } from '../matrix/page/page';
import { readRound } from '../matrix/read-round';
import type { Matrix } from '../model/matrix';
import { pointLatest, writeJson, writeWhole } from './files';
import { readYardstick } from './yardstick';

/** @throws {TamgaError} TAMGA-E-ROUND-READ when the folder holds no readable round. */
export function writeReport(folder: string): Matrix {
  const yardstick = readYardstick(folder);
  const matrix = buildMatrix({ ...readRound(folder), ...yardstick });
  writeJson(join(folder, 'matrix.json'), matrix);
  writeWhole(join(folder, 'matrix.csv'), renderCsv(matrix));
  writeWhole(join(folder, 'junit.xml'), renderJunit(matrix));
  writeWhole(join(folder, 'badge.svg'), badge(matrix));
  writeWhole(join(folder, 'index.html'), renderPage(matrix, yardstick.cases));
  pointLatest(folder);
  return matrix;
}
