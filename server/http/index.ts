export { clientAddress } from './auth/client-address.ts';
export { PortTakenError } from './listen.ts';
export { PagesNotBuiltError } from './pages/next-pages.ts';
export { PROVIDER_CALLBACK } from './routes/provider.ts';
export { startWeb, type Web, type WebOptions } from './start-web.ts';
