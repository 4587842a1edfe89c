import type { ImportError } from '#core/contracts';

/** The file is no workbook, or one that is larger than any list has a reason to be. */
export class WorkbookError extends Error {
  readonly code: Extract<ImportError, 'not_a_workbook' | 'too_large'>;

  constructor(code: WorkbookError['code'], detail: string) {
    super(detail);
    this.name = 'WorkbookError';
    this.code = code;
  }
}
