import { HttpProblem } from './errors/problem.ts';

const BODY_BYTES_MAX = 64 * 1024;

/**
 * Reads a JSON body of at most 64 KB, whether or not the client says how long it is.
 * @throws HttpProblem `body.not_json`, `body.too_large`, `body.malformed`
 */
export async function readJson(request: Request): Promise<unknown> {
  // A form can be posted from any site without asking; JSON cannot (Fetch standard, CORS-safelisted types).
  const type = request.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/json') throw new HttpProblem('body.not_json');
  const text = await readText(request);
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpProblem('body.malformed');
  }
}

async function readText(request: Request): Promise<string> {
  if (Number(request.headers.get('content-length')) > BODY_BYTES_MAX) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > BODY_BYTES_MAX) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function tooLarge(): HttpProblem {
  return new HttpProblem('body.too_large', { detail: `at most ${BODY_BYTES_MAX} bytes` });
}
