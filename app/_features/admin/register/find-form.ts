import { type InspectRequest, inspectRequestSchema, previewRequestSchema } from '#core/contracts';
import { fail, ok, type Result } from '#core/kit';
import type { Found } from './channels.ts';

/** The form as it is typed. It lives in its component alone: a password must not outlast the page. */
export interface FindForm {
  readonly host: string;
  readonly port: string;
  readonly path: string;
  readonly username: string;
  readonly password: string;
  readonly mainUrl: string;
  readonly subUrl: string;
}

export type WrongFields = ReadonlySet<keyof FindForm>;

export const emptyForm: FindForm = {
  host: '',
  port: '80',
  path: '/onvif/device_service',
  username: '',
  password: '',
  mainUrl: '',
  subUrl: '',
};

/** Where a device is and how it is entered, or which fields are not as they have to be. */
export function readDeviceForm(form: FindForm): Result<InspectRequest, WrongFields> {
  const { host, port, path, username, password } = form;
  const read = inspectRequestSchema.safeParse({
    // Brackets belong to IPv6 addresses in URLs, from which they are copied.
    address: { host: host.trim().replace(/^\[(.*)\]$/, '$1'), port: Number(port), path: path.trim() },
    credentials: { username: username.trim(), password },
  });
  if (read.success) return ok(read.data);
  return fail(new Set(read.error.issues.map(({ path: at }) => at.at(-1) as keyof FindForm)));
}

/** Plain streams, or which fields are not as they have to be. */
export function readStreamForm(form: FindForm): Result<Extract<Found, { kind: 'stream' }>, WrongFields> {
  const { username, password } = form;
  const [mainUrl, subUrl] = [form.mainUrl.trim(), form.subUrl.trim()];
  const credentials = username === '' && password === '' ? null : { username: username.trim(), password };
  const wrong = new Set<keyof FindForm>();
  if (!isStreamUrl(mainUrl)) wrong.add('mainUrl');
  if (subUrl !== '' && !isStreamUrl(subUrl)) wrong.add('subUrl');
  const read = previewRequestSchema.shape.credentials.safeParse(credentials);
  for (const { path } of read.error?.issues ?? []) wrong.add(path.at(-1) as keyof FindForm);
  if (wrong.size > 0) return fail(wrong);
  return ok({ kind: 'stream', mainUrl, subUrl: subUrl === '' ? null : subUrl, credentials });
}

function isStreamUrl(text: string): boolean {
  return previewRequestSchema.shape.rtspUrl.safeParse(text).success;
}
