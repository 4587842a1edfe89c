/**
 * Something about the machine or the settings keeps a part of the system from starting. Its message is a sentence
 * for the person at the terminal: what happened, to what, and what to do.
 */
export class StartError extends Error {
  override readonly name: string = 'StartError';
}
