/** A refusal as RFC 9457 has it. */
export function problem(status: 400 | 403 | 404 | 415 | 502, title: string): Response {
  return new Response(JSON.stringify({ type: 'about:blank', title, status }), {
    status,
    headers: { 'content-type': 'application/problem+json' },
  });
}

/** A web page cannot send this type to another origin without being asked, and we never say yes. */
export function isJson(request: Request): boolean {
  return (request.headers.get('content-type') ?? '').startsWith('application/json');
}
