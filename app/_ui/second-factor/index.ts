export { CodeField } from './code-field.tsx';
export { EnrolForm } from './enrol-form.tsx';
export { RecoveryCodes } from './recovery-codes.tsx';
