export type FieldProblem = 'missing' | 'notPlain' | 'not20Digits' | 'twice' | 'taken' | 'tooMany';

/** What is wrong, by field: `orgUnit`, `channels`, or `<channel>.<field of its draft>`. */
export type FieldProblems = ReadonlyMap<string, FieldProblem>;
