import { formatRtspUrl, parseRtspUrl, type RtspUrl } from './rtsp-url.ts';

/**
 * The URL against which control attributes are resolved (RFC 2326, C.1.1): Content-Base, else Content-Location, else the
 * request's own. Only its path is believed; the authority is always the connection's, since devices behind
 * address translation name one that leads nowhere, or somewhere it must not (Q15, moonfire-nvr #356, go2rtc #830:
 * no scheme, `rtsp://` twice, relative, bare IPv6).
 */
export function baseUrl(request: RtspUrl, contentBase: string | undefined): RtspUrl {
  const text = contentBase?.trim() ?? '';
  if (text === '') return request;
  return { ...request, path: pathOf(text, request) };
}

/**
 * The URL of a track or of the whole presentation (RFC 2326, C.1.1). A relative control is put behind the base as text,
 * query string and all, as every peer does (Q16); an absolute one keeps its path and gets our authority.
 * @param control the value of `a=control`; `*` or none means the base itself
 */
export function controlUrl(base: RtspUrl, control: string | null): string {
  const text = control?.trim() ?? '';
  if (text === '' || text === '*') return formatRtspUrl(base);
  if (/^rtsps?:\/\//i.test(text)) return formatRtspUrl({ ...base, path: pathOf(text, base) });
  const slash = base.path.endsWith('/') || text.startsWith('?') ? '' : '/';
  return formatRtspUrl({ ...base, path: base.path + slash + text.replace(/^\/+/, '') });
}

function pathOf(text: string, request: RtspUrl): string {
  const absolute = /^(?:rtsps?:\/\/)+/i.exec(text);
  const rest = text.slice(absolute?.[0].length ?? 0);
  if (absolute === null && rest.startsWith('/')) return rest;
  const slash = rest.search(/[/?]/);
  const head = slash === -1 ? rest : rest.slice(0, slash);
  const tail = slash === -1 ? '' : rest.slice(slash);
  if (absolute !== null || isAuthority(head, request)) return tail;
  return request.path.endsWith('/') ? request.path + rest : `${request.path}/${rest}`;
}

/** `192.168.1.5:554/stream/` is an authority without a scheme, `stream/` is not. */
function isAuthority(head: string, request: RtspUrl): boolean {
  const parsed = parseRtspUrl(`rtsp://${head}`);
  return (
    (parsed.ok && parsed.value.endpoint.host === request.endpoint.host) ||
    /^\d{1,3}(\.\d{1,3}){3}(:\d+)?$/.test(head)
  );
}
