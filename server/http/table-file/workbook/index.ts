export { readWorkbookRows } from './read-workbook.ts';
