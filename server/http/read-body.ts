import { HttpProblem } from './errors/problem.ts';

/**
 * Reads a body that says it is JSON, of at most `bytesMax`, whether or not the client says how long it is.
 * @throws HttpProblem `body.not_json`, `body.too_large`
 */
export async function readBody(request: Request, bytesMax: number): Promise<Uint8Array> {
  // A form can be posted from any site without asking; JSON cannot (Fetch standard, CORS-safelisted types).
  const type = request.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/json') throw new HttpProblem('body.not_json');
  const tooLarge = () => new HttpProblem('body.too_large', { detail: `at most ${bytesMax} bytes` });
  if (Number(request.headers.get('content-length')) > bytesMax) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > bytesMax) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** @throws HttpProblem `body.malformed` */
export function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    throw new HttpProblem('body.malformed');
  }
}
