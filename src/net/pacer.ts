/**
 * The contract between the door and the budget of its endpoint: every call asks for its turn, and tells what came of it.
 *
 * @module
 */
import type { Silent } from '../model/answer';

export interface Turn {
  /** The call has reached the server: its reply begins. */
  arrived(): void;
  /** The call is over. */
  over(status: number | null, headers: Readonly<Record<string, string>>): void;
}

export interface Pacer {
  /** Waits as long as the budget wants; a silence where it does not allow the call at all. */
  enter(): Promise<Turn | Silent>;
}
