import { createHmac, randomFillSync } from 'node:crypto';
import process from 'node:process';
import { systemClock } from '#core/kit';
import { createVault } from '#db/sealing';
import { startWeb } from '#server/http';
import { awaitDoom } from './await-doom.ts';
import { onlyGateway } from './only-gateway.ts';
import { quietLog } from './quiet-log.ts';

/** Run as a program of its own by the test that kills web roles: a real one without pages. Says its URL. */
const [databaseUrl = '', vaultKey = ''] = process.argv.slice(2);
await awaitDoom();
const { url } = await startWeb({
  ...{ host: '127.0.0.1', port: 0, databaseUrl, projectDir: '.', pages: null, secureCookies: false },
  ...{ gateways: onlyGateway('http://gateway.test'), cameraNetworks: [] },
  vault: createVault(Buffer.from(vaultKey, 'base64url')),
  hmac: (data) => createHmac('sha256', 'test').update(data).digest('base64url'),
  clock: systemClock,
  random: randomFillSync,
  log: quietLog,
});
process.stdout.write(`${url}\n`);
