/** Says something about what happened: fields for machines, a message for people. */
type Say = (fields: object, message: string) => void;

/** Where code outside the roles' entry points logs to; a pino logger is one. Never given secrets. */
export interface Log {
  readonly debug: Say;
  readonly info: Say;
  readonly warn: Say;
  readonly error: Say;
}
