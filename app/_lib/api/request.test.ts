import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { ApiError } from './api-error.ts';
import { command, request, sessionRefusals } from './request.ts';

let server: Server | undefined;

async function serve(
  handler: (incoming: IncomingMessage, response: ServerResponse) => void,
): Promise<string> {
  const started = createServer(handler);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  const address = started.address();
  return typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
}

afterEach(() => server?.close());

const failureOf = async (call: Promise<unknown>) =>
  call.then(
    () => null,
    (error: unknown) => (error instanceof ApiError ? error.failure : error),
  );

test('an answer is checked against its schema', async () => {
  const origin = await serve((_, response) => response.end('{"n":1}'));
  expect(await request({ path: origin }, z.object({ n: z.number() }))).toEqual({ n: 1 });
  expect(await failureOf(request({ path: origin }, z.object({ n: z.string() })))).toEqual({
    kind: 'malformed',
  });
});

test('a body goes as JSON', async () => {
  const seen = vi.fn();
  const origin = await serve((incoming, response) => {
    seen(incoming.method, incoming.headers['content-type']);
    response.writeHead(204).end();
  });
  await command({ method: 'PUT', path: origin, body: { locale: 'en' } });
  expect(seen).toHaveBeenCalledWith('PUT', 'application/json');
});

test('a refusal carries its problem; a page from a proxy does not break it', async () => {
  const problem = { type: 'about:blank', title: 'Locked', status: 423, code: 'locked' };
  const origin = await serve((incoming, response) =>
    response.writeHead(423).end(incoming.url === '/json' ? JSON.stringify(problem) : '<html>'),
  );
  expect(await failureOf(command({ path: `${origin}/json` }))).toEqual({
    kind: 'problem',
    status: 423,
    problem,
  });
  expect(await failureOf(command({ path: origin }))).toEqual({ kind: 'problem', status: 423, problem: null });
});

test('a session that is over, or owes something first, is told to whoever shows pages', async () => {
  const origin = await serve((incoming, response) => {
    const code = incoming.url?.slice(1) ?? '';
    response.writeHead(403).end(JSON.stringify({ type: 'about:blank', title: '', status: 403, code }));
  });
  const heard = async (code: string) => {
    const before = sessionRefusals.get();
    await failureOf(command({ path: `${origin}/${code}` }));
    return sessionRefusals.get() - before;
  };
  expect(await heard('auth.required')).toBe(1);
  expect(await heard('auth.pending.new_password')).toBe(1);
  expect(await heard('access.forbidden')).toBe(0);
});

test('no answer is told apart from a refusal', async () => {
  const origin = await serve((incoming) => incoming.socket.destroy());
  expect(await failureOf(command({ path: origin }))).toEqual({ kind: 'unreachable' });
});

test('a bad gateway with words of ours is a refusal, without them the server is away', async () => {
  const problem = { type: 'about:blank', title: 'Silent', status: 502, code: 'camera.unreachable' };
  const origin = await serve((incoming, response) =>
    response.writeHead(502).end(incoming.url === '/json' ? JSON.stringify(problem) : '<html>'),
  );
  expect(await failureOf(command({ path: `${origin}/json` }))).toMatchObject({ kind: 'problem', problem });
  expect(await failureOf(command({ path: origin }))).toEqual({ kind: 'unreachable' });
});
