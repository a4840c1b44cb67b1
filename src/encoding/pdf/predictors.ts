/**
 * Predictors: rows were stored as differences before they were deflated.
 *
 * @see ISO 32000-2, section 7.4.4.4
 * @module
 */
import { pdfFault } from './limits';
import { entry, isCount, type PdfDictionary } from './values';

const MAXIMUM_COLUMNS = 1 << 20;

export function undoPredictor(data: Uint8Array, parameters: PdfDictionary, at: number): Uint8Array {
  const predictor = count(parameters, 'Predictor', 1);
  if (predictor === 1) return data;
  const pixelBits = count(parameters, 'Colors', 1) * count(parameters, 'BitsPerComponent', 8);
  const columns = count(parameters, 'Columns', 1);
  if (columns > MAXIMUM_COLUMNS || pixelBits > 1024)
    throw pdfFault(at, 'a row of sensible width', 'a wider one');
  const shape = { pixel: Math.max(1, pixelBits >> 3), row: Math.ceil((pixelBits * columns) / 8) };
  if (predictor >= 10 && predictor <= 15) return undoPng(data, shape, at);
  // Structures have whole octets as columns; of images nothing here asks for the data.
  if (predictor === 2 && pixelBits % 8 === 0) return undoTiff(data, shape);
  throw pdfFault(at, 'a predictor of PDF', `${predictor}`);
}

interface Shape {
  /** Octets from one column to the next. */
  readonly pixel: number;
  /** Octets of one row. */
  readonly row: number;
}

function count(parameters: PdfDictionary, key: string, otherwise: number): number {
  const value = entry(parameters, key);
  return isCount(value) && value > 0 ? value : otherwise;
}

function undoTiff(data: Uint8Array, { pixel, row }: Shape): Uint8Array {
  const out = Uint8Array.from(data);
  for (let index = 0; index < out.length; index += 1) {
    if (index % row >= pixel) out[index] = (out[index] ?? 0) + (out[index - pixel] ?? 0);
  }
  return out;
}

/** Each row has its own filter in a first octet (PNG section 9). */
function undoPng(data: Uint8Array, { pixel, row }: Shape, at: number): Uint8Array {
  const rows = Math.ceil(data.length / (row + 1));
  const out = new Uint8Array(Math.max(0, data.length - rows));
  for (let index = 0; index < rows; index += 1) {
    const from = index * (row + 1);
    const filter = data[from] ?? 0;
    if (filter > 4) throw pdfFault(at, 'a PNG filter from 0 to 4', `${filter}`);
    const to = index * row;
    const length = Math.min(row, data.length - from - 1);
    for (let column = 0; column < length; column += 1) {
      const left = column >= pixel ? (out[to + column - pixel] ?? 0) : 0;
      const up = index > 0 ? (out[to + column - row] ?? 0) : 0;
      const corner = index > 0 && column >= pixel ? (out[to + column - row - pixel] ?? 0) : 0;
      out[to + column] = (data[from + 1 + column] ?? 0) + predicted(filter, left, up, corner);
    }
  }
  return out;
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4:
      return paeth(left, up, corner);
    default:
      return 0;
  }
}

function paeth(left: number, up: number, corner: number): number {
  const [toLeft, toUp, toCorner] = [up - corner, left - corner, left + up - 2 * corner].map(Math.abs);
  if ((toLeft ?? 0) <= (toUp ?? 0) && (toLeft ?? 0) <= (toCorner ?? 0)) return left;
  return (toUp ?? 0) <= (toCorner ?? 0) ? up : corner;
}
